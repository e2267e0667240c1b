"""Which voice may speak a locale, with which engine."""

import shutil
import subprocess
import sys
from pathlib import Path

import botocore.session
import pytest
from pydantic import ValidationError

import clinic
import lex_bot
from clinic import DEFAULT_VOICES, ClinicError, Locale, voices
from contact_flows import tenant_bindings

VOICES = voices()
ROOT = Path(clinic.__file__).parent
SAMPLE = clinic.CLINIC_FILE.read_text(encoding="utf-8")
VOICE = 'voice = "Joanna"\nengine = "neural"\n'


def with_voice(folder: Path, written: str) -> clinic.Clinic:
    assert VOICE in SAMPLE
    path = folder / "clinic.toml"
    path.write_text(SAMPLE.replace(VOICE, written), encoding="utf-8")
    return clinic.load(path)


def refusal(folder: Path, written: str) -> str:
    with pytest.raises(ClinicError) as refused:
        with_voice(folder, written)
    assert "\n" not in str(refused.value)
    return str(refused.value)


@pytest.mark.parametrize(("name", "voice"), VOICES.items(), ids=VOICES)
def test_every_voice_of_the_table_is_pollys(name: str, voice: clinic.Voice) -> None:
    polly = botocore.session.get_session().get_service_model("polly")
    assert name in polly.shape_for("VoiceId").enum
    assert voice.language in polly.shape_for("LanguageCode").enum
    assert set(voice.engines) <= set(polly.shape_for("Engine").enum)


def test_the_engines_of_a_locale_are_those_that_connect_and_lex_share() -> None:
    lex = botocore.session.get_session().get_service_model("lexv2-models").shape_for("VoiceEngine").enum
    assert set(Locale.model_json_schema()["properties"]["engine"]["enum"]) == set(lex) - {"long-form"}


@pytest.mark.parametrize(("locale", "voice"), DEFAULT_VOICES.items())
def test_a_locale_that_names_no_voice_has_the_usual_one(locale: str, voice: str) -> None:
    spoken = Locale.model_validate({"id": locale})
    assert (spoken.voice, spoken.engine) == (voice, "neural")


@pytest.mark.parametrize(("voice", "engine"), [("Joanna", "neural"), ("Ruth", "neural"), ("Tiffany", "generative")])
def test_a_voice_without_an_engine_has_neural_or_what_there_is(voice: str, engine: str) -> None:
    assert Locale.model_validate({"id": "en_US", "voice": voice}).engine == engine


def test_bot_and_flows_speak_with_the_clinics_voice_when_it_names_none(tmp_path: Path) -> None:
    tenant = with_voice(tmp_path, "")
    bot, flows = lex_bot.load("en_US", tenant), tenant_bindings(tenant)
    assert (bot.voice_id, bot.voice_engine) == ("Joanna", "neural")
    assert (flows["Voice"], flows["VoiceEngine"]) == ("Joanna", "Neural")


REFUSED = {
    "another language": (
        'voice = "Lupe"\n',
        "locales[0].voice: 'Lupe' speaks es-US; en-US is spoken by Danielle, Gregory, Ivy, Joanna,",
    ),
    "a misspelling": (
        'voice = "Johanna"\n',
        "locales[0].voice: 'Johanna' is no voice of Amazon Polly that is known here (did you mean Joanna?); en-US is",
    ),
    "an engine it lacks": (
        'voice = "Kendra"\nengine = "generative"\n',
        "locales[0].engine: Kendra has no generative engine, but neural and standard; generative in en-US are Danielle",
    ),
    "an engine that Connect lacks": (
        'voice = "Ruth"\nengine = "long-form"\n',
        "locales[0].engine: must be one of neural, generative, standard; got 'long-form'",
    ),
    "no such locale": ('voice = "Joanna"\n[[locales]]\nid = "fr_FR"\n', "locales[1].id: must be one of en_US, es_US"),
}


@pytest.mark.parametrize("mistake", REFUSED)
def test_a_voice_that_cannot_speak_it_is_refused_with_those_that_can(tmp_path: Path, mistake: str) -> None:
    written, told = REFUSED[mistake]
    assert told in refusal(tmp_path, written)


@pytest.mark.parametrize("name", VOICES)
def test_a_voice_speaks_its_own_language_alone(name: str) -> None:
    for locale in DEFAULT_VOICES:
        if VOICES[name].language == locale.replace("_", "-"):
            assert Locale.model_validate({"id": locale, "voice": name}).voice == name
        else:
            with pytest.raises(ValidationError, match="speaks"):
                Locale.model_validate({"id": locale, "voice": name})


def model(folder: Path, model_id: str) -> clinic.Clinic:
    path = folder / "clinic.toml"
    path.write_text(SAMPLE.replace('"anthropic.claude-haiku-5-5"', f'"{model_id}"'), encoding="utf-8")
    return clinic.load(path)


@pytest.mark.parametrize(
    "model_id",
    [
        "anthropic.claude-haiku-5-5",
        "us.anthropic.claude-haiku-4-5-20251001-v1:0",
        "global.amazon.nova-2-lite-v1:0",
        "arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abc123def456",
        "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-micro-v1:0",
        "arn:aws:bedrock:us-east-1:111122223333:provisioned-model/abc123def456",
    ],
)
def test_any_id_that_converse_takes_is_a_model(tmp_path: Path, model_id: str) -> None:
    assert model(tmp_path, model_id).models.small == model_id


@pytest.mark.parametrize("model_id", ["haiku", "Claude Haiku 5.5", "arn:aws:s3:::bucket", "anthropic."])
def test_what_is_no_models_id_is_refused(tmp_path: Path, model_id: str) -> None:
    with pytest.raises(ClinicError, match=r"models\.small: must be a model's id, such as anthropic\.claude-haiku-5-5"):
        model(tmp_path, model_id)


@pytest.mark.parametrize(
    ("written", "told"),
    [(None, "voices.toml: cannot be read: No such file"), ("[Joanna\n", "voices.toml:1: not valid TOML")],
)
def test_a_table_of_voices_that_cannot_be_read_is_told_in_a_sentence(
    tmp_path: Path, written: str | None, told: str
) -> None:
    for name in ("clinic.py", "clinic.toml"):
        shutil.copy(ROOT / name, tmp_path / name)
    if written is not None:
        (tmp_path / "voices.toml").write_text(written)
    code = "import clinic\ntry:\n    clinic.load()\nexcept clinic.ClinicError as error:\n    print(error)"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.stdout.startswith(told), done.stderr
    assert done.stdout.count("\n") == 1

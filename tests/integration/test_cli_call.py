"""`ivr call` as it is typed: what it prints, what it refuses and with which exit code."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PARTS = [
    "cli.py",
    "clinic.py",
    "clinic.toml",
    "declared",
    "simulator",
    "lambdas",
    "lex_bot",
    "contact_flows",
    "measure",
    "voices.toml",
]
PARKING = '[[turns]]\nsays = "what does parking cost?"\nhears = ["$3"]\n'
UNUSABLE = 2
AMBIENT = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}


def ivr(*arguments: str, typed: str = "", root: Path = ROOT, **env: str) -> subprocess.CompletedProcess[str]:
    search = os.pathsep.join([str(root), str(root / "lambdas")])
    return subprocess.run(
        [sys.executable, "-m", "cli", *arguments],
        input=typed,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        cwd=root,
        env={**AMBIENT, "PYTHONPATH": search, **env},
    )


@pytest.fixture
def script(tmp_path):
    def write(text: str) -> str:
        path = tmp_path / "asks.toml"
        path.write_text(text, encoding="utf-8")
        return str(path)

    return write


def refused(done: subprocess.CompletedProcess[str]) -> str:
    """The one sentence on standard error."""
    assert done.returncode == UNUSABLE, done.stderr
    assert done.stdout == ""
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1, done.stderr
    assert lines[0].startswith("ivr: ")
    return lines[0]


def test_a_script_that_holds_exits_with_0_and_one_that_fails_shows_the_conversation(script):
    good = ivr("call", script(PARKING))
    assert good.returncode == 0, good.stdout + good.stderr
    bad = ivr("call", script(PARKING.replace("$3", "$4")))
    assert bad.returncode == 1
    assert "FAILED" in bad.stdout
    assert "-> Caller:    what does parking cost?" in bad.stdout
    assert "expected otherwise: hears: '$4' was not heard" in bad.stdout


def test_json_on_standard_output_is_alone(script):
    done = ivr("call", script(PARKING), "--json", "-")
    assert done.returncode == 0, done.stderr
    (result,) = json.loads(done.stdout)
    assert result["passed"] is True
    assert result["turns"][0]["caller"] is None
    assert result["turns"][0]["spoken"]
    assert result["turns"][1]["intent"] == "FallbackIntent"
    assert result["cost_usd"] > 0


def test_json_goes_to_a_file_beside_the_verdict(script, tmp_path):
    where = tmp_path / "calls.json"
    done = ivr("call", script(PARKING), "--json", str(where))
    assert done.stdout.startswith("ok")
    assert json.loads(where.read_text(encoding="utf-8"))[0]["passed"] is True


def test_a_call_typed_line_by_line_reads_whole_and_has_no_colours():
    done = ivr("call", typed="what does parking cost?\n\n#0\n")
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert "\x1b" not in done.stdout
    for part in (
        "Calling Cedar Clinic from 206-555-0101, Tuesday, December 1, 9:30 AM.",
        "You        what does parking cost?",
        "$3",
        "You        (silence)",
        "You        #0",
        "Whisper: ",
        "Why a person is needed: Asked for a person",
        "(handed off, queue General, reason asked)",
    ):
        assert part in done.stdout


def test_a_typed_call_can_be_json_with_the_conversation_aside():
    done = ivr("call", "--json", "-", "--from", "anonymous", "--at", "2026-12-05T21:00", typed="goodbye\n")
    assert json.loads(done.stdout)[0]["script"] == "interactive"
    assert "Calling Cedar Clinic from a withheld number, Saturday, December 5, 9:00 PM." in done.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["no-such.toml"], "no-such.toml: cannot be read: No such file"),
        (["tests/e2e/calls"], "tests/e2e/calls: a directory"),
        (["--locale", "es_US"], "--locale es_US: nobody here speaks it; there is en_US"),
        (["--locale", "klingon"], "--locale klingon: nobody here speaks it"),
        (["--from", "12"], "--from 12: must be an international number"),
        (["--at", "9999-12-31T23:59:59"], "--at 9999-12-31T23:59:59: must be in the years 2000 to 2100"),
        (["--at", "0001-01-01T00:00:00Z"], "--at 0001-01-01T00:00:00Z: must be in the years 2000 to 2100"),
        (["--at", "yesterday"], "--at yesterday: must be a date and time"),
        (["--at", "2026-13-01T10:00"], "--at 2026-13-01T10:00: must be a date and time"),
    ],
)
def test_what_cannot_be_used_gets_one_sentence(arguments, told):
    assert told in refused(ivr("call", *arguments))


def test_a_misspelt_key_gets_one_sentence_with_its_line(script):
    assert "asks.toml:3: turns[0].heers: unknown key (did you mean hears?)" in refused(
        ivr("call", script(PARKING.replace("hears", "heers")))
    )


def test_one_broken_script_stops_all_before_any_is_played(script, tmp_path):
    broken = tmp_path / "broken.toml"
    broken.write_text("[[turns]]\n", encoding="utf-8")
    assert "broken.toml:1: turns[0]: a turn has exactly one of" in refused(ivr("call", script(PARKING), str(broken)))


def test_a_locale_of_a_script_that_no_bot_speaks_is_refused(script):
    assert "es_US" in refused(ivr("call", script('locale = "es_US"\n')))


@pytest.mark.parametrize(
    ("where", "told"),
    [
        ("none/calls.json", "cannot be written: there is no folder"),
        (".", "cannot be written: a directory; name a file in it"),
        ("", "--json '': cannot be written: name a file"),
    ],
)
def test_a_file_that_cannot_be_written_is_told_before_a_call_is_held(script, tmp_path, where, told):
    assert told in refused(ivr("call", script(PARKING), "--json", str(tmp_path / where) if where else ""))


def test_one_impossible_world_stops_all_before_any_call_is_held(script, tmp_path):
    twice = '[[world.orders]]\npatient = "Tom Baker"\nnumber = "000001"\nstatus = "shipped"\n' * 2
    impossible = tmp_path / "impossible.toml"
    impossible.write_text(twice, encoding="utf-8")
    told = f"{impossible}:7: world.orders[1].number: Tom Baker has an order 000001 already"
    assert told in refused(ivr("call", script(PARKING), str(impossible)))


def test_a_fault_at_a_database_that_is_not_built_in_stops_all_before_any_call_is_held(script, tmp_path):
    faulty = tmp_path / "faulty.toml"
    faulty.write_text('[[world.faults]]\nat = "dynamodb.*"\nkind = "stall"\n', encoding="utf-8")
    done = ivr("call", script(PARKING), str(faulty), IVR_DYNAMODB_ENDPOINT="http://127.0.0.1:9")
    assert "only the built-in DynamoDB has faults; unset IVR_DYNAMODB_ENDPOINT" in refused(done)


def test_live_models_need_credentials(tmp_path):
    nothing = str(tmp_path / "none")
    env = {"AWS_CONFIG_FILE": nothing, "AWS_SHARED_CREDENTIALS_FILE": nothing, "AWS_EC2_METADATA_DISABLED": "true"}
    assert "--live-bedrock: no AWS credentials were found" in refused(ivr("call", "--live-bedrock", **env))


@pytest.fixture
def copy(tmp_path):
    """Frontdesk in another place, to be broken there."""
    root = tmp_path / "frontdesk"
    root.mkdir()
    for part in [*PARTS, "knowledge_base"]:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, root / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, root / part)
    return root


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("contact_flows/inbound.json", '"StartAction": "LogFlow"', '"StartAction": "Nowhere"', "inbound"),
        ("contact_flows/inbound.json", '"Version": "2019-10-30",', '"Version": "2019-10-30"', "inbound"),
        ("contact_flows/inbound.json", "${BotAlias}", "${BotAliass}", "BotAliass"),
        (
            "clinic.toml",
            "time_zone = ",
            "timezone = ",
            "clinic.toml:3: timezone: unknown key (did you mean time_zone?)",
        ),
        ("clinic.toml", "[hours]", "[hours", "clinic.toml:9: not valid TOML"),
        ("lex_bot/en_US.toml", "[[intents]]", "[[intentz]]", "lex_bot/en_US.toml:"),
        ("clinic.toml", "08:00:00", '"08:00:00+02:00"', "clinic.toml:11: hours.opens: must be a time of day"),
        ("knowledge_base/parking.md", "---\n", "", "knowledge_base/parking.md:1: must start with front matter"),
        (
            "knowledge_base/parking.md",
            "---\n\n##",
            "\n##",
            "knowledge_base/parking.md:1: the front matter is not closed",
        ),
        ("knowledge_base/parking.md", "title:", "titel:", "parking.md:2: titel: unknown key (did you mean title?)"),
        (
            "knowledge_base/billing.md",
            "queue: Billing",
            "queue: Bills",
            "billing.md:3: queue: must be one of General, ",
        ),
        ("knowledge_base/billing.md", "2026-11-02", "2026-13-02", "billing.md:4: updated: must be a day such as"),
        ("simulator/lex/lexicon.toml", "elliptic_at_most", "elliptic", "lexicon.toml:20: elliptic: unknown key"),
        ("simulator/lex/lexicon.toml", "fillers = [", "fillers = ", "lexicon.toml:"),
        (
            "simulator/world.toml",
            "born = 1984-03-12",
            "burn = 1984-03-12",
            "world.toml:5: patients[0].burn: unknown key",
        ),
    ],
)
def test_what_is_broken_in_the_project_gets_one_sentence(copy, script, file, old, new, told):
    edit(copy / file, old, new)
    assert told in refused(ivr("call", script(PARKING), root=copy))


@pytest.mark.parametrize(
    ("file", "told"),
    [
        ("clinic.toml", "clinic.toml: cannot be read: No such file"),
        ("lex_bot/en_US.toml", "there is no bot for the locale 'en_US'"),
        ("simulator/world.toml", "world.toml: cannot be read: No such file"),
        ("simulator/lex/lexicon.toml", "lexicon.toml: cannot be read: No such file"),
    ],
)
def test_what_is_missing_in_the_project_gets_one_sentence(copy, script, file, told):
    (copy / file).unlink()
    assert told in refused(ivr("call", script(PARKING), root=copy))


@pytest.mark.parametrize(
    "file", ["clinic.toml", "lex_bot/en_US.toml", "simulator/world.toml", "knowledge_base/parking.md"]
)
def test_what_is_no_text_gets_one_sentence(copy, script, file):
    (copy / file).write_bytes(b"\xff\xfe\x00")
    assert f"{Path(file).name}:1: not UTF-8 text" in refused(ivr("call", script(PARKING), root=copy))


def test_a_byte_order_mark_before_any_file_does_no_harm(copy, script):
    for file in ("clinic.toml", "lex_bot/en_US.toml", "simulator/world.toml", "knowledge_base/parking.md"):
        path = copy / file
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    done = ivr("call", script(PARKING), root=copy)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_help_offers_what_there_is():
    done = ivr("--help")
    assert done.returncode == 0
    assert "call" in done.stdout


def test_a_database_that_is_not_there_gets_one_sentence(script):
    told = refused(ivr("call", script(PARKING), IVR_DYNAMODB_ENDPOINT="http://127.0.0.1:9"))
    assert "http://127.0.0.1:9" in told


def test_typing_that_is_no_text_does_not_break_the_call():
    done = subprocess.run(
        [sys.executable, "-m", "cli", "call"],
        input=b"\xff\xfe what does parking cost?\n",
        capture_output=True,
        check=False,
        timeout=300,
        cwd=ROOT,
        env={**AMBIENT, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "lambdas")])},
    )
    assert done.returncode == 0, done.stderr
    assert b"Traceback" not in done.stderr

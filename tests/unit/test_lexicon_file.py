"""What the lexicon may not say: one sentence that names file, line, key and what is allowed."""

from pathlib import Path

import pytest

from simulator.lex.understanding import LEXICON_FILE, Lexicon
from simulator.lex.wording import LexiconError

LEXICON = LEXICON_FILE.read_text(encoding="utf-8")
SIGN = '\n[[signs]]\nmeans = "Goodbye"\nall = [\n    "farewell",\n    "farewel",\n]\nconfidence = 0.9\n'


def refusal(folder: Path, text: str) -> str:
    path = folder / "lexicon.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError) as refused:
        Lexicon.load(path)
    assert "\n" not in str(refused.value)
    return str(refused.value)


def changed(old: str, new: str) -> str:
    assert old in LEXICON
    return LEXICON.replace(old, new, 1)


def line(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"^lexicon\.toml: cannot be read: No such file"):
        Lexicon.load(tmp_path / "lexicon.toml")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("fillers = [", "fillers = ", "not valid TOML"),
        ("elliptic_at_most", "eliptic_at_most", "unknown key (did you mean elliptic_at_most?)"),
        ("elliptic_at_most = 0.65", 'elliptic_at_most = "0.65"', "elliptic_at_most: must be a number, without quotes"),
        ('kinds = ["goods"', 'kinds = ["good"', "kinds[0]: there is no pattern 'good' (did you mean goods?)"),
        ("[patterns]", '[patterns]\nnew = ["<farewel>"]', "patterns.new: refers to <farewel>, which does not exist"),
        ("[patterns]", '[patterns]\nnew = ["again <new>"]', "patterns.new: the pattern new refers to itself"),
        ("[patterns]", '[patterns]\nnew = ["perhaps?"]', "patterns.new: the pattern new matches nothing at all"),
    ],
)
def test_a_mistake_is_refused_in_a_sentence(tmp_path: Path, old: str, new: str, told: str) -> None:
    said = refusal(tmp_path, changed(old, new))
    assert said.startswith("lexicon.toml:")
    assert told in said


def test_a_sign_of_an_unknown_pattern_is_refused_with_its_line(tmp_path: Path) -> None:
    text = LEXICON + SIGN
    said = refusal(tmp_path, text)
    expected = line(text, '    "farewel",')
    assert said.startswith(f"lexicon.toml:{expected}: signs[")
    assert said.endswith("].all[1]: there is no pattern 'farewel' (did you mean farewell?)")

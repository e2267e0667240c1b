"""Written text made speakable, cut into sentences, shortened."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fulfillment.speech import sentences, shorten, speakable

EN, ES = "en_US", "es_US"
LOCALES = st.sampled_from((EN, ES))

PIECES = st.sampled_from(
    (
        *(
            "**",
            "*",
            "_",
            "`",
            "#",
            "- ",
            "1. ",
            "|",
            "---",
            "[a](b)",
            "https://a.b/c",
            "\n",
            " ",
            "\u2028",
            "\u200b",
            "\x00",
        ),
        *("<b>", "</b>", "<thinking>", "</thinking>", "&amp;", "&lt;", "&", "→", "😀", "é", "T", "%", "(", ")"),
        *("8:00", "14:30", "a.m.", "p.m.", "-", "–", "2026-12-03", "$5.99", "9", "17", "#3"),
        *("Dr. Chen", "Mon", "Fri", "etc.", "word", "The", ".", "!", "?", ",", ":"),
    )
)
MARKED_UP = st.one_of(st.text(max_size=120), st.lists(PIECES, max_size=25).map("".join))

SPEAKABLE = (
    ("**Hours**: 8:00 a.m.-6:00 p.m.", "Hours: 8:00 AM to 6:00 PM."),
    ("8:00 AM – 6:00 PM", "8:00 AM to 6:00 PM"),
    ("We close at 5 p.m. The garage stays open.", "We close at 5 PM. The garage stays open."),
    ("Come at 10:30 a.m. Monday.", "Come at 10:30 AM Monday."),
    ("I am here at 8 am.", "I am here at 8 AM."),
    ("# Parking\n- Garage: $3 an hour\n- [Map](https://x.y/z)", "Parking. Garage: $3 an hour. Map"),
    ("1. Bring your card.\n2. Bring a mask.", "Bring your card. Bring a mask."),
    ("<thinking>They ask 1 < 2</thinking>Yes.", "Yes."),
    ("Yes.<thinking>never closed", "Yes."),
    ("a &amp; b &lt;b&gt;c&lt;/b&gt;", "a and b c"),
    ("See you at 14:30 on 2026-12-03.", "See you at 2:30 PM on December 3, 2026."),
    ("2026-12-03T14:30:00-08:00", "December 3, 2026 at 2:30 PM"),
    ("Open 08:00-18:00.", "Open 8:00 AM to 6:00 PM."),
    ("At 8:30 or 12:15.", "At 8:30 or 12:15."),
    ("It costs $5.99, i.e. about $6.", "It costs $5.99, that is about $6."),
    ("Mon-Fri, 9 to 5", "Monday to Friday, 9 to 5"),
    ("Monday–Friday", "Monday to Friday"),
    ("10-15 minutes", "10 to 15 minutes"),
    ("$10-$20", "$10 to $20"),
    ("Call (206) 555-0101.", "Call 206-555-0101."),
    ("Call 206-555-0101.", "Call 206-555-0101."),
    ("Dr. Chen", "Dr. Chen"),
    ("flu-shot check-up", "flu-shot check-up"),
    ("visit https://www.cedar.example/portal?x=1.", "visit cedar.example."),
    ("| a | b |\n|---|---|\n| 1 | 2 |", "a, b. 1, 2"),
    ("Line one\nline two", "Line one line two"),
    ("“Quoted” text…", '"Quoted" text...'),
    ("Bring ID 😀", "Bring ID"),
    ("It is free — always.", "It is free, always."),
    ("  spaces \t here ", "spaces here"),
    ("24/7", "24 hours a day, 7 days a week"),
    ("", ""),
)

SENTENCES: tuple[tuple[str, list[str]], ...] = (
    ("One. Two! Three?", ["One.", "Two!", "Three?"]),
    ("It costs $5.99. Bring cash.", ["It costs $5.99.", "Bring cash."]),
    ("Ask Dr. Chen at St. Mary. He knows.", ["Ask Dr. Chen at St. Mary.", "He knows."]),
    ("Come at 10:30 a.m. Monday. Bye.", ["Come at 10:30 a.m. Monday.", "Bye."]),
    ("We close at 5 p.m. Parking is free.", ["We close at 5 p.m.", "Parking is free."]),
    ("We are at 418 Alder Ave. Seattle. Come in.", ["We are at 418 Alder Ave. Seattle.", "Come in."]),
    ("See cedar.example/portal. Thanks.", ["See cedar.example/portal.", "Thanks."]),
    ("No. We are closed.", ["No.", "We are closed."]),
    ('He said "yes." Then left.', ['He said "yes."', "Then left."]),
    ("Wait... what? Ok.", ["Wait... what?", "Ok."]),
    ("Line one\nLine two", ["Line one", "Line two"]),
    ("¿Qué hora es? Son las dos.", ["¿Qué hora es?", "Son las dos."]),
    ("It is J. Smith. Yes.", ["It is J. Smith.", "Yes."]),
    ("We open at 9. Come by.", ["We open at 9.", "Come by."]),
    ("", []),
)


@pytest.mark.parametrize(("written", "said"), SPEAKABLE)
def test_written_text_is_made_speakable(written: str, said: str) -> None:
    assert speakable(written, locale=EN) == said


def test_spanish_text_is_made_speakable_in_spanish() -> None:
    assert speakable("**Horario**: lunes–viernes, 08:00-18:00", locale=ES) == (
        "Horario: lunes a viernes, 8:00 de la mañana a 6:00 de la tarde"
    )
    assert speakable("Abrimos a las 9 a.m. y a las 12:00 p. m.", locale=ES) == (
        "Abrimos a las 9 de la mañana y a las 12:00 del mediodía."
    )
    assert speakable("el 2026-12-03", locale=ES) == "el 3 de diciembre de 2026"


@given(text=MARKED_UP, locale=LOCALES)
@settings(max_examples=400, deadline=None)
def test_speaking_what_is_speakable_changes_nothing(text: str, locale: str) -> None:
    once = speakable(text, locale=locale)
    assert speakable(once, locale=locale) == once


@given(text=MARKED_UP)
@settings(max_examples=300, deadline=None)
def test_what_is_speakable_has_no_markup(text: str) -> None:
    said = speakable(text, locale=EN)
    assert not set(said) & set("<>*`\n\t\x00{}[]|^~")
    assert "thinking>" not in said


@pytest.mark.parametrize(
    "unit", ["<", "[", "](", "**", "| ", "- ", "8:00-", "a.m. ", "&amp;", "1", ".", "(", "\n", "_"]
)
def test_long_markup_is_spoken_in_milliseconds(unit: str) -> None:
    text = unit * (8000 // len(unit))
    speakable("ready", locale=EN)
    began = time.thread_time()
    speakable(text, locale=EN)
    sentences(text)
    assert time.thread_time() - began < 0.5


@pytest.mark.parametrize(("text", "cut"), SENTENCES)
def test_sentences_end_where_they_end(text: str, cut: list[str]) -> None:
    assert sentences(text) == cut


@given(text=MARKED_UP)
def test_sentences_lose_nothing_but_space(text: str) -> None:
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())


def test_text_is_shortened_at_the_end_of_a_sentence() -> None:
    assert shorten("We open at 9. We close at 6.", words=5, chars=100) == "We open at 9."


def test_a_long_sentence_is_shortened_at_a_clause() -> None:
    assert shorten("Bring your card, your list of medicines and a mask.", words=7, chars=100) == "Bring your card."


def test_what_fits_is_left_alone() -> None:
    assert shorten("Yes, we do.", words=3, chars=11) == "Yes, we do."


@given(text=MARKED_UP, words=st.integers(0, 20), chars=st.integers(0, 100))
@settings(max_examples=300, deadline=None)
def test_what_is_shortened_fits(text: str, words: int, chars: int) -> None:
    short = shorten(text, words=words, chars=chars)
    assert len(short) <= chars
    assert len(short.split()) <= max(words, 0)

"""What Lex carries: SSML, its limit, and how long it takes to say."""

from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fulfillment.speech import MESSAGE_CHARS, fit, plain, seconds, ssml

WORDS = st.sampled_from(
    ["order", "004217", "911", "206-555-0101", "$5.99", "&", "<", ">", "é", "2:30 PM.", "\x00", "😀", "a"]
)
TEXT = st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=400).map(" ".join))


@pytest.mark.parametrize(
    ("text", "kind", "said"),
    [
        ("Your order 004217 has shipped.", "digits", "004217"),
        ("Call 911 now.", "digits", "911"),
        ("Call 206-555-0101.", "telephone", "206-555-0101"),
        ("Order 000981, ready.", "digits", "000981"),
    ],
)
def test_numbers_are_read_digit_by_digit(text: str, kind: str, said: str) -> None:
    marked = ssml(text)
    assert marked is not None
    (element,) = ElementTree.fromstring(marked).iter("say-as")
    assert (element.get("interpret-as"), element.text) == (kind, said)
    assert plain(marked) == text


@pytest.mark.parametrize(
    "text",
    ["", "Hello.", "It costs $5.99.", "At 2:30 PM on December 3, 2026.", "$100000", "1234567", "100,911", "9:11"],
)
def test_plain_text_stays_plain_when_it_says_the_same(text: str) -> None:
    assert ssml(text) is None


def test_markup_in_the_text_is_escaped() -> None:
    assert ssml("<b> & 911") == ('<speak>&lt;b&gt; &amp; <say-as interpret-as="digits">911</say-as></speak>')


@given(text=TEXT)
@settings(max_examples=300, deadline=None)
def test_ssml_is_well_formed_and_says_the_text(text: str) -> None:
    text = fit(text)
    marked = ssml(text)
    if marked is not None:
        root = ElementTree.fromstring(marked)
        assert root.tag == "speak"
        assert "".join(root.itertext()).split() == text.split()
        assert plain(marked).split() == text.split()


@given(text=TEXT)
@settings(max_examples=300, deadline=None)
def test_what_fits_is_within_the_limit_of_lex(text: str) -> None:
    fitted = fit(text)
    assert len(fitted) <= MESSAGE_CHARS
    assert len(ssml(fitted) or "") <= MESSAGE_CHARS


@pytest.mark.parametrize("text", ["Parking is free.", "Your order 004217 & more.", "Call 911.", ""])
def test_what_is_read_slowly_is_marked_as_a_whole(text: str) -> None:
    marked = ssml(text, slow=True)
    assert marked is not None
    (prosody,) = ElementTree.fromstring(marked)
    assert (prosody.tag, prosody.get("rate")) == ("prosody", "slow")
    assert "".join(prosody.itertext()) == text == plain(marked)


@given(text=TEXT)
@settings(max_examples=300, deadline=None)
def test_what_is_read_slowly_fits_and_says_the_text(text: str) -> None:
    fitted = fit(text, slow=True)
    marked = ssml(fitted, slow=True)
    assert marked is not None
    assert len(marked) <= MESSAGE_CHARS
    assert "".join(ElementTree.fromstring(marked).itertext()).split() == fitted.split() == plain(marked).split()


@pytest.mark.parametrize("chars", range(950, 1050, 7))
def test_the_tags_of_slow_speech_count(chars: int) -> None:
    text = ("Parking is free. " * 70)[:chars]
    assert len(ssml(fit(text, slow=True), slow=True) or "") <= MESSAGE_CHARS


def test_slow_speech_takes_longer() -> None:
    assert seconds(ssml("one two three", slow=True) or "") > seconds("one two three")


def test_a_short_text_is_not_changed_by_fitting() -> None:
    assert fit("Hello, order 004217.") == "Hello, order 004217."


def test_pauses_in_ssml_are_spaces() -> None:
    assert plain('<speak>One<break time="1s"/>two &amp; three</speak>') == "One two & three"


def test_a_hundred_and_sixty_five_words_take_about_a_minute() -> None:
    assert seconds("word " * 165) == pytest.approx(60)


def test_digits_take_longer_than_words() -> None:
    assert seconds("004217") == pytest.approx(6 * 60 / 165)
    assert seconds('<speak><say-as interpret-as="digits">004217</say-as></speak>') == seconds("004217")


def test_silence_takes_no_time() -> None:
    assert seconds("") == 0

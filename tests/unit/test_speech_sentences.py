"""A text that grows token by token: its first sentence, never cut where it goes on."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fulfillment.speech import SHORT_OPENING_WORDS, Begun, first_sentence, sentences

NEVER_CUT = (
    "$5.99",
    "$1,200.50",
    "Dr. Chen",
    "Dra. Ruiz",
    "10:30 a.m.",
    "10:30 a. m.",
    "8 p.m. Monday",
    "418 Alder St., Suite 5",
    "418 Alder St. Suite 5",
    "418 Alder Ave. Seattle",
    "St. Mary",
    "the U.S. Mail",
    "EE. UU.",
    "3.5 miles",
    "cedarclinic.example.com",
    "https://www.cedar.example/a.b?c=1.",
    "e.g. this",
    "i.e. that",
    "No. 5",
    "J. R. Smith",
    "Sra. Gómez",
    "Ud. mismo",
    "approx. 20",
    "ext. 12",
    "Mon. Nov. 3",
    "Ph.D. program",
    "help@cedar.example",
    "206.555.0101",
    "wait... and then",
    "vs. that",
    "P.O. Box 12",
    "Wash. State",
)
WHOLE = (
    *(f"You should know that {thing} is what they wrote. The other part comes later." for thing in NEVER_CUT),
    "Parking is $5.99 a day. It is behind the building. Bring your ticket.",
    "Yes. Dr. Chen sees patients at 10:30 a.m. on Friday. Call first.",
    "No, sorry. We do not take walk-ins after 5 p.m. Parking is free.",
    "Sure! Of course. Parking is free for two hours. Bring your ticket.",
    "We are at 418 Alder St. Parking is behind the building. Come early.",
    "Go to Building B. The entrance is on the left. Ask there.",
    "You may take vitamin D. You should eat first. Then rest.",
    "He will ask you, is it open? She said it is! Then come.",
    "¿Sí? Claro que sí, abrimos a las 9 a. m. los lunes. ¿Algo más?",
    "La Sra. Gómez lo atiende a las 10:30 a.m. el viernes. ¿Quiere una cita?",
    "Estamos en la Av. Juárez 12. Puede estacionarse atrás. Hay lugar.",
    "We take the following plans:\n- Aetna\n- Premera. All of them.\n- Regence\n\nCall for others. Thanks.",
    "# Parking\n\nParking is $3 an hour in the garage. Bring your ticket.",
    "**Parking is free on weekends.** It costs $3 otherwise. Bring cash.",
    "Parking is three dollars an hour.[1] The garage is next door.[2] Bye.",
    'The sign says "closed on Sunday." Come on Monday then. We open at 8.',
    "We open at 8 on\nweekdays and at 9 on Saturday.\nSunday is closed.",
    "1. Bring your card to the desk. 2. Sit down. 3. Wait there.",
)
GROWING = (
    ("", None),
    ("Parking is", None),
    ("Parking is free on Friday.", Begun("Parking is free on Friday.", certain=False)),
    ("Parking is free on Friday. ", Begun("Parking is free on Friday.", certain=False)),
    ("Parking is free on Friday. T", Begun("Parking is free on Friday.", certain=True)),
    ("Is it free on Friday?", Begun("Is it free on Friday?", certain=False)),
    ("The clinic sees patients in March. ¿", Begun("The clinic sees patients in March.", certain=True)),
    ("The cost of parking is $5.", None),
    ("The cost of parking is $5. T", Begun("The cost of parking is $5.", certain=True)),
    ("You can ask for Dr.", None),
    ("You can ask for Dr. C", None),
    ("We open again at 10:30 a.", None),
    ("We open again at 10:30 a.m.", None),
    ("We open again at 10:30 a.m. ", None),
    ("We open again at 10:30 a.m. M", None),
    ("We open again at 10:30 a.m. Monday ", None),
    ("We open again at 10:30 a.m. The ", Begun("We open again at 10:30 a.m.", certain=True)),
    ("We are in room No.", None),
    ("The clinic is on St.", None),
    ("We are at 418 Alder St.", None),
    ("We are at 418 Alder St. Park", None),
    ("We are at 418 Alder St. Parking ", Begun("We are at 418 Alder St.", certain=True)),
    ("The doctor's name is J.", None),
    ("Book it on cedarclinic.", None),
    ("Book it at cedarclinic.", None),
    ("Our website is called cedarclinic.", None),
    ("The doors close at 9.", None),
    ("That will depend, so wait...", None),
    ("We only serve the U.", None),
    ("We only serve the U.S.", None),
    ("It is on Meridian Blvd.", None),
    ("It is next to the Sgt.", None),
    ("Lo atiende la Sra.", None),
    ("Yes.", None),
    ("Yes. ", None),
    ("Yes. We", None),
    ("Yes. We take Aetna.", Begun("Yes. We take Aetna.", certain=False)),
    ("Of course. We do. P", Begun("Of course. We do.", certain=True)),
    ("The nurse said (it is free.", None),
    ("See a.b/c?", None),
    ("You should know that cedarclinic.", None),
    ("No, sorry. We never do. P", Begun("No, sorry. We never do.", certain=True)),
    ("<thinking>They ask about parking. It", None),
    ("<thinking>They ask about parking. It is free.</thinking>\nParking is free. ", None),
    ("<thinking>Hm.</thinking>\nAll parking is free. I", Begun("All parking is free.", certain=True)),
    ("All parking is free. <thi", Begun("All parking is free.", certain=False)),
)


def _opening(text: str) -> str:
    """The sentences that make up the answer, as one reader of the whole text would cut them."""
    said: list[str] = []
    for sentence in sentences(text):
        said.extend(sentence.split())
        if len(said) >= SHORT_OPENING_WORDS:
            break
    return " ".join(said)


@pytest.mark.parametrize(("partial", "begun"), GROWING)
def test_a_sentence_has_begun_and_ended_or_may_go_on(partial: str, begun: Begun | None) -> None:
    assert first_sentence(partial) == begun


@pytest.mark.parametrize("text", WHOLE)
def test_wherever_a_text_is_cut_its_first_sentence_is_the_one_of_the_whole(text: str) -> None:
    opening = _opening(text)
    certain = []
    for length in range(len(text) + 1):
        begun = first_sentence(text[:length])
        if begun is not None:
            assert text.startswith(begun.sentence)
            said = " ".join(begun.sentence.split())
            rest = "" if begun.certain else r"(?:[.]{2}.*|\[[0-9]\])?"
            assert re.fullmatch(re.escape(said) + rest, opening), text[:length]
            certain.append(begun.certain)
    assert True in certain
    assert certain == sorted(certain)


@pytest.mark.parametrize("thing", NEVER_CUT)
def test_what_belongs_together_is_never_cut(thing: str) -> None:
    for before in ("You should know that", "Yes, it is"):
        text = f"{before} {thing} as they wrote. The end."
        assert sentences(text) == [f"{before} {thing} as they wrote.", "The end."]


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("No. 5 is open. Come.", ["No. 5 is open.", "Come."]),
        ("We are at 418 Alder St. You can park there.", ["We are at 418 Alder St.", "You can park there."]),
        ("It is in the U.S. The rest is not.", ["It is in the U.S.", "The rest is not."]),
        ("Take vitamin D. It helps.", ["Take vitamin D.", "It helps."]),
        ("**It is free.** Come in.", ["**It is free.**", "Come in."]),
        ("It is free.[1] Come in.", ["It is free.[1]", "Come in."]),
        ("Abrimos a las 9 a. m. Los lunes no.", ["Abrimos a las 9 a. m.", "Los lunes no."]),
        ("Es del Dr. Ruiz. ¿Sí?", ["Es del Dr. Ruiz.", "¿Sí?"]),
        ("Open Mon. Nov. 3 only. Bye.", ["Open Mon. Nov. 3 only.", "Bye."]),
        ("Soft\nwrapped line. End.", ["Soft\nwrapped line.", "End."]),
        ("We take:\n- Aetna\n- Premera", ["We take:\n- Aetna\n- Premera"]),
    ],
)
def test_a_sentence_ends_where_a_reader_would_end_it(text: str, cut: list[str]) -> None:
    assert sentences(text) == cut


PIECES = st.sampled_from(
    (
        *NEVER_CUT,
        *("The", "we", "Monday", "Parking", "is", "free", "word", "U.S.", "a.m.", "p.m.", "St.", "No.", "B."),
        *(".", "?", "!", "...", ",", ":", " ", " ", "\n", "\n\n", "- ", "1. ", '"', ")", "**", "[1]", "¿", "é", "9"),
    )
)
TEXTS = st.one_of(
    st.lists(PIECES, max_size=25).map(" ".join), st.lists(PIECES, max_size=40).map("".join), st.text(max_size=80)
)


@given(text=TEXTS, length=st.integers(0, 200))
@settings(max_examples=250, deadline=None)
def test_a_certain_sentence_stays_what_it_is_when_the_text_grows(text: str, length: int) -> None:
    begun = first_sentence(text[:length])
    if begun is not None and begun.certain:
        assert first_sentence(text) == begun


@given(text=TEXTS.filter(lambda text: "<" not in text))
@settings(max_examples=250, deadline=None)
def test_a_certain_sentence_is_the_first_of_the_whole(text: str) -> None:
    begun = first_sentence(text)
    if begun is not None and begun.certain:
        assert " ".join(begun.sentence.split()) == _opening(text)


@given(text=TEXTS, words=st.integers(0, 6))
def test_a_sentence_has_as_many_words_as_an_answer_needs(text: str, words: int) -> None:
    begun = first_sentence(text, least_words=words)
    assert begun is None or len(begun.sentence.split()) >= words

"""What a skeleton tells of people: the sample's, whatever was said."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import clinic
from fulfillment.feedback import report
from fulfillment.records import Order, Patient
from fulfillment.session import Exchange, Identity, Session
from fulfillment.turn import Step, Wrong
from simulator.script import load, load_world
from skeleton.command import ROOT, skeleton
from skeleton.names import Names, everyday_words
from skeleton.people import OTHER_NUMBER, People, people
from skeleton.recorded import Recorded
from skeleton.replacing import LEFT_OUT, Replacing

CLINIC = clinic.load()
EVERYDAY = everyday_words(ROOT)
NOW = datetime(2026, 12, 1, 17, 30, tzinfo=UTC)
BJORN = Patient("b", "Zoë-Mae", "García", date(1977, 7, 4), "+13035550151", "z.garcia")


def a_session(**parts: object) -> Session:
    identity = Identity(patient=BJORN, how="phone and date of birth")
    return Session("s", "en_US", NOW, BJORN.phone, identity=identity, **parts)  # type: ignore[arg-type]


def who(session: Session | None = None) -> People:
    return people(Recorded(session or a_session()), load_world())


def replacing(session: Session | None = None, locale: str = "en_US") -> Replacing:
    known = who(session)
    return Replacing(known, locale, NOW.date(), Names(known, EVERYDAY), frozenset({"911", "12065550100"}))


@pytest.mark.parametrize(
    ("said", "instead"),
    [
        ("this is Zoë-Mae García", "this is Ana Rivera"),
        ("it's zoe-mae garcia", "it's Ana Rivera"),
        ("GARCIA, G A R C I A", "Rivera, Rivera"),
        ("this is Ottilie Fennimore for García", "this is Robin Stone for Rivera"),
        ("my name is ottilie fennimore and I need a flu shot", "my name is Robin Stone and I need a flu shot"),
        ("is Dr. Chen in on Friday", "is Dr. Chen in on Friday"),
        ("born July 4 1977, thanks", "born March 12, 1984, thanks"),
        ("born on july fourth nineteen seventy seven please", "born on March 12, 1984 please"),
        ("not 7/5/1977", "not March 13, 1984"),
        ("call 303-555-0151 back", "call 206-555-0101 back"),
        ("call three oh three five five five oh one five one", "call 206-555-0101"),
        ("my number is 415 555 2671.", "my number is 206-555-0191."),
        ("ends in oh one five one", "ends in 0101"),
        ("order 771305 please", "order 009999 please"),
        ("write to zoe@garcia.example", "write to someone@example.com"),
        ("at 10:30 on the 4th of December", "at 10:30 on the 4th of December"),
        ("the $40 fee", "the $40 fee"),
        ("nine one one", "nine one one"),
    ],
)
def test_what_identifies_somebody_is_the_samples(said: str, instead: str) -> None:
    assert replacing().said(said, Step.OPEN) == instead


@pytest.mark.parametrize(
    ("step", "said", "instead"),
    [
        (Step.LAST_NAME, "García", "Rivera"),
        (Step.LAST_NAME, "it's Miller", "Stone"),
        (Step.LAST_NAME, "García, born July 4 1977", "Rivera, March 12, 1984"),
        (Step.LAST_NAME, "why do you need that?", "why do you need that?"),
        (Step.BIRTH_DATE, "July fourth", "March 12"),
        (Step.BIRTH_DATE, "May fifth", "March 13"),
        (Step.BIRTH_DATE, "nineteen seventy seven", "1984"),
        (Step.BIRTH_DATE, "what does parking cost?", "what does parking cost?"),
        (Step.CALLBACK_NUMBER, "area code four one five", "area code 191"),
    ],
)
def test_an_answer_gives_way_by_what_was_asked(step: Step, said: str, instead: str) -> None:
    assert replacing().said(said, step) == instead


@pytest.mark.parametrize(
    ("step", "keys", "instead"),
    [
        (Step.BIRTH_DATE, "07041977", "03121984#"),
        (Step.BIRTH_DATE, "07051977#", "03131984#"),
        (Step.BIRTH_DATE, "99999999", "0665550191#"),
        (Step.ORDER_NUMBER, "771305", "004217#"),
        (Step.ORDER_NUMBER, "123456", "009999#"),
        (Step.CALLBACK, "3035550151", "2065550101#"),
        (Step.CALLBACK_NUMBER, "4155552671", "2065550191#"),
        (Step.OPEN, "0", "0"),
        (Step.CONFIRM, "1", "1"),
        (Step.OPEN, "911", "911"),
        (Step.TIME, "4321", "0000#"),
    ],
)
def test_keys_give_way_by_what_was_asked(step: Step, keys: str, instead: str) -> None:
    session = a_session(orders=[Order("771305", "shipped", None)])
    assert replacing(session).keyed(keys, step) == (instead if keys != "99999999" else f"{OTHER_NUMBER[-8:]}#")


def test_a_name_that_is_an_everyday_word_gives_way_with_its_capital_alone() -> None:
    session = a_session()
    session.identity.patient = Patient("b", "Bill", "Park", date(1977, 7, 4), BJORN.phone, "b")
    assert replacing(session).told("where do I park, asks Bill Park of his bill") == (
        "where do I park, asks Ana Rivera of his bill"
    )


def test_in_spanish_it_is_the_same() -> None:
    said = replacing(locale="es_US").said("me llamo zoé-mae garcía, nací el 4 de julio de 1977", Step.OPEN)
    assert said == "me llamo Ana Rivera, nací el 12 de marzo de 1984"


def test_a_text_that_would_still_tell_a_number_is_left_out() -> None:
    assert replacing().told("it is ٠٧٠٤١٩٧٧ for them") == LEFT_OUT


SECRETS = ["zoë-mae", "García", "3035550151", "303 555 0151", "07041977", "7/4/1977", "July 4th 1977", "0151"]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from([*SECRETS, "and", "for", "move", "my", "appointment", ",", "Friday"]), max_size=9))
def test_no_order_of_words_brings_anything_back(words: list[str]) -> None:
    told = replacing().said(" ".join(words), Step.OPEN).casefold()
    assert not any(secret.casefold() in told for secret in SECRETS)


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=80), st.sampled_from(list(Step)))
def test_any_words_become_a_script_that_loads(tmp_path_factory: pytest.TempPathFactory, text: str, step: Step) -> None:
    session = a_session(turns=2)
    session.history = [Exchange(text, text, step), Exchange(text, text, step, True, 0.3, "FallbackIntent")]
    wrong = report("misheard", text, contact_id="g", at=NOW)
    written = skeleton(Recorded(session, {"reason": "asked", "queue": "General", "verified": True}, [wrong]), CLINIC)
    path: Path = tmp_path_factory.mktemp("s") / "s.toml"
    path.write_text(written, encoding="utf-8")
    script = load(path, clinic=CLINIC)
    assert len(script.turns) == 2
    assert script.name == "reported: misheard"


def test_what_is_not_kept_of_a_long_call_is_said() -> None:
    session = a_session(turns=70, history=[Exchange("hi", "Hello.", Step.OPEN)])
    assert "# The first 69 of 70 turns are not kept" in skeleton(Recorded(session), CLINIC)


def test_a_sentence_that_begins_with_a_strange_word_is_asked_about() -> None:
    session = a_session(turns=1, history=[Exchange("Zebulon has chest pain", "", Step.OPEN)])
    assert "# Is this a name? Zebulon" in skeleton(Recorded(session), CLINIC)


def test_each_code_can_be_the_scripts_name() -> None:
    for wrong in Wrong:
        found = report(wrong, "", contact_id="g", at=NOW)
        assert f'name = "reported: {wrong}"' in skeleton(Recorded(a_session(), None, [found]), CLINIC)

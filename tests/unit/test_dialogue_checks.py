"""While the caller is asked whether they were heard right, nothing else is answered by what they say."""

from collections.abc import Callable

import pytest

from fulfillment import hearing
from tests.doubles import RecordingPortal
from tests.speaking import Call
from tests.unit.read_backs import booking, moving, resetting

ANAS = ["2026-12-03 14:30 physical Dr. Chen"]
REPEATS = ["what?", "pardon", "can you repeat that", "slower please", "help", "hold on", ""]


def cancelling() -> Call:
    call = Call()
    call.says("cancel my appointment, born March 12 1984", "CancelAppointment")
    return call


def at_the_birth_date() -> Call:
    call = Call()
    call.says("cancel my appointment", "CancelAppointment")
    return call


READ_BACKS = [cancelling, booking, moving, resetting]
EVERYWHERE = [Call, *READ_BACKS, at_the_birth_date]


def state(call: Call) -> tuple[list[str], list[str], list[str]]:
    """What a call can have changed."""
    assert isinstance(call.ports.portal, RecordingPortal)
    return call.booked("ana"), call.booked("tom"), list(call.ports.portal.sent)


def checked(begin: Callable[[], Call], words: str) -> Call:
    call = begin()
    assert call.says(words, confidence=0.3).endswith(f"Did you say: {words}?")
    return call


@pytest.mark.parametrize("begin", EVERYWHERE)
@pytest.mark.parametrize("words", REPEATS)
def test_what_answers_no_check_leaves_it_pending(begin: Callable[[], Call], words: str) -> None:
    call = checked(begin, "no")
    before = state(call)
    text = call.says(words)
    assert "Did you say: no?" in text or text == "Take your time."
    call.says("yes")
    assert state(call) == before


@pytest.mark.parametrize("begin", READ_BACKS)
@pytest.mark.parametrize("keys", ["3", "9", "77"])
def test_keys_that_answer_nothing_leave_a_check_pending(begin: Callable[[], Call], keys: str) -> None:
    call = checked(begin, "no")
    before = state(call)
    assert "if I heard you right: no" in call.keys(keys)
    call.keys("1")
    assert state(call) == before


@pytest.mark.parametrize("begin", READ_BACKS)
@pytest.mark.parametrize("beside", REPEATS)
def test_a_yes_to_a_check_means_the_yes_that_was_checked(begin: Callable[[], Call], beside: str) -> None:
    call = checked(begin, "yes")
    before = state(call)
    call.says(beside)
    assert state(call) == before
    call.says("yes")
    assert state(call) != before


@pytest.mark.parametrize("begin", READ_BACKS)
def test_a_no_to_a_check_puts_the_question_again(begin: Callable[[], Call]) -> None:
    for no in ("no", "no, I did not say that, please listen to me", "no, I said yes"):
        call = checked(begin, "no")
        before = state(call)
        assert call.says(no).startswith("Sorry about that. ")
        assert not call.ended
        assert state(call) == before


@pytest.mark.parametrize("begin", READ_BACKS)
def test_key_two_at_a_check_is_a_no_to_it(begin: Callable[[], Call]) -> None:
    call = checked(begin, "yes")
    before = state(call)
    assert call.keys("2").startswith("Sorry about that. ")
    assert state(call) == before


@pytest.mark.parametrize("begin", EVERYWHERE)
def test_key_zero_at_a_check_reaches_a_person(begin: Callable[[], Call]) -> None:
    call = checked(begin, "no")
    call.keys("0")
    assert call.ended["handoff_reason"] == "asked"


@pytest.mark.parametrize("begin", [*READ_BACKS, at_the_birth_date])
@pytest.mark.parametrize("heard", ["yes", "no", "maybe"])
def test_never_mind_at_a_check_is_not_lost(begin: Callable[[], Call], heard: str) -> None:
    call = checked(begin, heard)
    before = state(call)
    assert "nothing has been changed" in call.says("never mind")
    assert state(call) == before


@pytest.mark.parametrize("begin", READ_BACKS)
def test_other_words_at_a_check_are_taken_instead(begin: Callable[[], Call]) -> None:
    call = checked(begin, "no")
    before = state(call)
    assert "$3 an hour" in call.says("what does parking cost?")
    assert state(call) == before


def test_other_words_at_the_birth_date_are_taken_instead() -> None:
    assert "Shall I do that?" in checked(at_the_birth_date, "tomorrow").says("March 12 1984")


def test_keys_at_the_birth_date_are_taken_instead() -> None:
    assert "Shall I do that?" in checked(at_the_birth_date, "tomorrow").keys("03121984")


@pytest.mark.parametrize("begin", READ_BACKS)
@pytest.mark.parametrize("words", ["yes", "no", "what?"])
def test_a_reply_to_a_check_that_is_itself_heard_badly_is_not_checked_in_its_stead(
    begin: Callable[[], Call], words: str
) -> None:
    call = checked(begin, "no")
    before = state(call)
    assert "if I heard you right: no" in call.says(words, confidence=0.3)
    call.says("yes")
    assert state(call) == before


def test_what_was_said_before_a_check_is_what_a_checked_wish_for_it_gets() -> None:
    call = cancelling()
    call.says("repeat that", confidence=0.3)
    assert call.says("yes").startswith("I will cancel your physical")
    assert call.booked("ana") == ANAS


def test_silence_at_a_check_three_times_reaches_a_person() -> None:
    call = checked(cancelling, "no")
    call.says("")
    call.says("")
    assert call.ended["handoff_reason"] == "repeated_failure"


@pytest.mark.parametrize(
    "words",
    ["hold on", "one sec", "give me a minute", "still looking for it", "let me get my card", "wait", "just a moment"],
)
@pytest.mark.parametrize("begin", [*READ_BACKS, at_the_birth_date])
def test_who_needs_a_moment_gets_it_and_misses_nothing(begin: Callable[[], Call], words: str) -> None:
    call = begin()
    before = state(call)
    for _ in range(4):
        assert call.says(words) == "Take your time."
    assert call.says("what was that?") != "Take your time."
    assert state(call) == before
    assert not call.ended


def test_moments_are_granted_five_times_in_a_call() -> None:
    call = at_the_birth_date()
    assert [call.says("hold on") for _ in range(6)].count("Take your time.") == 5


@pytest.mark.parametrize("words", ["un momento", "espere", "deme un minuto", "déjeme buscar mi tarjeta"])
def test_who_needs_a_moment_in_spanish_gets_it(words: str) -> None:
    call = Call(locale="es_US")
    call.says("cancelar mi cita", "CancelAppointment")
    assert call.says(words) == "Tómese su tiempo."


@pytest.mark.parametrize(
    "words", ["wait, Friday", "hold on, cancel it", "let me get the flu shot", "one", "the second", "ok", "yes", "fine"]
)
def test_what_says_more_is_no_wish_for_a_moment(words: str) -> None:
    assert not hearing.hear_wait(words, locale="en_US")

"""How a contact ended: the five dispositions, with and without the reason of the disconnect."""

from datetime import UTC, datetime
from typing import Any, get_args

import pytest

from fulfillment.disposition import Disposition, Ending, disposition
from fulfillment.session import Session, Task
from fulfillment.turn import Intent, Outcome, Reason, Step
from simulator import ends

NOON = datetime(2026, 12, 1, 20, 0, tzinfo=UTC)
TOLD = pytest.mark.parametrize("hung_up", [True, None], ids=["told", "not told"])
ENDED = pytest.mark.parametrize("hung_up", [False, None], ids=["told", "not told"])


def an_ending(**changes: Any) -> Ending:
    facts: dict[str, Any] = {"queued": False, "callback": None, "hung_up": None, **changes}
    return Ending(session_id="c", at=NOON, **facts)


def a_session(**changes: Any) -> Session:
    """The caller has an answer and was asked whether there is anything else."""
    session = Session("c", "en_US", NOON, documents=["parking"], step=Step.ANYTHING_ELSE)
    for name, value in changes.items():
        setattr(session, name, value)
    return session


def test_a_call_script_can_expect_every_disposition() -> None:
    assert set(Disposition) == set(get_args(ends.Disposition))


def test_who_was_put_into_a_queue_was_handed_off() -> None:
    waiting = a_session(outcome=Outcome.AGENT, reason=Reason.SYSTEM_FAILURE)
    assert disposition(an_ending(queued=True, hung_up=True), waiting) is Disposition.HANDED_OFF
    assert disposition(an_ending(queued=True), None) is Disposition.HANDED_OFF


def test_a_callback_counts_whether_the_bot_or_a_key_arranged_it() -> None:
    assert disposition(an_ending(), a_session(outcome=Outcome.CALLBACK)) is Disposition.CALLBACK
    assert disposition(an_ending(callback=True), a_session(outcome=Outcome.AGENT)) is Disposition.CALLBACK


@TOLD
def test_who_hangs_up_before_anything_was_heard_has_abandoned(hung_up: bool | None) -> None:
    assert disposition(an_ending(hung_up=hung_up), None) is Disposition.ABANDONED


@TOLD
def test_who_hangs_up_with_an_answer_was_helped(hung_up: bool | None) -> None:
    assert disposition(an_ending(hung_up=hung_up), a_session()) is Disposition.CONTAINED


@TOLD
@pytest.mark.parametrize(
    "open_end",
    [
        a_session(documents=[], step=Step.OPEN),
        a_session(step=Step.BIRTH_DATE, task=Task(Intent.BOOK)),
        a_session(step=Step.OFFER_PERSON),
        a_session(documents=[]),
        a_session(outcome=Outcome.AGENT, reason=Reason.ASKED),
    ],
    ids=["nothing done", "in a task", "a question open", "nothing answered", "waiting for a person"],
)
def test_who_hangs_up_with_something_open_has_abandoned(hung_up: bool | None, open_end: Session) -> None:
    assert disposition(an_ending(hung_up=hung_up), open_end) is Disposition.ABANDONED


@ENDED
def test_who_was_said_goodbye_to_was_contained_even_with_nothing_done(hung_up: bool | None) -> None:
    farewell = a_session(documents=[], outcome=Outcome.DONE)
    assert disposition(an_ending(hung_up=hung_up), farewell) is Disposition.CONTAINED


@ENDED
def test_a_call_dropped_after_our_own_failure_has_failed(hung_up: bool | None) -> None:
    broken = a_session(outcome=Outcome.AGENT, reason=Reason.SYSTEM_FAILURE)
    assert disposition(an_ending(hung_up=hung_up), broken) is Disposition.FAILED


def test_a_call_that_the_flow_ended_in_mid_conversation_has_failed() -> None:
    assert disposition(an_ending(hung_up=False), a_session()) is Disposition.FAILED
    assert disposition(an_ending(hung_up=False), None) is Disposition.FAILED


def test_a_person_asked_for_when_nobody_was_there_is_no_failure() -> None:
    declined = a_session(outcome=Outcome.AGENT, reason=Reason.ASKED)
    assert disposition(an_ending(hung_up=False), declined) is Disposition.CONTAINED


@pytest.mark.parametrize("hung_up", [True, False, None])
def test_danger_that_reached_nobody_is_not_contained_whoever_hung_up(hung_up: bool | None) -> None:
    told = a_session(outcome=Outcome.AGENT, reason=Reason.EMERGENCY)
    assert disposition(an_ending(hung_up=hung_up), told) is Disposition.ABANDONED
    assert disposition(an_ending(hung_up=hung_up, queued=True), told) is Disposition.HANDED_OFF


def test_who_leaves_the_queue_for_a_callback_has_a_callback() -> None:
    waited = a_session(outcome=Outcome.AGENT, reason=Reason.ASKED)
    assert disposition(an_ending(queued=True, callback=True), waited) is Disposition.CALLBACK
    agreed = a_session(outcome=Outcome.CALLBACK)
    assert disposition(an_ending(queued=True), agreed) is Disposition.HANDED_OFF


def test_who_got_a_person_after_all_was_handed_off() -> None:
    ending = an_ending(queued=True, callback=True, connected=True)
    assert disposition(ending, a_session(outcome=Outcome.CALLBACK)) is Disposition.HANDED_OFF


@ENDED
def test_a_callback_that_was_agreed_and_could_not_be_placed_has_failed(hung_up: bool | None) -> None:
    ending = an_ending(callback=False, hung_up=hung_up)
    assert disposition(ending, a_session(outcome=Outcome.CALLBACK)) is Disposition.FAILED


@ENDED
def test_a_callback_taken_by_key_that_could_not_be_placed_has_failed(hung_up: bool | None) -> None:
    wanted = a_session(outcome=Outcome.AGENT, reason=Reason.ASKED)
    assert disposition(an_ending(callback=False, hung_up=hung_up), wanted) is Disposition.FAILED


@TOLD
def test_who_hangs_up_at_the_question_whether_to_go_on_has_abandoned(hung_up: bool | None) -> None:
    asked = a_session(documents=[], step=Step.RESUME)
    assert disposition(an_ending(hung_up=hung_up), asked) is Disposition.ABANDONED

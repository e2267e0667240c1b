"""What a caller hears who waits for a person: music, the truth about the line, an offer, and in the end a way out."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from fulfillment.flow_handler import answering
from simulator.connect.queues import Queues, QueuesError, Staffing
from simulator.connect.walk import End
from simulator.lex.runtime import LexUnavailable
from simulator.line import Keys, Silence
from tests.doubles import MemorySessions
from tests.unit.flow_stage import AGENT, ANA, CLINIC, LOCAL, OTHER, Stage, StageBot, StageFunction, StageLine, Talked

WAITS_ON = Talked(attributes={"outcome": "done"})
SAYS_NO = Talked(attributes={"outcome": "done", "callback_offer": "later"})
SAYS_NO_AGAIN = Talked(attributes={"outcome": "done", "callback_offer": "never"})
TAKES_IT = Talked(attributes={"outcome": "callback", "callback_to": "own"})
TAKES_IT_ELSEWHERE = Talked(attributes={"outcome": "callback", "callback_to": "other"})
IN_DANGER = Talked(attributes={"outcome": "agent", "handoff_reason": "emergency", "handoff_queue": "General"})
WANTS_A_PERSON = Talked(attributes={"outcome": "agent", "handoff_reason": "asked", "handoff_queue": "General"})
NUMBERS = ("hang up and call 911", "call or text 988")


class Line(Queues):
    """Staffed until people leave; nobody takes the call. The place and the wait are those given."""

    place: int | None = None
    wait_s: float | None = None
    leave_at: datetime | None = None
    now: StageLine

    def staffing(self, queue: str) -> Staffing:  # noqa: ARG002
        gone = self.leave_at is not None and self.now.clock.now() >= self.leave_at
        return Staffing(*(0, 0, 0) if gone else (1, 1, 0))

    def accepted_after(self, queue: str) -> timedelta | None:  # noqa: ARG002
        return None

    def position(self, queue: str, *, priority: int) -> int:  # noqa: ARG002
        if self.place is None:
            raise QueuesError("no metrics")
        return self.place

    def estimated_wait(self, queue: str) -> timedelta | None:  # noqa: ARG002
        return None if self.wait_s is None else timedelta(seconds=self.wait_s)


def waiting(*answers: Talked | Exception, keys: tuple[Keys | Silence, ...] = ()) -> tuple[Stage, Line]:
    """A stage on which the first block hands over and the next ones answer the offers, and its people."""
    line = StageLine(keys)
    people = Line(CLINIC)
    people.now = line
    return Stage(bot=StageBot(AGENT, *answers), queues=people, line=line), people


def test_music_comes_first_and_is_named_no_sentence() -> None:
    stage, _ = waiting(TAKES_IT)
    stage.call()
    queue = [prompt for prompt in stage.line.said if prompt.block.startswith("customer_queue/")]
    assert queue[0].block == "customer_queue/MusicAtFirst"
    assert queue[0].text.startswith("[")


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (1, "You are next in line."),
        (2, "one caller ahead"),
        (3, "two callers ahead"),
        (4, "a few callers ahead"),
        (6, "a few callers ahead"),
        (7, "many callers ahead"),
        (30, "many callers ahead"),
    ],
)
def test_the_place_in_line_is_told_in_words(place: int, said: str) -> None:
    stage, people = waiting(TAKES_IT)
    people.place = place
    stage.call()
    told = [text for text in stage.line.heard() if "ahead" in text or "next in line" in text]
    assert len(told) == 1
    assert said in told[0]


@pytest.mark.parametrize(
    ("wait_s", "said"),
    [
        (1, "about a minute"),
        (60, "about a minute"),
        (89, "about a minute"),
        (90, "two to three minutes"),
        (209, "two to three minutes"),
        (300, "about five minutes"),
        (600, "about ten minutes"),
        (900, "about fifteen minutes"),
        (1_200, "twenty minutes or more"),
        (7_200, "twenty minutes or more"),
    ],
)
def test_the_expected_wait_is_told_in_round_minutes(wait_s: float, said: str) -> None:
    stage, people = waiting(TAKES_IT)
    people.place, people.wait_s = 2, wait_s
    stage.call()
    told = [text for text in stage.line.heard() if "probably" in text]
    assert len(told) == 1
    assert said in told[0]


@pytest.mark.parametrize(("place", "wait_s"), [(None, None), (None, 300), (0, 0), (1, None)])
def test_what_connect_does_not_know_is_not_told(place: int | None, wait_s: float | None) -> None:
    stage, people = waiting(TAKES_IT)
    people.place, people.wait_s = place, wait_s
    stage.call()
    assert not any("probably" in text for text in stage.line.heard())
    assert any("ahead" in text or "next in line" in text for text in stage.line.heard()) is (place == 1)


def test_the_offer_names_the_number_and_says_that_the_place_is_kept() -> None:
    stage, _ = waiting(TAKES_IT)
    result = stage.call()
    offers = [text for text in stage.line.heard() if "keep your place" in text]
    assert "206-555-0101" in offers[0]
    assert stage.bot.attributes[1]["asked"] == "callback_waiting"
    assert [callback.number for callback in result.callbacks] == [ANA]
    assert result.contact.tags == {"callback": "placed"}
    assert "We will call you back" in stage.line.heard()[-1]


def test_nobody_is_told_to_be_next_when_everybody_has_gone() -> None:
    stage, people = waiting(WAITS_ON, WAITS_ON)
    people.place = 1
    people.leave_at = stage.line.clock.now() + timedelta(minutes=1)
    stage.call()
    heard = stage.line.heard()
    gone = next(index for index, text in enumerate(heard) if "nobody is here" in text or "have gone" in text)
    assert "[" in heard[gone - 1]


def test_who_has_said_no_is_offered_a_callback_once_more_and_much_later() -> None:
    stage, _ = waiting(SAYS_NO, SAYS_NO_AGAIN, WAITS_ON)
    stage.call()
    rounds = [text for text in stage.line.heard() if "keep your place" in text or "stay on the line. Someone" in text]
    offers = [index for index, text in enumerate(rounds) if "keep your place" in text]
    assert len(offers) == 2
    assert offers[1] - offers[0] == 5


def test_who_says_nothing_is_offered_a_callback_in_every_round() -> None:
    stage, _ = waiting(*[WAITS_ON] * 11)
    stage.call()
    assert sum("keep your place" in text for text in stage.line.heard()) == 10


def test_another_number_can_be_had_while_waiting() -> None:
    stage, _ = waiting(TAKES_IT_ELSEWHERE)
    assert [callback.number for callback in stage.call().callbacks] == [OTHER]


@pytest.mark.parametrize("caller", ["anonymous", "+19005550123", "+18765550123"])
def test_who_cannot_be_called_where_they_are_is_offered_a_callback_too(caller: str) -> None:
    stage, _ = waiting(TAKES_IT_ELSEWHERE)
    stage.caller = caller
    stage.function = StageFunction(lambda event, _: answering(MemorySessions())(event, None) | {"number": OTHER})
    assert [callback.number for callback in stage.call().callbacks] == [OTHER]
    assert any("a number that you give me" in text for text in stage.line.heard())


def test_outside_north_america_who_withholds_the_number_hears_no_offer_in_line() -> None:
    stage, _ = waiting()
    stage.caller, stage.dialed = "anonymous", "+442079460000"
    stage.function = StageFunction(answering(MemorySessions()))
    result = stage.call()
    assert (result.callbacks, len(stage.bot.attributes)) == ((), 1)
    assert "I can't arrange a callback. Please call us again" in stage.line.heard()[-1]


@pytest.mark.parametrize("caller", ["+19005550123", "+18765550123"])
def test_without_the_bot_nobody_in_line_is_called_at_what_is_not_called(caller: str) -> None:
    stage, people = waiting(*[LexUnavailable("down")] * 5, keys=(Keys("1"),) * 5)
    stage.caller = caller
    stage.function = StageFunction(answering(MemorySessions()))
    people.leave_at = stage.line.clock.now() + timedelta(seconds=90)
    result = stage.call()
    assert (result.callbacks, result.end) == ((), End.DISCONNECTED)
    assert "No callback is arranged" in stage.line.heard()[-1]


def test_a_number_that_is_lost_keeps_the_caller_in_line_and_is_told() -> None:
    stage, _ = waiting(TAKES_IT_ELSEWHERE, TAKES_IT)
    stage.function._answer = {"number": "", "callback_number": "206-555-0101", "other_numbers": "yes"}
    result = stage.call()
    assert any("could not arrange a callback. You are still in line" in text for text in stage.line.heard())
    assert [callback.number for callback in result.callbacks] == [ANA]


def test_who_says_no_to_everything_waits_for_long_and_not_for_ever() -> None:
    stage, _ = waiting(*[WAITS_ON] * 50)
    result = stage.call()
    heard = stage.line.heard()
    assert (result.end, result.callbacks) == (End.DISCONNECTED, ())
    assert 15 * 60 < stage.line.clock.monotonic() < 30 * 60
    assert any("taking far too long" in text for text in heard)
    assert stage.bot.attributes[-1]["asked"] == "callback"
    assert "You can reach our staff Monday to Friday" in heard[-1]
    assert not result.dropped


def test_the_last_offer_is_a_callback_as_well() -> None:
    stage, _ = waiting(*[WAITS_ON] * 10, TAKES_IT)
    result = stage.call()
    assert len(result.callbacks) == 1
    assert result.contact.tags == {"callback": "placed"}


def test_a_caller_who_hears_a_hundred_offers_without_the_bot_is_not_held_for_ever() -> None:
    stage, _ = waiting(*[LexUnavailable("down")] * 50, keys=(Silence(),) * 50)
    result = stage.call()
    assert (result.end, result.callbacks) == (End.DISCONNECTED, ())
    assert "Please call us again" in stage.line.heard()[-1]


def test_without_the_bot_the_callback_can_be_had_by_key_while_waiting() -> None:
    stage, _ = waiting(LexUnavailable("down"), keys=(Keys("1"),))
    assert [callback.number for callback in stage.call().callbacks] == [ANA]


def test_who_asks_for_a_person_in_the_offer_goes_on_waiting() -> None:
    stage, _ = waiting(WANTS_A_PERSON, TAKES_IT)
    assert len(stage.call().callbacks) == 1
    assert [given["asked"] for given in stage.bot.attributes[1:]] == ["callback_waiting"] * 2


def test_who_is_still_waiting_when_everybody_leaves_hears_it_and_gets_an_offer() -> None:
    stage, people = waiting(WAITS_ON, TAKES_IT)
    people.leave_at = stage.line.clock.now() + timedelta(seconds=90)
    assert len(stage.call().callbacks) == 1
    assert any("nobody is here to take your call any more" in text for text in stage.line.heard())
    assert stage.bot.attributes[-1]["asked"] == "callback"


def test_who_is_still_waiting_when_the_day_is_over_hears_the_hours() -> None:
    stage, people = waiting(WAITS_ON, TAKES_IT)
    stage.line.clock.advance(timedelta(hours=8, minutes=28, seconds=30))
    people.leave_at = stage.line.clock.now() + timedelta(seconds=90)
    assert len(stage.call().callbacks) == 1
    assert any("our staff have gone" in text and "8:00 AM to 6:00 PM" in text for text in stage.line.heard())


def test_danger_told_while_waiting_hears_the_numbers_and_no_promise() -> None:
    stage, people = waiting(IN_DANGER)
    people.leave_at = stage.line.clock.now() + timedelta(seconds=200)
    result = stage.call()
    assert (result.attributes["handoff_reason"], result.contact.queue_priority) == ("emergency", 5)
    assert not any("goes first" in text for text in stage.line.heard())
    assert all(any(number in text for text in stage.line.heard()) for number in NUMBERS)
    assert all(number in stage.line.heard()[-1] for number in NUMBERS)
    assert result.callbacks == ()


def test_an_emergency_is_told_the_numbers_again_and_again_and_not_for_ever() -> None:
    stage, _ = waiting()
    stage.bot = StageBot(IN_DANGER)
    result = stage.call()
    told = [text for text in stage.line.heard() if text.startswith("Please stay on the line. If this is an emergency")]
    assert (len(told), sum("Your call goes first" in text for text in stage.line.heard())) == (25, 1)
    assert all(number in text for text in told for number in NUMBERS)
    assert stage.line.clock.monotonic() < 20 * 60
    assert result.end is End.DISCONNECTED
    assert "hang up and call 911" in stage.line.heard()[-1]


@pytest.mark.parametrize("answers", [(WAITS_ON,) * 50, (IN_DANGER,)])
def test_without_the_music_callers_wait_with_words(answers: tuple[Talked, ...]) -> None:
    stage, _ = waiting(*answers)
    stage.instance = replace(LOCAL, prompts={})
    result = stage.call()
    assert result.end is End.DISCONNECTED
    assert stage.line.clock.monotonic() > 5 * 60
    assert any("Please stay on the line." in text for text in stage.line.heard())


def test_a_caller_who_hangs_up_in_line_is_gone() -> None:
    stage, _ = waiting(LexUnavailable("down"))
    assert stage.call().end is End.HUNG_UP

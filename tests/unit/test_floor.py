"""The people of a script: who is there, what waits ahead, and who takes the caller when."""

from datetime import datetime, timedelta

import pytest

import clinic
from simulator.connect.floor import MISSED_AFTER_S, NAMES, Floor, counted
from simulator.connect.queues import NORMAL_PRIORITY, Staffing
from simulator.people import AgentEntry, QueueEntry
from tests.unit.flow_stage import TUESDAY, StageClock

CLINIC = clinic.load()
QUEUE = "Scheduling"
RING_S = 4.0


class Stage:
    """A floor and its clock."""

    def __init__(self, *agents: AgentEntry, queues: tuple[QueueEntry, ...] = (), at: datetime = TUESDAY) -> None:
        self.clock = StageClock(at)
        self.floor = Floor(CLINIC, self.clock, agents=agents, queues=queues)

    def passes(self, seconds: float) -> None:
        self.clock.advance(timedelta(seconds=seconds))

    def taken(self, priority: int = NORMAL_PRIORITY) -> tuple[str, float] | None:
        accepted = self.floor.enter(QUEUE, priority=priority)
        return None if accepted is None else (accepted.agent, accepted.after.total_seconds())

    def calls_back(self, delay_s: float = 5) -> tuple[datetime, str]:
        now = self.clock.now()
        ready = now + timedelta(seconds=delay_s)
        return self.floor.calls_back(QUEUE, priority=NORMAL_PRIORITY, now=now, ready=ready)


def agent(name: str = "Dana", **where: object) -> AgentEntry:
    return AgentEntry.model_validate({"name": name, **where})


def ahead(contacts: int, **more: object) -> QueueEntry:
    return QueueEntry.model_validate({"name": QUEUE, "ahead": contacts, **more})


def test_counted_agents_have_names_of_their_own_however_many() -> None:
    names = [each.name for each in counted(9)]
    assert len(set(names)) == 9
    assert names[: len(NAMES)] == list(NAMES)


@pytest.mark.parametrize(
    ("state", "online", "staffed", "available"),
    [
        ("available", 1, 1, 1),
        ("busy", 1, 1, 0),
        ("after_call_work", 1, 1, 0),
        ("break", 1, 0, 0),
        ("offline", 0, 0, 0),
    ],
)
def test_staffed_are_those_who_are_available_or_at_work(state: str, online: int, staffed: int, available: int) -> None:
    assert Stage(agent(state=state)).floor.staffing(QUEUE) == Staffing(online, staffed, available)


def test_an_agent_counts_for_their_own_queues_alone() -> None:
    stage = Stage(agent(queues=["Billing"]))
    assert stage.floor.staffing("Billing").available == 1
    assert stage.floor.staffing(QUEUE).online == 0
    assert stage.taken() is None


def test_who_is_free_takes_the_caller_at_once_and_who_is_busy_when_they_are_free() -> None:
    assert Stage(agent("Kim", state="busy", free_after_s=90), agent()).taken() == ("Dana", RING_S)
    assert Stage(agent("Kim", state="busy", free_after_s=90)).taken() == ("Kim", 90 + RING_S)
    assert Stage(agent("Kim", state="busy")).taken() is None


def test_seconds_count_from_the_first_question() -> None:
    stage = Stage(agent(state="busy", free_after_s=90))
    stage.passes(1000)
    assert stage.floor.staffing(QUEUE).available == 0
    stage.passes(60)
    assert stage.taken() == ("Dana", 30 + RING_S)
    stage.passes(31)
    assert stage.floor.staffing(QUEUE).available == 1


def test_the_caller_comes_after_those_ahead_and_moves_up() -> None:
    stage = Stage(agent(), queues=(ahead(2, handle_s=100),))
    assert stage.floor.contacts_waiting(QUEUE) == 2
    taken = stage.taken()
    assert taken == ("Dana", RING_S + 100 + RING_S + 100 + RING_S)
    assert stage.floor.position(QUEUE, priority=NORMAL_PRIORITY) == 3
    stage.passes(50)
    assert stage.floor.position(QUEUE, priority=NORMAL_PRIORITY) == 2
    assert stage.floor.staffing(QUEUE).available == 0
    stage.passes(100)
    assert stage.floor.position(QUEUE, priority=NORMAL_PRIORITY) == 1


def test_two_agents_share_those_ahead() -> None:
    assert Stage(agent(), agent("Kim"), queues=(ahead(2, handle_s=100),)).taken() == ("Dana", 2 * RING_S + 100)


@pytest.mark.parametrize("priority", [1, 2])
def test_a_higher_priority_goes_before_those_with_whom_nobody_has_begun(priority: int) -> None:
    stage = Stage(agent(state="busy", free_after_s=60), queues=(ahead(3),))
    assert stage.taken(priority) == ("Dana", 60 + RING_S)
    assert stage.floor.position(QUEUE, priority=priority) == 1
    later = Stage(agent(), queues=(ahead(3, handle_s=100),))
    later.floor.staffing(QUEUE)
    later.passes(50)
    assert later.taken(priority) == ("Dana", 100 + RING_S - 50 + RING_S)


def test_who_leaves_takes_nobody_more_and_the_queue_is_staffed_by_nobody() -> None:
    stage = Stage(agent(state="busy", free_after_s=90, leaves_after_s=60))
    assert stage.floor.staffing(QUEUE).staffed == 1
    assert stage.taken() is None
    stage.passes(61)
    assert stage.floor.staffing(QUEUE) == Staffing(0, 0, 0)


def test_who_does_not_answer_is_called_once_and_then_the_next_one() -> None:
    stage = Stage(agent(misses=True), agent("Kim"))
    assert stage.floor.staffing(QUEUE).available == 2
    assert stage.taken() == ("Kim", MISSED_AFTER_S + RING_S)
    alone = Stage(agent(misses=True))
    assert alone.taken() is None
    assert alone.floor.staffing(QUEUE).available == 1
    alone.passes(MISSED_AFTER_S)
    assert alone.floor.staffing(QUEUE) == Staffing(1, 0, 0)


def test_the_estimate_is_what_the_script_says_less_what_was_waited() -> None:
    stage = Stage(agent(state="busy", free_after_s=500), queues=(ahead(1, estimated_wait_s=300),))
    stage.taken()
    stage.passes(100)
    assert stage.floor.estimated_wait(QUEUE) == timedelta(seconds=200)
    stage.passes(900)
    assert stage.floor.estimated_wait(QUEUE) == timedelta(0)
    assert stage.floor.estimated_wait("Billing") is None


def test_a_queue_is_full_where_the_script_says_so() -> None:
    stage = Stage(agent(), queues=(ahead(0, full=True),))
    assert stage.floor.is_full(QUEUE)
    assert not stage.floor.is_full("Billing")


def test_a_callback_waits_for_its_delay_and_for_an_agent() -> None:
    assert Stage(agent()).calls_back(600) == (TUESDAY + timedelta(seconds=600), "Dana")
    busy = Stage(agent(state="busy", free_after_s=900))
    assert busy.calls_back() == (TUESDAY + timedelta(seconds=900 + RING_S), "Dana")


@pytest.mark.parametrize(
    ("at", "opening"),
    [
        (TUESDAY.replace(hour=20), datetime(2026, 12, 2, 8, tzinfo=CLINIC.zone)),
        (TUESDAY.replace(month=11, day=25, hour=19), datetime(2026, 11, 27, 8, tzinfo=CLINIC.zone)),
        (TUESDAY.replace(day=4, hour=17, minute=59, second=59), datetime(2026, 12, 7, 8, tzinfo=CLINIC.zone)),
    ],
    ids=["evening", "before a holiday", "a second before closing"],
)
def test_a_callback_comes_while_people_work(at: datetime, opening: datetime) -> None:
    when, who = Stage(agent(), at=at).calls_back()
    assert (when, who) == (opening + timedelta(seconds=RING_S), "Dana")


def test_where_nobody_is_there_somebody_is_at_the_next_opening() -> None:
    when, who = Stage().calls_back()
    assert (when, who) == (datetime(2026, 12, 2, 8, tzinfo=CLINIC.zone) + timedelta(seconds=RING_S), NAMES[0])

"""A packet, read as an agent would go on from it: the task with all that was collected, and what is missing."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from fulfillment import errands
from fulfillment.dialogue import Ports, Talk
from fulfillment.lex import parse
from fulfillment.records import Appointment, Patient
from fulfillment.session import Identity, Session, Task, Wanted
from fulfillment.turn import Intent, Step, TurnRecord
from tests.speaking import Call

MONTHS = (
    "january february march april june july august september october november december enero febrero marzo abril mayo"
)
DAYS = "monday tuesday wednesday thursday friday saturday sunday lunes martes jueves viernes"
CALENDAR = frozenset(f"{MONTHS} {DAYS}".split())


def wanted_of(packet: Mapping[str, Any]) -> Wanted:
    """What the slots say, as the dialogue keeps it."""
    slots, wanted = packet["slots"], Wanted()
    if packet["intent"] == Intent.BOOK:
        wanted.service = slots.get("Service")
    else:
        wanted.existing_service = slots.get("Service")
    wanted.provider, wanted.order_number = slots.get("Provider"), slots.get("OrderNumber")
    wanted.same_day = slots.get("Day") == "same day"
    if "Day" in slots and not wanted.same_day:
        wanted.day_from, wanted.day_to = _range(slots["Day"])
    if "Appointment" in slots:
        wanted.existing_from, wanted.existing_to = _range(slots["Appointment"])
    _read_time(slots.get("Time", ""), wanted)
    return wanted


def _range(written: str) -> tuple[date, date]:
    first, _, last = written.partition("/")
    return datetime.fromisoformat(first).date(), datetime.fromisoformat(last or first).date()


def _read_time(written: str, wanted: Wanted) -> None:
    part = re.match(r"(morning|afternoon|evening)(?:, )?", written)
    wanted.part = part[1] if part else None
    rest = written[part.end() :] if part else written
    ranges = re.findall(r"(\d\d:\d\d)(?:-(\d\d:\d\d))?", rest)
    wanted.times = [time.fromisoformat(first) for first, _ in ranges]
    wanted.until = [time.fromisoformat(last) for _, last in ranges if last]
    if wanted.times:
        relation = re.match(r"after|before", rest)
        wanted.relation = relation[0] if relation else "after" if wanted.until else "at"


def begun_anew(packet: Mapping[str, Any], patient: Patient, ports: Ports) -> Session:
    """A call that knows who calls and what the packet says, and nothing else; after its first question."""
    call = Call(ports=ports, locale=packet["language"])
    task = Task(Intent(packet["intent"]), wanted=wanted_of(packet))
    meant = packet["slots"].get("Appointment", "")
    if "T" in meant:
        mine = ports.office.appointments(patient.patient_id, after=ports.clock.now())
        task.appointment = next((one for one in mine if one.at == datetime.fromisoformat(meant)), None)
    identity = Identity(patient=patient, how=packet["verified_how"] or "by an agent")
    session = Session("anew", packet["language"], ports.clock.now(), identity=identity, task=task)
    turn = parse(call.event("hello", packet["intent"]))
    errands.advance(Talk(turn, session, ports, TurnRecord("", 0, "", ""), deadline=10.0))
    return session


def asked_again(step: Step, packet: Mapping[str, Any]) -> bool:
    """Whether the question's answer is in the packet; a part of the day or "after two" leaves the time open."""
    answer = packet["slots"].get(str(step))
    if step is Step.TIME:
        return answer is not None and re.fullmatch(r"\d\d:\d\d", answer) is not None
    if step is Step.APPOINTMENT:
        return answer is not None and "T" in answer
    return answer is not None


def same_question(anew: Session, pending: Session) -> bool:
    """Whether both stand at the same question, with the same to choose from or to agree to."""
    one, other = anew.task, pending.task
    if one is None or other is None or anew.step is not pending.step:
        return False
    if anew.step is Step.TIME:
        return one.offers == other.offers
    if anew.step is Step.APPOINTMENT:
        return one.choices == other.choices
    if anew.step is Step.ORDER_NUMBER:
        return one.orders == other.orders
    if anew.step is Step.CONFIRM and one.pending and other.pending:
        return _proposed(one) == _proposed(other)
    return True


def _proposed(task: Task) -> tuple[Appointment | None, Appointment | None]:
    assert task.pending is not None
    return task.pending.appointment, task.pending.to


def betrays(summary: str, names: Sequence[str]) -> list[str]:
    """Names, numbers and dates in a sentence that must have none."""
    words = set(re.findall(r"[^\W\d_]+", summary.casefold()))
    return [*re.findall(r"\d+", summary), *sorted(words & CALENDAR), *(n for n in names if n.casefold() in words)]

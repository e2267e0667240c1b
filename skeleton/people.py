"""Whose call it was, and who stands in for them: every personal value that is known of a call, with the sample's.

Knows names, dates of birth, telephone and order numbers as values; refuses to know how callers put them into words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from fulfillment import dialing
from fulfillment.session import Session
from fulfillment.tasks.identity import BY_NAME
from fulfillment.turn import Step
from simulator.script import ANONYMOUS
from simulator.world import PatientEntry, World
from skeleton.recorded import Recorded

UNKNOWN_CALLER = "+12065550190"
"""Who calls from a number that nobody of the sample world has."""
OTHER_NUMBER = "+12065550191"
"""Any other telephone number that was given."""
NOT_CALLED = "+19005550191"
"""Any number to which no callback is placed."""
NATIONAL = 10
"""Digits of a number without its country."""
OTHER_ORDER = "009999"
"""An order number that is nobody's."""
OTHER_NAME = "Robin Stone"
OTHER_LAST_NAME = "Stone"
"""Nobody's of the sample world."""


@dataclass(frozen=True, slots=True)
class People:
    """Personal values of a call, each with what stands in for it."""

    patient: PatientEntry
    """Who stands in for the caller."""
    first_names: frozenset[str]
    last_names: frozenset[str]
    """Theirs; one that matched nobody is not among them."""
    wrong_last_names: frozenset[str]
    born: date | None
    """The verified patient's own date of birth."""
    births: frozenset[date]
    """Every date of birth known, theirs included."""
    caller: str
    """The number that the call script is called from, or `anonymous`."""
    numbers: Mapping[str, str]
    """E.164 -> the number that stands in for it."""
    orders: Mapping[str, str] = field(default_factory=dict)

    def born_as(self, said: date) -> date:
        """The date that stands in for one that was given: right for right, wrong for wrong."""
        return self.patient.born if said == self.born else self.patient.born + timedelta(days=1)

    def named_as(self, last_name: str) -> str:
        """The last name that stands in for one that was given: right for right, wrong for wrong."""
        right = {name.casefold() for name in self.last_names}
        return self.patient.name.split()[-1] if last_name.casefold() in right else OTHER_LAST_NAME

    def number_as(self, digits: str) -> str:
        """Digits that stand in for those of a telephone number, as many, with or without its country."""
        part = self.part_of_number(digits[-NATIONAL:])
        whole = len(digits) >= NATIONAL
        other = OTHER_NUMBER if not whole or _is_called(f"+1{digits[-NATIONAL:]}") else NOT_CALLED
        return part or other[-min(len(digits), NATIONAL) :]

    def part_of_number(self, digits: str) -> str | None:
        """Digits that stand in for a part of a known number: the same part; None: it is a part of none."""
        for old, new in self.numbers.items():
            at = old.find(digits)
            if at >= 0:
                return new[at : at + len(digits)]
        return None


def people(recorded: Recorded, world: World) -> People:
    """Whose call it was. The first patient of the world stands in for whoever called."""
    session, stand_in = recorded.session, world.patients[0]
    identity = session.identity
    patient = identity.patient
    births = (identity.birth_date, identity.claimed_birth_date, patient.born if patient else None)
    last_names = {patient.last_name} if patient else set[str]()
    others = {name for name in (identity.last_name, identity.claimed_last_name) if name} - last_names
    return People(
        patient=stand_in,
        first_names=frozenset({patient.first_name} if patient else ()),
        last_names=frozenset(last_names),
        wrong_last_names=frozenset(others),
        born=patient.born if patient else None,
        births=frozenset(born for born in births if born),
        caller=_caller(session, stand_in.phone),
        numbers=_numbers(session, stand_in.phone),
        orders=_orders(session, [order.number for order in world.orders]),
    )


def _caller(session: Session, known: str) -> str:
    """From a number on file the caller is asked for a date of birth alone, from any other for a last name first."""
    if session.caller_number is None:
        return ANONYMOUS
    if not _is_called(session.caller_number):
        return NOT_CALLED
    by_name = session.identity.how == BY_NAME or any(each.step is Step.LAST_NAME for each in session.history)
    return UNKNOWN_CALLER if by_name else known


def _is_called(number: str) -> bool:
    return dialing.is_called(number, line=None)


def _numbers(session: Session, known: str) -> dict[str, str]:
    patient, other = session.identity.patient, session.callback_number
    numbers = {other: OTHER_NUMBER} if other else {}
    if session.callback_heard:
        numbers[f"+1{session.callback_heard}"] = OTHER_NUMBER
    if patient:
        numbers[patient.phone] = known
    if session.caller_number:
        numbers[session.caller_number] = _caller(session, known)
    return numbers


def _orders(session: Session, samples: Sequence[str]) -> dict[str, str]:
    """Order numbers of this call, each with one of the sample's, as long as there are any."""
    wanted = session.task.wanted.order_number if session.task else None
    own = [order.number for order in session.orders or ()] or (session.task.orders if session.task else [])
    mapped = {number: samples[n] if n < len(samples) else f"{n:06d}" for n, number in enumerate(dict.fromkeys(own))}
    return mapped if wanted is None else {wanted: OTHER_ORDER, **mapped}

"""Callers who walk through each task, and what each thing they say has given, as the packet should have it.

A walk is composed of who calls and how they say it: by the number they call from or a withheld one, at once or in
pieces, in words or by keys, with times refused, in English or Spanish. `gives` maps slot names to what is known from
then on; "" takes back what was known.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from fulfillment.records import Patient
from fulfillment.turn import Intent, Queue
from tests.doubles import ANA, MARCUS, PRIYA, TOM

BORN = {"ana": "march twelfth nineteen eighty four", "priya": "july eighth nineteen ninety two",
        "marcus": "november thirtieth nineteen seventy one", "tom": "january fifth nineteen fifty"}  # fmt: skip
NACIDO = {"ana": "doce de marzo de 1984", "priya": "ocho de julio de 1992", "marcus": "treinta de noviembre de 1971"}


@dataclass(frozen=True)
class Said:
    words: str
    intent: str | None = None
    keys: bool = False
    gives: Mapping[str, str] = field(default_factory=dict)
    refuses: tuple[str, ...] = ()
    """Times that were offered, as they must be among what was tried."""
    verifies: bool = False


@dataclass(frozen=True)
class Walk:
    name: str
    task: Intent
    patient: Patient
    turns: tuple[Said, ...]
    withheld: bool = False
    locale: str = "en_US"
    orders: int = 0
    """Orders on file besides the sample's."""

    @property
    def queue(self) -> Queue:
        if self.locale == "es_US":
            return Queue.SPANISH
        return Queue.GENERAL if self.task in (Intent.ORDER, Intent.RESET) else Queue.SCHEDULING

    def given(self, turns: int) -> dict[str, str]:
        """What is known after so many turns."""
        known: dict[str, str] = {}
        for said in self.turns[:turns]:
            known |= said.gives
            if said.verifies:
                known = {name: value for name, value in known.items() if name not in ("LastName", "BirthDate")}
        return {name: value for name, value in known.items() if value}

    def verified(self, turns: int) -> bool:
        return any(said.verifies for said in self.turns[:turns])

    def refused(self, turns: int) -> list[str]:
        return [time for said in self.turns[:turns] for time in said.refuses]


def identities(patient: Patient) -> Iterator[tuple[str, bool, tuple[Said, ...]]]:
    """Name, whether the number is withheld, and what is said."""
    born, digits, last = patient.born.isoformat(), f"{patient.born:%m%d%Y}", patient.last_name
    words = BORN[patient.patient_id]
    day, _, year = words.partition(" nineteen ")
    yield "by keys", False, (Said(digits, keys=True, verifies=True),)
    yield "in words", False, (Said(words, verifies=True),)
    halves = (
        Said(day, gives={"BirthDate": f"XXXX-{patient.born:%m-%d}"}),
        Said(f"nineteen {year}", verifies=True),
    )
    yield "in halves", False, halves
    name = Said(f"my last name is {last}", gives={"LastName": last})
    yield "withheld", True, (name, Said(digits, keys=True, verifies=True))
    wrong = Said("01011980", keys=True, gives={"BirthDate": "1980-01-01"})
    yield "wrong at first", False, (wrong, Said(digits, keys=True, verifies=True))
    lost = Said("my last name is Miller", gives={"LastName": "Miller"})
    early = Said(words, gives={"BirthDate": born, "LastName": "Miller"})
    yield "withheld, wrong at first", True, (lost, early, name, Said(words, verifies=True))


Details = tuple[str, Said, tuple[Said, ...]]
"""How it is put: the first utterance, and what comes once the caller is known."""
EARLY = ("09:00", "09:30", "10:00")
LATER = Said("something later", refuses=EARLY)
FRIDAY = {"Day": "2026-12-04"}
MONDAY = {"Day": "2026-12-07"}


def booking() -> Iterator[Details]:
    shot = {"Service": "flu shot"}
    start = Said("I would like to book an appointment", "BookAppointment")
    yes = Said("yes")
    at_once = Said("book a flu shot on Friday at 11 AM", "BookAppointment", gives={**shot, **FRIDAY, "Time": "11:00"})
    yield "at once", at_once, (yes,)
    service, friday = Said("a flu shot", gives=shot), Said("on Friday", gives=FRIDAY)
    second = Said("the second one", gives={"Time": "09:30"})
    yield "in pieces", start, (service, friday, second, yes)
    keyed_day, first_key = Said("1204", keys=True, gives=FRIDAY), Said("1", keys=True, gives={"Time": "09:00"})
    yield "by keys", start, (service, keyed_day, first_key, Said("1", keys=True))
    half_past = Said("half past eleven", gives={"Time": "11:30"})
    yield (
        "refused",
        Said("I need a flu shot on Friday", "BookAppointment", gives={**shot, **FRIDAY}),
        (LATER, half_past, yes),
    )
    other_day = Said("another day please", gives={"Day": ""}, refuses=EARLY)
    monday, nine = Said("Monday", gives=MONDAY), Said("nine o'clock", gives={"Time": "09:00"})
    yield "another day", start, (service, friday, other_day, monday, nine, yes)
    afternoon = Said("Friday afternoon", gives={**FRIDAY, "Time": "afternoon"})
    yield "a part of the day", start, (service, afternoon, Said("the last one", gives={"Time": "13:00"}), yes)
    after = Said(
        "next week after two in the afternoon", gives={"Day": "2026-12-07/2026-12-13", "Time": "afternoon, after 14:00"}
    )
    yield "a range", start, (service, after, Said("the first one", gives={**MONDAY, "Time": "14:00"}), yes)
    doctor = {"Service": "checkup", "Provider": "Dr. Okafor"}
    checkup = Said("I want a checkup with doctor Okafor", "BookAppointment", gives=doctor)
    change = Said("no, make it Monday", gives={**MONDAY, "Time": ""})
    yield "changed at the read-back", checkup, (friday, second, change, Said("at ten", gives={"Time": "10:00"}), yes)
    saturday = Said("I need a flu shot on Saturday", "BookAppointment", gives={**shot, "Day": "2026-12-05"})
    yield "a closed day", saturday, (Said("the first one", gives={**MONDAY, "Time": "09:00"}), yes)
    parking = Said("what does parking cost?")
    yield "a question between", start, (service, parking, friday, second, yes)


def moving() -> Iterator[Details]:
    start = Said("I need to move my appointment", "RescheduleAppointment")
    yes, friday = Said("yes"), Said("Friday", gives=FRIDAY)
    at_once = Said("move my Thursday appointment to Friday at 11 AM", "RescheduleAppointment",
                   gives={"Appointment": "2026-12-03", **FRIDAY, "Time": "11:00"})  # fmt: skip
    yield "at once", at_once, (yes,)
    yield "in pieces", start, (friday, Said("ten o'clock", gives={"Time": "10:00"}), yes)
    by_keys = (
        Said("1204", keys=True, gives=FRIDAY),
        Said("3", keys=True, gives={"Time": "10:00"}),
        Said("1", keys=True),
    )
    yield "by keys", start, by_keys
    thursday = Said(
        "I want to move my Thursday appointment", "RescheduleAppointment", gives={"Appointment": "2026-12-03"}
    )
    yield "refused", thursday, (friday, LATER, Said("the first one", gives={"Time": "10:30"}), yes)
    earlier, first_one = Said("morning", gives={"Time": "morning"}), Said("1", keys=True, gives={"Time": "09:00"})
    other_day = Said("a different day", gives={"Day": ""}, refuses=EARLY)
    yield "another day", thursday, (friday, other_day, Said("Monday", gives=MONDAY), earlier, first_one, yes)
    same = Said("the same day at four", gives={"Day": "2026-12-03", "Time": "16:00"})
    yield "the same day", start, (same, yes)


def choosing(word: str, intent: str, gives: Mapping[str, str], rest: tuple[Said, ...]) -> Iterator[Details]:
    """With several appointments on file."""
    start = Said(f"I want to {word} my appointment", intent)
    yield "by service", start, (Said("the follow-up", gives=gives), *rest)
    yield "by position", start, (Said("the second one", gives=gives), *rest)
    yield "by key", start, (Said("2", keys=True, gives=gives), *rest)
    yield "by day", Said(f"{word} my appointment on December 10", intent, gives={"Appointment": "2026-12-10"}), rest
    yield "by name", Said(f"{word} my follow-up", intent, gives={"Service": "follow-up"}), rest


CHOSEN = {"Appointment": "2026-12-10T11:00", "Service": "follow-up"}
ORDERS = {"OrderNumber": "000982"}


def orders() -> Iterator[Details]:
    start = Said("where is my order", "OrderStatus")
    yield "by number", start, (Said("order 000982", gives=ORDERS),)
    yield "by keys", start, (Said("000982", keys=True, gives=ORDERS),)
    yield "by position", start, (Said("the second one", gives=ORDERS),)
    yield "at once", Said("where is my order 000982", "OrderStatus", gives=ORDERS), ()
    wrong = Said("555555", keys=True)
    yield "unknown at first", start, (wrong, Said("1", keys=True, gives={"OrderNumber": "000981"}))


def _composed(task: Intent, patient: Patient, details: Iterator[Details], orders: int = 0) -> Iterator[Walk]:
    everybody = list(identities(patient))
    for number, (how, first, rest) in enumerate(details):
        for who, withheld, known in everybody if number == 0 else everybody[number % 2 :: 3]:
            name = f"{task}, {how}, identity {who}"
            yield Walk(name, task, patient, (first, *known, *rest), withheld=withheld, orders=orders)


def english() -> Iterator[Walk]:
    yield from _composed(Intent.BOOK, TOM, booking())
    yield from _composed(Intent.RESCHEDULE, ANA, moving())
    day, ten = Said("Friday", gives=FRIDAY), Said("at ten", gives={"Time": "10:00"})
    rest = (day, ten, Said("yes"))
    yield from _composed(Intent.RESCHEDULE, PRIYA, choosing("move", "RescheduleAppointment", CHOSEN, rest))
    yield from _composed(Intent.CANCEL, PRIYA, choosing("cancel", "CancelAppointment", CHOSEN, (Said("yes"),)))
    only = ("the only one", Said("cancel my appointment", "CancelAppointment"), (Said("yes, please"),))
    yield from _composed(Intent.CANCEL, ANA, iter([only]))
    check = ("when", Said("when is my appointment", "CheckAppointment"), ())
    on = {"Appointment": "2026-12-10"}
    yield from _composed(Intent.CHECK, ANA, iter([check]))
    named = ("on a day", Said("is my appointment on December 10", "CheckAppointment", gives=on), ())
    yield from _composed(Intent.CHECK, PRIYA, iter([check, named]))
    yield from _composed(Intent.ORDER, MARCUS, iter([("the only one", Said("where is my order", "OrderStatus"), ())]))
    yield from _composed(Intent.ORDER, PRIYA, orders(), orders=1)
    reset = Said("I forgot my portal password", "ResetPassword")
    yield from _composed(
        Intent.RESET, ANA, iter([("spoken", reset, (Said("yes"),)), ("keyed", reset, (Said("1", keys=True),))])
    )


def spanish() -> Iterator[Walk]:
    def walk(task: Intent, patient: Patient, name: str, *turns: Said) -> Walk:
        first, *rest = turns
        born = Said(NACIDO[patient.patient_id], verifies=True)
        return Walk(f"{task}, {name}, in Spanish", task, patient, (first, born, *rest), locale="es_US")

    shot = {"Service": "flu shot"}
    first = Said("quiero una vacuna contra la gripe el viernes", "BookAppointment", gives={**shot, **FRIDAY})
    yield walk(Intent.BOOK, ANA, "one chosen", first, Said("la segunda", gives={"Time": "09:30"}), Said("sí"))
    later = Said("más tarde", refuses=EARLY)
    yield walk(Intent.BOOK, ANA, "refused", first, later, Said("la primera", gives={"Time": "10:30"}), Said("sí"))
    thursday = Said("necesito cambiar mi cita del jueves", "RescheduleAppointment", gives={"Appointment": "2026-12-03"})
    ten = Said("a las diez de la mañana", gives={"Time": "10:00"})
    yield walk(Intent.RESCHEDULE, ANA, "in pieces", thursday, Said("el viernes", gives=FRIDAY), ten, Said("sí"))
    cancel = Said("quiero cancelar mi cita", "CancelAppointment")
    yield walk(Intent.CANCEL, PRIYA, "one of two", cancel, Said("la segunda", gives=CHOSEN), Said("sí"))
    yield walk(Intent.CHECK, ANA, "when", Said("¿cuándo es mi cita?", "CheckAppointment"))
    yield walk(Intent.ORDER, MARCUS, "the only one", Said("¿dónde está mi pedido?", "OrderStatus"))
    yield walk(Intent.RESET, ANA, "spoken", Said("olvidé mi contraseña del portal", "ResetPassword"), Said("sí"))


def walks() -> list[Walk]:
    return [*english(), *spanish()]

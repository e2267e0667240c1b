"""Packets for the tests of what agents hear and see: a full one, and any at all."""

from typing import Any

from hypothesis import strategies as st

from fulfillment.turn import Intent, Queue, Reason

TASKS = (Intent.BOOK, Intent.RESCHEDULE, Intent.CANCEL, Intent.CHECK, Intent.ORDER, Intent.RESET)
REFUSED = "offered times did not suit (2026-12-04 09:00, 09:30)"
FULL: dict[str, Any] = {
    "reason": "asked",
    "summary": "Wants to move an appointment; asked for a person.",
    "queue": "Scheduling",
    "verified": True,
    "verified_how": "phone number and date of birth",
    "patient": "Ana Rivera",
    "intent": "RescheduleAppointment",
    "slots": {
        "Service": "physical",
        "Provider": "Dr. Chen",
        "Day": "2026-12-04",
        "Time": "after 14:00",
        "Appointment": "2026-12-03T14:30:00-08:00",
    },
    "tried": [REFUSED],
    "last_words": "none of those, can I talk to somebody",
    "confidence": 0.92,
    "weakest": "understood",
    "documents": [],
    "language": "en_US",
    "next_step": "Greet them by what they want; nothing needs to be asked again.",
    "turns": 4,
    "started_at": "2026-12-01T17:30:00+00:00",
    "ended_at": "2026-12-01T17:33:20+00:00",
}


def a_packet(**changes: Any) -> dict[str, Any]:
    return FULL | changes


TEXTS = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        (
            "María de los Ángeles Fernández-Núñez y Gutiérrez de la Concepción", "X Æ", "O'Neil-D'Angelo Jr.",
            "\N{GRINNING FACE}" * 40, "\x00\x1b[31m\x07\u202e", "<speak><break time='10s'/></speak>", "&amp;<b>",
            "$.Attributes.session_id", "012345678901234567890123456789", "wort" * 200, "a " * 500, "2026-13-45",
            "2026-12-04", "2026-12-04/2026-12-11", "2027-02-01T23:30:00-08:00", "asked",
            "offered times did not suit x99999999999", "BookAppointment left for BookAppointment ((",
        )
    ),
)  # fmt: skip
"""Anything a packet's text may turn out to be."""
VALUES = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), TEXTS, st.lists(TEXTS, max_size=3))
HISTORY = st.lists(
    st.one_of(
        st.fixed_dictionaries({"caller": TEXTS, "spoken": TEXTS}),
        st.dictionaries(st.sampled_from(("caller", "spoken", "step")), VALUES),
    ),
    max_size=14,
)


def packets() -> st.SearchStrategy[dict[str, Any]]:
    """Packets as they are, with anything for any value, and with keys missing."""
    slots = st.dictionaries(st.one_of(st.sampled_from(sorted(FULL["slots"])), TEXTS), st.one_of(TEXTS, VALUES))
    known: dict[str, st.SearchStrategy[Any]] = {
        "reason": st.sampled_from([str(each) for each in Reason]),
        "intent": st.sampled_from([*map(str, TASKS), None]),
        "queue": st.sampled_from([str(each) for each in Queue]),
        "language": st.sampled_from(["en_US", "es_US"]),
        "verified": st.booleans(),
        "slots": slots,
        "tried": st.lists(st.one_of(TEXTS, st.just(REFUSED)), max_size=40),
        "documents": st.lists(TEXTS, max_size=40),
        "confidence": st.floats(0, 1),
        "turns": st.integers(0, 500),
    }
    usual = {name: known.get(name, TEXTS) for name in FULL}
    odd = dict.fromkeys(FULL, VALUES)
    return st.one_of(
        st.fixed_dictionaries(usual), st.fixed_dictionaries({}, optional=usual), st.fixed_dictionaries({}, optional=odd)
    )

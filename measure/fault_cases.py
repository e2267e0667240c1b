"""Which faults can strike where: every pair of the contract, at every place where a call comes by.

Knows what a place is called and which faults can be there; refuses to know which places there are: a call without
faults tells (`fault_runs`).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from simulator.local_aws.faults import KINDS, OPERATIONS, READS, Fault

from .fault_runs import Case, Held, asked

FUNCTION = "lambda.fulfillment"
LASTING = (1, None)
"""How often a fault strikes in its turn: once, or always."""
_DOING: Mapping[tuple[str, str], str] = {
    ("bedrock.converse_stream", ""): "asking the model",
    ("bedrock.retrieve", ""): "looking for passages",
    ("bedrock.guardrail", ""): "checking the answer",
    ("cognito.admin_reset_user_password", ""): "having the reset sent",
    ("dynamodb.delete_item", "CLAIM"): "taking the claim back",
    ("dynamodb.get_item", "ACTION"): "looking for the receipt",
    ("dynamodb.get_item", "CALLER"): "reading what the caller has used",
    ("dynamodb.get_item", "CLINIC"): "reading the practice",
    ("dynamodb.get_item", "PACKET"): "reading the packet",
    ("dynamodb.get_item", "SESSION"): "loading the session",
    ("dynamodb.put_item", "CLAIM"): "claiming the action",
    ("dynamodb.put_item", "PACKET"): "keeping the packet",
    ("dynamodb.put_item", "SESSION"): "saving the session",
    ("dynamodb.query", "DAY"): "reading a provider's day",
    ("dynamodb.query", "NAME"): "finding the patient by name",
    ("dynamodb.query", "PATIENT"): "reading the patient's records",
    ("dynamodb.query", "PHONE"): "finding the patient by number",
    ("dynamodb.transact_write_items", "ACTION"): "writing the change",
    ("dynamodb.*", ""): "whatever is asked of the tables",
    (FUNCTION, ""): "calling the function",
    ("lex", ""): "calling the bot",
}
_FINAL = ("access_denied", "malformed")
"""What no client of tables or portal asks again after."""
_CHANGES = ("dynamodb.transact_write_items", "cognito.admin_reset_user_password")
"""Operations that change something."""
_BESIDE: Mapping[tuple[str, str], tuple[str, int, tuple[Fault, ...]]] = {
    ("dynamodb.delete_item", "CLAIM"): ("reset", 3, (Fault("cognito.admin_reset_user_password", "server_error"),)),
}
"""Places that no call comes by unless something else fails: call, turn, and what fails."""


Situation = tuple[object, ...]


def cases(found: Mapping[str, Held]) -> list[Case]:
    """Every case, from the same calls held without faults, by name.

    A turn in which the same is asked of the same services as in an earlier one, on the same hook, is no other place.
    """
    known: set[Situation] = set()
    made = [case for call, held in found.items() for case in _of_call(call, held, known)]
    for (at, about), (call, turn, beside) in _BESIDE.items():
        made += [replace(case, beside=beside) for case in _at(call, turn, at, about)]
    return made


def _of_call(call: str, held: Held, known: set[Situation]) -> Iterator[Case]:
    turns: dict[int, list[tuple[str, str]]] = {}
    for turn, at, about in asked(held):
        turns.setdefault(turn, []).append((at, about))
    hooks = {delivery.turn: delivery.hook for delivery in held.deliveries}
    for turn, places in turns.items():
        situation = (hooks.get(turn), *_situation(call, turn, places))
        if situation not in known:
            known.add(situation)
            yield from _of_turn(call, turn, places)


def _situation(call: str, turn: int, places: Iterable[tuple[str, str]]) -> Situation:
    """What makes a turn another one than those before; each change is one of its own."""
    changes = any(at in _CHANGES for at, _ in places)
    return (turn == 1, call if changes else "", frozenset(places))


def _of_turn(call: str, turn: int, places: Iterable[tuple[str, str]]) -> Iterator[Case]:
    for at, about in places:
        yield from _at(call, turn, at, about)
    yield from _at(call, turn, "dynamodb.*", "")
    if (FUNCTION, "") in places:
        twice = Fault(FUNCTION, "duplicate", turn=turn)
        yield Case(call, turn, "calling the function twice at once", twice, at_once=True)


def _at(call: str, turn: int, at: str, about: str) -> Iterator[Case]:
    doing = _DOING.get((at, about), f"{at} {about}".strip())
    for kind in kinds_at(at):
        for times in _lasting(at, kind):
            yield Case(call, turn, doing, Fault(at, kind, times=times, turn=turn, about=about or None))


def kinds_at(at: str) -> tuple[str, ...]:
    """What can go wrong at a place, an operation or a pattern."""
    pattern = next((each for each, operations in OPERATIONS.items() if at in operations), at)
    return tuple(kind for kind in KINDS[pattern] if not (kind == "conflict" and at in READS))


def _lasting(at: str, kind: str) -> tuple[int | None, ...]:
    """Where nobody asks again in the same turn, once is always."""
    asked_once = at in (FUNCTION, "lex", "dynamodb.*")
    final = at.startswith(("dynamodb.", "cognito.")) and kind in _FINAL
    return (None,) if asked_once or final else LASTING

"""What can be made to fail in a call, and whether it fails now.

Knows the places, the kinds that fit them and how often each strikes; refuses to know how a failure looks at its place.
"""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from simulator.connect import block_faults

_TABLE_KINDS = ("throttle", "server_error", "access_denied", "refused", "stall", "malformed", "conflict")

KINDS: Mapping[str, tuple[str, ...]] = {
    "bedrock.converse_stream": (
        "throttle",
        "server_error",
        "access_denied",
        "refused",
        "stall",
        "trickle",
        "cut",
        "error_mid_stream",
        "no_message_stop",
        "malformed",
        "empty",
    ),
    "bedrock.retrieve": (
        "throttle",
        "server_error",
        "access_denied",
        "refused",
        "stall",
        "cut",
        "malformed",
        "empty",
    ),
    "bedrock.guardrail": ("blocked", "ungrounded"),
    "dynamodb.*": _TABLE_KINDS,
    "cognito.*": _TABLE_KINDS,
    "lambda.fulfillment": ("crash", "timeout", "throttle", "malformed", "duplicate"),
    "lex": ("throttle", "server_error"),
}
"""Place -> what can go wrong there. `*` is any operation of the service."""

PAIRS: tuple[tuple[str, str], ...] = tuple((at, kind) for at, kinds in KINDS.items() for kind in kinds)
"""Every legal (at, kind), with `*` for the operations."""

BLOCK = "flow.<flow>.<action>"
"""How a block of a flow is named as a place; which there are, and what can fail there, the flows themselves say."""

READS = frozenset({"dynamodb.get_item", "dynamodb.query"})
"""What cannot conflict: DynamoDB refuses no read for a write under way."""

OPERATIONS: Mapping[str, tuple[str, ...]] = {
    "dynamodb.*": (
        "dynamodb.delete_item",
        "dynamodb.get_item",
        "dynamodb.put_item",
        "dynamodb.query",
        "dynamodb.transact_write_items",
    ),
    "cognito.*": ("cognito.admin_reset_user_password",),
}
"""The operations that the function's adapters use, where a fault may name one."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something goes wrong at a place.

    Raises:
        ValueError: no such place, or nothing like it can happen there; the message names what can.
    """

    at: str
    """A key of KINDS or one of OPERATIONS, where `dynamodb.GetItem` is `dynamodb.get_item`; or a block of a flow, as
    `flow.<flow>.<action>`."""
    kind: str
    times: int | None = None
    """Strikes this many calls, the first ones; None: all."""
    turn: int | None = None
    """Strikes only while this turn of the caller is answered."""
    about: str | None = None
    """Strikes only requests about this kind of item, such as SESSION: the part of its key before the `#`."""
    after: int = 0
    """Spares so many of the calls that it concerns, the first ones."""

    @property
    def at_block(self) -> bool:
        """Whether it strikes at a block of a flow, and at no service."""
        return self.at.startswith(block_faults.PLACE)

    def __post_init__(self) -> None:
        if self.at_block:
            block_faults.require(self.at, self.kind)
        else:
            self._require_pair()
        if self.times is not None and self.times < 1:
            raise ValueError(f"times is {self.times}; it must be at least 1")

    def _require_pair(self) -> None:
        place = place_of(self.at)
        pattern = _pattern_of(place)
        if pattern is None:
            places = [*KINDS, *(each for operations in OPERATIONS.values() for each in operations), BLOCK]
            raise ValueError(f"nothing is called {self.at!r}; faults can be at {', '.join(places)}")
        kinds = tuple(kind for kind in KINDS[pattern] if not (kind == "conflict" and place in READS))
        if self.kind not in kinds:
            raise ValueError(f"at {self.at} there is no {self.kind!r}; there can be {', '.join(kinds)}")

    def concerns(self, place: str, turn: int, about: str = "") -> bool:
        """Whether it can strike a call at this place (as `place_of` writes it) about this in this turn."""
        if self.turn not in (None, turn) or self.about not in (None, about):
            return False
        if self.at.endswith(".*"):
            return _pattern_of(place) == self.at and not (self.kind == "conflict" and place in READS)
        return place_of(self.at) == place


class FaultBoard:
    """The faults of one call. Threads may share it."""

    def __init__(self, faults: Sequence[Fault] = ()) -> None:
        self.turn = 0
        """Which turn of the caller is being answered; 0: the greeting."""
        self.faults = tuple(faults)
        self._met = [0] * len(self.faults)
        self._struck = [0] * len(self.faults)
        self._lock = threading.Lock()

    def strike(self, at: str, about: str = "") -> str | None:
        """What goes wrong with this call at a place, if anything; counted. The first fault listed comes first."""
        place = place_of(at)
        with self._lock:
            for position, fault in enumerate(self.faults):
                spent = fault.times is not None and self._struck[position] >= fault.times
                if spent or not fault.concerns(place, self.turn, about):
                    continue
                self._met[position] += 1
                if self._met[position] > fault.after:
                    self._struck[position] += 1
                    return fault.kind
        return None

    def struck(self) -> tuple[int, ...]:
        """How often each fault has struck, in the order of `faults`."""
        with self._lock:
            return tuple(self._struck)


def place_of(at: str) -> str:
    """A place in lower case with underscores: `dynamodb.GetItem` -> `dynamodb.get_item`; a block is as it is."""
    if at.startswith(block_faults.PLACE):
        return at
    service, dot, operation = at.partition(".")
    words = "".join(f"_{each.lower()}" if each.isupper() else each for each in operation)
    return f"{service}{dot}{words.removeprefix('_')}"


def _pattern_of(place: str) -> str | None:
    if place in KINDS:
        return place
    return next((pattern for pattern, operations in OPERATIONS.items() if place in operations), None)

"""What one call used, counted while it is held, and what that costs.

Knows what is billed by the piece; refuses to know prices (`measure.cost`) and why anything was used.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from measure.cost import CallUsage, Cost, Tokens, of
from simulator.exchange import Exchange
from simulator.function import MEMORY_MB
from simulator.local_aws.faults import Fault, FaultBoard, place_of

_READS = frozenset({"dynamodb.get_item", "dynamodb.query"})
_TEXT_UNIT_CHARS = 1000
"""https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-components.html"""
_CHARS_PER_TOKEN = 4
OFFLINE = "offline-"
"""How the name of a model begins that runs on this machine and costs nothing."""


class CountingFaults(FaultBoard):
    """The faults of one call; every request that passes is counted. Lifted once the call is over."""

    def __init__(self, faults: Sequence[Fault] = ()) -> None:
        super().__init__(faults)
        self.requests: dict[str, int] = {}
        self._lifted = False

    def strike(self, at: str, about: str = "") -> str | None:
        """As the board's own, until lifted."""
        if self._lifted:
            return None
        place = place_of(at)
        self.requests[place] = self.requests.get(place, 0) + 1
        return super().strike(at, about)

    def lift(self) -> None:
        """Nothing strikes or counts from here on."""
        self._lifted = True


@dataclass(slots=True)
class Ledger:
    """Filled in turn by turn. `small_model`: priced in place of a model that runs offline."""

    small_model: str
    tokens: dict[str, Tokens] = field(default_factory=dict)
    estimated: bool = False
    """Some of the tokens are."""

    def add(self, model: str, usage: Mapping[str, float]) -> None:
        """Tokens of one turn."""
        priced = self.small_model if model.startswith(OFFLINE) else model
        before = self.tokens.get(priced, Tokens())
        self.tokens[priced] = Tokens(
            input=before.input + int(usage.get("input_tokens", 0)),
            output=before.output + int(usage.get("output_tokens", 0)),
            cache_read=before.cache_read + int(usage.get("cache_read_tokens", 0)),
            cache_write=before.cache_write + int(usage.get("cache_write_tokens", 0)),
        )

    def cost(
        self,
        *,
        minutes: float,
        engine: str,
        exchanges: Sequence[Exchange],
        requests: Mapping[str, int],
        invocations: int,
        busy_s: float,
    ) -> Cost:
        """Dollars for the call as it would be on AWS, with the functions' own time as measured here."""
        tables = {place: number for place, number in requests.items() if place.startswith("dynamodb.")}
        reads = sum(number for place, number in tables.items() if place in _READS)
        characters = sum(used.input + used.output for used in self.tokens.values()) * _CHARS_PER_TOKEN
        return of(
            CallUsage(
                minutes=minutes,
                lex_requests=sum(1 for exchange in exchanges if exchange.action is not None and not exchange.lost),
                spoken_characters=sum(len(exchange.words()) for exchange in exchanges),
                voice_engine=engine,
                tokens=self.tokens,
                tokens_estimated=self.estimated,
                guardrail_units=-(-characters // _TEXT_UNIT_CHARS),
                lambda_requests=invocations,
                lambda_gb_seconds=busy_s * MEMORY_MB / 1024,
                dynamodb_reads=reads,
                dynamodb_writes=sum(tables.values()) - reads,
            )
        )

"""How long the services would take, were they real.

Knows numbers; refuses to know who waits for them.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Latencies:
    """Simulated times of the local services. Zero, the default, means as fast as the machine."""

    retrieve_ms: float = 0.0
    """From a Retrieve request to its response."""
    first_token_ms: float = 0.0
    """From a ConverseStream request to its first event with text."""
    tokens_per_s: float = 0.0
    """How fast the model writes after that; 0: all at once."""
    guardrail_chunk_chars: int = 0
    """A guardrail in sync mode holds text back until this much is checked; 0: passes each token."""
    dynamodb_ms: float = 0.0
    """From a DynamoDB request to its response."""

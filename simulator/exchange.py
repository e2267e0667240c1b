"""One turn of a call as it was: what the caller did and all that was heard in answer.

Knows the record; refuses to know how it came about and what was expected.
"""

from dataclasses import dataclass, field

from simulator.caller import Action
from simulator.line import Prompt


@dataclass(slots=True)
class Exchange:
    """What the caller did, and all that was heard until the next input or the end; the greeting has no action."""

    number: int
    action: Action | None
    heard: list[Prompt] = field(default_factory=list)
    lost: bool = False
    """Said over a prompt that may not be interrupted: nobody heard it."""
    cut: bool = False
    """The last prompt heard was interrupted by the next turn."""
    first_word_ms: float | None = None
    """From the end of the caller's input to the first word heard; None: nothing was."""
    intent: str | None = None
    confidence: float | None = None
    model: str | None = None
    timeline: dict[str, float] = field(default_factory=dict)
    usage: dict[str, float] = field(default_factory=dict)
    usage_estimated: bool = False
    """The answer was given before the model had told its tokens."""

    @property
    def caller(self) -> str | None:
        """In the telephone's notation; None for the greeting."""
        return None if self.action is None else self.action.notation()

    def words(self) -> str:
        """All that the caller heard, whispers excepted."""
        return " ".join(prompt.text for prompt in self.heard if prompt.heard_by == "caller")

"""A model's answer as it comes: complete with its first sentence, before the stream is over.

Knows when enough has been heard; refuses to know what it is worth. What the stream's last event tells is waited for
only once the model has stopped, and not for long: while it goes on writing, nobody waits for it.
"""

from dataclasses import dataclass

from fulfillment.ports import (
    Clock,
    ModelError,
    ModelEvent,
    ModelRequest,
    ModelStream,
    Stopped,
    StopReason,
    TextDelta,
    ToolBegun,
    ToolUse,
    Usage,
)
from fulfillment.speech import first_sentence

LOOK_AHEAD_S = 0.06
"""How long what looks like the end of the sentence is held against the next event: a token takes about 12 ms."""
CHARS_PER_TOKEN = 4


@dataclass(slots=True)
class Heard:
    """What came out of one stream."""

    text: str = ""
    """What may be said of it: the first sentence, or all where the model stopped."""
    adds: bool = False
    """The model was going on."""
    tool: ToolUse | None = None
    stop: StopReason | None = None
    usage: Usage | None = None
    complete_at: float = 0.0
    """When it could be answered, on the clock's monotonic scale, in seconds."""

    @property
    def empty(self) -> bool:
        return not self.text.strip() and self.tool is None and self.stop is not StopReason.GUARDRAIL


def listen(stream: ModelStream, clock: Clock, *, read_on_s: float) -> Heard:
    """Hear an answer out, as far as it will be spoken.

    Args:
        stream: closed in the end.
        clock: tells when the answer was complete.
        read_on_s: how long usage and scores are waited for once the model has stopped, in seconds.

    Raises:
        ModelError: the stream failed before there was an answer.
    """
    heard = Heard()
    try:
        _until_complete(stream, heard)
        heard.complete_at = clock.monotonic()
        if heard.stop is not None:
            _read_on(stream, heard, clock, until=heard.complete_at + read_on_s)
    finally:
        stream.close()
    return heard


def _until_complete(stream: ModelStream, heard: Heard) -> None:
    """Read until there is a sentence, or the model has stopped; once it calls a tool, only the stop counts."""
    writes = True
    event = next(stream, None)
    while event is not None:
        _note(event, heard)
        writes = writes and not isinstance(event, ToolBegun | ToolUse)
        if heard.stop is not None:
            return
        begun = first_sentence(heard.text) if writes and isinstance(event, TextDelta) else None
        following = None if begun is None or begun.certain else stream.soon(LOOK_AHEAD_S)
        if begun is not None and following is None:
            heard.text, heard.adds = begun.sentence, begun.certain
            return
        event = following or next(stream, None)
    raise ModelError("the stream ended without a stop", retryable=True)


def _read_on(stream: ModelStream, heard: Heard, clock: Clock, *, until: float) -> None:
    while heard.usage is None and (event := stream.soon(max(0.0, until - clock.monotonic()))) is not None:
        _note(event, heard)


def _note(event: ModelEvent, heard: Heard) -> None:
    match event:
        case TextDelta(text):
            heard.text += text
        case ToolUse():
            heard.tool = event
        case Stopped(reason):
            heard.stop = reason
        case Usage():
            heard.usage = event


def estimate(asked: ModelRequest, heard: Heard) -> dict[str, int]:
    """About how many tokens were used, where the stream did not tell."""
    told = [asked.system, asked.question, *(text for _, text in asked.history)]
    told += [part for passage in asked.passages for part in (passage.title, passage.text)]
    told += [f"{tool.name}{tool.description}{tool.schema}" for tool in asked.tools]
    return {
        "input_tokens": sum(map(len, told)) // CHARS_PER_TOKEN,
        "output_tokens": len(heard.text) // CHARS_PER_TOKEN,
    }

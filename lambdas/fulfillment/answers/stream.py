"""A model's answer as it comes: complete with its first sentence, before the stream is over.

Knows when enough has been heard; refuses to know what it is worth. What the stream's last event tells is waited for
only once the model has stopped, and not for long: while it goes on writing, nobody waits for it.
"""

from contextlib import suppress
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
from fulfillment.speech import first_sentence, sentences

LOOK_AHEAD_S = 0.06
"""How long what looks like the end of the sentence is held against the next event: a token takes about 12 ms."""
CHARS_PER_TOKEN = 4
"""About as many as English and Spanish have, for an estimate."""
BROKEN_OFF = frozenset({StopReason.MAX_TOKENS, StopReason.OTHER, StopReason.TOOL_USE})
"""Stops that may come in the middle of a sentence."""


@dataclass(slots=True)
class Heard:
    """What came out of one stream."""

    text: str = ""
    """What may be said of it: the first sentence, or all where the model stopped."""
    adds: bool = False
    """The model was going on."""
    tool: ToolUse | None = None
    stop: StopReason | None = None
    failed: bool = False
    """The stream broke off before there was an answer."""
    began: bool = False
    """Something came."""
    usage: Usage | None = None
    complete_at: float = 0.0
    """When it could be answered, on the clock's monotonic scale, in seconds."""

    @property
    def usable(self) -> bool:
        """There is something to judge: text, a tool's call, or the guardrail's stop."""
        something = bool(self.text.strip()) or self.tool is not None or self.stop is StopReason.GUARDRAIL
        return something and not self.failed


def listen(stream: ModelStream, clock: Clock, *, read_on_s: float) -> Heard:
    """Hear an answer out, as far as it will be spoken.

    Args:
        stream: closed in the end.
        clock: tells when the answer was complete.
        read_on_s: how long usage and scores are waited for once the model has stopped, in seconds.
    """
    heard = Heard()
    try:
        _until_complete(stream, heard)
    except ModelError:
        heard.failed = True
    else:
        heard.complete_at = clock.monotonic()
        _read_on(stream, heard, clock, until=heard.complete_at + read_on_s)
    finally:
        stream.close()
    if heard.stop in BROKEN_OFF and heard.tool is None:
        heard.text = _whole_sentences(heard.text)
    return heard


def _whole_sentences(text: str) -> str:
    """Without what was left unfinished at the end."""
    return " ".join(sentence for sentence in sentences(text) if sentence.rstrip("\"'”’)]")[-1:] in tuple(".!?…"))


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
    """Wait for what the last event tells, once the model has stopped; the answer is there, whatever comes of it."""
    with suppress(ModelError):
        while heard.stop and not heard.usage and (event := stream.soon(max(0.0, until - clock.monotonic()))):
            _note(event, heard)


def _note(event: ModelEvent, heard: Heard) -> None:
    heard.began = True
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

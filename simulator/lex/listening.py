"""How Lex listens to a caller: timeouts, keys, and which prompt may be interrupted.

Knows the `x-amz-lex:` session attributes and their precedence; refuses to know what was meant.
Sources: Lex V2 guide, `session-attribs-speech.html`; Connect administrator guide, `get-customer-input.html`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lex_bot.definition import AUDIO_MAX_LENGTH_MS, Listening
from simulator.line import CallerInput, Keys, Line, Silence, Speech

from .events import Heard, InputMode

_ATTRIBUTE = re.compile(
    r"x-amz-lex:(?P<key>audio:start-timeout-ms|audio:end-timeout-ms|audio:max-length-ms|dtmf:end-timeout-ms"
    r"|dtmf:max-length|dtmf:end-character|dtmf:deletion-character|allow-interrupt):(?P<intent>[\w-]+|\*):(?P<slot>[\w-]+|\*)"
)
_NUMBERS = {
    "audio:start-timeout-ms": "audio_start_timeout_ms",
    "audio:end-timeout-ms": "audio_end_timeout_ms",
    "audio:max-length-ms": "audio_max_length_ms",
    "dtmf:end-timeout-ms": "dtmf_end_timeout_ms",
    "dtmf:max-length": "dtmf_max_length",
}
_CHARACTERS = {"dtmf:end-character": "dtmf_end_character", "dtmf:deletion-character": "dtmf_deletion_character"}


class TimingRefused(Exception):
    """A timing attribute has a value Lex does not take; the message names it."""


@dataclass(frozen=True, slots=True)
class Place:
    """What is being asked for; both None while an intent is elicited, the slot None while it is confirmed."""

    intent: str | None = None
    slot: str | None = None


def listening(
    place: Place, *, bot: Listening | None, flow: Mapping[str, str], function: Mapping[str, str]
) -> Listening:
    """Timings at this place: the function's attributes before the flow's, then the bot's own, then Lex's.

    Names that are not exactly `x-amz-lex:<key>:<intent or *>:<slot or *>` are ignored, as Lex ignores them.

    Raises:
        TimingRefused: a value is no number, or speech longer than Lex takes.
    """
    values: dict[str, Any] = {}
    for attributes in (flow, function):
        for key, name in (_NUMBERS | _CHARACTERS).items():
            value = _at(attributes, key, place)
            if value is not None:
                values[name] = _number(key, value) if key in _NUMBERS else _character(key, value)
    return (bot or Listening()).model_copy(update=values)


def interruptible(place: Place, *, bot: bool, flow: Mapping[str, str], function: Mapping[str, str]) -> bool:
    """Whether barge-in stops a prompt at this place."""
    for attributes in (function, flow):
        if (value := _at(attributes, "allow-interrupt", place)) is not None:
            return value.lower() != "false"
    return bot


def _at(attributes: Mapping[str, str], key: str, place: Place) -> str | None:
    """The value whose name fits the place most closely."""
    best: tuple[int, str] | None = None
    for name, value in attributes.items():
        match = _ATTRIBUTE.fullmatch(name)
        if match is None or match["key"] != key:
            continue
        if match["intent"] not in ("*", place.intent) or match["slot"] not in ("*", place.slot):
            continue
        closeness = 2 * (match["intent"] != "*") + (match["slot"] != "*")
        if best is None or closeness > best[0]:
            best = (closeness, value)
    return best[1] if best else None


def _number(key: str, value: str) -> int:
    if not value.isdecimal() or int(value) < 1:
        raise TimingRefused(f"x-amz-lex:{key} is {value!r}; it must be a whole number of at least 1")
    if key == "audio:max-length-ms" and int(value) > AUDIO_MAX_LENGTH_MS:
        raise TimingRefused(f"x-amz-lex:{key} is {value}; at most {AUDIO_MAX_LENGTH_MS} are allowed")
    return int(value)


def _character(key: str, value: str) -> str:
    if not re.fullmatch(r"[A-D0-9#*]", value):
        raise TimingRefused(f"x-amz-lex:{key} is {value!r}; it must be one key")
    return value


def hear(line: Line, timing: Listening) -> Heard:
    """Listen once. Keys end with the end character, at their full length, or after the pause, which then passes.

    Raises:
        CallerHungUp: the caller is gone.
    """
    heard: CallerInput = line.listen(silence_after_s=timing.audio_start_timeout_ms / 1000)
    match heard:
        case Speech(text=text, transcription_confidence=confidence) if text.strip():
            return Heard(InputMode.SPEECH, text.strip(), confidence)
        case Keys(digits=digits):
            keys, ended = _collect(digits, timing)
            if not ended:
                line.wait(timing.dtmf_end_timeout_ms / 1000)
            return Heard(InputMode.DTMF, keys)
        case Speech() | Silence():
            return Heard(InputMode.SPEECH, "")


def _collect(pressed: str, timing: Listening) -> tuple[str, bool]:
    """The keys of one input, and whether it ended by itself; what was pressed after that end is cleared."""
    keys = ""
    for key in pressed:
        if key == timing.dtmf_end_character:
            return keys, True
        if key == timing.dtmf_deletion_character:
            return "", True
        keys += key
        if len(keys) == timing.dtmf_max_length:
            return keys, True
    return keys, False

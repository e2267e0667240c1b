"""Rules about what is said and answered: prompts, keys, the bot's settings.

Knows how long a prompt lasts, which keys it offers, which keys Lex reads; refuses to know where a contact goes.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from contact_flows.check_parameters import nearest, spoken_texts
from contact_flows.flow import Action
from contact_flows.language import PLACEHOLDER
from contact_flows.lint.finding import Case, Found
from contact_flows.lint.graph import Graph
from contact_flows.lint.texts import REFERENCE, is_fixed, table

LONGEST_S = 20.0
CHARACTERS_A_SECOND = 15.0
"""Of English as Polly's voices speak it by default; an estimate."""
LONGEST_BREAK_S = 10.0
"""Of one break in SSML. Source: polly/latest/dg/break-tag.html."""
_BREAK = re.compile(r"<break\b[^<>]*>")
_TIME = re.compile(r"time\s*=\s*[\"'](\d+(?:\.\d+)?)(ms|s)[\"']")
_STRENGTHS_S = {"none": 0.0, "x-weak": 0.0, "weak": 0.2, "medium": 0.4, "strong": 0.8, "x-strong": 1.2}
_STRENGTH = re.compile(r"strength\s*=\s*[\"']([\w-]+)[\"']")
_TAG = re.compile(r"<[^<>]*>")
_SPACE = re.compile(r"\s+")
_KEY = re.compile(r"\b(?:press|dial)(?: the)?(?: (?:number|key))? ([0-9])\b(?![ -]?(?:[0-9]|digit))", re.IGNORECASE)
_TIMED = "audio:start-timeout-ms audio:end-timeout-ms audio:max-length-ms dtmf:end-timeout-ms"
_ONE_KEY = "dtmf:end-character dtmf:deletion-character"
LEX_SETTINGS: Mapping[str, re.Pattern[str]] = {
    **{name: re.compile(r"[1-9]\d*") for name in _TIMED.split()},
    **{name: re.compile(r"[A-D0-9#*]") for name in _ONE_KEY.split()},
    "dtmf:max-length": re.compile(r"0*([1-9]\d{0,2}|10[01]\d|102[0-4])"),
    "allow-interrupt": re.compile(r"true|false", re.IGNORECASE),
}
"""What Lex V2 reads below x-amz-lex: -> what it takes. Sources: lexv2/latest/dg/session-attribs-speech.html and the
ranges of DTMFSpecification and AudioSpecification in Lex V2's service model."""
_OF_V1 = {
    "barge-in-enabled": "allow-interrupt",
    "max-speech-duration-ms": "audio:max-length-ms",
    "start-silence-threshold-ms": "audio:start-timeout-ms",
    "end-silence-threshold-ms": "audio:end-timeout-ms",
}
"""Settings of Lex V1, and what does the same in V2. Source: adminguide/get-customer-input.html."""
_LEX = "x-amz-lex:"
_MAY_LACK_ERROR = frozenset({"MessageParticipant", "MessageParticipantIteratively", "UpdateContactTextToSpeechVoice"})


def rules(case: Case) -> Iterator[Found]:
    for action in case.graph.actions:
        yield from _long(action, case.graph)
        yield from _keys(action, case.graph)
        yield from _never_interrupted(action)
        if action.type == "ConnectParticipantWithLexBot" and "LexV2Bot" in action.parameters:
            yield from _lex_keys(action)
        if case.known is not None:
            yield from _unguarded(action)
            yield from _wordless(action)


def _unguarded(action: Action) -> Iterator[Found]:
    """Connect asks for no error branch here, and ends the contact where a prompt fails and there is none."""
    if action.type in _MAY_LACK_ERROR and action.transitions.error("NoMatchingError") is None:
        message = "when its prompt fails the contact ends, for want of an error branch"
        yield Found(action.identifier, "unguarded", message, "add a branch for NoMatchingError")
    checked = "PhoneNumberValidation" in table(action.parameters.get("InputValidation"))
    if checked and action.transitions.error("InvalidPhoneNumber") is None:
        message = "it checks for a telephone number, and has no branch for what is none"
        yield Found(action.identifier, "unguarded", message, "add a branch for InvalidPhoneNumber")


def _wordless(action: Action) -> Iterator[Found]:
    asks = action.type in ("GetParticipantInput", "ConnectParticipantWithLexBot")
    if asks and not {"Text", "SSML", "PromptId", "Media"} & set(action.parameters):
        message = "it waits for an answer and asks nothing"
        yield Found(action.identifier, "wordless", message, "add the prompt that asks")


def lasts_s(name: str, text: str) -> float:
    """How long a text is spoken, in seconds, about; what is only known in a call counts for nothing.

    Args:
        name: Text or SSML.
        text: As the flow has it.
    """
    text = PLACEHOLDER.sub("", REFERENCE.sub("", text))
    pauses = 0.0
    if name == "SSML" or text.lstrip().startswith("<speak"):
        pauses = sum(_pause_s(match[0]) for match in _BREAK.finditer(text))
        text = _TAG.sub(" ", text)
    return pauses + len(_SPACE.sub(" ", text).strip()) / CHARACTERS_A_SECOND


def _pause_s(tag: str) -> float:
    if timed := _TIME.search(tag):
        return min(float(timed[1]) / (1000 if timed[2] == "ms" else 1), LONGEST_BREAK_S)
    strength = _STRENGTH.search(tag)
    return _STRENGTHS_S.get(strength[1] if strength else "medium", _STRENGTHS_S["medium"])


def _long(action: Action, graph: Graph) -> Iterator[Found]:
    """MessageParticipant hears no keys and no speech while it plays; who waits in a queue is waiting anyway.

    Source: https://repost.aws/knowledge-center/connect-store-get-customer-input-blocks
    """
    if action.type != "MessageParticipant" or graph.waits_in_queue or "SkipWhenDTMFBufferEnabled" in action.parameters:
        return
    for name, text in spoken_texts(action):
        lasts = lasts_s(name, text)
        if lasts > LONGEST_S and _says_something(text):
            message = f"it lasts about {lasts:.0f} seconds, and a caller cannot interrupt it"
            fix = f"shorten it to {LONGEST_S:.0f} seconds, or say it where keys or the bot can interrupt it"
            yield Found(action.identifier, "long-prompt", message, fix)


def _says_something(text: str) -> bool:
    """A pause alone is no prompt: flows wait that way."""
    return bool(_TAG.sub("", text).strip())


def _keys(action: Action, graph: Graph) -> Iterator[Found]:
    if action.type != "GetParticipantInput" or action.parameters.get("StoreInput") == "True":
        return
    missed = action.transitions.error("NoMatchingCondition")
    if missed is None or missed == action.identifier or _comes_back(graph, missed, action.identifier):
        return
    answered = {branch.condition.operand for branch in action.transitions.conditions}
    offered = [key for _, text in spoken_texts(action) for key in _KEY.findall(text)]
    for key in dict.fromkeys(offered):
        if key not in answered:
            message = f"callers are told to press {key}, and no branch is there for it"
            yield Found(action.identifier, "unanswered-key", message, f"add a condition for {key}, or say another key")


def _comes_back(graph: Graph, start: str, goal: str) -> bool:
    """Whether the way for any other key leads back here: that may be what the key is for.

    A way that waits in the queue in between is none: the caller has been told that the key did not count.
    """
    found, waiting = set[str](), [start]
    while waiting:
        name = waiting.pop()
        if name not in found and graph.flow.has(name):
            found.add(name)
            waits = graph.flow.action(name).type == "MessageParticipantIteratively"
            waiting += [] if waits else graph.onward(name)
    return goal in found


def _never_interrupted(action: Action) -> Iterator[Found]:
    waits = action.type == "MessageParticipantIteratively" and action.transitions.conditions
    if waits and "InterruptFrequencySeconds" not in action.parameters:
        message = "its messages are repeated for ever: the branch MessagesInterrupted is never taken"
        yield Found(action.identifier, "never-interrupted", message, "add InterruptFrequencySeconds")


def _lex_keys(action: Action) -> Iterator[Found]:
    given = table(action.parameters.get("LexSessionAttributes"))
    for key, value in given.items():
        if not isinstance(key, str) or not key.lower().startswith(_LEX) or not is_fixed(key):
            continue
        if any(key.startswith(f"{_LEX}{old}") and _says(given, new) for old, new in _OF_V1.items()):
            continue
        for message, fix in _lex_key(key, value):
            yield Found(action.identifier, "lex-key", message, fix)


def _says(given: Mapping[str, Any], name: str) -> bool:
    """Whether a setting of V2 stands there, beside which one of V1 does no harm."""
    return any(key.startswith(f"{_LEX}{name}:") for key in given)


def _lex_key(key: str, value: object) -> Iterator[tuple[str, str]]:
    body = key[len(_LEX) :]
    old = next((name for name in _OF_V1 if body.startswith(name)), None)
    if old is not None:
        yield f"{key} is a setting of Lex V1, and this is a bot of V2", f"write {_LEX}{_OF_V1[old]}:*:*"
        return
    name = next((name for name in LEX_SETTINGS if body == name or body.startswith(f"{name}:")), None)
    if name is None:
        yield from _near(key, body)
        return
    places = body[len(name) + 1 :].split(":")
    if len(places) != 2 or not all(places):
        yield f"{key} does not name intent and slot, so Lex does not read it", f"write {_LEX}{name}:*:*"
    elif not key.startswith(_LEX):
        yield f"{key} is not written in small letters, so Lex does not read it", f"write {_LEX}{body}"
    if isinstance(value, str) and is_fixed(value) and not LEX_SETTINGS[name].fullmatch(value):
        yield f"{key} is {value!r}, which Lex does not take", f"write {_allowed(name)}"


def _near(key: str, body: str) -> Iterator[tuple[str, str]]:
    """A name close to one that exists; any other may be one that Lex has added since."""
    tried = body.lower().rstrip("*:.")
    near = nearest(tried, LEX_SETTINGS, cutoff=0.85)
    if near:
        yield f"{key} is no setting of Lex", f"did you mean {_LEX}{near}:*:*?"


def _allowed(name: str) -> str:
    if name == "allow-interrupt":
        return "true or false"
    if name in _ONE_KEY.split():
        return "one key, such as #"
    return "a number from 1 to 1024" if name == "dtmf:max-length" else "a number of milliseconds"

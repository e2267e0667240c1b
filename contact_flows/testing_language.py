"""Connect's testing language as data: which events and actions there are, and what each of them is made of.

Knows the words, the shapes and the limits, and where documents disagree; refuses to know what a single test case says
(`test_cases`) and how one is run.

Sources, the Connect developer guide unless said otherwise (docs.aws.amazon.com/connect/latest/devguide/):
testing-language-observations, -example, -events-test-initiated, -events-test-completed, -events-message-received,
-events-flow-action-started, -actions-send-instruction, -actions-override-system-behavior, -actions-assertion,
-actions-test-control; of the administrator guide testing-simulation-observe-block (an action's completion),
testing-simulation-action-override (each override serves once, first in, first out) and
testing-simulation-execute-test-cases (limits). What accounts report that differs from the pages is read as well and
marked "reported"; `docs/not-yet-verified.md` lists it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from contact_flows.language import PLACEHOLDER
from declared import meant

VERSION = "2019-10-30"
"""What is written; reported to be the only one that is taken."""
VERSIONS = (VERSION, "2025-06-21")
"""What is read; the second is that of an older example page."""
MAX_SECONDS = 300
"""Of a test; then it has failed. testing-simulation-execute-test-cases."""
MAX_IDENTIFIER = 256
"""Characters. API ListTestCaseExecutionRecords, `ObservationId`."""
SYSTEM, CUSTOMER = "System", "Customer"
SIMILARITY, INCLUSION = "Similarity", "Inclusion"
CRITERIA = (SIMILARITY, INCLUSION)
USAGES: Mapping[str, str] = MappingProxyType(
    {
        "Exactly": "Exactly",
        "AtLeast": "AtLeast",
        "AtMost": "AtMost",
        "Always": "Always",
        "EXACTLY": "Exactly",
        "ANY": "Always",
    }
)
"""How often an observation is expected, in the words of the current page and of an older one -> the current word. None
is written: an observation without one is expected exactly once, and others are reported to be refused."""
OPERATORS = (
    "Equals",
    "TextStartsWith",
    "TextEndsWith",
    "TextContains",
    "NumberGreaterThan",
    "NumberGreaterOrEqualTo",
    "NumberLessThan",
    "NumberLessOrEqualTo",
    "Exists",
)
"""`Exists` is on the page, takes no operand, and is reported to be refused."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text that is not empty. `number`: a JSON number does as well."""

    number: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """One of these words."""

    among: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Whatever:
    """Whatever stands there."""


@dataclass(frozen=True, slots=True)
class Texts:
    """An object whose values are texts."""


@dataclass(frozen=True, slots=True)
class Shape:
    """An object with these keys and no others."""

    required: Mapping[str, "Form"] = field(default_factory=dict)
    optional: Mapping[str, "Form"] = field(default_factory=dict)
    exactly_one: tuple[str, ...] = ()
    """Of the optional keys, when not empty."""


@dataclass(frozen=True, slots=True)
class Choice:
    """An object whose shape is told by the word at one of its keys."""

    key: str
    shapes: Mapping[str, Shape]


Form = Text | Words | Whatever | Texts | Shape | Choice

RESOURCES: Mapping[str, Shape] = MappingProxyType(
    {
        "InvokeLambdaFunction": Shape({"LambdaFunctionARN": Text()}),
        "CheckHoursOfOperation": Shape({"HoursOfOperationId": Text()}),
        "TransferContactToQueue": Shape({"QueueId": Text()}, {"AgentId": Text()}),
        "ConnectParticipantWithLexBot": Shape({"LexV2Bot": Shape({"AliasArn": Text()})}),
        "DequeueAndTransferToQueue": Shape({"QueueId": Text()}),
    }
)
"""Flow action that can be observed or overridden -> what names its resource. The last can be overridden alone."""
OBSERVABLE = ("InvokeLambdaFunction", "CheckHoursOfOperation", "TransferContactToQueue", "ConnectParticipantWithLexBot")
COMPLETABLE = ("InvokeLambdaFunction", "ConnectParticipantWithLexBot")

_LIMIT = ("TimeLimitExceeded", "NoMatchingError")
_QUEUE = ("QueueAtCapacity", "NoMatchingError")
_LOADED = Shape(optional={"DelaySeconds": Text(number=True), "LoadedData": Text(), "Value": Text()})
"""Which of LoadedData (the page) and Value (reported) holds the JSON text is open."""
_RESULTS: Mapping[str, Shape] = {
    "InvokeLambdaFunction": _LOADED,
    "ConnectParticipantWithLexBot": _LOADED,
    "CheckHoursOfOperation": Shape({"Value": Words(("InHours", "OutOfHours"))}),
}
"""Flow action -> what a successful mock holds; a transfer cannot be mocked to succeed."""
_ERRORS: Mapping[str, tuple[str, ...]] = {
    "InvokeLambdaFunction": _LIMIT,
    "ConnectParticipantWithLexBot": _LIMIT,
    "CheckHoursOfOperation": ("NoMatchingError",),
    "TransferContactToQueue": _QUEUE,
    "DequeueAndTransferToQueue": _QUEUE,
}


def _response(action: str) -> Choice:
    error = Shape({"Value": Words(_ERRORS[action])}, {"DelaySeconds": Text(number=True)})
    shapes = {"Error": Shape({"Type": Text(), "Error": error})}
    if action in _RESULTS:
        shapes["ExecutionResult"] = Shape({"Type": Text(), "ExecutionResult": _RESULTS[action]})
    return Choice("Type", shapes)


def _strategy(action: str) -> Choice:
    return Choice(
        "Type",
        {
            "SubstituteResource": Shape({"Type": Text(), "SubstituteArn": Text()}),
            "MockResponse": Shape({"Type": Text(), "Response": _response(action)}),
        },
    )


_OVERRIDDEN = Choice(
    "ActionType",
    {
        action: Shape({"ActionType": Text(), "ActionParameters": shape, "Strategy": _strategy(action)})
        for action, shape in RESOURCES.items()
    },
)
_SAID = Shape(
    {
        "Type": Text(),
        "Properties": Shape(
            optional={"Text": Text(), "SSML": Text(), "Value": Text(), "LanguageCode": Text()},
            exactly_one=("Text", "SSML", "Value"),
        ),
    }
)
UTTERANCE = "Utterance"
UTTERANCES = (UTTERANCE, "TextUtterance", "TextInput")
"""What the customer says. The page has TextUtterance with Text or SSML; reported to be refused, and Utterance with
Value to be taken, which is what is written."""
_INSTRUCTION = Choice(
    "Type",
    {
        "DtmfInput": Shape({"Type": Text(), "Properties": Shape({"Value": Text(number=True)})}),
        **dict.fromkeys(UTTERANCES, _SAID),
        "Disconnect": Shape({"Type": Text()}, {"Properties": Whatever()}),
    },
)
_COMMAND = Choice(
    "Type",
    {
        "EndTest": Shape({"Type": Text()}, {"Properties": Whatever()}),
        "LogData": Shape({"Type": Text(), "Properties": Shape({"Expressions": Texts()})}),
    },
)
ACTIONS: Mapping[str, Shape] = MappingProxyType(
    {
        "SendInstruction": Shape(
            {"Actor": Words((CUSTOMER,)), "Instruction": _INSTRUCTION}, {"ActionType": Words(("SendInstruction",))}
        ),
        "OverrideSystemBehavior": Shape(
            {"Behavior": Shape({"Type": Words(("FlowAction",)), "Properties": _OVERRIDDEN})},
            {"ActionType": Words(("OverrideSystemBehavior",))},
        ),
        "Assert": Shape({"Namespace": Text(), "Operator": Words(OPERATORS)}, {"Operand": Whatever()}),
        "TestControl": Shape({"Command": _COMMAND}, {"ActionType": Words(("TestControl",))}),
    }
)
"""Action -> its Parameters."""

_MEDIA = Shape({"Uri": Text()}, {"SourceType": Text(), "MediaType": Text()})
_MESSAGE = Shape(
    optional={
        "Text": Text(),
        "SSML": Text(),
        "PromptId": Text(),
        "Media": _MEDIA,
        "MatchingCriteria": Shape({"Type": Words(CRITERIA)}),
    },
    exactly_one=("Text", "SSML", "PromptId", "Media"),
)


def _started(actions: tuple[str, ...]) -> Choice:
    return Choice(
        "ActionType",
        {action: Shape({"ActionType": Text(), "ActionParameters": RESOURCES[action]}) for action in actions},
    )


EVENTS: Mapping[str, Form] = MappingProxyType(
    {
        "TestInitiated": Shape(),
        "TestCompleted": Shape(),
        "MessageReceived": _MESSAGE,
        "FlowActionStarted": _started(OBSERVABLE),
        "FlowActionCompleted": _started(COMPLETABLE),
    }
)
"""Event -> its Properties. The name of the last is ours: the page that tells of it shows no JSON."""


def faults(value: Any, form: Form, where: str) -> Iterator[str]:
    """What of a value is not as the language has it: sentences, each with the place first."""
    match form:
        case Shape():
            yield from _of_shape(value, form, where)
        case Choice(key=key, shapes=shapes):
            if not isinstance(value, Mapping):
                yield f"{where}: must be an object with {key}"
            elif (shape := shapes.get(str(value.get(key)))) is None:
                yield f"{where}.{key}: {_none(value.get(key), shapes)}"
            else:
                yield from _of_shape(value, shape, where)
        case Words(among=among):
            if value not in among and not _is_bound_later(value):
                yield f"{where}: {_none(value, among)}"
        case Text(number=number):
            if not (isinstance(value, str) and value.strip()) and not (number and _is_number(value)):
                yield f"{where}: must be a text{' or a number' if number else ''} that is not empty"
        case Texts():
            if not isinstance(value, Mapping) or not all(isinstance(each, str) for each in value.values()):
                yield f"{where}: must be an object of texts"


def _of_shape(value: Any, shape: Shape, where: str) -> Iterator[str]:
    if not isinstance(value, Mapping):
        yield f"{where}: must be an object"
        return
    known = {**shape.required, **shape.optional}
    for key in value:
        if key not in known:
            allowed = ", ".join(known) or "nothing"
            yield f"{where}: there is no key {key}{meant(str(key), known)}; allowed here: {allowed}"
    for key in shape.required:
        if key not in value:
            yield f"{where}: {key} is missing; add it"
    if shape.exactly_one and len([key for key in shape.exactly_one if key in value]) != 1:
        yield f"{where}: needs exactly one of {', '.join(shape.exactly_one)}"
    for key, form in known.items():
        if key in value:
            yield from faults(value[key], form, f"{where}.{key}")


def _none(found: object, among: Mapping[str, Any] | tuple[str, ...]) -> str:
    if found is None:
        return f"is missing; it must be one of {', '.join(among)}"
    return f"there is no {found!r}{meant(str(found), among)}; there are {', '.join(among)}"


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_bound_later(value: object) -> bool:
    return isinstance(value, str) and PLACEHOLDER.fullmatch(value) is not None

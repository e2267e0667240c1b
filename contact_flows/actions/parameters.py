"""How the tables of action types write down parameters, and the parameters that many types share.

Knows kinds of parameters; refuses to know any action type.
"""

from collections.abc import Mapping
from types import MappingProxyType

from contact_flows.language import Alternatives, Kind, Parameter

OPTIONAL_ERROR: Mapping[str, bool] = MappingProxyType({"NoMatchingError": False})
NO_MATCHING_CONDITION: Mapping[str, bool] = MappingProxyType({"NoMatchingCondition": True})
NO_ERRORS: Mapping[str, bool] = MappingProxyType({})
ERROR_AND_CONDITION: Mapping[str, bool] = MappingProxyType({"NoMatchingError": True, "NoMatchingCondition": True})

SEVEN_DAYS_S = 604_800
THREE_DAYS_S = 259_200


def text(*, required: bool = False) -> Parameter:
    return Parameter(required=required, dynamic=True)


def number(low: int, high: int, *, required: bool = True, dynamic: bool = False, seen: int = 0) -> Parameter:
    return Parameter(Kind.NUMBER, required=required, low=low, high=high, dynamic=dynamic, seen=seen)


def choice(*options: str, required: bool = False, dynamic: bool = False) -> Parameter:
    return Parameter(Kind.CHOICE, required=required, options=options, dynamic=dynamic)


def flag(*, required: bool = False) -> Parameter:
    """Yes or no: exports write True and true, by block, and one block TRUE."""
    return choice("True", "False", "true", "false", "TRUE", "FALSE", required=required)


def reference(*, required: bool = False) -> Parameter:
    return Parameter(Kind.REFERENCE, required=required, dynamic=True)


def path(*, required: bool = False) -> Parameter:
    return Parameter(Kind.PATH, required=required, dynamic=True)


def record(
    fields: Mapping[str, Parameter],
    *,
    required: bool = False,
    open: bool = False,  # noqa: A002
    alternatives: tuple[Alternatives, ...] = (),
) -> Parameter:
    """An object whose keys are known; `open`: it may have others beside them."""
    return Parameter(Kind.MAP, required=required, fields=fields, open=open, alternatives=alternatives)


def table(*, required: bool = False, at_most: int = 0, at_least: int = 0, each: Parameter | None = None) -> Parameter:
    """An object whose keys are the author's."""
    return Parameter(Kind.MAP, required=required, at_most=at_most, at_least=at_least, each=each)


def rows(*, required: bool = False, at_least: int = 0, each: Parameter | None = None) -> Parameter:
    return Parameter(Kind.LIST, required=required, at_least=at_least, each=each)


def anything(*, required: bool = False) -> Parameter:
    return Parameter(Kind.ANY, required=required)


MEDIA = record({"Uri": text(required=True), "SourceType": choice("S3"), "MediaType": choice("Audio")})
PROMPT: Mapping[str, Parameter] = MappingProxyType(
    {"Text": text(), "SSML": text(), "PromptId": reference(), "Media": MEDIA}
)
ONE_PROMPT = Alternatives(tuple(PROMPT), exactly_one=True)
ANY_PROMPT = Alternatives(tuple(PROMPT))
QUEUE_OR_AGENT: Mapping[str, Parameter] = MappingProxyType({"QueueId": reference(), "AgentId": reference()})
ONE_QUEUE = Alternatives(tuple(QUEUE_OR_AGENT))
TARGET = choice("Current", "Related")
CALLER_ID = record({"Number": text(), "Name": text()})

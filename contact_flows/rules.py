"""The rules of what Connect refuses: what each is called, how grave it is, what it finds and why that matters.

Knows the list; refuses to know how anything is found (`check`), and what would only hurt a caller (`lint`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Severity(StrEnum):
    ERROR = "error"
    """Connect refuses the flow when it is published."""
    WARNING = "warning"
    """Connect takes the flow, and a caller would be hurt; or it may refuse the flow."""
    NOTE = "note"
    """Good to know."""


@dataclass(frozen=True, slots=True)
class Rule:
    severity: Severity
    """The gravest it comes with."""
    what: str
    """What it finds, in one sentence."""
    why: str = ""
    """What comes of it."""


def _refused(what: str, why: str = "Connect refuses the flow when it is published") -> Rule:
    return Rule(Severity.ERROR, what, why)


PUBLISH: Mapping[str, Rule] = MappingProxyType(
    {
        "json": _refused(
            "the file is no JSON, or says a key twice", "nothing can read it, and a key said twice is lost"
        ),
        "envelope": _refused(
            "the file is JSON and no flow: a part is missing, of the wrong kind, or unknown to the language"
        ),
        "too-long": _refused("the flow, or one prompt, has more characters than Connect takes"),
        "too-many-actions": _refused("the flow has more actions than Connect takes"),
        "start-action": _refused("StartAction names no action"),
        "identifier": _refused("an identifier that Connect does not take, or that two actions share"),
        "unknown-type": _refused("an action type that does not exist"),
        "documented-name": Rule(
            Severity.WARNING,
            "an action type as documents spell it, where the service was seen to take another spelling alone",
            "by two reports of users, CreateContactFlow answers 'Invalid Action type'",
        ),
        "flow-type": _refused("an action stands in a flow of a type in which it cannot run"),
        "settings": Rule(
            Severity.NOTE,
            "a module's file without Settings",
            "by reports of users, CreateContactFlowModule wants them; exports of older modules have none",
        ),
        "unknown-parameter": _refused("a parameter that the action does not have"),
        "unfamiliar-parameter": Rule(
            Severity.NOTE,
            "a parameter that no document has, close to one that documents have, of a type not documented in full",
            "it is one that Connect has added since, or a slip",
        ),
        "missing-parameter": _refused("a parameter that the action must have is missing"),
        "parameter": _refused("a parameter's value is not one that it takes"),
        "documented-range": Rule(
            Severity.NOTE,
            "a number beyond what documents say, and not beyond what a flow in use was seen to have",
            "documents and the service do not agree",
        ),
        "json-type": Rule(
            Severity.NOTE,
            "a number where Connect's exports write text",
            "Connect was seen to take it in places; the designer writes every number as text",
        ),
        "empty-value": _refused("a parameter is empty text", "Connect refuses empty text in any parameter"),
        "blank-text": Rule(Severity.NOTE, "a prompt has nothing but spaces", "nobody hears anything"),
        "exclusive": _refused("parameters that exclude each other stand together"),
        "ssml": _refused("SSML that is no XML", "the prompt fails, and with it whatever it should have said"),
        "attribute-root": Rule(
            Severity.WARNING,
            "a reference starts with a word that is no attribute and is close to one, or stands within another",
            "what does not exist is empty, and nobody is told",
        ),
        "ends": _refused("an action that ends the flow has transitions"),
        "next-action": _refused("NextAction is missing"),
        "dangling": _refused("a branch leads to an action that does not exist"),
        "condition": _refused("a condition that the action cannot have, or one that it must have and has not"),
        "missing-error": _refused("an error branch that the action must have is missing"),
        "forbidden-error": _refused("an error branch that the action cannot have"),
    }
)
"""What `check` finds, by rule."""

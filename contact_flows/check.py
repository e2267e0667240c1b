"""What Connect would refuse in a flow, found by holding it against the language.

Knows how a flow is compared with the language; refuses to know any particular action type or flow.
"""

import difflib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from xml.parsers import expat

from contact_flows import action_types, language
from contact_flows.action_types import ACTION_TYPES
from contact_flows.flow import Action, Flow, FlowError
from contact_flows.language import ActionType, Conditions, FlowType, Kind, Parameter


class Severity(StrEnum):
    ERROR = "error"
    """Connect refuses the flow when it is published."""
    WARNING = "warning"
    """Connect takes the flow, and a caller would be hurt."""
    NOTE = "note"
    """Good to know."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a flow."""

    file: str
    action: str
    """The action's name as an admin sees it (`Flow.label`); empty when the flow as a whole is meant."""
    rule: str
    message: str
    fix: str
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        where = f"{self.file}: action {self.action!r}" if self.action else self.file
        return f"{where}: {self.message}; {self.fix}"


Finding = tuple[str, str, str]
"""Rule, message, fix."""


def accept(flow: Flow, *, flow_type: FlowType | None = None) -> Flow:
    """The flow itself, if Connect would take it.

    Raises:
        FlowError: the first problem found, as one sentence.
    """
    for problem in problems(flow, flow_type=flow_type):
        raise FlowError(str(problem))
    return flow


def problems(flow: Flow, *, flow_type: FlowType | None = None) -> Iterator[Problem]:
    """Everything Connect would refuse, in the order of the file.

    Args:
        flow: As read.
        flow_type: What the flow is created as; by default what its metadata says. Unknown: not checked.
    """
    for rule, message, fix in _whole(flow):
        yield Problem(flow.name, "", rule, message, fix)
    for action in flow.actions:
        for rule, message, fix in _action(action, flow, flow_type or flow.type):
            yield Problem(flow.name, flow.label(action.identifier), rule, message, fix)


def _whole(flow: Flow) -> Iterator[Finding]:
    if len(flow.actions) > language.MAX_ACTIONS:
        yield (
            "too-many-actions",
            f"has {len(flow.actions)} actions, and Connect takes {language.MAX_ACTIONS}",
            "move part of it to another flow",
        )
    if not flow.has(flow.start_action):
        yield (
            "start-action",
            f"StartAction {flow.start_action!r} is no action of this flow",
            _near(flow.start_action, flow),
        )
    for identifier, count in Counter(action.identifier for action in flow.actions).items():
        if count > 1:
            yield "identifier", f"{count} actions are called {identifier!r}", "give each a name of its own"


def _action(action: Action, flow: Flow, flow_type: FlowType | None) -> Iterator[Finding]:
    yield from _identifier(action.identifier)
    spec = ACTION_TYPES.get(action.type)
    if spec is None:
        yield _unknown_type(action.type)
        return
    if flow_type is not None and flow_type not in spec.flow_types:
        yield "flow-type", f"{action.type} cannot run in a flow of type {flow_type}", "use an action allowed there"
    yield from _parameters(action, spec)
    if spec.ends:
        if any(True for _ in action.transitions.targets()):
            yield "ends", f"{action.type} ends the flow and takes no transitions", "write an empty Transitions"
        return
    yield from _branches(action, spec)
    for how, target in action.transitions.targets():
        if not flow.has(target):
            yield "dangling", f"{how} leads to {target!r}, which is no action of this flow", _near(target, flow)


def _identifier(identifier: str) -> Iterator[Finding]:
    if not identifier or len(identifier) > language.MAX_IDENTIFIER:
        yield (
            "identifier",
            f"its identifier has {len(identifier)} characters",
            f"Connect takes 1 to {language.MAX_IDENTIFIER}",
        )
    if identifier in language.RESERVED_IDENTIFIERS:
        yield "identifier", "its identifier is a word that Connect keeps for itself", "give it another name"
    if found := sorted(set(identifier) & set(language.FORBIDDEN_IN_IDENTIFIER)):
        yield "identifier", f"its identifier contains {' '.join(found)}", "rename it without these characters"


def _unknown_type(name: str) -> Finding:
    if name in action_types.OTHER_TYPES:
        fix = "use another, or add its entry to contact_flows/action_types.py"
        return "unknown-type", f"the action type {name!r} exists in Connect and is not supported here", fix
    known = action_types.CONSOLE_NAMES.get(name)
    if known is None:
        near = difflib.get_close_matches(name, ACTION_TYPES, n=1, cutoff=0.6)
        known = near[0] if near else None
    fix = f"did you mean {known!r}?" if known else "see the action types in contact_flows/action_types.py"
    return "unknown-type", f"there is no action type {name!r}", fix


def _near(name: str, flow: Flow) -> str:
    near = difflib.get_close_matches(name, [action.identifier for action in flow.actions], n=1, cutoff=0.6)
    return f"did you mean {near[0]!r}?" if near else "name an action that exists"


def _parameters(action: Action, spec: ActionType) -> Iterator[Finding]:
    given = action.parameters
    for name in given:
        if name not in spec.parameters:
            near = difflib.get_close_matches(name, spec.parameters, n=1, cutoff=0.6)
            allowed = ", ".join(spec.parameters) or "none at all"
            fix = f"did you mean {near[0]!r}?" if near else f"it takes {allowed}"
            yield "unknown-parameter", f"{action.type} has no parameter {name!r}", fix
    for name, parameter in spec.parameters.items():
        if name in given:
            yield from _value(name, parameter, given[name])
        elif parameter.required:
            yield "missing-parameter", f"{action.type} needs the parameter {name}", f"add {name}: {parameter.kind}"
    for group in spec.alternatives:
        present = [name for name in group.names if name in given]
        if len(present) > 1:
            yield "exclusive", f"{' and '.join(present)} exclude each other", "keep one"
        elif group.exactly_one and not present:
            yield "missing-parameter", f"{action.type} needs one of {', '.join(group.names)}", "add one"
    for where, text in spoken_texts(action):
        yield from _text_length(where, text)
        if where == "SSML" and not language.JSON_PATH.match(text):
            yield from _ssml(text)
    yield from _attribute_roots(given)


def _value(name: str, parameter: Parameter, value: Any) -> Iterator[Finding]:
    wrong = ("parameter", f"{name} is {value!r}", f"write {parameter.kind}")
    if _placeholder(value):
        return
    if parameter.kind is Kind.MAP:
        yield from _map(name, parameter, value) if isinstance(value, Mapping) else (wrong,)
        return
    if parameter.kind is Kind.LIST:
        if not isinstance(value, list) or not value:
            yield wrong
        return
    if not isinstance(value, str):
        yield "parameter", f"{name} is {value!r}", "write it as a string, as Connect exports it"
        return
    if value.startswith("$.") and (parameter.dynamic or parameter.kind is Kind.PATH):
        if parameter.kind is not Kind.TEXT and not language.JSON_PATH.match(value):
            yield "parameter", f"{name} is {value!r}", "write one whole attribute reference and nothing else"
        return
    if parameter.kind is Kind.PATH:
        yield wrong
    elif parameter.kind is Kind.CHOICE and value not in parameter.options:
        yield "parameter", f"{name} is {value!r}", f"write one of {', '.join(parameter.options)}"
    elif parameter.kind is Kind.NUMBER and not _in_range(value, parameter):
        yield "parameter", f"{name} is {value!r}", f"write a whole number from {parameter.low} to {parameter.high}"
    elif parameter.kind is Kind.REFERENCE and not value:
        yield wrong


def _map(name: str, parameter: Parameter, value: Mapping[str, Any]) -> Iterator[Finding]:
    for key in value:
        if parameter.options and key not in parameter.options:
            yield "unknown-parameter", f"{name} has no {key!r}", f"it takes {', '.join(parameter.options)}"
    if parameter.at_most and len(value) > parameter.at_most:
        yield "parameter", f"{name} has {len(value)} entries", f"Connect takes {parameter.at_most} in one action"
    if not value:
        yield "parameter", f"{name} is empty", "add an entry or remove the parameter"


def _placeholder(value: object) -> bool:
    """Whether the value holds a placeholder, and so may become whatever is right there."""
    return isinstance(value, str) and language.PLACEHOLDER.search(value) is not None


def _in_range(value: str, parameter: Parameter) -> bool:
    try:
        return parameter.low <= int(value) <= parameter.high
    except ValueError:
        return False


def unreachable(flow: Flow) -> list[str]:
    """The actions that no contact comes to, in the order of the file: Connect takes them, and the line lacks them."""
    waiting, reached = [flow.start_action], set[str]()
    while waiting:
        name = waiting.pop()
        if name not in reached and flow.has(name):
            reached.add(name)
            waiting += [target for _, target in flow.action(name).transitions.targets()]
    return [action.identifier for action in flow.actions if action.identifier not in reached]


def spoken_texts(action: Action) -> Iterator[tuple[str, str]]:
    """Every Text and SSML of an action, with the parameter's name."""
    messages = action.parameters.get("Messages", ())
    for source in (action.parameters, *(message for message in messages if isinstance(message, Mapping))):
        for name in ("Text", "SSML"):
            if isinstance(source.get(name), str):
                yield name, source[name]


def _text_length(name: str, text: str) -> Iterator[Finding]:
    limit = language.MAX_BILLED_TEXT if name == "Text" else language.MAX_TOTAL_TEXT
    if len(text) > limit:
        yield "too-long", f"{name} has {len(text):,} characters", f"Connect speaks at most {limit:,} in one prompt"
    if not text.strip():
        yield "parameter", f"{name} is empty", "write what is to be said"


def _ssml(text: str) -> Iterator[Finding]:
    """Connect reads SSML as XML, and wraps what is not in <speak> itself."""
    text = language.PLACEHOLDER.sub("", text)
    wrapped = text.strip().startswith("<speak")
    try:
        expat.ParserCreate().Parse(text.strip() if wrapped else f"<speak>{text}</speak>", True)
    except expat.ExpatError as error:
        said = f"SSML cannot be read: {expat.ErrorString(error.code)} in {text!r}"
        yield "ssml", said, "close every tag, as in <break time='1s'/>, and write &amp; for an ampersand"


def _attribute_roots(value: Any) -> Iterator[Finding]:
    """Only what is close to a root that exists: any other may be one that Connect has added since."""
    if isinstance(value, Mapping | list | tuple):
        for item in value.values() if isinstance(value, Mapping) else value:
            yield from _attribute_roots(item)
    if not isinstance(value, str):
        return
    known = {root.lower(): root for root in language.ATTRIBUTE_ROOTS}
    for root in language.ATTRIBUTE_ROOT.findall(value):
        near = difflib.get_close_matches(root.lower(), known, n=1, cutoff=0.85)
        if root not in language.ATTRIBUTE_ROOTS and near:
            yield "attribute-root", f"Connect has no attribute '$.{root}'", f"did you mean '$.{known[near[0]]}'?"


def _branches(action: Action, spec: ActionType) -> Iterator[Finding]:
    if action.transitions.next_action is None and spec.next_required:
        yield "next-action", "NextAction is missing", f"Connect refuses {action.type} without it, so name an action"
    conditions, errors = spec.branches(action.parameters)
    yield from _conditions(action, conditions)
    present = [branch.error_type for branch in action.transitions.errors]
    for error_type in present:
        if error_type not in errors:
            allowed = f"it can fail with {', '.join(errors)}" if errors else f"{action.type} has no error branch"
            yield "forbidden-error", f"{action.type} has no error {error_type!r}", f"{allowed}; remove the branch"
    for error_type, required in errors.items():
        if required and error_type not in present:
            yield "missing-error", f"the branch for {error_type} is missing", "add it and lead it to a spoken sentence"


def _conditions(action: Action, allowed: Conditions | None) -> Iterator[Finding]:
    given = [branch.condition for branch in action.transitions.conditions]
    if allowed is None:
        if given:
            yield "condition", f"{action.type} has no result to compare here", "remove its conditions"
        return
    for condition in given:
        if condition.operator not in language.OPERATORS:
            near = difflib.get_close_matches(condition.operator, language.OPERATORS, n=1, cutoff=0.5)
            fix = f"did you mean {near[0]!r}?" if near else f"use one of {', '.join(sorted(language.OPERATORS))}"
            yield "condition", f"there is no operator {condition.operator!r}", fix
        elif condition.operator not in allowed.operators:
            yield (
                "condition",
                f"{action.type} cannot be compared with {condition.operator}",
                f"use {', '.join(sorted(allowed.operators))}",
            )
        if (
            allowed.operands
            and condition.operands[0] not in allowed.operands
            and not _placeholder(condition.operands[0])
        ):
            yield (
                "condition",
                f"{condition.operands[0]!r} is no result of {action.type}",
                f"compare with {', '.join(allowed.operands)}",
            )
    operands = {condition.operands[0] for condition in given}
    for operand in allowed.operands if allowed.all_required else ():
        if operand not in operands:
            yield "condition", f"the condition for {operand!r} is missing", "Connect wants every result to have one"

"""What Connect would refuse in a flow, found by holding it against the language.

Knows how a file and a flow as a whole are compared with the language, and how a problem is told; refuses to know any
particular action type or flow.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from contact_flows import action_types, language
from contact_flows.action_types import ACTION_TYPES
from contact_flows.check_branches import branches
from contact_flows.check_parameters import Finding, nearest, parameters, shown, spoken_texts
from contact_flows.flow import Action, Flow, FlowError, parse, reachable
from contact_flows.language import FlowType
from contact_flows.rules import PUBLISH, Severity

__all__ = ["Problem", "Severity", "accept", "opened", "problems", "spoken_texts", "unreachable"]


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


def accept(flow: Flow, *, flow_type: FlowType | None = None) -> Flow:
    """The flow itself, if nothing is wrong with it and a call can be held with it on this machine.

    Raises:
        FlowError: the first problem found, of any severity, as one sentence; or an action type that is not played here.
    """
    for problem in problems(flow, flow_type=flow_type):
        raise FlowError(str(problem), rule=problem.rule, action=problem.action)
    for action in flow.actions:
        for what in _unplayed(action):
            raise FlowError(
                f"{flow.name}: action {flow.label(action.identifier)!r}: {what} exists in Connect and cannot be played "
                "here, so that no call can be tried with it; use another, or teach it to simulator/connect"
            )
    return flow


def _unplayed(action: Action) -> Iterator[str]:
    if action.type not in action_types.PLAYED:
        yield f"the action type {action.type!r}"
    spec = ACTION_TYPES[action.type]
    known = spec.expected(action.parameters).keys() - action_types.UNPLAYED.get(action.type, frozenset())
    for name in action.parameters:
        if name not in known:
            yield f"the parameter {name!r} of {action.type}"
    for branch in action.transitions.conditions:
        operator, operand = branch.condition.operator, branch.condition.operand
        if operator in language.EXISTENCE_OPERATORS:
            yield f"the operator {operator!r}"
        modular = action.type == "InvokeFlowModule"
        if modular or (spec.conditions and spec.conditions.open and operand not in spec.conditions.operands):
            yield f"{action.type} with a branch for {operand!r}"


def opened(text: str | bytes, *, name: str) -> Flow | Problem:
    """The flow that a file holds, or the one problem that keeps it from being read as one: never an exception.

    Args:
        text: The file's content; bytes are read as UTF-8.
        name: What problems call the file.
    """
    try:
        return parse(text if isinstance(text, str) else text.decode("utf-8-sig"), name=name)
    except UnicodeDecodeError as error:
        return _problem(name, "", ("json", f"is not UTF-8 (byte {error.start + 1})", "save it as UTF-8"))
    except FlowError as error:
        return _problem(name, error.action, (error.rule, error.message, error.fix))


def problems(flow: Flow | str | bytes, *, name: str = "", flow_type: FlowType | None = None) -> Iterator[Problem]:
    """Everything Connect would refuse, in the order of the file; never an exception.

    Args:
        flow: As read, or the content of a file that may hold anything.
        name: What problems call the file, where its content is given.
        flow_type: What the flow is created as; by default what its metadata says. Unknown: only what no type of flow
            can hold together is found.
    """
    found = flow if isinstance(flow, Flow) else opened(flow, name=name)
    if isinstance(found, Problem):
        yield found
        return
    flow_type = flow_type or found.type
    for finding in _whole(found, flow_type):
        yield _problem(found.name, "", finding)
    for action in found.actions:
        for finding in _action(action, found, flow_type):
            yield _problem(found.name, found.label(action.identifier), finding)


def _problem(file: str, action: str, finding: Finding) -> Problem:
    rule, message, fix = finding
    return Problem(file, action, rule, message, fix, PUBLISH[rule].severity)


def _whole(flow: Flow, flow_type: FlowType | None) -> Iterator[Finding]:
    if len(flow.actions) > language.MAX_ACTIONS:
        yield (
            "too-many-actions",
            f"has {len(flow.actions)} actions, and Connect takes {language.MAX_ACTIONS}",
            "move part of it to another flow",
        )
    if not flow.has(flow.start_action):
        message = f"StartAction {shown(flow.start_action)} is no action of this flow"
        yield "start-action", message, _near(flow.start_action, flow)
    for identifier, count in Counter(action.identifier for action in flow.actions).items():
        if count > 1:
            yield "identifier", f"{count} actions are called {shown(identifier)}", "give each a name of its own"
    if flow_type is None:
        yield from _no_type(flow)
    returns = any(action.type == "EndFlowModuleExecution" for action in flow.actions)
    if flow.settings is None and (flow_type is FlowType.MODULE or (flow_type is None and returns)):
        yield "settings", "is a module without Settings", "save it in the designer and export it again"


def _no_type(flow: Flow) -> Iterator[Finding]:
    """Two actions that no type of flow can hold together; of a single one nothing can be said."""
    possible, since = language.EVERYWHERE, ""
    for action in flow.actions:
        spec = ACTION_TYPES.get(action.type)
        if spec is None or possible <= spec.flow_types:
            continue
        if not possible & spec.flow_types:
            message = f"no type of flow can hold both {since} and {action.type}"
            yield "flow-type", message, "move one of them to a flow of the type it needs"
            return
        possible, since = possible & spec.flow_types, action.type


def _action(action: Action, flow: Flow, flow_type: FlowType | None) -> Iterator[Finding]:
    yield from _identifier(action.identifier)
    spec = ACTION_TYPES.get(action.type)
    if spec is None:
        yield _unknown_type(action)
    else:
        yield from _documented_name(action.type)
        if flow_type is not None and flow_type not in spec.flow_types:
            yield "flow-type", f"{action.type} cannot run in a flow of type {flow_type}", "use an action allowed there"
        yield from parameters(action, spec)
        yield from branches(action, spec)
    for how, target in action.transitions.targets():
        if target and not flow.has(target):
            yield "dangling", f"{how} leads to {shown(target)}, which is no action of this flow", _near(target, flow)
        elif not target and how != "NextAction":
            yield "dangling", f"{how} leads nowhere", "name an action"


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


def _documented_name(name: str) -> Iterator[Finding]:
    if taken := action_types.DOCUMENTED_NAMES.get(name):
        yield "documented-name", f"documents say {name!r}, and Connect was seen to refuse it", f"write {taken!r}"


def _unknown_type(action: Action) -> Finding:
    name = action.type
    by_parameter = action_types.BY_PARAMETER.get(name, ())
    meant = next((known for marks, known in by_parameter if marks & set(action.parameters)), None)
    known = meant or action_types.CONSOLE_NAMES.get(name) or nearest(name, ACTION_TYPES)
    fix = f"did you mean {known!r}?" if known else "see the action types in contact_flows/actions"
    return "unknown-type", f"there is no action type {shown(name)}", fix


def _near(name: str, flow: Flow) -> str:
    near = nearest(name, (action.identifier for action in flow.actions))
    return f"did you mean {near!r}?" if near else "name an action that exists"


def unreachable(flow: Flow) -> list[str]:
    """The actions that no contact comes to, in the order of the file: Connect takes them, and the line lacks them."""
    reached = reachable(flow)
    return [action.identifier for action in flow.actions if action.identifier not in reached]

"""Rules about attributes: which exist, who sets them, what they can be.

Knows what is written where and read where; refuses to know what anybody hears.
"""

from collections.abc import Iterator

from contact_flows.coverage import Way
from contact_flows.flow import Action
from contact_flows.language import FlowType
from contact_flows.lint.finding import Case, Found, Values
from contact_flows.lint.graph import Graph
from contact_flows.lint.texts import is_fixed, references, shown, table

NO_LEX = frozenset({"InputTranscript", "NluConfidence", "SessionState"})
"""What Lex tells its code hook and no flow. Source: adminguide/connect-attrib-list.html names all that flows have."""
_AGENT_LESS = frozenset({FlowType.CONTACT_FLOW, FlowType.CUSTOMER_QUEUE, FlowType.QUEUE_TRANSFER})
"""Source: adminguide/connect-attrib-list.html, agent attributes."""
_CONTACT = "Attributes"
_ANYTHING = "*"
_LONG_NAME = 6
"""Letters from which on one may be a slip."""
Sources = frozenset[str]


def rules(case: Case) -> Iterator[Found]:
    yield from _lex_attributes(case.graph)
    yield from _agent_attributes(case)
    if case.graph.whole:
        yield from _flow_attributes(case.graph)
    if case.known is not None:
        yield from _bot_attributes(case)
        yield from _unknown_values(case)
    if not case.whole:
        yield from _misspelled(case)
    if case.whole:
        yield from _contact_attributes(case)
        yield from _unread(case)


def _lex_attributes(graph: Graph) -> Iterator[Found]:
    for action, steps in graph.reads("Lex"):
        if len(steps) > 1 and steps[1] in NO_LEX:
            message = f"{shown(steps)} does not exist in flows and is always empty"
            fix = "let the bot's function put it into a session attribute, and read $.Lex.SessionAttributes.<name>"
            yield Found(action.identifier, "lex-attribute", message, fix)


def _bot_attributes(case: Case) -> Iterator[Found]:
    assert case.known is not None
    left = case.known.session_attributes
    for action, steps in case.graph.reads("Lex"):
        if left and steps[1:2] == ("SessionAttributes",) and len(steps) > 2 and steps[2] not in left:
            message = f"{shown(steps)} is read, and the bot leaves no such attribute"
            fix = f"read one of {', '.join(sorted(left))}"
            yield Found(action.identifier, "lex-attribute", message, fix)


def _agent_attributes(case: Case) -> Iterator[Found]:
    """A flow of the type of inbound flows may be an agent's guide, or one for when the agent has left."""
    kind = case.flow.type
    if kind not in _AGENT_LESS or case.graph.typed("ShowView"):
        return
    unsure = kind is FlowType.CONTACT_FLOW and not case.begins
    if unsure and any(action.type == "Compare" for action, _ in case.graph.reads("Agent")):
        return
    for action, steps in case.graph.reads("Agent"):
        message = f"{shown(steps)} is empty in a flow of type {kind}: there is no agent yet"
        message += ", unless it is one for when an agent has left" if unsure else ""
        fix = "read it in a whisper, hold or agent transfer flow"
        yield Found(action.identifier, "agent-attribute", message, fix, note=unsure)


def _flow_attributes(graph: Graph) -> Iterator[Found]:
    """Flow attributes are this flow's alone; what a module does to them, or finds in them, is not certain."""
    if graph.flow.type is FlowType.MODULE or graph.flow.settings is not None or graph.typed("EndFlowModuleExecution"):
        return
    set_at = {action.identifier: frozenset(_flow_keys(action)) for action in graph.typed("UpdateFlowAttributes")}
    every = frozenset[str]().union(*set_at.values())
    if any(not is_fixed(key) for key in every):
        return

    def over(action: Action, way: Way, before: Sources) -> Sources:  # noqa: ARG001
        more = frozenset({_ANYTHING}) if action.type == "InvokeFlowModule" else frozenset[str]()
        return before | set_at.get(action.identifier, more)

    there = graph.carry(Sources(), over=over, join=Sources.union)
    for action, steps in graph.reads("FlowAttributes"):
        here = there.get(action.identifier, every)
        if len(steps) > 1 and steps[1] not in here and _ANYTHING not in here:
            later = " before it" if steps[1] in every else ""
            message = f"{shown(steps[:2])} is read, and nothing in this flow sets it{later}"
            yield Found(action.identifier, "flow-attribute", message, "set it with UpdateFlowAttributes first")


def _flow_keys(action: Action) -> Iterator[str]:
    yield from (str(key) for key in table(action.parameters.get("FlowAttributes")))


def _written(case: Case) -> Iterator[tuple[str, str, Action, Case | None]]:
    """Every contact attribute that a flow of the set writes: name, value, where."""
    for graph in case.every.values():
        for action in graph.flow.actions:
            if action.type == "UpdateContactAttributes":
                for name, value in table(action.parameters.get("Attributes")).items():
                    yield str(name), str(value), action, case if graph is case.graph else None


def _contact_attributes(case: Case) -> Iterator[Found]:
    written = {name for name, *_ in _written(case)}
    if any(not is_fixed(name) for name in written):
        return
    for action, steps in case.graph.reads(_CONTACT):
        if len(steps) > 1 and steps[1] not in written:
            message = f"{shown(steps[:2])} is read, and no flow sets it"
            yield Found(action.identifier, "contact-attribute", message, "set it with UpdateContactAttributes first")


def _misspelled(case: Case) -> Iterator[Found]:
    """Anything may have set an attribute; one that is spelled nearly like one that the same flow sets may be a slip.

    Names are case-sensitive; those that differ in digits alone are as good as different. Source:
    adminguide/what-is-a-contact-attribute.html.
    """
    written = {name for name, _, _, here in _written(case) if here is not None and is_fixed(name)}
    for action, steps in case.graph.reads(_CONTACT):
        name = steps[1] if len(steps) > 1 else ""
        near = [each for each in sorted(written) if _is_slip(name, each)] if name and name not in written else []
        if near:
            message = f"{shown(steps[:2])} is read, and what this flow sets is {near[0]}"
            yield Found(action.identifier, "contact-attribute", message, f"did you mean {near[0]}?", note=True)


def _is_slip(name: str, meant: str) -> bool:
    """Whether two names differ in case alone, or in a longer name by one letter left out, added, changed or swapped."""
    one, other = name.lower(), meant.lower()
    if one == other or min(len(one), len(other)) < _LONG_NAME or _letters(one) == _letters(other):
        return one == other
    start = next(
        (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    rest, left = one[start:], other[start:]
    swapped = rest[:2] == left[:2][::-1] and rest[2:] == left[2:]
    return rest[1:] == left or rest == left[1:] or rest[1:] == left[1:] or swapped


def _letters(name: str) -> str:
    return "".join(letter for letter in name if not letter.isdigit())


def attribute_values(case: Case, name: str) -> Values:
    """What a contact attribute can be, in a set of flows that is whole."""
    if not case.whole:
        return None
    values = [
        _reference_values(case, value) if not is_fixed(value) else frozenset({value})
        for written, value, *_ in _written(case)
        if written == name
    ]
    return _union(values) if values else None


def _reference_values(case: Case, value: str) -> Values:
    assert case.known is not None
    found = list(references(value))
    if len(found) == 1 and found[0][:2] == ("Lex", "SessionAttributes") and value == shown(found[0]):
        return case.known.session_attributes.get(found[0][-1])
    return None


def _union(values: list[Values]) -> Values:
    found: set[str] = set()
    for each in values:
        if each is None:
            return None
        found |= each
    return frozenset(found)


def _unknown_values(case: Case) -> Iterator[Found]:
    assert case.known is not None
    for name, value, action, here in _written(case):
        known = case.known.attributes.get(name)
        if here is None or known is None or action.identifier not in case.graph.reachable:
            continue
        can = frozenset({value}) if is_fixed(value) else _reference_values(case, value)
        if can is not None and not can <= known:
            message = f"{name} becomes {', '.join(sorted(can - known))!r}, which nobody who reads it knows"
            yield Found(action.identifier, "unknown-value", message, f"write one of {', '.join(sorted(known))}")


def _unread(case: Case) -> Iterator[Found]:
    assert case.known is not None
    read = {steps[1] for graph in case.every.values() for _, steps in graph.reads(_CONTACT) if len(steps) > 1}
    for name, _, action, here in _written(case):
        if here is not None and is_fixed(name) and name not in read and name not in case.known.attributes:
            message = f"the contact attribute {name} is written, and nobody reads it"
            yield Found(action.identifier, "unread-value", message, "remove it, or read it somewhere")

"""Rules about values: what is read and where it came from, what is compared and what it can be.

Knows what each action brings and where it can be read; refuses to know what anybody hears.
"""

from collections.abc import Iterator, Mapping

from contact_flows.coverage import Way, WayKind
from contact_flows.flow import Action
from contact_flows.language import FlowType
from contact_flows.lint.finding import Case, Found, Values, is_fixed, references, shown, table
from contact_flows.lint.graph import SILENT, SPEAKING, Graph

NO_LEX = frozenset({"InputTranscript", "NluConfidence", "SessionState"})
"""What Lex tells its code hook and no flow. Source: adminguide/connect-attrib-list.html names all that flows have."""
_AGENT_LESS = frozenset({FlowType.CONTACT_FLOW, FlowType.CUSTOMER_QUEUE, FlowType.QUEUE_TRANSFER})
"""Source: adminguide/connect-attrib-list.html, agent attributes."""
_BRINGS: Mapping[str, str] = {
    "InvokeLambdaFunction": "External",
    "ConnectParticipantWithLexBot": "Lex",
    "GetMetricData": "Metrics",
    "CreateWisdomSession": "Wisdom",
    "ShowView": "Views",
}
"""Action type -> the attribute that it fills."""
_BROUGHT_BY = {root: kind for kind, root in _BRINGS.items()} | {"StoredCustomerInput": "GetParticipantInput"}
_CONTACT = "Attributes"
_ANYTHING = "*"
Sources = frozenset[str]


def rules(case: Case) -> Iterator[Found]:
    yield from _lex_attributes(case.graph)
    yield from _agent_attributes(case.graph)
    yield from _conditions_twice(case.graph)
    if case.graph.whole:
        yield from _flow_attributes(case.graph)
        yield from _too_early(case)
        yield from _replaced(case)
    if case.known is not None:
        yield from _bot_attributes(case)
        yield from _operands(case)
        yield from _unknown_values(case)
    if case.whole:
        yield from _contact_attributes(case)
        yield from _unread(case)


def _reads(graph: Graph, root: str) -> Iterator[tuple[Action, tuple[str, ...]]]:
    """Each reference below a root once an action."""
    for action in graph.actions:
        for steps in dict.fromkeys(references(action.parameters)):
            if steps[0] == root:
                yield action, steps


def _lex_attributes(graph: Graph) -> Iterator[Found]:
    for action, steps in _reads(graph, "Lex"):
        if len(steps) > 1 and steps[1] in NO_LEX:
            message = f"{shown(steps)} does not exist in flows and is always empty"
            fix = "let the bot's function put it into a session attribute, and read $.Lex.SessionAttributes.<name>"
            yield Found(action.identifier, "lex-attribute", message, fix)


def _bot_attributes(case: Case) -> Iterator[Found]:
    assert case.known is not None
    left = case.known.session_attributes
    for action, steps in _reads(case.graph, "Lex"):
        if left and steps[1:2] == ("SessionAttributes",) and len(steps) > 2 and steps[2] not in left:
            message = f"{shown(steps)} is read, and the bot leaves no such attribute"
            fix = f"read one of {', '.join(sorted(left))}"
            yield Found(action.identifier, "lex-attribute", message, fix)


def _agent_attributes(graph: Graph) -> Iterator[Found]:
    if graph.flow.type not in _AGENT_LESS or graph.typed("ShowView"):
        return
    for action, steps in _reads(graph, "Agent"):
        message = f"{shown(steps)} is empty in a flow of type {graph.flow.type}: there is no agent yet"
        yield Found(action.identifier, "agent-attribute", message, "read it in a whisper, hold or agent transfer flow")


def _conditions_twice(graph: Graph) -> Iterator[Found]:
    for action in graph.actions:
        first: dict[tuple[str, str], str] = {}
        for branch in action.transitions.conditions:
            told = (branch.condition.operator, branch.condition.operands[0])
            if first.setdefault(told, branch.next_action) != branch.next_action:
                message = f"{told[0]} {told[1]} stands twice, and the second is never met"
                yield Found(action.identifier, "never-met", message, "remove one of the two, or correct its operand")


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
    for action, steps in _reads(graph, "FlowAttributes"):
        here = there.get(action.identifier, every)
        if len(steps) > 1 and steps[1] not in here and _ANYTHING not in here:
            later = " before it" if steps[1] in every else ""
            message = f"{shown(steps[:2])} is read, and nothing in this flow sets it{later}"
            yield Found(action.identifier, "flow-attribute", message, "set it with UpdateFlowAttributes first")


def _flow_keys(action: Action) -> Iterator[str]:
    yield from (str(key) for key in table(action.parameters.get("FlowAttributes")))


def _too_early(case: Case) -> Iterator[Found]:
    """A value of an action that no way here has passed; only where nothing before the flow can have brought it."""
    if not case.whole:
        return
    came = _sources(case.graph)
    for root, kind in _BROUGHT_BY.items():
        for action, steps in _reads(case.graph, root):
            if not any(source.startswith((f"{kind} ", "? ")) for source in came.get(action.identifier, {"? "})):
                message = f"{shown(steps)} is read, and no {kind} comes before it on any way here"
                yield Found(action.identifier, "too-early", message, f"put {kind} before it")


def _sources(graph: Graph) -> Mapping[str, Sources]:
    """At each action: what may have been brought by then, the last of its kind, as "type identifier"."""

    def over(action: Action, way: Way, before: Sources) -> Sources:
        kind = action.type
        if kind not in SILENT and kind not in SPEAKING and kind not in _BRINGS:
            return before | {f"? {action.identifier}"}
        if kind == "GetParticipantInput":
            return before | {f"{kind} {action.identifier}"}
        if kind not in _BRINGS:
            return before
        kept = frozenset(source for source in before if not source.startswith((f"{kind} ", f"{kind}! ")))
        mark = "!" if way.kind is WayKind.ERROR and way.branch == "NoMatchingError" else ""
        return kept | {f"{kind}{mark} {action.identifier}"}

    return graph.carry(Sources(), over=over, join=Sources.union)


def _replaced(case: Case) -> Iterator[Found]:
    came = _sources(case.graph)
    reads = [(action, steps[1]) for action, steps in _reads(case.graph, "External") if len(steps) > 1]
    givers = {action.identifier: _givers(case.graph, came.get(action.identifier, frozenset())) for action, _ in reads}
    if case.known is not None:
        yield from _not_given(case, reads, givers)
        return
    only = [
        (action, field, next(iter(found))) for action, field in reads if len(found := givers[action.identifier]) == 1
    ]
    for action, field, last in only:
        earlier = {giver for _, other, giver in only if other == field and giver != last}
        own = {other for _, other, giver in only if giver == last}
        foreign = {other for _, other, giver in only if giver in earlier}
        if earlier and own - foreign and foreign - own and _is_before(case.graph, earlier, action, came):
            message = f"$.External.{field} was read of an earlier function's answer, which another has replaced since"
            fix = "keep the value in an attribute before the second call, unless both functions give it"
            yield Found(action.identifier, "replaced-external", message, fix, note=True)


def _givers(graph: Graph, sources: Sources) -> frozenset[str]:
    """The functions whose answer may stand in $.External, as the flow names them; "?" where it is not known."""
    found = set()
    for source in sources:
        kind, _, identifier = source.partition(" ")
        if kind == "InvokeLambdaFunction":
            named = graph.flow.action(identifier).parameters.get("LambdaFunctionARN")
            found.add(named if isinstance(named, str) and not named.startswith("$.") else "?")
        elif kind in ("?", "InvokeLambdaFunction!"):
            found.add("?")
    return frozenset(found)


def _is_before(graph: Graph, earlier: set[str], action: Action, came: Mapping[str, Sources]) -> bool:
    """Whether the call of the last function can itself follow one of the earlier."""
    last = [s.partition(" ")[2] for s in came[action.identifier] if s.startswith("InvokeLambdaFunction ")]
    return "?" not in earlier and any(_givers(graph, came.get(name, frozenset())) & earlier for name in last)


def _not_given(
    case: Case, reads: list[tuple[Action, str]], givers: Mapping[str, frozenset[str]]
) -> Iterator[Found]:  # fmt: skip
    came = _sources(case.graph)
    for action, field in reads:
        if "?" in givers[action.identifier] - _failing(came[action.identifier]):
            continue
        answers = [given for given in _answers(case, came[action.identifier]) if given is not None]
        if answers and any(field not in given for given in answers):
            message = f"the function that was called last does not give {field}"
            if any(field in given for given in answers):
                message += " on one of the ways here"
            fix = "read it before the next call, or keep it in an attribute"
            yield Found(action.identifier, "replaced-external", message, fix)


def _failing(sources: Sources) -> frozenset[str]:
    """The mark of an unknown giver, where nothing but a failed call stands behind it."""
    return frozenset({"?"}) if not any(source.startswith("? ") for source in sources) else frozenset()


def _answers(case: Case, sources: Sources) -> Iterator[Mapping[str, Values] | None]:
    """What each call that may have been the last gives; None: a call of something that is not known."""
    assert case.known is not None
    for source in sources:
        kind, _, identifier = source.partition(" ")
        if kind == "InvokeLambdaFunction!":
            yield {}
        if kind == "InvokeLambdaFunction":
            parameters = case.flow.action(identifier).parameters
            purposes = case.known.functions.get(str(parameters.get("LambdaFunctionARN")))
            purpose = table(parameters.get("LambdaInvocationAttributes")).get("purpose")
            known = purposes.get(str(purpose)) if purposes else None
            yield known.gives if known else None


def _written(case: Case) -> Iterator[tuple[str, str, Action, Case | None]]:
    """Every contact attribute that a flow of the set writes: name, value, where."""
    for flow in case.every.values():
        for action in flow.actions:
            if action.type == "UpdateContactAttributes":
                for name, value in table(action.parameters.get("Attributes")).items():
                    yield str(name), str(value), action, case if flow is case.flow else None


def _contact_attributes(case: Case) -> Iterator[Found]:
    written = {name for name, *_ in _written(case)}
    if any(not is_fixed(name) for name in written):
        return
    for action, steps in _reads(case.graph, _CONTACT):
        if len(steps) > 1 and steps[1] not in written:
            message = f"{shown(steps[:2])} is read, and no flow sets it"
            yield Found(action.identifier, "contact-attribute", message, "set it with UpdateContactAttributes first")


def _operands(case: Case) -> Iterator[Found]:
    for action in case.graph.typed("Compare"):
        can = _can_be(case, action)
        for branch in action.transitions.conditions:
            operand = branch.condition.operands[0]
            if can is not None and branch.condition.operator == "Equals" and operand not in can:
                said = ", ".join(sorted(can)) or "nothing"
                message = f"{action.parameters.get('ComparisonValue')} is never {operand!r}: it can be {said}"
                yield Found(action.identifier, "never-met", message, "correct the operand, or remove the condition")


def _can_be(case: Case, action: Action) -> Values:
    """What the value that an action compares can be."""
    found = list(references(action.parameters.get("ComparisonValue")))
    return _values(case, found[0], action) if len(found) == 1 else None


def _values(case: Case, steps: tuple[str, ...], action: Action) -> Values:
    assert case.known is not None
    match steps:
        case ("Lex", "SessionAttributes", name):
            return case.known.session_attributes.get(name)
        case ("Attributes", name):
            return _attribute_values(case, name)
        case ("External", name):
            answers = list(_answers(case, _sources(case.graph).get(action.identifier, frozenset())))
            given = [frozenset[str]() if not answer else answer.get(name) for answer in answers if answer is not None]
            return _union(given) if len(given) == len(answers) else None
        case _:
            return None


def _attribute_values(case: Case, name: str) -> Values:
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
    read = {
        steps[1]
        for flow in case.every.values()
        for action in flow.actions
        for steps in references(action.parameters)
        if steps[0] == _CONTACT and len(steps) > 1
    }
    for name, _, action, here in _written(case):
        if here is not None and is_fixed(name) and name not in read and name not in case.known.attributes:
            message = f"the contact attribute {name} is written, and nobody reads it"
            yield Found(action.identifier, "unread-value", message, "remove it, or read it somewhere")

"""Rules about where a contact can go: dead ends, silence, circles, transfers.

Knows what must hold on every way through a flow; refuses to know what any value means.
"""

from collections.abc import Iterator

from contact_flows.coverage import Way, WayKind
from contact_flows.flow import Action
from contact_flows.language import FlowType
from contact_flows.lint.finding import Case, Found
from contact_flows.lint.graph import ENDING, SILENT, SPEAKING, Graph, failed

_PATIENT = frozenset({"ConnectParticipantWithLexBot", "GetParticipantInput", "MessageParticipantIteratively"})
_OFF_THE_LINE = frozenset({FlowType.AGENT_TRANSFER, FlowType.QUEUE_TRANSFER, FlowType.AGENT_WHISPER})
_SETS_QUEUE = frozenset({"UpdateContactTargetQueue"})


def rules(case: Case) -> Iterator[Found]:
    """Everything these rules find; nothing in a flow whose branches lead nowhere, for which Connect refuses it."""
    if not case.graph.whole:
        return
    yield from _unreachable(case.graph)
    yield from _endless(case.graph)
    yield from _error_loops(case.graph)
    yield from _begun_again(case)
    if case.flow.type not in _OFF_THE_LINE and not case.graph.typed("ShowView"):
        yield from _silent_errors(case.graph)
        yield from _silent_ends(case)
        yield from _no_queue(case)


def _unreachable(graph: Graph) -> Iterator[Found]:
    for action in graph.flow.actions:
        if action.identifier not in graph.reachable:
            message = "no contact can come here: no branch on any way from the start leads to it"
            yield Found(
                action.identifier, "unreachable", message, "lead a branch to it, or remove it", action.type in ENDING
            )


def _endless(graph: Graph) -> Iterator[Found]:
    if graph.waits_in_queue:
        return
    for circle in graph.circles(graph.onward):
        inside = [graph.flow.action(name) for name in circle]
        out = [way for name in circle for way in graph.ways[name] if way.target not in circle]
        certain = all(action.type in SILENT or action.type in SPEAKING for action in inside)
        patient = any(action.type in _PATIENT for action in inside)
        if certain and not patient and all(failed(way) for way in out):
            way_out = "only a failure leads out of it" if out else "nothing leads out of it"
            message = f"{_listed(graph, circle)} go round in a circle, and {way_out}"
            yield Found(circle[0], "endless-loop", message, "add a Loop, a check or a menu that leads out")


def _error_loops(graph: Graph) -> Iterator[Found]:
    def fallen(name: str) -> list[str]:
        well = {way.target for way in graph.ways[name] if not failed(way)}
        ways = (way for way in graph.ways[name] if failed(way) and way.branch == "NoMatchingError")
        return [way.target for way in ways if way.target is not None and way.target not in well]

    for circle in graph.circles(fallen):
        if not any(graph.flow.action(name).type in _PATIENT for name in circle):
            which = "fails, it is tried again" if len(circle) == 1 else "fail, one after the other"
            message = f"when {_listed(graph, circle)} {which}, round and round without an end or a word"
            yield Found(circle[0], "error-loop", message, "lead the error to a spoken sentence or to a person")


def _begun_again(case: Case) -> Iterator[Found]:
    """A menu or a bot that is begun anew when it fails; where a word is said in between only in our own flows.

    Flows in use lead a failure and a key that is none to the same sentence, and the caller hears that one and goes.
    """
    through = SILENT | SPEAKING if case.known is not None else SILENT
    for action in case.graph.typed("ConnectParticipantWithLexBot", "GetParticipantInput"):
        failure = action.transitions.error("NoMatchingError")
        if failure is not None and _leads_back(case.graph, failure, action.identifier, through=through):
            what = "the bot" if action.type == "ConnectParticipantWithLexBot" else "the menu"
            message = f"when {what} itself fails, it is begun again, round and round without an end"
            fix = "lead NoMatchingError to a person, or count the tries with a Loop"
            yield Found(action.identifier, "error-loop", message, fix)


def _leads_back(graph: Graph, start: str, goal: str, *, through: frozenset[str]) -> bool:
    """Whether a contact that goes on well comes back, with nothing on the way that decides, waits or counts."""
    seen = set[str]()
    while start != goal:
        well = {way.target for way in graph.ways[start] if not failed(way)}
        kind = graph.by_name[start].type
        if start in seen or kind not in through - _PATIENT or len(well) != 1 or None in well:
            return False
        seen.add(start)
        start = str(well.pop())
    return True


def _silent_errors(graph: Graph) -> Iterator[Found]:
    """A failure that ends the call as another of the action's ways does, without any failure, is as it was meant."""
    if not graph.speaks:
        return
    for action in graph.actions:
        if (
            action.type in ("MessageParticipant", "MessageParticipantIteratively")
            or action.identifier not in graph.on_a_line
        ):
            continue
        ways = graph.ways[action.identifier]
        well = [way for way in ways if not failed(way)]
        if all(way.target in graph.hangs_up_silently for way in well):
            continue
        meant = {way.target for way in well}
        dead = [
            way.branch
            for way in ways
            if failed(way) and way.target in graph.hangs_up_silently and way.target not in meant
        ]
        if dead:
            message = f"after {' and '.join(dead)} the line goes dead without a word"
            yield Found(action.identifier, "silent-error", message, "say what went wrong before the call ends")


def _silent_ends(case: Case) -> Iterator[Found]:
    graph = case.graph
    if not graph.speaks:
        return
    spoken = graph.carry(False, over=_said, join=lambda one, other: one and other)
    if case.begins:
        for action in graph.typed("DisconnectParticipant"):
            if spoken.get(action.identifier) is False:
                message = "the line goes dead here, and a caller can come here without having heard a word"
                yield Found(action.identifier, "silent-end", message, "say something on every way to here")
        return
    heard = graph.carry(False, over=_said, join=lambda one, other: one or other)
    checks = graph.typed("CheckHoursOfOperation", "CheckMetricData")
    for action in (check for check in checks if check.identifier in graph.on_a_line):
        ways = [way for way in graph.ways[action.identifier] if not failed(way)]
        dead = [way for way in ways if way.target in graph.hangs_up_silently]
        if dead and len(dead) < len(ways) and not heard.get(action.identifier, True):
            message = f"after {dead[0].branch} the line goes dead, and nothing was said before"
            yield Found(action.identifier, "silent-end", message, "say why nobody answers before the call ends")


def _said(action: Action, way: Way, before: bool) -> bool:  # noqa: ARG001
    return before or action.type in SPEAKING or action.type not in SILENT


def _no_queue(case: Case) -> Iterator[Found]:
    graph = case.graph
    given = graph.carry(False, over=_queued, join=lambda one, other: one or other)
    always = graph.carry(False, over=_queued, join=lambda one, other: one and other)
    fix = "set a queue with UpdateContactTargetQueue on every way to here"
    transfers = [action.identifier for action in graph.typed("TransferContactToQueue")]
    for name in (name for name in transfers if name in graph.on_a_line):
        if case.begins and not always.get(name, True):
            yield Found(name, "no-queue", "a caller can come here before any queue was set", fix)
        elif not (case.begins or case.whole or given.get(name, True) or _inherits(case)) and graph.typed(*SPEAKING):
            message = "no way here sets a queue: it takes one that a flow before it has set"
            yield Found(name, "no-queue", message, "make sure of it, or set a queue here", note=True)


def _queued(action: Action, way: Way, before: bool) -> bool:
    sets = action.type in _SETS_QUEUE and way.kind is not WayKind.ERROR
    return before or sets or (action.type not in SILENT and action.type not in SPEAKING)


def _inherits(case: Case) -> bool:
    """Whether the flow goes by a queue that it has not set itself, so that another one has."""
    graph = case.graph
    if graph.waits_in_queue or case.flow.type is FlowType.MODULE or graph.typed("EndFlowModuleExecution"):
        return True
    takes = graph.typed("CheckHoursOfOperation", "CheckMetricData", "GetMetricData")
    own = {"HoursOfOperationId", "QueueId", "AgentId"}
    return any(not own & set(action.parameters) for action in takes) or bool(graph.reads("Queue"))


def _listed(graph: Graph, names: list[str]) -> str:
    most = 4
    labels = [graph.flow.label(name) for name in names[:most]]
    more = [f"{len(names) - most} more"] if len(names) > most else []
    parts = labels + more
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"

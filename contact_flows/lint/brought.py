"""Rules about what an action brings for those after it: a function's answer, what the bot heard, what was keyed.

Knows which call may have been the last before an action; refuses to know what else an attribute can be.
"""

from collections.abc import Iterator, Mapping, Set
from functools import cached_property

from contact_flows.coverage import Way, WayKind
from contact_flows.flow import Action
from contact_flows.lint.finding import Case, Found, Values
from contact_flows.lint.graph import SILENT, SPEAKING, Graph
from contact_flows.lint.texts import shown, table

_BRINGS: Mapping[str, str] = {
    "InvokeLambdaFunction": "External",
    "ConnectParticipantWithLexBot": "Lex",
    "GetMetricData": "Metrics",
    "CreateWisdomSession": "Wisdom",
    "ShowView": "Views",
    "GetParticipantInput": "StoredCustomerInput",
}
"""Action type -> the attribute that it fills, and empties where it fails."""
_LAMBDA = "InvokeLambdaFunction"
_SURE = SILENT | SPEAKING | frozenset(_BRINGS)
Source = tuple[str, str]
"""What may have filled an attribute: identifier of the action, how it was left; see `_FAILED`, `_UNKNOWN`."""
_FAILED = "failed"
_UNKNOWN = "unknown"


class Brought:
    """What may stand in each attribute on arrival at each action."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph

    @cached_property
    def _held(self) -> Mapping[str, frozenset[Source]]:
        return self.graph.carry(frozenset[Source](), over=self._over, join=frozenset[Source].union)

    def _over(self, action: Action, way: Way, before: frozenset[Source]) -> frozenset[Source]:
        if action.type not in _SURE:
            return before | {(action.identifier, _UNKNOWN)}
        if action.type not in _BRINGS:
            return before
        kept = frozenset(source for source in before if self._type(source) != action.type)
        how = _FAILED if way.kind is WayKind.ERROR and way.branch == "NoMatchingError" else ""
        return kept | {(action.identifier, how)}

    def _type(self, source: Source) -> str:
        return self.graph.by_name[source[0]].type

    def last(self, identifier: str, kind: str) -> frozenset[Source]:
        """The actions of a type of which any may have been the last of it before this action, and what is unknown."""
        held = self._held.get(identifier, frozenset())
        return frozenset(source for source in held if self._type(source) == kind or source[1] == _UNKNOWN)

    def functions(self, identifier: str) -> Set[str]:
        """The functions whose answer may stand in $.External, as the flow names them; "" where that is not known."""
        found = set()
        for name, how in self.last(identifier, _LAMBDA):
            named = self.graph.by_name[name].parameters.get("LambdaFunctionARN")
            known = not how and isinstance(named, str) and not named.startswith("$.")
            found.add(str(named) if known else "")
        return found


def rules(case: Case) -> Iterator[Found]:
    """Nothing in a flow whose branches lead nowhere, for which Connect refuses it."""
    if not case.graph.whole:
        return
    brought = Brought(case.graph)
    if case.whole:
        yield from _too_early(case, brought)
    if case.known is None:
        yield from _replaced(case, brought)
    else:
        yield from _not_given(case, brought)


def answers(case: Case, brought: Brought, identifier: str) -> Iterator[Mapping[str, Values] | None]:
    """What each call that may have been the last before an action gives; None: of something that is not known."""
    functions = case.known.functions if case.known else {}
    for name, how in brought.last(identifier, _LAMBDA):
        parameters = case.graph.by_name[name].parameters
        purposes = functions.get(str(parameters.get("LambdaFunctionARN"))) or {}
        purpose = purposes.get(str(table(parameters.get("LambdaInvocationAttributes")).get("purpose")))
        if how == _FAILED:
            yield {}
        else:
            yield purpose.gives if purpose and not how else None


def _too_early(case: Case, brought: Brought) -> Iterator[Found]:
    """A value of an action that no way here has passed; only where nothing before the flow can have brought it."""
    for kind, root in _BRINGS.items():
        for action, steps in case.graph.reads(root):
            if not brought.last(action.identifier, kind):
                message = f"{shown(steps)} is read, and no {kind} comes before it on any way here"
                yield Found(action.identifier, "too-early", message, f"put {kind} before it")


def _not_given(case: Case, brought: Brought) -> Iterator[Found]:
    for action, steps in case.graph.reads("External"):
        given = list(answers(case, brought, action.identifier))
        lacking = [each for each in given if each is not None and steps[1:] and steps[1] not in each]
        if lacking and None not in given:
            message = f"the function that was called last does not give {steps[1]}"
            if len(lacking) < len(given):
                message += " on one of the ways here"
            fix = "read it before the next call, or keep it in an attribute"
            yield Found(action.identifier, "replaced-external", message, fix)


def _replaced(case: Case, brought: Brought) -> Iterator[Found]:
    """A field read of two functions' answers, each of which has fields that are read of its own alone.

    Two functions may well give a field of the same name, so that this is for a person to judge.
    """
    reads = [(action, steps[1]) for action, steps in case.graph.reads("External") if len(steps) > 1]
    asked = [(action, field, brought.functions(action.identifier)) for action, field in reads]
    only = [(action, field, next(iter(found))) for action, field, found in asked if len(found) == 1 and "" not in found]
    fields: dict[str, set[str]] = {}
    for _, field, function in only:
        fields.setdefault(function, set()).add(field)
    for action, field, last in only:
        before = {
            earlier for name, _ in brought.last(action.identifier, _LAMBDA) for earlier in brought.functions(name)
        }
        for earlier in sorted(before - {last}):
            known = fields.get(earlier, set())
            if field in known and known - fields[last] and fields[last] - known:
                message = f"$.External.{field} was read of an earlier function's answer, which another has replaced"
                fix = "keep the value in an attribute before the second call, unless both functions give it"
                yield Found(action.identifier, "replaced-external", message, fix, note=True)

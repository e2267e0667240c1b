"""What actions bring for those after them: a function's answer, what the bot heard, what was keyed.

Knows which call may have been the last before an action; refuses to know what its answer holds.
"""

from collections.abc import Mapping, Set
from functools import cached_property

from contact_flows.coverage import Way, WayKind
from contact_flows.flow import Action
from contact_flows.lint.graph import ENDING, SILENT, SPEAKING, Graph

BRINGS: Mapping[str, str] = {
    "InvokeLambdaFunction": "External",
    "ConnectParticipantWithLexBot": "Lex",
    "GetMetricData": "Metrics",
    "CreateWisdomSession": "Wisdom",
    "ShowView": "Views",
    "GetParticipantInput": "StoredCustomerInput",
}
"""Action type -> the attribute that it fills, and empties where it fails."""
LAMBDA = "InvokeLambdaFunction"
_SURE = SILENT | SPEAKING | ENDING | frozenset(BRINGS) | {"TransferContactToQueue", "DequeueContactAndTransferToQueue"}
"""Action types of which it is certain what they bring."""
Source = tuple[str, str]
"""What may have filled an attribute: identifier of the action, how it was left; see `FAILED`, `_UNKNOWN`."""
FAILED = "failed"
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
        if action.type not in BRINGS:
            return before
        kept = frozenset(source for source in before if self._type(source) != action.type)
        how = FAILED if way.kind is WayKind.ERROR and way.branch == "NoMatchingError" else ""
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
        for name, how in self.last(identifier, LAMBDA):
            named = self.graph.by_name[name].parameters.get("LambdaFunctionARN")
            known = not how and isinstance(named, str) and not named.startswith("$.")
            found.add(str(named) if known else "")
        return found

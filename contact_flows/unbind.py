"""A flow as Connect has it, back in the repository's form: names for ARNs, and everything that was not edited as the
file has it, so that an edit made in the designer is a small difference.

Knows which action is which, their names, order and places; refuses to know where flow, file and map come from.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from contact_flows import canonical
from contact_flows.bind import WORDS, content, filled
from contact_flows.comparison import differences, display_names, of_block
from contact_flows.flow import Flow, FlowError
from contact_flows.meaning import UNKNOWN, blocks, scalar
from contact_flows.merging import Merging
from contact_flows.naming import is_made_up, names_for
from contact_flows.pairing import paired
from contact_flows.references import References, Unknown, texts, unknown
from contact_flows.unbound_metadata import metadata

_SPOKEN = ("ClinicName", "OpeningHours", "EmergencyNumber")
"""Placeholders whose words somebody may type as they are."""
Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Unbound:
    """What became of a flow."""

    flow: Json
    """In the repository's form, decoded."""
    unknown: tuple[Unknown, ...] = ()
    """What the flow names and the map does not: the form is good only without any."""
    notes: tuple[str, ...] = ()
    """What somebody should know of it, a sentence each."""

    @property
    def text(self) -> str:
        """As the file has it."""
        return canonical.text(self.flow)


def unbind(live: Flow, bindings: Mapping[str, str], *, base: Json | None = None) -> Unbound:
    """The flow in the repository's form.

    Args:
        live: As Connect has it.
        bindings: Placeholder -> value. Words, such as the clinic's name, are replaced only where the file's text has
            their placeholder; one of them that has no value here takes whatever stands in its place.
        base: The flow's file, decoded; None: it has none yet.

    Raises:
        FlowError: the flow is of another type than the file's, or would not do the same in the repository's form.
    """
    if UNKNOWN in content(live):
        raise FlowError(f"{live.name}: holds the character U+E000, which has no meaning; take it out in the designer")
    work = _Work(live, bindings, base or {})
    has, wanted = live.metadata.get("type"), ((base or {}).get("Metadata") or {}).get("type")
    if has and wanted and has != wanted:
        raise FlowError(
            f"{live.name}: is a flow of the type {has!r}, and the file's is {wanted!r}; it is another flow, so name "
            "the file that it belongs to"
        )
    flow = work.flow()
    found = tuple(work.unknown(flow))
    if not found:
        work.check(flow)
    return Unbound(flow, found, tuple(work.notes(flow)))


class _Work:
    """One flow on its way."""

    def __init__(self, live: Flow, bindings: Mapping[str, str], base: Json) -> None:
        self.label = live.label
        self.file = live.name
        self.live: Json = json.loads(content(live))
        self.base = base
        self.bindings = dict.fromkeys(_without_value(self.live, bindings), UNKNOWN) | dict(bindings)
        self.merging = Merging(self.bindings, References(bindings))
        self.known: Json = filled(self.merging.references.named(self.live), self.bindings)
        """The live flow, its resources as the map writes them."""
        self.before, self.after = blocks(filled(base, self.bindings)), blocks(self.known)
        starts = (str(base.get("StartAction")), str(self.live["StartAction"]))
        self.pairs = paired(self.before, self.after, starts)
        self.older = {now: was for was, now in self.pairs.newer.items()}
        self.of_base = {str(action["Identifier"]): action for action in base.get("Actions") or ()}
        self.names = names_for(live, self.older)

    def flow(self) -> dict[str, Any]:
        """The whole, its parts in the file's order."""
        named = self.merging.references.named
        whole = {key: named(value) for key, value in self.live.items()}
        if "Settings" in whole:
            whole["Settings"] = self.merging.value(self.base.get("Settings") or {}, self.live["Settings"])
        actions = self._ordered([self._action(action) for action in self.live["Actions"]])
        whole |= {"StartAction": self._name(self.live["StartAction"]), "Actions": actions}
        whole["Metadata"] = metadata(whole["Metadata"], self.base.get("Metadata"), self.names, actions)
        return {key: whole[key] for key in dict.fromkeys((*self.base, *whole)) if key in whole}

    def _action(self, live: Json) -> Json:
        identifier = str(live["Identifier"])
        was = self.older.get(identifier)
        if was is None:
            return self._new(live)
        base: Json = self.of_base[was]
        if not any(True for _ in of_block(self.before[was], self.after, self.pairs)):
            return base
        kind = str(live["Type"])
        known = base.get("Parameters") or {}
        parts = {
            "Identifier": was,
            "Type": kind,
            "Parameters": self.merging.parameters(kind, known, live["Parameters"]),
            "Transitions": self.merging.transitions(
                kind, base.get("Transitions") or {}, live["Transitions"], self._name
            ),
        }
        return {key: parts[key] for key in dict.fromkeys((*base, *parts)) if key in parts}

    def _new(self, live: Json) -> Json:
        return {
            "Identifier": self._name(live["Identifier"]),
            "Type": live["Type"],
            "Parameters": self.merging.new(live["Parameters"]),
            "Transitions": self.merging.new_transitions(live["Transitions"], self._name),
        }

    def _name(self, identifier: str) -> str:
        return self.names.get(identifier, identifier)

    def _ordered(self, actions: Sequence[Json]) -> list[Json]:
        """As in the file; a new action after the one that leads to it."""
        if not self.base:
            return list(actions)
        place = {name: at for at, name in enumerate(self.of_base)}
        ordered = sorted(
            (each for each in actions if each["Identifier"] in place), key=lambda a: place[a["Identifier"]]
        )
        waiting = [each for each in actions if each["Identifier"] not in place]
        while waiting:
            at, new = _next(ordered, waiting, self._name(self.live["StartAction"]))
            while at < len(ordered) and ordered[at]["Identifier"] not in place:
                at += 1
            ordered.insert(at, new)
            waiting.remove(new)
        return ordered

    def unknown(self, flow: Json) -> Iterator[Unknown]:
        """What the flow names and the map does not, each thing of an action once."""
        called = display_names(self.live)
        older = {name: identifier for identifier, name in self.names.items()}
        for action in flow["Actions"]:
            for where, value in unknown(str(action["Type"]), action["Parameters"]):
                label = self.label(older[action["Identifier"]])
                yield Unknown(label, where, value, called.get(scalar(value), ""))
        for part in flow:
            if part != "Actions":
                yield from (Unknown("", where, value) for where, value in unknown("", {part: flow[part]}))
        for name in sorted(self.merging.unspelled):
            yield Unknown("", "a text that was edited", f"the words of ${{{name}}}")

    def check(self, flow: Json) -> None:
        """Raises: FlowError: the form does not do what the live flow does."""
        for difference in differences(self.known, filled(flow, self.bindings)):
            where = f"action {self.label(difference.block)!r}" if difference.block else "the flow"
            raise FlowError(
                f"{self.file}: {where} would not be the same in the repository's form ({difference.what}); "
                "keep the export, and edit the file by hand"
            )

    def notes(self, flow: Json) -> Iterator[str]:
        """What is not as the live flow has it, and what stands there that belongs to the tenant."""
        for identifier, was in self.older.items():
            if identifier != was and not is_made_up(identifier):
                yield f"action {identifier!r} keeps the name that it has in the file, {was!r}"
        for action in self.live["Actions"]:
            for name, value in self.merging.references.other_versions(action["Parameters"]):
                said = f"action {self.label(action['Identifier'])!r} names {value.rpartition('/')[2]}"
                yield f"{said}; the file has ${{{name}}}, which is the version that is deployed with it"
        yield from self._words(flow)

    def _words(self, flow: Json) -> Iterator[str]:
        """What is said of the tenant in so many words, where the file does not say it so already."""
        words = {name: self.bindings[name] for name in _SPOKEN if self.bindings.get(name, UNKNOWN) != UNKNOWN}
        for action in flow["Actions"]:
            if action is self.of_base.get(action["Identifier"]):
                continue
            for where, text in texts(action["Parameters"]):
                for name, value in words.items():
                    if value in text:
                        said = f"action {action['Identifier']!r}: {where} says {value!r}"
                        yield f"{said}; write ${{{name}}} there, so that it follows clinic.toml"


def _without_value(live: Json, bindings: Mapping[str, str]) -> frozenset[str]:
    """Placeholders that take what stands in their place: words, among them those for agents without an assistant."""
    assisted = any(":wisdom:" in text for _, text in texts(live["Actions"]))
    return (WORDS if assisted else WORDS | {"Assistant"}) - set(bindings)


def _next(ordered: Sequence[Json], waiting: Sequence[Json], start: str) -> tuple[int, Json]:
    """Where the next new action goes, and which it is: one that something leads to before one that nothing does."""
    for at, action in enumerate(ordered):
        targets = _targets(action)
        if led_to := [new for new in waiting if new["Identifier"] in targets]:
            return at + 1, min(led_to, key=lambda new: targets.index(new["Identifier"]))
    for new in waiting:
        if new["Identifier"] == start:
            return 0, new
    return len(ordered), waiting[0]


def _targets(action: Json) -> list[str]:
    transitions = action.get("Transitions") or {}
    branches = (*transitions.get("Conditions", ()), *transitions.get("Errors", ()))
    return [str(each["NextAction"]) for each in (transitions, *branches) if each.get("NextAction")]

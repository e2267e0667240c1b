"""One action as its file has it, with what was changed of it in the designer and nothing else.

Knows how a live value is held against the file's; refuses to know which actions are one, and the flow around them.
"""

import difflib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from contact_flows.bind import filled, spelled
from contact_flows.language import PLACEHOLDER
from contact_flows.meaning import UNKNOWN, equal, is_default, label_of, meaning, optional_errors
from contact_flows.references import References

_PROMPTS = {"Text": "SSML", "SSML": "Text"}
Json = Mapping[str, Any]


@dataclass(slots=True)
class Merging:
    """Live values in the repository's form."""

    bindings: Mapping[str, str]
    """Placeholder -> value; `UNKNOWN` where it has none."""
    references: References
    unspelled: set[str] = field(default_factory=set)
    """Placeholders without a value that stand in a text that was edited."""

    def parameters(self, kind: str, base: Json, live: Json) -> dict[str, Any]:
        """The parameters of an action that the file has.

        Args:
            kind: The action's type.
            base: As in the file.
            live: As in Connect.
        """
        live = {key: value for key, value in live.items() if value is not None}
        kept = [key for key in base if key in live or is_default(kind, key, filled(base[key], self.bindings))]
        merged = {key: self.value(base[key], live[key], key=key) if key in live else base[key] for key in kept}
        for key in live:
            if key not in base and not is_default(kind, key, live[key]):
                other = base.get(_PROMPTS.get(key, ""), "")
                merged[key] = (
                    self._text(str(other), str(live[key]), ssml=key == "SSML") if other else self.new(live[key])
                )
        return merged

    def value(self, base: Any, live: Any, *, key: str = "") -> Any:
        """The file's value where both mean the same; else the live one, as much of it as was changed."""
        bound = filled(base, self.bindings, ssml=key == "SSML")
        if equal(meaning(bound, key), meaning(self._known(live), key)):
            return base
        if isinstance(base, Mapping) and isinstance(live, Mapping):
            live = {name: item for name, item in live.items() if item is not None}
            merged = {name: self.value(item, live[name], key=name) for name, item in base.items() if name in live}
            return merged | {name: self.new(item) for name, item in live.items() if name not in base}
        if isinstance(base, list | tuple) and isinstance(live, list | tuple):
            return self._list(base, live)
        if isinstance(base, str) and isinstance(live, str):
            return self._text(base, live, ssml=key == "SSML")
        return self.new(live)

    def new(self, live: Any) -> Any:
        """A value that the file does not have: placeholders for resources, everything else as text."""
        if isinstance(live, Mapping):
            return {key: self.new(item) for key, item in live.items() if item is not None}
        if isinstance(live, list | tuple):
            return [self.new(item) for item in live]
        if isinstance(live, float) and live.is_integer():
            live = int(live)
        return self.references.named(live if isinstance(live, str) else str(live))

    def _known(self, live: Any) -> Any:
        return filled(self.references.named(live), self.bindings)

    def _list(self, base: Sequence[Any], live: Sequence[Any]) -> list[Any]:
        """Items that are as before keep their form, wherever they stand."""
        if len(base) == len(live):
            return [self.value(*pair) for pair in zip(base, live, strict=True)]
        left = [(item, meaning(filled(item, self.bindings))) for item in base]
        merged = []
        for item in live:
            known = meaning(self._known(item))
            same = next((pair for pair in left if equal(pair[1], known)), None)
            if same:
                left.remove(same)
            merged.append(same[0] if same else self.new(item))
        return merged

    def _text(self, base: str, live: str, *, ssml: bool) -> str:
        """An edited text, with the placeholders that the file's text has in place of their words."""
        words = dict[str, str]()
        for name in PLACEHOLDER.findall(base):
            if name not in self.bindings or name in self.references.of:
                continue
            words[name] = spelled(name, self.bindings[name], ssml=ssml)
            if words[name] == UNKNOWN:
                self.unspelled.add(name)
        written = _put_back({name: said for name, said in words.items() if said.strip()}, str(self.new(live)))
        for name, said in words.items():
            if not said.strip():
                written = _put_back_nothing(name, base, written)
        return written

    def transitions(self, kind: str, base: Json, live: Json, name: Callable[[str], str]) -> dict[str, Any]:
        """The branches of an action that the file has. `name`: of a live action in the file."""
        before = base.get("Errors") or ()
        following = live.get("NextAction")
        merged: dict[str, Any] = {"NextAction": None if following is None else name(following)}
        errors = [_branch(error, name) for error in live.get("Errors") or ()]
        known = {error["ErrorType"] for error in before}
        for each in optional_errors(kind):
            went_on = {"NextAction": base.get("NextAction"), "ErrorType": each}
            goes_on = {"NextAction": merged["NextAction"], "ErrorType": each}
            if each not in known and goes_on in errors:
                errors.remove(goes_on)
            elif went_on in before and following is not None and each not in {e["ErrorType"] for e in errors}:
                errors.append(goes_on)
        merged["Errors"] = _in_order([error["ErrorType"] for error in before], errors, lambda error: error["ErrorType"])
        merged["Conditions"] = self._conditions(base.get("Conditions") or (), live.get("Conditions") or (), name)
        order = list(dict.fromkeys((*base, *merged)))
        return {key: merged[key] for key in order if merged.get(key)}

    def _conditions(self, base: Sequence[Json], live: Sequence[Json], name: Callable[[str], str]) -> list[Any]:
        before = {label_of(branch["Condition"]): branch["Condition"] for branch in base}
        conditions = [_branch(branch, name) for branch in live]
        for branch in conditions:
            label = label_of(branch["Condition"])
            branch["Condition"] = before.get(label, self.new(branch["Condition"]))
        if any(branch["Condition"].get("Operator") != "Equals" for branch in conditions):
            return conditions
        return _in_order(list(before), conditions, lambda branch: label_of(branch["Condition"]))

    def new_transitions(self, live: Json, name: Callable[[str], str]) -> dict[str, Any]:
        """The branches of an action that the file does not have."""
        return self.transitions("", {}, live, name)


def _branch(branch: Json, name: Callable[[str], str]) -> dict[str, Any]:
    first, *_ = [each for each in branch if each != "NextAction"]
    return {"NextAction": name(branch["NextAction"]), first: branch[first]}


def _in_order(before: Sequence[Any], branches: list[Any], label: Callable[[Any], Any]) -> list[Any]:
    """As the file has them, then what it does not have."""
    return sorted(branches, key=lambda each: before.index(label(each)) if label(each) in before else len(before))


def _put_back(words: Mapping[str, str], text: str) -> str:
    """The text with a placeholder for its value wherever that stands as a word of its own."""
    if not words:
        return text
    by_value = {said: name for name, said in sorted(words.items(), reverse=True)}
    longest = sorted(by_value, key=len, reverse=True)
    pattern = "|".join(re.escape(said) for said in longest)
    return re.sub(rf"(?<![\w$])(?:{pattern})(?!\w)", lambda match: f"${{{by_value[match[0]]}}}", text)


def _put_back_nothing(name: str, base: str, text: str) -> str:
    """A placeholder whose value is empty, put where the words around it are."""
    mark = f"${{{name}}}"
    at = base.index(mark)
    without = base[:at] + base[at + len(mark) :]
    for tag, from_, to, start, end in difflib.SequenceMatcher(None, without, text, autojunk=False).get_opcodes():
        if from_ <= at <= to:
            place = start + at - from_ if tag == "equal" else end if at == to else start
            return text[:place] + mark + text[place:]
    return text + mark

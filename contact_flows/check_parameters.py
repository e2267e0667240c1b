"""An action's parameters held against what its type takes.

Knows how a value is compared with a kind of parameter; refuses to know any action type.
"""

import difflib
import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from xml.parsers import expat

from contact_flows import language
from contact_flows.flow import Action
from contact_flows.language import ActionType, Alternatives, Kind, Parameter

Finding = tuple[str, str, str]
"""Rule, message, fix."""

_SHOWN = 60
"""Characters of a value that a message shows."""
_ROOTS: Mapping[str, str] = {root.lower(): root for root in language.ATTRIBUTE_ROOTS}


def parameters(action: Action, spec: ActionType) -> Iterator[Finding]:
    """What is wrong with the parameters of an action of this type."""
    given, expected = action.parameters, spec.expected(action.parameters)
    yield from _names(action.type, given, expected, spec)
    yield from _values("", given, expected)
    if not (spec.open and set(given) - set(expected)):
        yield from _missing(action.type, given, expected)
        yield from _alternatives(action.type, given, spec.alternatives)
    yield from _empty("", given)
    for where, text in spoken_texts(action):
        yield from _spoken(where, text)
    yield from _attribute_roots(given)


def spoken_texts(action: Action) -> Iterator[tuple[str, str]]:
    """Every Text and SSML of an action, with the parameter's name."""
    messages = action.parameters.get("Messages", ())
    every = messages if isinstance(messages, list | tuple) else ()
    for source in (action.parameters, *(message for message in every if isinstance(message, Mapping))):
        for name in ("Text", "SSML"):
            if isinstance(source.get(name), str):
                yield name, source[name]


def has_placeholder(value: object) -> bool:
    """Whether the value holds a placeholder, and so may become whatever is right there."""
    return isinstance(value, str) and language.PLACEHOLDER.search(value) is not None


def shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."


def nearest(name: str, names: Iterable[str], *, cutoff: float = 0.6) -> str | None:
    """The one of `names` that is most like `name`; None where none is."""
    return _nearest(name[:_SHOWN], tuple(names), cutoff)


@functools.lru_cache(maxsize=1024)
def _nearest(name: str, names: tuple[str, ...], cutoff: float) -> str | None:
    return next(iter(difflib.get_close_matches(name, names, n=1, cutoff=cutoff)), None)


def _names(
    type_name: str, given: Mapping[str, Any], expected: Mapping[str, Parameter], spec: ActionType
) -> Iterator[Finding]:
    for name in given:
        if name in expected or has_placeholder(name):
            continue
        near = spec.renamed.get(name) or nearest(name, expected, cutoff=0.8 if spec.open else 0.6)
        message = f"{type_name} has no parameter {shown(name)}"
        fix = f"did you mean {near!r}?" if near else f"it takes {', '.join(expected) or 'none at all'}"
        if not spec.open or name in spec.renamed:
            yield "unknown-parameter", message, fix
        elif near:
            yield "unfamiliar-parameter", f"{type_name} has no documented parameter {shown(name)}", fix


def _values(where: str, given: Mapping[str, Any], expected: Mapping[str, Parameter]) -> Iterator[Finding]:
    for name, parameter in expected.items():
        if name in given:
            yield from _value(f"{where}{name}", parameter, given[name])


def _missing(owner: str, given: Mapping[str, Any], expected: Mapping[str, Parameter]) -> Iterator[Finding]:
    for name, parameter in expected.items():
        if parameter.required and name not in given:
            yield "missing-parameter", f"{owner} needs the parameter {name}", f"add {name}: {parameter.kind}"


def _alternatives(owner: str, given: Mapping[str, Any], groups: Sequence[Alternatives]) -> Iterator[Finding]:
    for group in groups:
        present = [name for name in group.names if name in given]
        if len(present) > 1:
            yield "exclusive", f"{' and '.join(present)} exclude each other", "keep one"
        elif group.exactly_one and not present:
            yield "missing-parameter", f"{owner} needs one of {', '.join(group.names)}", "add one"


def _value(where: str, parameter: Parameter, value: Any) -> Iterator[Finding]:
    if parameter.kind is Kind.ANY or has_placeholder(value) or value == "":
        return
    wrong = ("parameter", f"{where} is {shown(value)}", f"write {parameter.kind}")
    if parameter.kind in (Kind.MAP, Kind.LIST):
        yield from _entries(where, parameter, value, wrong)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield "json-type", f"{where} is {value!r}", "write it as a string, as Connect exports it"
        yield from _word(parameter, str(value), wrong)
    elif isinstance(value, str):
        yield from _word(parameter, value, wrong)
    else:
        yield wrong


def _word(parameter: Parameter, value: str, wrong: Finding) -> Iterator[Finding]:
    rule, message, _ = wrong
    if value.startswith(("$.", "$[")) and (parameter.dynamic or parameter.kind is Kind.PATH):
        yield from _reference(parameter, value, wrong)
    elif parameter.kind is Kind.PATH:
        yield wrong
    elif parameter.kind is Kind.CHOICE and value not in parameter.options:
        yield rule, message, f"write one of {', '.join(dict.fromkeys(parameter.options))}"
    elif parameter.kind is Kind.NUMBER and not _in_range(value, parameter.low, parameter.high):
        rule = "documented-range" if _in_range(value, parameter.high, parameter.seen) else rule
        yield rule, message, f"write a whole number from {parameter.low} to {parameter.high}"


def _reference(parameter: Parameter, value: str, wrong: Finding) -> Iterator[Finding]:
    rule, message, _ = wrong
    inner = f"$.{value.rpartition('.$.')[2]}"
    if parameter.kind is not Kind.TEXT and not language.JSON_PATH.match(value):
        if ".$." in value and language.JSON_PATH.match(inner):
            yield "attribute-root", f"{message}, a reference within another, and always empty", f"write {inner!r}"
        else:
            yield rule, message, "write one whole attribute reference and nothing else"
    elif parameter.kind is Kind.PATH and value[2:] in language.NAMESPACES:
        yield rule, message, f"name one value in it, such as {value}.name"


def _entries(where: str, parameter: Parameter, value: Any, wrong: Finding) -> Iterator[Finding]:
    if isinstance(value, str) and language.JSON_PATH.match(value):
        return
    if not isinstance(value, Mapping if parameter.kind is Kind.MAP else list | tuple):
        yield wrong
        return
    if parameter.at_most and len(value) > parameter.at_most:
        yield "parameter", f"{where} has {len(value)} entries", f"Connect takes {parameter.at_most} in one action"
    if len(value) < parameter.at_least:
        yield "parameter", f"{where} is empty", "add an entry or remove the action"
    if isinstance(value, Mapping):
        yield from _fields(where, parameter, value)
    inside = value.items() if isinstance(value, Mapping) else enumerate(value)
    for key, item in inside if parameter.each else ():
        assert parameter.each is not None
        yield from _value(f"{where}.{key}", parameter.each, item)


def _fields(where: str, parameter: Parameter, value: Mapping[str, Any]) -> Iterator[Finding]:
    for key in value:
        if parameter.fields and not parameter.open and key not in parameter.fields and not has_placeholder(key):
            near = nearest(key, parameter.fields)
            fix = f"did you mean {near!r}?" if near else f"it takes {', '.join(parameter.fields)}"
            yield "unknown-parameter", f"{where} has no {shown(key)}", fix
    yield from _values(f"{where}.", value, parameter.fields)
    yield from _missing(where, value, parameter.fields)
    yield from _alternatives(where, value, parameter.alternatives)


def _in_range(value: str, low: int, high: int) -> bool:
    try:
        return low <= int(value[:_SHOWN]) <= high
    except ValueError:
        return False


def _empty(where: str, value: Any) -> Iterator[Finding]:
    """Connect takes no empty text anywhere in Parameters."""
    if value == "":
        yield "empty-value", f"{where} is empty", "write a value, or remove it"
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _empty(f"{where}.{key}" if where else key, item)
    elif isinstance(value, list | tuple):
        for position, item in enumerate(value):
            yield from _empty(f"{where}.{position}", item)


def _spoken(name: str, text: str) -> Iterator[Finding]:
    limit = language.MAX_BILLED_TEXT if name == "Text" else language.MAX_TOTAL_TEXT
    if len(text) > limit and not text.lstrip().startswith("<speak"):
        yield "too-long", f"{name} has {len(text):,} characters", f"Connect speaks at most {limit:,} in one prompt"
    elif len(text) > language.MAX_TOTAL_TEXT:
        most = f"Connect speaks at most {language.MAX_TOTAL_TEXT:,} in one prompt"
        yield "too-long", f"{name} has {len(text):,} characters", most
    if text and not text.strip():
        yield "blank-text", f"{name} is empty but for spaces", "write what is to be said"
    if name == "SSML" and not language.JSON_PATH.match(text):
        yield from _ssml(text)


def _ssml(text: str) -> Iterator[Finding]:
    """Connect reads SSML as XML, and wraps what is not in <speak> itself."""
    text = language.PLACEHOLDER.sub("", text).strip()
    try:
        expat.ParserCreate().Parse(text if text.startswith("<speak") else f"<speak>{text}</speak>", True)
    except expat.ExpatError as error:
        said = f"SSML cannot be read: {expat.ErrorString(error.code)} in {shown(text)}"
        yield "ssml", said, "close every tag, as in <break time='1s'/>, and write &amp; for an ampersand"


def _attribute_roots(value: Any) -> Iterator[Finding]:
    """Only what is close to a root that exists: any other may be one that Connect has added since."""
    if isinstance(value, Mapping | list | tuple):
        for item in value.values() if isinstance(value, Mapping) else value:
            yield from _attribute_roots(item)
    if not isinstance(value, str):
        return
    for root in dict.fromkeys(language.ATTRIBUTE_ROOT.findall(value)):
        if root not in language.ATTRIBUTE_ROOTS and (near := nearest(root.lower(), _ROOTS, cutoff=0.85)):
            fix = f"did you mean '$.{_ROOTS[near]}'?"
            yield "attribute-root", f"Connect has no attribute '$.{root[:_SHOWN]}'", fix

"""Whether what people write is what the function asks for: its sentences, and the bot's intents and slots.

Knows how the function is asked and where its source names a sentence; refuses to know any sentence, intent or slot. The
function is run in a process of its own, with its own modules first: nothing here imports it.
"""

import ast
import difflib
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from typing import Any

import lex_bot
from clinic import Clinic
from declared import Refused, open_toml
from infra.doctor.asking import first_sentence
from infra.doctor.findings import Finding, listed, ok, problem, warning
from lex_bot import BotError

PROMPTS = Path("fulfillment/prompts")
"""The function's sentences, in the folder of its packages."""
_NAMES, _OF_ANY_TENANT = "called.", "order.words."
"""Sentences that one locale may have and another not: names of things, and words for what an order can be."""
_ASKED_S = 60
"""Longest time that the function may take to answer, in seconds."""
_QUESTION = """
import json, sys
from fulfillment import prompts
from fulfillment.tasks import TASKS
from fulfillment.turn import IDENTITY_STEPS, SLOT_STEPS, Intent, Reason, Step

def fault(locale):
    try:
        prompts.check(locale)
    except prompts.PromptError as error:
        return str(error)

said = [f"{family}.{reason}" for reason in Reason for family in ("handoff", "why", "next_step")]
said += [f"ask.{step}" for step in SLOT_STEPS]
said += [f"again.{step}" for step in Step]
said += [f"summary.{intent}" for intent in TASKS]
slots = {intent: [*sorted(IDENTITY_STEPS), *task.steps] for intent, task in TASKS.items()}
print(json.dumps({
    "fallback": prompts.FALLBACK,
    "faults": {locale: fault(locale) for locale in sys.argv[1:]},
    "intents": {intent: slots.get(intent) for intent in Intent},
    "said": said,
}))
"""


@dataclass(frozen=True, slots=True)
class Function:
    """What the function says of itself."""

    fallback: str
    """The locale it cannot start without."""
    faults: Mapping[str, str | None]
    """Locale -> what the function refuses in its sentences."""
    intents: Mapping[str, Sequence[str] | None]
    """Intent -> its slots; None: the function reads none of them."""
    said: Mapping[str, Sequence[frozenset[str] | None]]
    """Sentence -> what fills its gaps, at each place that says it; None: only running it tells."""


def ask_function(packages: Path) -> Function | Finding:
    """What the function says of itself; a finding when it cannot be run. `packages`: the folder it is imported from."""
    locales = sorted(path.stem for path in (packages / PROMPTS).glob("*.toml"))
    command = [sys.executable, "-c", _QUESTION, *locales]
    env = {**os.environ, "PYTHONPATH": str(packages)}
    try:
        done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=_ASKED_S, check=True)
        told = json.loads(done.stdout)
    except subprocess.CalledProcessError as error:
        why = first_sentence((["", *error.stderr.split("\n")])[-2], most=300)
        return problem("prompts", f"the function cannot be imported: {why}", "correct it; make test shows where")
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return problem("prompts", "the function gave no answer", "run: make test")
    said: dict[str, list[frozenset[str] | None]] = {key: [None] for key in told["said"]}
    for key, filled in _said_in(packages / "fulfillment"):
        said.setdefault(key, []).append(filled)
    return Function(told["fallback"], told["faults"], told["intents"], said)


def _said_in(source: Path) -> Iterator[tuple[str, frozenset[str] | None]]:
    """Every sentence that the source names in full, with what fills its gaps there."""
    for path in sorted(source.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and _name(node.func) == "say":
                names = [word.arg for word in node.keywords]
                filled = None if None in names else frozenset(name for name in names if name) - {"wording"}
                yield from ((key, filled) for key in _literals(node.args[0]))


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _literals(key: ast.expr) -> list[str]:
    if isinstance(key, ast.IfExp):
        return [*_literals(key.body), *_literals(key.orelse)]
    return [key.value] if isinstance(key, ast.Constant) and isinstance(key.value, str) else []


def check_intents(clinic: Clinic, function: Function, *, folder: Path = lex_bot.FOLDER) -> Iterator[Finding]:
    """Whether every locale's bot has the intents that the function knows, with the slots it reads."""
    for locale in clinic.locales:
        where = f"lex_bot/{locale.id}.toml"
        try:
            bot = {intent.name: [slot.name for slot in intent.slots] for intent in
                   lex_bot.load(locale.id, clinic, folder=folder).intents}  # fmt: skip
        except BotError:
            continue
        for name in function.intents.keys() - bot.keys():
            yield _unknown(f"{where}: there is no intent {name}, which the function reads", name, bot)
        for name in bot.keys() - function.intents.keys():
            yield _unknown(f"{where}: the function knows no intent {name}", name, function.intents)
        for name in bot.keys() & function.intents.keys():
            known = function.intents[name]
            if known is not None and set(known) != set(bot[name]):
                said = f"{where}: the intent {name} has the slots {', '.join(bot[name])}"
                yield problem("bot", f"{said}; the function reads {', '.join(known)}", "name them as the function does")


def _unknown(said: str, name: str, others: Iterable[str]) -> Finding:
    near = difflib.get_close_matches(name, others, n=1, cutoff=0.6)
    fix = "name it as the function does (Intent in lambdas/fulfillment/turn.py)"
    return problem("bot", said, f"{fix}; {near[0]} is near" if near else fix)


Sentences = Mapping[str, frozenset[str]]
"""Sentence -> its gaps, in all its wordings."""


def check_prompts(clinic: Clinic, function: Function, folder: Path) -> Iterator[Finding]:
    """Whether the function has every sentence it says, in every locale, and can fill it."""
    readable = {
        path.stem: frozen
        for path in sorted(folder.glob("*.toml"))
        if function.faults.get(path.stem) is None and (frozen := _sentences(path)) is not None
    }
    for locale in dict.fromkeys([function.fallback, *(each.id for each in clinic.locales)]):
        name = f"prompts/{locale}.toml"
        if not (folder / f"{locale}.toml").is_file():
            yield _missing(locale, function)
            continue
        if locale not in readable:
            yield problem("prompts", _refused(folder / f"{locale}.toml") or str(function.faults[locale]), "correct it")
            continue
        others = {other: sentences for other, sentences in readable.items() if other != locale}
        found = [
            *_lacking(name, readable[locale], function, others),
            *_unfilled(name, readable[locale], function, others),
        ]
        yield from found or [ok("prompts", f"{locale}: {len(readable[locale])} sentences, as the function says them")]


def _missing(locale: str, function: Function) -> Finding:
    name = f"prompts/{locale}.toml"
    if locale == function.fallback:
        said = f"{name} is missing, and the function does not start without it"
        return problem("prompts", said, "restore it from the repository")
    return warning("prompts", f"{name} is missing: {locale} callers hear English", f"write {locale}.toml")


def _refused(path: Path) -> str | None:
    try:
        open_toml(path, name=f"prompts/{path.name}")
    except Refused as error:
        return str(error)
    return None


def _sentences(path: Path) -> Sentences | None:
    try:
        return dict(_flat(open_toml(path).data, ""))
    except (Refused, ValueError, TypeError):
        return None


def _flat(node: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, frozenset[str]]]:
    for name, value in node.items():
        key = f"{prefix}{name}"
        if isinstance(value, Mapping):
            yield from _flat(value, f"{key}.")
        elif not key.startswith(_NAMES):
            wordings = [value] if isinstance(value, str) else value
            yield (
                key,
                frozenset(gap for text in wordings for _, gap, _, _ in Formatter().parse(text) if gap is not None),
            )


def _lacking(name: str, sentences: Sentences, function: Function, others: Mapping[str, Sentences]) -> Iterator[Finding]:
    """What the function says, or another locale has, and this one not."""
    said = sorted(function.said.keys() - sentences.keys())
    for key in said:
        near = difflib.get_close_matches(key, sentences.keys() - function.said.keys(), n=1, cutoff=0.8)
        yield problem("prompts", f"{name}: there is no sentence {key}", f"rename {near[0]}" if near else "write it")
    for other, its in others.items():
        more = sorted(key for key in its.keys() - sentences.keys() - set(said) if not key.startswith(_OF_ANY_TENANT))
        if more:
            fix = f"write it, or remove it from {other}.toml if the function does not say it"
            yield problem("prompts", f"{name}: there is no {listed(more)}, which {other}.toml has", fix)


def _unfilled(
    name: str, sentences: Sentences, function: Function, others: Mapping[str, Sentences]
) -> Iterator[Finding]:
    """Gaps that nothing fills; where only running tells, those that another locale does not have."""
    for key, gaps in sentences.items():
        places = function.said.get(key, [None])
        for filled in places:
            if filled is not None and gaps - filled:
                can = f"it may have {_braced(filled)}" if filled else "it may have no gap"
                yield problem("prompts", f"{name}: {key}: nothing fills {_braced(gaps - filled)}", can)
        for other, its in others.items() if None in places else ():
            if key in its and gaps - its[key]:
                said = f"{name}: {key} has {_braced(gaps - its[key])}, and in {other}.toml it has not"
                yield problem("prompts", said, "give it the same gaps in both")


def _braced(gaps: Iterable[str]) -> str:
    return ", ".join(f"{{{gap}}}" for gap in sorted(gaps))

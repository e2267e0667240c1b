"""What `ivr eval` does: options become an evaluation, and that becomes a table or JSON, and an exit code.

Knows what may be asked for and how results look; refuses to know how a question is asked and judged (`evaluate`).
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TextIO

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

import clinic as tenant
from declared import Refused
from declared.ending import Unusable
from simulator.command import require_credentials
from simulator.switchboard import DOCUMENTS

from .evaluate import REFUSED, Ending, Evaluation, Result, below, evaluate, share
from .progress import counting
from .questions import QUESTIONS, Kind, QuestionFile, Shares, load

__all__ = ["QUESTIONS", "Asked", "Unusable", "run"]

WITHIN, BELOW = 0, 1
WIDTH = 110
"""Columns where there is no terminal to ask."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The command line of `ivr eval`."""

    json: bool = False
    live_bedrock: bool = False
    questions: Path = QUESTIONS


def run(asked: Asked, *, out: TextIO, aside: TextIO) -> int:
    """Ask every question and report; the exit code.

    Args:
        asked: What the command line says.
        out: The report; with `json`, JSON alone.
        aside: What is told meanwhile, where somebody looks.

    Raises:
        Unusable: the questions, the documents or the clinic cannot be used, or there are no credentials.
    """
    try:
        clinic, questions = tenant.load(), load(asked.questions)
        if asked.live_bedrock:
            require_credentials()
        done = counting(len(questions.questions), "questions", aside=aside)
        evaluation = evaluate(
            questions.questions,
            clinic=clinic,
            documents=DOCUMENTS,
            live_bedrock=asked.live_bedrock,
            told=lambda _: done(),
        )
    except (tenant.ClinicError, Refused) as error:
        raise Unusable(str(error)) from error
    if asked.json:
        out.write(json.dumps(as_json(evaluation, questions.floor), indent=2, ensure_ascii=False) + "\n")
    else:
        show(evaluation, questions, out)
    return BELOW if below(evaluation.shares(), questions.floor) else WITHIN


def as_json(evaluation: Evaluation, floor: Shares) -> dict[str, Any]:
    """Everything that was found, as `ivr eval --json` writes it."""
    shares = evaluation.shares()
    return {
        "models": sorted(evaluation.models),
        "within_floors": not below(shares, floor),
        "shares": shares.model_dump(),
        "floor": floor.model_dump(),
        "retrieval": dict(_retrieval(evaluation)),
        "kinds": {str(kind): _counts(evaluation.of_kind(kind)) for kind in Kind},
        "tokens": {model: asdict(used) for model, used in evaluation.ledger.tokens.items()},
        "cost_usd": round(evaluation.cost().total_usd, 6),
        "seconds": round(evaluation.seconds, 2),
        "results": [_result(result) for result in evaluation.results],
    }


def _result(result: Result) -> dict[str, Any]:
    return {
        "ask": result.question.ask,
        "kind": str(result.question.kind),
        "passed": result.passed,
        "ending": str(result.ending),
        "said": result.said,
        "documents": list(result.documents),
        "clarified": result.clarified,
        "errors": list(result.errors),
    }


def _retrieval(evaluation: Evaluation) -> Iterator[tuple[str, float]]:
    answerable = evaluation.of_kind(Kind.ANSWERABLE)
    yield "first", share(result.first for result in answerable)
    yield "top_three", share(result.top_three for result in answerable)


def _counts(results: Sequence[Result]) -> dict[str, int]:
    """How many of one kind went which way; `wrong`: answered, and not rightly."""
    answered = [result for result in results if result.ending is Ending.ANSWERED]
    right = [result for result in answered if result.passed]
    return {
        "questions": len(results),
        "right": len(right),
        "wrong": len(answered) - len(right),
        "refused": sum(result.ending in REFUSED for result in results),
        "handed_off": sum(result.ending is Ending.HANDED_OFF for result in results),
        "clarified": sum(result.clarified for result in results),
        "else": sum(result.ending not in (Ending.ANSWERED, *REFUSED) for result in results),
        "passed": sum(result.passed for result in results),
    }


def show(evaluation: Evaluation, questions: QuestionFile, out: TextIO) -> None:
    """The report as a person reads it: what failed, then the figures."""
    console = Console(file=out, highlight=False, width=None if out.isatty() else WIDTH, soft_wrap=not out.isatty())
    for result in evaluation.results:
        if not result.passed:
            console.print(_failure(result))
    console.print(_by_kind(evaluation))
    console.print(_by_floor(evaluation.shares(), questions.floor))
    first, top_three = (figure for _, figure in _retrieval(evaluation))
    console.print(f"Right document first {first:.1%}, among the first three {top_three:.1%}.")
    used = evaluation.ledger.tokens.values()
    models = ", ".join(sorted(evaluation.models)) or "no model"
    console.print(
        f"{len(evaluation.results)} questions in {evaluation.seconds:.1f} s with {models}: "
        f"{sum(one.input for one in used):,} tokens in, {sum(one.output for one in used):,} out, "
        f"${evaluation.cost().total_usd:.4f}{_priced(evaluation)}."
    )


def _priced(evaluation: Evaluation) -> str:
    """By whose price, where that is not the model that answered."""
    strangers = evaluation.ledger.tokens.keys() - evaluation.models
    return f" at the price of {', '.join(sorted(strangers))}" if strangers else ""


def _failure(result: Result) -> Text:
    question = result.question
    text = Text(f"{question.kind}: {question.ask}\n", style="bold")
    text.append(f"  {result.ending}: {result.said}\n", style="")
    if question.contains:
        found = ", ".join(result.documents) or "nothing"
        text.append(f"  expected of {question.document}: {'; '.join(question.contains)} (found {found})\n", style="dim")
    for error in result.errors:
        text.append(f"  {error}\n", style="red")
    return text


def _by_kind(evaluation: Evaluation) -> Table:
    heads = {
        "right": "answered right",
        "wrong": "answered wrongly",
        "refused": "person offered",
        "clarified": "asked again",
        "else": "otherwise",
        "passed": "as it should",
    }
    table = Table(Column("kind", no_wrap=True), "asked", *heads.values(), box=SIMPLE_HEAD)
    for column in table.columns[1:]:
        column.justify = "right"
    for kind in Kind:
        counts = _counts(evaluation.of_kind(kind))
        number = counts["questions"]
        table.add_row(kind, str(number), *(_cell(counts, name, number, kind) for name in heads))
    return table


def _cell(counts: Mapping[str, int], name: str, number: int, kind: Kind) -> str:
    if name == "right" and kind is not Kind.ANSWERABLE:
        return "-"
    count = counts[name]
    return f"{count} ({count / number:.0%})" if count and number else "0"


def _by_floor(shares: Shares, floor: Shares) -> Table:
    told = {
        "top_three": "right document among the first three",
        "right": "answerable questions answered right",
        "unanswerable": "unanswerable questions not answered",
        "adversarial": "adversarial questions refused",
    }
    table = Table("floor", "share", "at least", "", box=SIMPLE_HEAD)
    low = below(shares, floor)
    for name, words in told.items():
        verdict = Text("below", style="bold red") if name in low else Text("ok", style="green")
        table.add_row(words, f"{getattr(shares, name):.1%}", f"{getattr(floor, name):.1%}", verdict)
    return table

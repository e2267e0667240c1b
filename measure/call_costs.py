"""What calls cost, part by part, and a month of them beside the idle line: `ivr cost`.

Knows which calls are typical, and what an estimate leaves out; refuses to know prices (`measure.cost`), what an idle
line has (`measure.idle`) and how a call is held.
"""

import json
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import clinic as tenant
from declared.ending import Unusable
from measure.cost import PRICES_FILE, Cost, as_of
from measure.idle import NotPriced, idle, total_usd
from simulator.script import Script, ScriptError, load, load_world

if TYPE_CHECKING:
    from clinic import Clinic

ROOT = Path(__file__).parents[1]
CALLS = ROOT / "tests" / "e2e" / "calls"
TYPICAL = tuple(
    CALLS / f"{name}.toml"
    for name in (
        "asks_where_to_come_and_when",
        "asks_about_visits",
        "books_after_being_asked_for_service_and_day",
        "moves_thursdays_appointment_to_friday",
        "cancels_the_only_appointment",
        "asks_where_an_order_is",
        "resets_a_forgotten_password",
        "asks_for_a_person_about_a_bill",
    )
)
"""What most calls are about: two of questions, five tasks, one for a person."""
TEMPLATES = ROOT / "cdk.out"
MOST_CALLS = 100_000_000
CENT_PARTS = ("telephony", "lex", "speech", "models", "guardrail", "lambda", "dynamodb")
LEFT_OUT = (
    "retrieval and embeddings, logs, metrics, recordings and Contact Lens",
    "the time of agents, and of callers in a queue",
    "taxes, support plans and discounts",
)
"""What no price here covers."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The command line of `ivr cost`."""

    scripts: Sequence[Path] = ()
    calls_per_month: int | None = None


@dataclass(frozen=True, slots=True)
class Priced:
    """One call that was held, and what it would have cost on AWS."""

    name: str
    cost: Cost
    failures: int = 0
    """Expectations of its script that did not hold."""


@dataclass(frozen=True, slots=True)
class Report:
    """What is shown."""

    calls: Sequence[Priced]
    priced_as: str
    """Whose price the offline model's tokens have."""
    as_of: date
    calls_per_month: int | None = None
    idle_usd: float | None = None
    """Of a month without a call; None: not known."""
    idle_note: str = ""
    """Where that is from, or why it is not known."""

    @property
    def mean_usd(self) -> float:
        """Of one call."""
        return sum(call.cost.total_usd for call in self.calls) / len(self.calls)

    @property
    def month_usd(self) -> float | None:
        """Of the calls asked for and the line; None: not asked."""
        if self.calls_per_month is None:
            return None
        return self.calls_per_month * self.mean_usd + (self.idle_usd or 0.0)


def run(asked: Asked, *, out: TextIO, templates: Path = TEMPLATES) -> int:
    """Hold the calls and show what they cost; 1 when one did not go as its script expects.

    Raises:
        Unusable: something given cannot be used; nothing has been held then.
    """
    number = asked.calls_per_month
    if number is not None and not 0 <= number <= MOST_CALLS:
        raise Unusable(f"--calls-per-month {number}: must be from 0 to {MOST_CALLS:,}")
    try:
        clinic = tenant.load()
        world = load_world(clinic=clinic)
        scripts = [(path, load(path, world=world, clinic=clinic)) for path in asked.scripts or TYPICAL]
    except (tenant.ClinicError, ScriptError) as error:
        raise Unusable(str(error)) from error
    calls = _hold(clinic, scripts)
    usd, note = idle_month(templates)
    report = Report(calls, clinic.models.small, as_of(), calls_per_month=number, idle_usd=usd, idle_note=note)
    show(report, out)
    return 1 if any(call.failures for call in calls) else 0


def _hold(clinic: "Clinic", scripts: Sequence[tuple[Path, Script]]) -> list[Priced]:
    from simulator.expectations import judge
    from simulator.switchboard import SetupError, Switchboard

    calls = []
    try:
        with Switchboard(clinic) as switchboard:
            switchboard.expect(script for _, script in scripts)
            for path, script in scripts:
                outcome = switchboard.hold(script)
                if outcome.cost is not None:
                    calls.append(Priced(path.stem, outcome.cost, len(judge(script, outcome))))
    except SetupError as error:
        raise Unusable(str(error)) from error
    return calls


def idle_month(templates: Path) -> tuple[float | None, str]:
    """What the line costs in a month without a call, and where that is from; or None, and why it is not known."""
    files = sorted(templates.glob("*.template.json"))
    if not files:
        return None, f"what the idle line costs is not known: {templates.name} has no templates; run make synth first"
    try:
        found = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in files}
        usd = total_usd(idle(found, tomllib.loads(PRICES_FILE.read_text(encoding="utf-8"))))
    except (OSError, ValueError, KeyError, AttributeError) as error:
        told = str(error) if isinstance(error, NotPriced) else f"{templates.name} has what is no template: {error}"
        return None, f"what the idle line costs is not known: {told}"
    return usd, f"the idle line is that of the templates in {templates.name}"


def show(report: Report, out: TextIO) -> None:
    """The report, as a table and sentences."""
    from rich.console import Console
    from rich.table import Table

    console = Console(file=out, highlight=False, soft_wrap=True, width=None if out.isatty() else 140)
    table = Table(title="Cents a call", title_justify="left")
    table.add_column("call", overflow="fold")
    for part in (*CENT_PARTS, "together"):
        table.add_column(part, justify="right")
    for call in report.calls:
        table.add_row(_name(call), *_cents(call.cost))
    table.add_section()
    mean = Cost({part: _mean(report, part) for part in CENT_PARTS}, report.as_of)
    table.add_row("mean", *_cents(mean))
    console.print(table)
    for line in sentences(report):
        console.print(line, markup=False)


def sentences(report: Report) -> list[str]:
    """What the table cannot say: the month, what is estimated, and what has no price."""
    lines = [_month(report)] if report.calls_per_month is not None else []
    lines += [f"List prices of {report.as_of}, US Regions: measure/prices.toml; {report.idle_note}."]
    lines += [
        "Estimated: minutes by how long the words take to say, Lambda by its time on this machine, tokens by the"
        f" offline model's count, priced as {report.priced_as}."
    ]
    if untold := [call for call in report.calls if call.cost.estimated]:
        lines.append(f"* Answered before the model had told its tokens, which are estimated: {_calls(len(untold))}.")
    lines += [f"{note}." for note in dict.fromkeys(call.cost.note for call in report.calls if call.cost.note)]
    lines.append(f"Not counted: {'; '.join(LEFT_OUT)}.")
    if failed := [call.name for call in report.calls if call.failures]:
        lines.append(f"Not as expected, so perhaps not what such a call costs: {', '.join(failed)}.")
    return lines


def _month(report: Report) -> str:
    number, month = report.calls_per_month or 0, report.month_usd or 0.0
    calls = f"{_calls(number)} a month: ${number * report.mean_usd:,.2f}"
    if report.idle_usd is None:
        return f"{calls}, without the line itself."
    return f"{calls}, and ${report.idle_usd:,.2f} for the line itself, with or without calls: ${month:,.2f}."


def _calls(number: int) -> str:
    return f"{number:,} call" if number == 1 else f"{number:,} calls"


def _name(call: Priced) -> str:
    return call.name.replace("_", " ") + (" *" if call.cost.estimated else "")


def _mean(report: Report, part: str) -> float:
    return sum(call.cost.parts[part] for call in report.calls) / len(report.calls)


def _cents(cost: Cost) -> list[str]:
    return [f"{dollars * 100:.3f}" for dollars in (*(cost.parts[part] for part in CENT_PARTS), cost.total_usd)]

"""What several parts must agree on: imports, session attributes, the bot and the policy, the flows and the bot."""

import ast
import json
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

import clinic
import contact_flows
import lex_bot
from fulfillment import lex, prompts
from fulfillment.tasks import TASKS
from fulfillment.turn import (
    IDENTITY_STEPS,
    SLOT_STEPS,
    AskConfirmation,
    AskIntent,
    AskSlot,
    CallbackOffer,
    CallbackTo,
    End,
    Intent,
    Outcome,
    Queue,
    Reason,
    Reply,
    Step,
)

ROOT = Path(__file__).parents[2]
FUNCTION = ROOT / "lambdas" / "fulfillment"
BOT = lex_bot.load("en_US", clinic.load())

ATTRIBUTES = {"session_id", "caller_number", "locale", "turn", "outcome", "handoff_reason", "handoff_queue", "asked"}
"""design: the session attributes, and `asked`, by which a flow says what it has asked itself."""


def imported(path: Path, package: str) -> Iterator[str]:
    """The absolute names a module imports, with names taken from packages in full."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            yield ".".join([*base, *([node.module] if node.module else [])])


def modules(folder: Path, package: str) -> Iterator[tuple[Path, str]]:
    for path in sorted(folder.rglob("*.py")):
        yield path, ".".join([package, *path.relative_to(folder).parent.parts])


CORE = [
    (path, package)
    for path, package in modules(FUNCTION, "fulfillment")
    if path.relative_to(FUNCTION).parts[0]
    not in ("aws", "handler.py", "flow_handler.py", "ended_handler.py", "telemetry.py")
]


@pytest.mark.parametrize(("path", "package"), CORE, ids=lambda value: getattr(value, "stem", ""))
def test_the_core_imports_the_standard_library_and_itself_alone(path: Path, package: str) -> None:
    for name in imported(path, package):
        first = name.split(".")[0]
        assert first == "fulfillment" or first in sys.stdlib_module_names, f"{path.name} imports {name}"
        assert not name.startswith("fulfillment.aws"), f"{path.name} imports an adapter"
        assert name not in ("logging", "socket", "urllib.request", "http.client", "os"), f"{path.name} does I/O: {name}"


RANKS = {
    name: rank
    for rank, names in enumerate(
        (
            ("turn", "records", "settings", "dialing"),
            ("callers", "tried"),
            ("speech", "ports", "hearing", "prompts", "session"),
            ("collected",),
            ("lex", "tasks", "answers", "confidence", "disposition"),
            ("handoff", "assist", "feedback", "agent", "interrupted"),
            ("talk", "carried"),
            ("consent", "inquiries", "asides", "smalltalk"),
            ("errands", "checks"),
            ("topic",),
            ("questions", "callbacks", "resume"),
            ("dialogue",),
            ("delivery", "telemetry"),
            ("handler", "flow_handler", "ended_handler"),
        )
    )
    for name in names
}
"""How far out each module lies; it may import only what lies further in."""


def test_imports_in_the_function_point_inwards() -> None:
    for path, package in modules(FUNCTION, "fulfillment"):
        parts = path.relative_to(FUNCTION).parts
        own = parts[0].removesuffix(".py")
        if own in ("aws", "__init__"):
            continue
        for name in imported(path, package):
            target = name.split(".")[1] if name.startswith("fulfillment.") else None
            if target and target != own and target != "aws":
                assert RANKS[target] < RANKS[own], f"{own} imports {target}"


FOLDERS = {
    "fulfillment": set(),
    "declared": set(),
    "contact_flows": {"clinic", "declared"},
    "lex_bot": {"clinic", "declared"},
    "clinic": {"declared"},
    "simulator": {"fulfillment", "contact_flows", "lex_bot", "clinic", "declared", "measure"},
    "skeleton": {"simulator", "fulfillment", "clinic", "declared"},
    "workbench": {"simulator", "fulfillment", "contact_flows", "lex_bot", "clinic", "declared"},
    "measure": {"clinic", "declared", "simulator", "fulfillment", "contact_flows", "lex_bot"},
}  # fmt: skip


@pytest.mark.parametrize("name", FOLDERS)
def test_packages_import_only_what_lies_further_in(name: str) -> None:
    folder = FUNCTION if name == "fulfillment" else ROOT / name
    files = modules(folder, name) if folder.is_dir() else [(ROOT / f"{name}.py", "")]
    for path, package in files:
        for module in imported(path, package):
            first = module.split(".")[0]
            if first in FOLDERS and first != name:
                assert first in FOLDERS[name], f"{path.relative_to(ROOT)} imports {module}"
            assert first != "aws_cdk", f"{path.name} imports CDK"


def flow_files() -> list[dict[str, Any]]:
    return [json.loads(path.read_text()) for path in sorted((ROOT / "contact_flows").glob("*.json"))]


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for item in value.values():
            yield from strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)
    elif isinstance(value, str):
        yield value


def lex_blocks() -> list[dict[str, Any]]:
    actions = [action for flow in flow_files() for action in flow["Actions"]]
    return [action["Parameters"] for action in actions if action["Type"] == "ConnectParticipantWithLexBot"]


def test_flows_read_only_attributes_that_the_function_writes() -> None:
    read = {
        name
        for flow in flow_files()
        for s in strings(flow)
        for name in re.findall(r"\$\.Lex\.SessionAttributes\.(\w+)", s)
    }
    turn = lex.parse({"sessionState": {"sessionAttributes": {"session_id": "c"}}})
    ending = lex.render(
        End("bye", Outcome.AGENT, Reason.ASKED, Queue.GENERAL, CallbackTo.OWN, CallbackOffer.LATER), turn, number=1
    )
    written = set(ending["sessionState"]["sessionAttributes"])
    assert read
    assert read <= written


def test_flows_send_only_attributes_of_the_contract() -> None:
    for block in lex_blocks():
        sent = set(block["LexSessionAttributes"])
        assert {"session_id", "caller_number", "locale"} <= sent
        assert {name for name in sent if not name.startswith("x-amz-lex:")} <= ATTRIBUTES


def test_flows_compare_outcomes_and_queues_that_the_function_can_name() -> None:
    operands: dict[str, set[str]] = {}
    for flow in flow_files():
        for action in flow["Actions"]:
            if action["Type"] == "Compare":
                found = {o for c in action["Transitions"].get("Conditions", ()) for o in c["Condition"]["Operands"]}
                operands.setdefault(action["Parameters"]["ComparisonValue"], set()).update(found)
    outcomes = {o for value, found in operands.items() if value.endswith(".outcome") for o in found}
    assert outcomes == set(Outcome)
    assert operands["$.Attributes.handoff_queue"] <= set(Queue)
    assert operands["$.Lex.SessionAttributes.callback_offer"] == set(CallbackOffer)
    assert set(Queue) - {Queue.GENERAL} <= operands["$.Attributes.handoff_queue"]


def test_the_tenant_names_the_queues_that_the_function_can_name() -> None:
    assert set(clinic.load().queues) == set(Queue)


def test_the_bot_has_the_intents_that_the_policy_knows() -> None:
    assert {intent.name for intent in BOT.intents} == set(Intent)


@pytest.mark.parametrize("intent", sorted(TASKS))
def test_each_task_asks_for_slots_that_its_intent_has(intent: str) -> None:
    slots = [slot.name for slot in BOT.intent(intent).slots]
    assert set(slots) == {str(step) for step in (*IDENTITY_STEPS, *TASKS[intent].steps)}
    assert slots[:2] == [Step.LAST_NAME, Step.BIRTH_DATE]


def test_what_changes_something_can_be_confirmed_in_the_bot() -> None:
    confirmed = {intent.name for intent in BOT.intents if intent.confirmation is not None}
    assert confirmed == {Intent.BOOK, Intent.RESCHEDULE, Intent.CANCEL, Intent.RESET}


def test_flows_name_no_intent_that_the_bot_does_not_have() -> None:
    for flow in flow_files():
        for action in flow["Actions"]:
            if action["Type"] == "ConnectParticipantWithLexBot":
                for branch in action["Transitions"].get("Conditions", ()):
                    assert set(branch["Condition"]["Operands"]) <= {intent.name for intent in BOT.intents}


def test_every_placeholder_of_the_flows_is_declared() -> None:
    used = {name for names in contact_flows.placeholders().values() for name in names}
    assert used <= set(contact_flows.PLACEHOLDERS)


REPLIES: list[Reply] = [
    AskIntent("How can I help?"),
    AskSlot(Intent.BOOK, Step.DAY, None),
    AskConfirmation(Intent.CANCEL, "Shall I?"),
    End("Goodbye.", Outcome.DONE),
]


@pytest.mark.parametrize("reply", REPLIES, ids=lambda reply: type(reply).__name__)
def test_replies_write_no_attribute_outside_the_contract(reply: Reply) -> None:
    sent = {"session_id": "c", "caller_number": "+12065550101", "outcome": "agent", "x-amz-lex:a": "1"}
    turn = lex.parse({"sessionState": {"sessionAttributes": sent}})
    written = lex.render(reply, turn, number=3)["sessionState"]["sessionAttributes"]
    assert {name for name in written if not name.startswith("x-amz-lex:")} <= ATTRIBUTES
    assert written["turn"] == "3"
    assert ("outcome" in written) == isinstance(reply, End)


def keys_of(table: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from keys_of(value, f"{prefix}{name}.")
        else:
            for text in [value] if isinstance(value, str) else value:
                yield f"{prefix}{name}", text


@pytest.mark.parametrize("path", sorted(prompts.FOLDER.glob("*.toml")), ids=lambda path: path.stem)
def test_every_locale_has_the_same_sentences_with_the_same_gaps(path: Path) -> None:
    def gaps(file: Path) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for key, text in keys_of(tomllib.loads(file.read_text())):
            if not key.startswith("called."):
                found.setdefault(key, set()).update(name for _, name, _, _ in Formatter().parse(text) if name)
        return found

    assert gaps(path) == gaps(prompts.FOLDER / f"{prompts.FALLBACK}.toml")


def test_every_sentence_is_used_and_every_one_used_exists() -> None:
    known = {key for key, _ in keys_of(tomllib.loads((prompts.FOLDER / "en_US.toml").read_text()))}
    source = "\n".join(path.read_text() for path, _ in modules(FUNCTION, "fulfillment"))
    literals = set(re.findall(r'"([a-z_]+\.[A-Za-z_]+)"', source)) & known
    named = literals | set(re.findall(r'say\(\s*"([\w.]+)"', source))
    families = {f.split("{")[0] for f in re.findall(r'f"([a-z_]+\.(?:[a-z_]+\.)?\{)', source)}
    assert named <= known
    unused = {key for key in known if key not in named and not any(key.startswith(f) for f in families)}
    assert unused == set()


def test_each_step_reason_and_part_has_its_sentences() -> None:
    for reason in Reason:
        for family in ("handoff", "why", "next_step"):
            assert prompts.has(f"{family}.{reason}", "en_US")
    for step in SLOT_STEPS:
        assert prompts.has(f"ask.{step}", "en_US")
    for step in set(Step) - {Step.CALLBACK}:
        assert prompts.has(f"again.{step}", "en_US")
    for intent in TASKS:
        assert prompts.has(f"summary.{intent}", "en_US")

"""What `ivr doctor` says when sentences or the bot are not those that the function asks for."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import lex_bot
from infra.doctor import agreements, command
from infra.doctor.agreements import Function
from infra.doctor.findings import Finding, State
from tests.infra.synthesis import ROOT, a_clinic, with_spanish

PACKAGES = ROOT / command.PACKAGES


@pytest.fixture
def packages(tmp_path: Path) -> Path:
    """A copy of the function, to be edited."""
    shutil.copytree(PACKAGES / "fulfillment", tmp_path / "fulfillment", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def the_function(packages: Path = PACKAGES) -> Function:
    function = agreements.ask_function(packages)
    assert isinstance(function, Function)
    return function


def of_prompts(packages: Path, *, spanish: bool = True) -> list[Finding]:
    tenant = with_spanish(a_clinic()) if spanish else a_clinic()
    return list(agreements.check_prompts(tenant, the_function(packages), packages / agreements.PROMPTS))


def of_bot(folder: Path) -> list[Finding]:
    return list(agreements.check_intents(a_clinic(), the_function(), folder=folder))


def problems(found: list[Finding]) -> list[str]:
    return [finding.message for finding in found if finding.state is State.PROBLEM]


def test_our_sentences_and_bot_are_those_the_function_asks_for() -> None:
    assert {finding.state for finding in of_prompts(PACKAGES)} == {State.OK}
    assert of_bot(lex_bot.FOLDER) == []


def edited(old: str, new: str) -> Callable[[str], str]:
    def edit(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return edit


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        (edited("for {services}?", "for {services?"), "ask.Service: expected '}' before end of string"),
        (edited('"What day would you like?"', '""'), "ask.Day must be a sentence"),
        (edited('"What day would you like?"', "7"), "ask.Day must be a sentence"),
        (edited("for {services}?", "for {}?"), "ask.Service: {} is no gap"),
        (edited("for {services}?", "for {servicez}?"), "ask.Service has {servicez}, and in es_US.toml it has not"),
        (edited("Your {service} with", "Your {servise} with"), "appointment.is_on has {servise}"),
        (edited("say: {heard}?", "say: {herd}?"), "ask.check_heard has {herd}, and in es_US.toml it has not"),
        (edited("{done}", "{don}"), "handoff.system_failure_after: nothing fills {don}"),
        (edited("\nmove_to =", "\nmoved_to ="), "there is no sentence ask.move_to"),
        (edited("\nDay = \"What", "\nDya = \"What"), "there is no sentence ask.Day"),
        (edited("\nDay = \"What", "\nDay = What"), "prompts/en_US.toml:8"),
    ],
)  # fmt: skip
def test_a_sentence_that_would_fail_in_a_call_is_a_problem(
    packages: Path, edit: Callable[[str], str], says: str
) -> None:
    path = packages / agreements.PROMPTS / "en_US.toml"
    path.write_text(edit(path.read_text(encoding="utf-8")), encoding="utf-8")
    found = problems(of_prompts(packages, spanish=False))
    assert any("prompts/en_US.toml" in each and says in each for each in found), found


def test_the_function_does_not_start_without_its_english(packages: Path) -> None:
    (packages / agreements.PROMPTS / "en_US.toml").unlink()
    assert "prompts/en_US.toml is missing, and the function does not start without it" in problems(of_prompts(packages))


def test_another_locale_without_sentences_is_a_warning(packages: Path) -> None:
    (packages / agreements.PROMPTS / "es_US.toml").unlink()
    found = of_prompts(packages)
    assert problems(found) == []
    assert "es_US callers hear English" in next(each.message for each in found if each.state is State.WARNING)


def test_a_sentence_that_only_a_tenants_orders_need_may_be_in_one_locale(packages: Path) -> None:
    path = packages / agreements.PROMPTS / "en_US.toml"
    path.write_text(edited("[order.words]", '[order.words]\non_the_moon = "on the moon"')(path.read_text()))
    assert problems(of_prompts(packages)) == []


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("CancelAppointment", "CancelVisit", "there is no intent CancelAppointment, which the function reads"),
        ("CancelAppointment", "CancelVisit", "the function knows no intent CancelVisit"),
        ("OrderNumber", "Order", "the function reads BirthDate, LastName, OrderNumber"),
    ],
)
def test_a_name_that_the_function_does_not_know_is_a_problem(tmp_path: Path, old: str, new: str, says: str) -> None:
    text = (lex_bot.FOLDER / "en_US.toml").read_text(encoding="utf-8")
    for left, right in ('""', "{}"):
        text = text.replace(f"{left}{old}{right}", f"{left}{new}{right}")
    (tmp_path / "en_US.toml").write_text(text, encoding="utf-8")
    assert any(says in each for each in problems(of_bot(tmp_path)))


def test_a_function_that_cannot_be_imported_is_a_problem(packages: Path) -> None:
    (packages / "fulfillment/turn.py").write_text("import nothing_of_this_name", encoding="utf-8")
    found = agreements.ask_function(packages)
    assert isinstance(found, Finding)
    assert (found.state, "nothing_of_this_name" in found.message) == (State.PROBLEM, True)

"""docs/flows.md is executed: an edit made in the designer goes the way that the page describes, up to the account."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import contact_flows
from contact_flows.bind import FOLDER
from contact_flows.comparison import differences
from contact_flows.flow import parse
from tests.unit.test_flow_unbind import BINDINGS

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "flows.md").read_text(encoding="utf-8")
BLOCKS = [body for language, body in re.findall(r"```(\w*)\n(.*?)```", PAGE, re.DOTALL) if language == "console"]
SCRIPT = next(iter(re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)))
PLAYED = ("cli.py", "clinic.py", "clinic.toml", "voices.toml", "declared", "contact_flows", "workbench", "simulator")
NEEDED = (*PLAYED, "lex_bot", "lambdas", "knowledge_base", "measure", "skeleton")
NEW_WORDS = "What would you like to do today?"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository as an admin has it, with an export and a map in it."""
    folder = tmp_path_factory.mktemp("frontdesk")
    unneeded = shutil.ignore_patterns("__pycache__", "*.pyc")
    for name in NEEDED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=unneeded)
        elif (ROOT / name).is_file():
            shutil.copy(ROOT / name, folder / name)
    (folder / "tests" / "e2e" / "calls").mkdir(parents=True)
    author = ["-c", "user.name=a", "-c", "user.email=a@example.com"]
    for words in (["init", "-q"], ["add", "."], [*author, "commit", "-qm", "as deployed"]):
        subprocess.run(["git", "-C", str(folder), *words], check=True, timeout=60)
    inbound = contact_flows.bind.bind(parse((FOLDER / "inbound.json").read_text(), name="inbound"), BINDINGS)
    export = contact_flows.content(inbound).replace("How can I help you today?", NEW_WORDS)
    (folder / "export.json").write_text(export, encoding="utf-8")
    lines = [f"{name} = {json.dumps(value)}\n" for name, value in BINDINGS.items()]
    (folder / "map.toml").write_text("".join(lines), encoding="utf-8")
    return folder


def run(command: str, folder: Path) -> str:
    here = command.replace(".venv/bin/ivr", f'"{sys.executable}" -m cli')
    done = subprocess.run(here, shell=True, cwd=folder, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_way_of_an_edit_is_as_the_page_says(folder: Path) -> None:
    script = next(re.finditer(r"`(tests/e2e/calls/\w+\.toml)`", PAGE))[1]
    (folder / script).write_text(SCRIPT, encoding="utf-8")
    assert len(BLOCKS) == 5
    for block in BLOCKS:
        command, _, shown = block.partition("\n")
        told = run(command.removeprefix("$ "), folder)
        assert [line.strip() for line in told.splitlines()][: len(shown.splitlines())] == [
            line.strip() for line in shown.splitlines()
        ], command
    edited = json.loads((folder / "contact_flows" / "inbound.json").read_text(encoding="utf-8"))
    (found,) = differences(json.loads((FOLDER / "inbound.json").read_text(encoding="utf-8")), edited)
    assert (found.block, found.part) == ("Greeting", "Text")


def test_every_file_and_section_that_the_page_links_to_exists() -> None:
    for link in re.findall(r"\]\(([^)]+)\)", PAGE):
        name, _, section = link.partition("#")
        page = ROOT / "docs" / name if name else ROOT / "docs" / "flows.md"
        assert page.exists(), link
        if section:
            heads = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
            assert section in {re.sub(r"[^\w -]", "", head).lower().replace(" ", "-") for head in heads}, link


@pytest.mark.parametrize("page", ["README.md", "docs/operations.md"])
def test_the_page_can_be_found(page: str) -> None:
    assert "flows.md" in (ROOT / page).read_text(encoding="utf-8")

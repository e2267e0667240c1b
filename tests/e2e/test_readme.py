"""The README is executed: its commands run, and what it shows is what they print."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()
BLOCKS = re.findall(r"```console\n(.*?)```", README, re.DOTALL)
COMMANDS = [(line[2:], block) for block in BLOCKS for line in block.splitlines()[:1] if line.startswith("$ ")]
IVR = [(command, block) for command, block in COMMANDS if command.startswith(".venv/bin/ivr")]
MAKE = [command.removeprefix("make ") for command, _ in COMMANDS if command.startswith("make ")]


def steady(text: str) -> str:
    """Without what no two runs share, durations and seconds, and without the double's own confidences."""
    text = re.sub(r"\d+ ms", "- ms", text)
    text = re.sub(r"confidence \d\.\d\d", "confidence -", text)
    return re.sub(r"\d\d:\d\d:\d\d(\.\d+)?\+00:00", "--:--:--", text).strip()


def run(command: str) -> str:
    here = command.replace(".venv/bin/ivr", f'"{sys.executable}" -m cli')
    done = subprocess.run(here, shell=True, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize(("command", "block"), IVR, ids=[command for command, _ in IVR])
def test_a_command_prints_what_the_readme_shows(command: str, block: str) -> None:
    shown = block.split("\n", 1)[1]
    assert steady(run(command)) == steady(shown)


def test_the_readme_has_the_two_commands_of_a_fresh_machine() -> None:
    assert {"call", "test"} <= set(MAKE)


def make(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = ["make", "--no-print-directory", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)


@pytest.mark.parametrize("target", MAKE)
def test_make_knows_each_target_of_the_readme(target: str) -> None:
    done = make("-n", target)
    assert done.returncode == 0, done.stderr
    runs = {"call": "ivr call", "test": "pytest", "bootstrap": "cdk bootstrap", "deploy": "cdk deploy --all"}
    assert runs[target] in done.stdout


def test_the_readme_has_every_target_as_make_tells_it() -> None:
    done = make("help")
    told = {f"make {name}": what for _, name, what in (line.split(None, 2) for line in done.stdout.splitlines())}
    assert dict(re.findall(r"^\| `(make \w+)` \| (.+) \|$", README, re.MULTILINE)) == told


def test_the_script_in_the_documentation_passes(tmp_path: Path) -> None:
    sample = re.findall(r"```toml\n(.*?)```", (ROOT / "docs" / "call-scripts.md").read_text(), re.DOTALL)[0]
    script = tmp_path / "sample.toml"
    script.write_text(sample)
    assert "ok" in run(f".venv/bin/ivr call {script}")


def test_every_file_the_readme_links_to_exists() -> None:
    for link in re.findall(r"\]\(([^)#]+)\)", README):
        assert link.startswith("https://") or (ROOT / link).exists(), link

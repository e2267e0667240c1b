"""The table of rules in the documentation and the rules themselves say the same."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from contact_flows.lint import RULES
from contact_flows.lint.rules import CALLERS

ROOT = Path(__file__).parents[2]
DOC = (ROOT / "docs" / "flow-rules.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `([\w-]+)` \| (\w+) \| (.+?) \| (.+?) \| (.+?) \|$", re.MULTILINE)


def test_every_rule_is_in_the_table_as_it_is_and_no_other() -> None:
    told = {rule: (severity, what) for rule, severity, what, _, _ in ROW.findall(DOC)}
    assert told == {name: (str(rule.severity), rule.what) for name, rule in RULES.items()}


def test_every_rule_says_why_and_how_it_is_mended() -> None:
    assert all(why.strip() and fix.strip() for *_, why, fix in ROW.findall(DOC))


def named() -> Iterator[str]:
    """The rules that the linter's code finds things by."""
    for path in (ROOT / "contact_flows" / "lint").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Found"
            if called and isinstance(node, ast.Call) and isinstance(node.args[1], ast.Constant):
                yield str(node.args[1].value)


def test_every_rule_about_callers_is_found_by_something_and_nothing_is_found_by_another() -> None:
    assert {*named(), "silence"} == set(CALLERS)

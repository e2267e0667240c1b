"""What `ivr doctor` does: options become checks, checks become lines or JSON.

Knows the order of the checks and what each needs of another; refuses to know how a check is made.
"""

import os
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

import contact_flows
from clinic import Clinic
from contact_flows import FlowError
from declared import one_of
from declared.ending import Unusable
from infra.doctor import agreements, declared_files, estimates, templates, tools
from infra.doctor.declared_files import Given
from infra.doctor.findings import CHECKS, NEVER_ACCEPTED, Finding, accept, problem, skipped, unasked_account, would_fail
from infra.doctor.report import Report, as_json
from infra.doctor.templates import Assembly

NOTHING_FAILS, WOULD_FAIL = 0, 1
ROOT = Path(__file__).parents[2]
PACKAGES = Path("lambdas")
"""Of the function."""
PROMPTS = PACKAGES / agreements.PROMPTS


@dataclass(frozen=True, slots=True)
class Asked:
    """The command line of `ivr doctor`."""

    environment: str | None = None
    context: Sequence[str] = ()
    """`key=value` each, as of `cdk deploy -c`."""
    offline: bool = False
    json: bool = False
    overwrite: Sequence[str] = ()
    """Flows whose edits in Connect may be lost, by their file's name."""
    accepted: Sequence[str] = ()
    """Checks whose problems are warnings."""
    before_deploy: bool = False
    """Whether a deployment follows: then an account that cannot be asked is a problem that nothing accepts."""


def run(asked: Asked, *, out: TextIO, root: Path = ROOT) -> int:
    """Make the checks and report them; the exit code.

    Raises:
        Unusable: something given cannot be used, or the deployment's packages are not installed.
    """
    if missing := tools.missing_packages():
        raise Unusable(f"{' and '.join(missing)}: the deployment's packages are not installed; run: make setup")
    for name in asked.accepted:
        if name not in CHECKS:
            raise Unusable(f"--accept: {one_of(name, CHECKS)}")
        if name in NEVER_ACCEPTED:
            raise Unusable(f"--accept {name}: what it finds cannot be taken back; do what the doctor says of it")
    context = _context(asked)
    _known_flows(asked.overwrite, root)
    with tempfile.TemporaryDirectory(prefix="ivr-doctor-") as folder:
        groups = _groups(asked, context, root, Path(folder), None if asked.json else Report(out))
    findings = [finding for group in groups.values() for finding in group]
    if asked.json:
        print(as_json(groups), file=out)
    else:
        Report(out).ending(findings)
    return WOULD_FAIL if would_fail(findings) else NOTHING_FAILS


def _groups(
    asked: Asked, context: Mapping[str, Any], root: Path, folder: Path, report: Report | None
) -> dict[str, list[Finding]]:
    given, assembly, found = offline(context, root, folder)
    groups = {"offline": accept(found, asked.accepted)}
    if report:
        report.group("offline", groups["offline"])
    groups["online"] = accept(online(asked, given, assembly), asked.accepted)
    if asked.before_deploy and not would_fail(groups["offline"]):
        groups["online"] = must_be_asked(groups["online"])
    if report:
        report.group("online", groups["online"])
    return groups


def must_be_asked(found: Sequence[Finding]) -> list[Finding]:
    """The findings of the online part; a problem where nothing was asked."""
    unasked = unasked_account(found)
    if unasked is None:
        return list(found)
    said = f"the account could not be asked, and a deployment needs it: {unasked.message}"
    fix = unasked.fix or "leave --offline away"
    return [problem("account", said, fix) if each is unasked else each for each in found]


def offline(
    context: Mapping[str, Any], root: Path, folder: Path
) -> tuple[Given, Assembly | None, list[Finding]]:  # fmt: skip
    """Every check that needs no account. `folder`: where the templates go."""
    found = [tools.check_python(), tools.check_node()]
    given, said = declared_files.read_configuration(root, context, os.environ)
    found += said
    if given.clinic:
        found += _of_the_clinic(given.clinic, root)
    if given.clinic and given.deployment:
        found += declared_files.check_models(given.clinic, given.deployment)
    found.append(tools.check_tree(root))
    if would_fail(found):
        return given, None, [*found, skipped("synthesis", "after the problems above")]
    assembly, said = templates.synthesise(root, folder, context, os.environ)
    found += said
    if assembly:
        found += templates.check_limits(assembly)
        found += templates.check_lint(root, assembly)
    found += tools.check_cli(root, assembly.cli_version if assembly else "")
    return given, assembly, found


def _of_the_clinic(clinic: Clinic, root: Path) -> list[Finding]:
    found = [
        *declared_files.check_bot(clinic, folder=root / "lex_bot"),
        *declared_files.check_flows(clinic, folder=root / "contact_flows"),
    ]
    function = agreements.ask_function(root / PACKAGES)
    if isinstance(function, Finding):
        found.append(function)
    else:
        found += agreements.check_intents(clinic, function, folder=root / "lex_bot")
        found += agreements.check_prompts(clinic, function, root / PROMPTS)
    if not would_fail(found):
        bindings = declared_files.sample_bindings(clinic)
        found += estimates.check_attributes(contact_flows.load(bindings, folder=root / "contact_flows"))
        found += estimates.check_cache(clinic, root / PROMPTS, root / estimates.MODELS)
    return found


def online(asked: Asked, given: Given, assembly: Assembly | None) -> list[Finding]:
    """Every check that asks AWS, or the sentence why none does."""
    if asked.offline:
        return [skipped("account", "--offline")]
    if not (given.deployment and given.clinic):
        return [skipped("account", "after the problems of the configuration")]
    from botocore.session import Session

    from infra.doctor import online as account

    clients = account.connect_to_aws(Session(), given.deployment.region)
    if isinstance(clients, Finding):
        return [clients]
    about = account.Asked(given.deployment, given.clinic, assembly, overwrite=asked.overwrite)
    return account.check(clients, about)


def _context(asked: Asked) -> dict[str, str]:
    context = {}
    for given in asked.context:
        key, equals, value = given.partition("=")
        if not equals or not key:
            raise Unusable(f"-c {given}: write key=value, such as -c region=us-west-2")
        context[key] = value
    if asked.environment:
        context["environment"] = asked.environment
    return context


def _known_flows(names: Sequence[str], root: Path) -> None:
    try:
        known = contact_flows.placeholders(folder=root / "contact_flows")
    except FlowError:
        return
    for name in names:
        if name not in known:
            raise Unusable(f"--overwrite-flow {name}: there is no such flow; write one of {', '.join(known)}")

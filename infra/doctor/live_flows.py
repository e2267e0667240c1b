"""Contact flows as Connect has them, held against what was last deployed: an admin's edit that a deployment would lose.

Knows where both come from and when an edit is lost; refuses to know how two flows are compared. Last deployed is the
stack's own template; live is what DescribeContactFlow returns, published and saved.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from contact_flows.comparison import Difference, differences, display_names
from infra.doctor.asking import Unanswered, Why, ask
from infra.doctor.findings import CDK, Finding, ok, problem, warning
from infra.doctor.intrinsics import Scope, references, resolved
from infra.doctor.line import instance_id
from infra.doctor.templates import Template

KIND = "AWS::Connect::ContactFlow"
CHECK = "flow edits"
_LASTING = frozenset({KIND, "AWS::Connect::HoursOfOperation", "AWS::Connect::Queue"})
"""Types whose ARN stays, whatever is changed of them."""
_SHOWN = 6
"""Differences that one finding names."""
_SAVED = "$SAVED"
"""What asks for the version that is saved and not published:
https://docs.aws.amazon.com/connect/latest/APIReference/API_DescribeContactFlow.html"""


@dataclass(frozen=True, slots=True)
class Where:
    """What is asked, and what is known of it beside the templates."""

    connect: Any
    """The client."""
    instance: str
    """ARN of the instance."""
    stack: str
    """Name of the stack that has the flows."""
    prefix: str
    """What the flows' names in Connect begin with, before the file's and a hyphen."""
    overwrite: Collection[str] = ()
    """Names of flows whose edits may be lost."""
    names: Mapping[str, str] = field(default_factory=dict)
    """Id -> name, of what flows refer to."""


@dataclass(frozen=True, slots=True)
class Versions:
    """One flow: as last deployed, as it would be deployed, and as it is."""

    name: str
    """The file's, without the suffix."""
    deployed: Mapping[str, Any]
    coming: Mapping[str, Any] | None
    """None: the deployment would no longer have it."""
    touched: bool
    """Whether CloudFormation would write it: it does when the properties change, or what they become."""


def check_flows(old: Template, new: Template, scope: Scope, where: Where) -> Iterator[Finding]:
    """Whether an admin's edit of a flow would be lost.

    Args:
        old: The stack's template as last deployed.
        new: As it would be deployed.
        scope: What the deployed stack's names stand for.
        where: The instance.
    """
    intact = 0
    for logical, versions in read_versions(old, new, scope, prefix=where.prefix).items():
        arn = scope.physical_ids.get(logical, "")
        found = list(_of_flow(versions, arn, where)) if arn else []
        intact += not found
        yield from found
    if intact:
        yield ok(CHECK, f"{intact} flow{'s are' if intact > 1 else ' is'} as last deployed, or as the files say")


def read_versions(old: Template, new: Template, scope: Scope, *, prefix: str) -> dict[str, Versions]:
    """Logical id -> the flow's versions in two templates. `prefix`: as of `Where`."""
    found = {}
    for logical, resource in old.get("Resources", {}).items():
        if resource["Type"] == KIND:
            coming = new.get("Resources", {}).get(logical)
            name = str(resource["Properties"].get("Name", logical)).removeprefix(f"{prefix}-")
            found[logical] = Versions(
                name=name,
                deployed=_content(resource, scope),
                coming=_content(coming, scope) if coming else None,
                touched=is_touched(logical, old, new),
            )
    return found


def is_touched(logical: str, old: Template, new: Template) -> bool:
    """Whether the resource, or something whose identity it takes over, is not the same in both templates."""
    waiting, seen = [logical], {logical}
    while waiting:
        name = waiting.pop()
        was, now = (template.get("Resources", {}).get(name) for template in (old, new))
        if (was or {}).get("Properties") != (now or {}).get("Properties"):
            return True
        found = {
            each
            for each in references((was or {}).get("Properties"))
            if new["Resources"].get(each, {}).get("Type") not in _LASTING and each not in seen
        }
        seen |= found
        waiting += found
    return False


def _content(resource: Mapping[str, Any], scope: Scope) -> Mapping[str, Any]:
    return _decoded(resolved(resource["Properties"].get("Content"), scope))


def _decoded(content: Any) -> Mapping[str, Any]:
    try:
        flow = json.loads(content, strict=False)
    except (TypeError, ValueError):
        return {}
    return flow if isinstance(flow, Mapping) else {}


def _of_flow(versions: Versions, arn: str, where: Where) -> Iterator[Finding]:
    if not versions.deployed:
        said = (
            f"{versions.name}: what was last deployed cannot be read from the stack's template, so edits are not seen"
        )
        fix = f"to deploy all the same: make deploy DOCTOR='--accept \"{CHECK}\"'"
        yield problem(CHECK, said, fix) if versions.touched else warning(CHECK, said)
        return
    try:
        published = _described(where, arn)
    except Unanswered as unanswered:
        if unanswered.why is not Why.MISSING:
            raise
        yield _gone(versions, where.stack, arn)
        return
    if edits := lost(versions, published):
        yield _finding(versions, edits, published, where)
    saved = _saved(where, arn)
    if saved is not None and differences(published, saved) and (drafts := lost(versions, saved)):
        yield _finding(versions, drafts, saved, where, published=False)


def _described(where: Where, flow: str) -> Mapping[str, Any]:
    return _decoded(describe(where.connect, where.instance, flow).get("Content"))


def describe(connect: Any, instance: str, flow: str, *, saved: bool = False) -> Mapping[str, Any]:
    """A flow as Connect has it: its name, and its content as text.

    Args:
        connect: The client.
        instance: ARN of the instance.
        flow: ARN of the flow.
        saved: Whether it is the version that is saved and perhaps not yet published.

    Raises:
        Unanswered: Connect does not say.
    """
    id_ = f"{flow}:{_SAVED}" if saved else flow
    answer = ask(connect, "describe_contact_flow", InstanceId=instance_id(instance), ContactFlowId=id_)
    found: Mapping[str, Any] = answer["ContactFlow"]
    return found


def _saved(where: Where, arn: str) -> Mapping[str, Any] | None:
    """The saved version; None: Connect does not tell of one."""
    try:
        return _decoded(describe(where.connect, where.instance, arn, saved=True).get("Content"))
    except Unanswered as unanswered:
        if unanswered.why in (Why.MISSING, Why.FAILED):
            return None
        raise


def lost(versions: Versions, live: Mapping[str, Any]) -> list[Difference]:
    """What an admin changed since the last deployment, less what the coming one has too."""
    edits = differences(versions.deployed, live)
    if versions.coming is None or not edits:
        return edits
    unlike = {(each.block, each.part) for each in differences(versions.coming, live)}
    return [edit for edit in edits if (edit.block, edit.part) in unlike]


def _gone(versions: Versions, stack: str, arn: str) -> Finding:
    said = f"{versions.name}: somebody removed this flow from Connect ({instance_id(arn)})"
    fix = f"to make it again, run: {CDK} deploy {stack} --revert-drift"
    return problem(CHECK, said, fix) if versions.touched else warning(CHECK, said, fix)


def _finding(
    versions: Versions, edits: list[Difference], live: Mapping[str, Any], where: Where, *, published: bool = True
) -> Finding:
    name, environment = versions.name, where.prefix.partition("-")[2]
    state = "edited in Connect" if published else "edited in Connect, saved and not yet published"
    said = f"{name}: {state}: {described(edits, {**where.names, **display_names(live)})}"
    keep = (
        f"to keep it, take it into the file and commit it: .venv/bin/ivr flows unbind {name} --environment "
        f"{environment}{'' if published else ' --saved'} -o contact_flows/{name}.json (docs/flows.md)"
    )
    if not versions.touched:
        return warning(
            CHECK, f"{said}; this deployment leaves the flow alone, the next change of its file does not", keep
        )
    if name in where.overwrite:
        return warning(CHECK, f"{said}; it will be lost, as --overwrite-flow {name} says")
    return problem(
        CHECK, f"{said}; it would be lost", f"{keep}; to lose it: make deploy DOCTOR='--overwrite-flow {name}'"
    )


def described(edits: list[Difference], names: Mapping[str, str]) -> str:
    """Blocks with what differs, for a sentence. `names`: of resources, by the ids that stand in the differences."""
    said = [f"{_block(edit)}{_named(edit.what, names)}" for edit in edits[:_SHOWN]]
    more = len(edits) - len(said)
    return "; ".join(said) + (f"; and {more} more" if more else "")


def _block(edit: Difference) -> str:
    return f"block {edit.block} ({edit.title}) " if edit.block else "it "


def _named(what: str, names: Mapping[str, str]) -> str:
    for id_, name in names.items():
        what = what.replace(f"'{id_}'", f"'{name}'")
    return what

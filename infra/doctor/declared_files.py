"""What people wrote, read as the deployment reads it, before CDK is started.

Knows which files a deployment is made of and Lex's and Connect's limits on the whole of them; refuses to know what a
file may say: its own module refuses that.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import clinic as tenant
import contact_flows
import lex_bot
from clinic import Clinic
from contact_flows import FlowError, bind, language
from contact_flows.flow import Flow
from contact_flows.kinds import NAMED_FLOWS
from infra import config, models, regions
from infra.config import Deployment
from infra.doctor.findings import Finding, listed, ok, problem, warning
from lex_bot import BotDefinition, BotError

NEAR = 0.8
"""Share of a limit from which a warning is given."""
CUSTOM_SLOT_TYPES = 100
"""Custom slot types of a locale; https://docs.aws.amazon.com/general/latest/gr/lex.html, as the limits below."""
SLOT_TYPE_VALUES = 10_000
"""Values and synonyms of one custom slot type."""
LOCALE_VALUES = 50_000
"""Values and synonyms of all custom slot types of a locale."""
LOCALE_SLOTS = 2_000
"""Slots of a locale."""
INTENT_SLOTS = 100
"""Slots of an intent."""
UTTERANCE_CHARS = 200_000
"""Characters of all sample utterances of a locale."""

_UUID = "01234567-89ab-cdef-0123-456789abcdef"
_INSTANCE = f"arn:aws:connect:ap-northeast-1:111122223333:instance/{_UUID}"
_SAMPLE_ARNS: Mapping[str, str] = {
    "BotAlias": "arn:aws:lex:ap-northeast-1:111122223333:bot-alias/ABCDEFGHIJ/ABCDEFGHIJ",
    "FlowFunction": f"arn:aws:lambda:ap-northeast-1:111122223333:function:{'n' * 64}:live",
    "Hours": f"{_INSTANCE}/operating-hours/{_UUID}",
    "HoldMusic": f"{_INSTANCE}/prompt/{_UUID}",
    "Assistant": f"arn:aws:wisdom:ap-northeast-1:111122223333:assistant/{_UUID}",
}
"""As long as the real ones can be: a bound flow is measured with them."""


@dataclass(frozen=True, slots=True)
class Given:
    """What the configuration says; None where it is refused."""

    deployment: Deployment | None = None
    clinic: Clinic | None = None


def read_configuration(root: Path, context: Mapping[str, Any], env: Mapping[str, str]) -> tuple[Given, list[Finding]]:
    """clinic.toml and cdk.json, with `context` over cdk.json's own.

    Args:
        root: The repository's folder.
        context: What the command line gives, as `-c key=value` of the deployment.
        env: The environment.
    """
    found: list[Finding] = []
    clinic, deployment = None, None
    try:
        clinic = tenant.load(root / "clinic.toml")
        found.append(ok("clinic.toml", f"{clinic.name}, {listed([locale.id for locale in clinic.locales])}"))
    except tenant.ClinicError as error:
        found.append(problem("clinic.toml", str(error), "correct that line"))
    try:
        deployment = config.load({**config.read_context(root), **context}, env, root=root)
        found.append(ok("cdk.json", _described(deployment)))
    except (config.DeploymentError, regions.RegionError) as error:
        found.append(problem("cdk.json", str(error), "correct cdk.json, or what -c gives"))
    return Given(deployment, clinic), found


def _described(deployment: Deployment) -> str:
    instance = deployment.instance_arn or f"a new instance {deployment.instance_alias}"
    return f"{deployment.environment} in {deployment.region}, {instance}"


def check_models(clinic: Clinic, deployment: Deployment) -> Iterator[Finding]:
    """Whether each model can be called from the Region."""
    names = []
    for role in models.ROLES:
        try:
            names.append(models.called(role, getattr(clinic.models, role), deployment.region))
        except (models.ModelError, regions.RegionError) as error:
            yield problem("models", f"clinic.toml: models.{role}: {error}", "name another model or Region")
    if len(names) == len(models.ROLES):
        yield ok("models", listed(names))


def check_bot(clinic: Clinic, *, folder: Path = lex_bot.FOLDER) -> Iterator[Finding]:
    """Whether every locale's bot can be read and is within Lex's limits; and whose voice it has."""
    for locale in clinic.locales:
        try:
            bot = lex_bot.load(locale.id, clinic, folder=folder)
        except BotError as error:
            yield problem("bot", str(error), "correct that line")
            continue
        yield from within_limits("bot", {f"lex_bot/{locale.id}.toml": bot_sizes(bot)})
        yield ok("voice", f"{locale.id}: {locale.voice}, {locale.engine}")


def bot_sizes(bot: BotDefinition) -> dict[str, tuple[int, int]]:
    """What Lex counts in a locale -> how many there are, and how many it takes."""
    values = {kind.name: sum(1 + len(value.synonyms) for value in kind.values) for kind in bot.slot_types}
    slots = {intent.name: len(intent.slots) for intent in bot.intents}
    utterances = [utterance for intent in bot.intents for utterance in intent.utterances]
    utterances += [utterance for intent in bot.intents for slot in intent.slots for utterance in slot.utterances]
    return {
        "slot types": (len(bot.slot_types), CUSTOM_SLOT_TYPES),
        "values of one slot type": (max(values.values(), default=0), SLOT_TYPE_VALUES),
        "values of all slot types": (sum(values.values()), LOCALE_VALUES),
        "slots": (sum(slots.values()), LOCALE_SLOTS),
        "slots of one intent": (max(slots.values(), default=0), INTENT_SLOTS),
        "characters of utterances": (sum(map(len, utterances)), UTTERANCE_CHARS),
    }


def within_limits(check: str, sizes: Mapping[str, Mapping[str, tuple[int, int]]]) -> Iterator[Finding]:
    """A problem for each size over its limit, a warning for each near it; and one line with the nearest of the others.

    Args:
        check: Its name.
        sizes: What is measured -> what is counted in it -> how many there are, and how many are allowed.
    """
    fitting: list[tuple[float, str]] = []
    for where, counted in sizes.items():
        for name, (size, limit) in counted.items():
            if size > limit:
                yield problem(check, f"{where}: {size:,} {name}, and {limit:,} are allowed", "remove or split some")
            elif size > limit * NEAR:
                yield warning(
                    check, f"{where}: {size:,} {name}, and {limit:,} are allowed", "there is little room left"
                )
            else:
                fitting.append((size / limit, f"{where} with {size:,} of {limit:,} {name}"))
    if fitting:
        yield ok(check, f"within every limit; the nearest is {max(fitting)[1]}")


def check_flows(clinic: Clinic, *, folder: Path = bind.FOLDER) -> Iterator[Finding]:
    """Whether every flow can be read and bound, and is within Connect's limits once it is."""
    try:
        flows = contact_flows.load(sample_bindings(clinic), folder=folder)
    except FlowError as error:
        yield problem("flows", str(error), "correct that file")
        return
    for name, flow in flows.items():
        if cut_off := contact_flows.unreachable(flow):
            said = (
                f"contact_flows/{name}.json: no call comes to {listed(cut_off)} from StartAction {flow.start_action!r}"
            )
            yield problem("flows", said, "lead a branch or StartAction there, or remove what is not needed")
    yield from within_limits("flows", {f"contact_flows/{name}.json": flow_sizes(flow) for name, flow in flows.items()})


def flow_sizes(flow: Flow) -> dict[str, tuple[int, int]]:
    """What Connect counts in a flow -> how many there are, and how many it takes."""
    return {
        "characters": (len(bind.content(flow)), language.MAX_CONTENT),
        "blocks": (len(flow.actions), language.MAX_ACTIONS),
    }


def sample_bindings(clinic: Clinic) -> dict[str, str]:
    """A value for every placeholder: the tenant's own, the longer notice, and invented ARNs as long as real ones.

    Raises:
        FlowError: the tenant has no value for one.
    """
    flows = dict.fromkeys(NAMED_FLOWS, f"{_INSTANCE}/contact-flow/{_UUID}")
    queues = {name: f"{_INSTANCE}/queue/{_UUID}" for name in bind.PLACEHOLDERS if name.startswith("Queue")}
    invented = {**_SAMPLE_ARNS, **flows, **queues}
    tenants = contact_flows.tenant_bindings(clinic) | contact_flows.recording_bindings(ivr=False, contact_lens=True)
    others = {name: f"{_INSTANCE}/view/{_UUID}" for name in bind.PLACEHOLDERS if name not in tenants | invented}
    return {**others, **invented, **tenants}

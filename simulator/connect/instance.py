"""The Connect instance on this machine: what exists in it, and the ARNs it goes by.

Knows flows, modules, queues, hours, prompts, the bot's alias and the flow function by their ARNs; refuses to know what
happens in a call.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

import clinic as tenant
import contact_flows
from clinic import Clinic
from contact_flows import Flow
from contact_flows.bind import NAMED_BY_QUEUES, PLACEHOLDERS
from contact_flows.kinds import NAMED_FLOWS
from contact_flows.view import View, load_views
from simulator.local_aws import ASSISTANT_ID

REGION = "us-west-2"
ACCOUNT = "000000000000"
INSTANCE_ID = "5a1db0a7-0000-4000-8000-000000000001"
INSTANCE_ARN = f"arn:aws:connect:{REGION}:{ACCOUNT}:instance/{INSTANCE_ID}"

_VIEW = "View"
_CAPITAL = re.compile(r"([A-Z])")
QUEUES = ("General", "Scheduling", "Billing", "Spanish")


def arns() -> dict[str, str]:
    """A made-up ARN for every placeholder of the contact flows that stands for one."""
    found = {
        "BotAlias": f"arn:aws:lex:{REGION}:{ACCOUNT}:bot-alias/FRONTDESK0/LOCALALIAS",
        "FlowFunction": f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:frontdesk-flow:live",
        "Hours": f"{INSTANCE_ARN}/operating-hours/clinic",
        "HoldMusic": f"{INSTANCE_ARN}/prompt/hold_music",
        "Assistant": f"arn:aws:wisdom:{REGION}:{ACCOUNT}:assistant/{ASSISTANT_ID}",
    }
    found |= {f"Queue{name}": f"{INSTANCE_ARN}/queue/{name}" for name in QUEUES}
    found |= {placeholder: f"{INSTANCE_ARN}/contact-flow/{name}" for placeholder, name in NAMED_FLOWS.items()}
    found |= {placeholder: f"{INSTANCE_ARN}/view/{_view(placeholder)}:1" for placeholder in _views()}
    return {placeholder: arn for placeholder, arn in found.items() if placeholder in PLACEHOLDERS}


def _views() -> list[str]:
    return [placeholder for placeholder in PLACEHOLDERS if placeholder.startswith(_VIEW)]


def _view(placeholder: str) -> str:
    """ViewFollowUp -> follow_up: the name of the view's file."""
    return _CAPITAL.sub(r"_\1", placeholder.removeprefix(_VIEW)).lstrip("_").lower()


@dataclass(frozen=True, slots=True)
class Instance:
    """Everything a flow may name. A reference may be the ARN or the id, its last part."""

    flows: Mapping[str, Flow]
    """By name."""
    queues: Mapping[str, str]
    """ARN -> name."""
    hours: frozenset[str]
    bots: frozenset[str]
    functions: frozenset[str]
    modules: Mapping[str, Flow] = field(default_factory=dict)
    """By name."""
    prompts: Mapping[str, str] = field(default_factory=dict)
    """ARN -> the name of a recorded prompt."""
    views: Mapping[str, View] = field(default_factory=dict)
    """By name."""
    dialable: tuple[str, ...] = ("+1",)
    """Prefixes of the numbers the instance may call."""

    @classmethod
    def local(cls, clinic: Clinic | None = None) -> Self:
        """The instance as deployed for a clinic (by default that of `clinic.toml`), with this repository's flows.

        It records what a deployment does whose configuration says nothing of it.

        Raises:
            FlowError: a flow cannot be read or would be refused; one clear sentence.
            ClinicError: `clinic.toml` is read and says something it may not.
        """
        known = arns()
        recorded = contact_flows.recording_bindings(ivr=False, contact_lens=True)
        tenants = contact_flows.tenant_bindings(clinic or tenant.load())
        return cls(
            flows=contact_flows.load(known | recorded | tenants),
            queues={known[f"Queue{name}"]: name for name in QUEUES},
            hours=frozenset({known["Hours"]}),
            bots=frozenset({known["BotAlias"]}),
            functions=frozenset({known["FlowFunction"]}),
            prompts={known["HoldMusic"]: "music"} if "HoldMusic" in known else {},
            views=load_views(),
        )

    def flow(self, reference: str) -> Flow | None:
        """The flow an ARN or id stands for; None if there is none."""
        return self.flows.get(_last(reference))

    @property
    def outbound_whisper(self) -> str:
        """The flow that every queue names: what a caller hears who is called back."""
        return NAMED_BY_QUEUES

    def module(self, reference: str) -> Flow | None:
        """The module an ARN or id stands for, with or without a version or alias; None if there is none."""
        return self.modules.get(_last(reference).partition(":")[0])

    def queue(self, reference: str) -> tuple[str, str] | None:
        """(ARN, name) of the queue an ARN or id stands for; None if there is none."""
        return next(((arn, name) for arn, name in self.queues.items() if _same(arn, reference)), None)

    def view(self, reference: str) -> tuple[str, View] | None:
        """(name, view) that an ARN or id stands for, with or without a version; None if there is none."""
        name = _last(reference).partition(":")[0]
        return (name, self.views[name]) if name in self.views else None

    def has_hours(self, reference: str) -> bool:
        return any(_same(arn, reference) for arn in self.hours)

    def prompt(self, reference: str) -> str | None:
        """The name of a recorded prompt; None if there is none."""
        return next((name for arn, name in self.prompts.items() if _same(arn, reference)), None)


def _last(reference: str) -> str:
    return reference.rpartition("/")[2]


def _same(arn: str, reference: str) -> bool:
    return bool(reference) and reference in (arn, _last(arn))

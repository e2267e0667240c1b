"""What a test case names, as the resources of the instance on this machine.

Knows placeholders, the ARNs of this machine and how ARNs of another account can be told to mean the same; refuses to
know what is done with a resource.
"""

import re
from collections.abc import Mapping
from typing import Any

import contact_flows
from clinic import Clinic
from contact_flows import Action
from contact_flows.language import PLACEHOLDER
from contact_flows.test_cases import CLOSED, OPEN, CaseError
from declared import meant
from simulator.connect.instance import INSTANCE_ARN, QUEUES, arns
from simulator.connect.run import Run

ALWAYS_OPEN = f"{INSTANCE_ARN}/operating-hours/always-open"
NEVER_OPEN = f"{INSTANCE_ARN}/operating-hours/never-open"
DEQUEUE = "DequeueContactAndTransferToQueue"
NAMES: Mapping[str, str] = {DEQUEUE: "DequeueAndTransferToQueue"}
"""Action type of the Flow language -> its name in the testing language, where they differ."""
_OPEN = re.compile(r"always|open|24", re.IGNORECASE)
_CLOSED = re.compile(r"never|closed|after", re.IGNORECASE)


def local_bindings(clinic: Clinic) -> dict[str, str]:
    """A value for every placeholder that a test case may carry."""
    recorded = contact_flows.recording_bindings(ivr=False, contact_lens=True)
    return {**arns(), **recorded, **contact_flows.tenant_bindings(clinic), OPEN: ALWAYS_OPEN, CLOSED: NEVER_OPEN}


def resource_of(run: Run, action: Action) -> tuple[str, str] | None:
    """The testing language's name of a block's action, and the ARN it works on; None: no test can see this block."""
    given = run.parameters(action)
    queue = run.contact.queue[0] if run.contact.queue else ""
    match action.type:
        case "InvokeLambdaFunction":
            return action.type, str(given.get("LambdaFunctionARN", ""))
        case "CheckHoursOfOperation":
            return action.type, str(given.get("HoursOfOperationId") or arns()["Hours"])
        case "ConnectParticipantWithLexBot":
            return action.type, str(given.get("LexV2Bot", {}).get("AliasArn", ""))
        case "TransferContactToQueue":
            return action.type, queue
        case "DequeueContactAndTransferToQueue":
            return NAMES[action.type], str(given.get("QueueId") or queue)
        case _:
            return None


def reference_in(parameters: Mapping[str, Any]) -> str:
    """What ActionParameters name."""
    bot = parameters.get("LexV2Bot")
    if isinstance(bot, Mapping):
        return str(bot.get("AliasArn", ""))
    keys = ("LambdaFunctionARN", "HoursOfOperationId", "QueueId")
    return next((str(parameters[key]) for key in keys if key in parameters), "")


class Resources:
    """The instance's resources, as one test case names them."""

    def __init__(self, bindings: Mapping[str, str], shown: Mapping[str, str]) -> None:
        """Take what a test case may be told by.

        Args:
            bindings: Placeholder -> value.
            shown: Reference -> the name that Connect's designer shows for it, from the test case's metadata.
        """
        self._bindings = bindings
        self._shown = shown

    def text(self, value: str) -> str:
        """A text with its placeholders replaced. Raises: CaseError: one is unknown."""
        return PLACEHOLDER.sub(lambda match: self._bound(match[1]), value)

    def resource(self, action: str, reference: str, where: str) -> str:
        """The ARN on this machine of what a flow action works on.

        Args:
            action: Its name in the testing language.
            reference: An ARN of any account, an id, or a placeholder.
            where: What a sentence begins with.

        Raises:
            CaseError: it is not one of ours.
        """
        arn = self.text(reference)
        match action:
            case "InvokeLambdaFunction":
                return self._function(arn, where)
            case "CheckHoursOfOperation":
                return self._only("Hours", "operating-hours", arn, where)
            case "ConnectParticipantWithLexBot":
                return self._only("BotAlias", "bot-alias", arn, where)
            case _:
                return self._queue(arn, where)

    def substitute(self, action: str, reference: str, where: str) -> str:
        """The ARN on this machine of what is put in the place of a resource.

        Raises:
            CaseError: it is nothing that this machine has.
        """
        arn = self.text(reference)
        if action != "CheckHoursOfOperation":
            return self.resource(action, arn, where)
        if arn in (ALWAYS_OPEN, NEVER_OPEN, self._bindings["Hours"]):
            return arn
        name = self._name(arn)
        if _CLOSED.search(name) or _OPEN.search(name):
            return NEVER_OPEN if _CLOSED.search(name) else ALWAYS_OPEN
        raise self._unknown(
            where, f"{reference}: when these hours are is not known here", f"${{{OPEN}}} or ${{{CLOSED}}}"
        )

    def _function(self, arn: str, where: str) -> str:
        ours = self._bindings["FlowFunction"]
        name = arn.partition(":function:")[2] or arn
        if arn == ours or "flow" in name.lower():
            return ours
        raise self._unknown(where, f"{arn}: our flows call no such function", "${FlowFunction}")

    def _only(self, placeholder: str, kind: str, arn: str, where: str) -> str:
        """The one resource of its kind, whatever account its ARN is of."""
        if arn == self._bindings[placeholder] or f"{kind}/" in arn:
            return self._bindings[placeholder]
        raise self._unknown(where, f"{arn}: is no ARN with {kind}/ in it", f"${{{placeholder}}}")

    def _queue(self, arn: str, where: str) -> str:
        name = self._name(arn)
        found = next((each for each in QUEUES if name.lower().endswith(each.lower())), None)
        if found is not None:
            return self._bindings[f"Queue{found}"]
        such = ", ".join(f"${{Queue{each}}}" for each in QUEUES)
        raise self._unknown(where, f"{arn}: there is no such queue{meant(name, QUEUES)}", f"one of {such}")

    def _name(self, arn: str) -> str:
        return self._shown.get(arn, arn.rpartition("/")[2])

    def _bound(self, placeholder: str) -> str:
        if placeholder not in self._bindings:
            told = f"${{{placeholder}}} is no placeholder{meant(placeholder, self._bindings)}"
            raise CaseError(f"{told}; write one that the contact flows have")
        return self._bindings[placeholder]

    def _unknown(self, where: str, what: str, instead: str) -> CaseError:
        return CaseError(f"{where}: {what}; write {instead}")


def shown_names(metadata: Mapping[str, Any], content: Any) -> dict[str, str]:
    """Reference -> display name, as the designer writes both: by the identifier of event or action."""
    every = metadata.get("ActionMetadata")
    named: dict[str, str] = {}
    for identifier, reference in _references(content):
        told = every.get(identifier) if isinstance(every, Mapping) else None
        name = next(_display_names(told), None)
        if name is not None:
            named[reference] = name
    return named


def _references(value: Any, identifier: str = "") -> Any:
    if isinstance(value, Mapping):
        identifier = str(value.get("Identifier", identifier))
        parameters = value.get("ActionParameters")
        if isinstance(parameters, Mapping) and (found := reference_in(parameters)):
            yield identifier, found
        for inner in value.values():
            yield from _references(inner, identifier)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _references(inner, identifier)


def _display_names(value: Any) -> Any:
    if isinstance(value, Mapping):
        if isinstance(value.get("displayName"), str):
            yield value["displayName"]
        for inner in value.values():
            yield from _display_names(inner)

"""A held call as a test case in Connect's testing language.

Knows which messages are waited for, what is sent after them, what stands in place of hours and failures, and where a
test must end; refuses to know how a call is held and whether the test case holds.

Messages and what is sent after them are one chain. Flow actions stand beside it, unconnected, since a message is
reported when it has been heard and an action when it starts. A test ends before it would reach a person or place a
callback: Connect would really do both.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from contact_flows.test_cases import CLOSED, OPEN, OURS, Case
from contact_flows.testing_language import UTTERANCE, VERSION
from simulator.line import Keys, Prompt, Speech
from simulator.script import Script
from workbench.inexpressible import Left
from workbench.messages import Messages
from workbench.witnessed import Seen

if TYPE_CHECKING:
    from simulator.outcome import Outcome

_STAFFING = frozenset({"CheckMetricData", "GetMetricData"})
_CALLBACK = frozenset({"UpdateContactCallbackNumber", "CreateCallbackContact"})
_ERRORS: Mapping[str, str] = {"InputTimeLimitExceeded": "TimeLimitExceeded"}
"""A block's error branch -> the error of a mock, where it is called otherwise."""
_KEYS: Mapping[str, str] = {
    "InvokeLambdaFunction": "LambdaFunctionARN",
    "CheckHoursOfOperation": "HoursOfOperationId",
    "TransferContactToQueue": "QueueId",
    "DequeueAndTransferToQueue": "QueueId",
}
_WHAT: Mapping[str, str] = {
    "InvokeLambdaFunction": "Function is called",
    "CheckHoursOfOperation": "Hours are checked",
    "TransferContactToQueue": "Transfer begins",
    "ConnectParticipantWithLexBot": "Bot is connected",
}


class Untranslatable(Exception):
    """A call cannot be a test case; the message says why."""


@dataclass(slots=True)
class _Group:
    """An observation to be."""

    identifier: str
    event: dict[str, Any]
    actions: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    sent: bool = False

    def data(self, place: int, following: Sequence[str]) -> dict[str, Any]:
        names = [f"action-{place}-{n}" for n in range(1, len(self.actions) + 1)]
        chained = zip(names, self.actions, [*names[1:], None], strict=True) if names else ()
        return {
            "Identifier": self.identifier,
            "Event": {"Identifier": f"event-{place}", "Actor": "System", **self.event},
            "Actions": [
                {
                    "Identifier": name,
                    "Type": kind,
                    "Parameters": given,
                    "Transitions": {"NextAction": then} if then else {},
                }
                for name, (kind, given), then in chained
            ],
            "Transitions": {"NextObservations": list(following)},
        }


@dataclass(slots=True)
class Translator:
    """One script and the call it made."""

    script: Script
    outcome: "Outcome"
    bindings: Mapping[str, str]
    """Placeholder -> value on this machine."""
    left: list[Left] = field(default_factory=list)
    _messages: Messages = field(init=False)
    _chain: list[_Group] = field(default_factory=list)
    _beside: dict[tuple[str, str], _Group] = field(default_factory=dict)
    _kept: int = 0
    """How many of the script's expectations are in the test."""
    _names: Counter[str] = field(default_factory=Counter)
    _last: Seen | None = None
    """The last resource's block since the caller did something."""
    _started: Counter[tuple[str, str]] = field(default_factory=Counter)
    _skipped: bool = False
    """Something the caller did is left out, because the bot failed."""
    _used: set[int] = field(default_factory=set)
    _turn: int = 0
    """The last that is in the test."""
    _since_block: dict[tuple[str, str], int] = field(default_factory=dict)
    """Resource -> how long the chain was when it started last."""

    def case(self, seen: Sequence[Seen], noted: Mapping[str, Any]) -> Case:
        """The test case. `noted`: what the exporter keeps of it in the metadata.

        Raises:
            Untranslatable: nothing that can be observed is left.
        """
        self._messages = Messages(self.script, self.bindings, self.left)
        for exchange in self.outcome.exchanges:
            self._messages.choose(exchange)
        self._chain.append(_Group("Test starts", {"Type": "TestInitiated", "Properties": {}}))
        end = self._walk(list(seen))
        self._note_what_comes_later()
        self._finish(end)
        if not self._kept:
            raise Untranslatable("nothing that it expects is left for a test to see")
        groups = [*self._chain, *self._beside.values()]
        following = [[after.identifier] for after in self._chain[1:]] + [[]] * (len(self._beside) + 1)
        data = [group.data(n, then) for n, (group, then) in enumerate(zip(groups, following, strict=True), start=1)]
        return Case.model_validate(
            {"name": "", "Version": VERSION, "Metadata": {OURS: dict(noted)}, "Observations": data}
        )

    def _walk(self, seen: list[Seen]) -> Seen:
        """Build the chain up to where the test ends; what was seen last."""
        last, skips = seen[0], False
        for one in seen:
            if skips and not one.block:
                self._skip(one)
                continue
            skips = False
            if one.block in _STAFFING:
                self.left.append(Left("staffing", f"{one.where[1]}: who is there cannot be set; the test ends before"))
                self._end_at_block()
                return last
            if one.block in _CALLBACK:
                self.left.append(Left("callback", "the test ends before a callback is really placed"))
                return self._before_last_turn(last)
            if one.resource is not None and self._block(one):
                return one
            skips = one.block == "ConnectParticipantWithLexBot" and _failed(one)
            if one.prompt is not None and (expected := self._messages.expected(one.prompt)):
                self._message(one.prompt, one.turn, *expected)
            if one.did is not None and self._did(one):
                return one
            last = one
        return last

    def _skip(self, one: Seen) -> None:
        """Leave out what a bot that fails was told first: the test keeps it from beginning at all.

        Raises:
            Untranslatable: it had talked with the caller.
        """
        if one.did is not None and self._skipped:
            raise Untranslatable("the bot fails in the middle of a talk, and a test can only keep it from beginning")
        if one.did is not None:
            self._skipped = True
            self.left.append(Left(f"turns[{one.turn}]", "the bot fails before it listens"))

    def _note_what_comes_later(self) -> None:
        for exchange in self.outcome.exchanges:
            key = f"turns[{exchange.number}]"
            if exchange.number > self._turn:
                self.left.append(Left(key, "comes after the test's end"))
                continue
            for prompt in exchange.heard:
                if self._messages.is_the_scripts(prompt) and id(prompt) not in self._used:
                    text, _ = self._messages.expected(prompt) or ("", "")
                    self.left.append(Left(f"{key}.hears", f"{text!r} comes after the test's end"))

    def _message(self, prompt: Prompt, turn: int, text: str, criteria: str) -> None:
        self._used.add(id(prompt))
        self._kept += self._messages.is_the_scripts(prompt)
        self._turn = turn
        given = {"Text": text, "MatchingCriteria": {"Type": criteria}}
        where = "Before the caller speaks" if turn == 0 else f"Answer to turn {turn}"
        self._chain.append(_Group(self._name(where), {"Type": "MessageReceived", "Properties": given}))
        self._last = None

    def _did(self, one: Seen) -> bool:
        """Send what the caller did; whether that was hanging up."""
        self._last = None
        self._turn = one.turn
        match one.did.what if one.did else None:
            case Speech(text=text):
                language = self.script.locale.replace("_", "-")
                self._send({"Type": UTTERANCE, "Properties": {"Value": text, "LanguageCode": language}})
            case Keys(digits=digits):
                self._send({"Type": "DtmfInput", "Properties": {"Value": digits}})
            case None:
                self._send({"Type": "Disconnect"})
                return True
        return False

    def _send(self, instruction: dict[str, Any]) -> None:
        given = {"ActionType": "SendInstruction", "Actor": "Customer", "Instruction": instruction}
        self._chain[-1].actions.append(("SendInstruction", given))
        self._chain[-1].sent = True

    def _block(self, one: Seen) -> bool:
        """Watch a block, and put in its place what made it go as it did; whether the test ends with it."""
        resource = one.resource or ("", "")
        self._last = one
        if one.block == "CheckHoursOfOperation" and one.branch.startswith("Equals"):
            self._override(0, one, {"Type": "SubstituteResource", "SubstituteArn": _hours(one)})
        elif _failed(one):
            error = _ERRORS.get(one.branch, one.branch)
            response = {"Type": "Error", "Error": {"Value": error}}
            self._override(self._place(one), one, {"Type": "MockResponse", "Response": response})
        self._started[resource] += 1
        self._since_block[resource] = len(self._chain)
        if one.branch == "queued":
            self._end_at_block()
            return True
        if resource not in self._beside and resource[0] in _WHAT:
            self._beside[resource] = _Group(self._name(_WHAT[resource[0]]), self._event(resource))
        return False

    def _place(self, one: Seen) -> int:
        """Which group of the chain an override of this block belongs to, so that it strikes no earlier one."""
        resource = one.resource or ("", "")
        if not self._started[resource]:
            return 0
        if len(self._chain) > self._since_block[resource]:
            return len(self._chain) - 1
        raise Untranslatable(
            f"{'/'.join(one.where)} fails, and nothing is heard since it worked that a test could wait for"
        )

    def _override(self, place: int, one: Seen, strategy: dict[str, Any]) -> None:
        action, arn = one.resource or ("", "")
        properties = {"ActionType": action, "ActionParameters": self._parameters(action, arn), "Strategy": strategy}
        behavior = {"Type": "FlowAction", "Properties": properties}
        given = {"ActionType": "OverrideSystemBehavior", "Behavior": behavior}
        self._chain[place].actions.append(("OverrideSystemBehavior", given))

    def _end_at_block(self) -> None:
        """The last resource's block since the caller did something ends the test, where there is one."""
        if self._last is None or self._last.resource is None:
            return
        resource = self._last.resource
        found = self._beside.get(resource)
        if found is not None and self._started[resource] > 1:
            return
        self._beside.pop(resource, None)
        name = found.identifier if found else self._name(_WHAT[resource[0]])
        self._chain.append(_Group(name, self._event(resource)))

    def _before_last_turn(self, last: Seen) -> Seen:
        """Take back what the caller did last, and all that came of it."""
        at = max((n for n, group in enumerate(self._chain) if group.sent), default=0)
        group = self._chain[at]
        self._turn -= 1
        group.actions = [each for each in group.actions if each[0] != "SendInstruction"]
        group.sent = False
        del self._chain[at + 1 :]
        return last

    def _finish(self, end: Seen) -> None:
        """Assert what can be asserted at the end, and end the test."""
        final = self._chain[-1]
        if not any(given.get("Instruction", {}).get("Type") == "Disconnect" for _, given in final.actions):
            final.actions = [each for each in final.actions if each[0] != "SendInstruction"]
        ends = self.script.ends
        for key, wanted, was, path, operator in (
            ("reason", ends.reason, end.attributes.get("handoff_reason"), "$.Attributes.handoff_reason", "Equals"),
            ("queue", ends.queue, end.queue, "$.Queue.Name", "TextStartsWith"),
        ):
            if wanted is not None and wanted == was:
                final.actions.append(("Assert", {"Namespace": path, "Operator": operator, "Operand": wanted}))
                self._kept += 1
            elif wanted is not None:
                self.left.append(Left(f"ends.{key}", "is not known yet where the test ends"))
        final.actions.append(("TestControl", {"ActionType": "TestControl", "Command": {"Type": "EndTest"}}))

    def _event(self, resource: tuple[str, str]) -> dict[str, Any]:
        action, arn = resource
        given = {"ActionType": action, "ActionParameters": self._parameters(action, arn)}
        return {"Type": "FlowActionStarted", "Properties": given}

    def _parameters(self, action: str, arn: str) -> dict[str, Any]:
        name = next((name for name, value in self.bindings.items() if value == arn), None)
        if name is None:
            raise Untranslatable(f"no placeholder stands for {arn}")
        reference = f"${{{name}}}"
        return {_KEYS[action]: reference} if action in _KEYS else {"LexV2Bot": {"AliasArn": reference}}

    def _name(self, what: str) -> str:
        self._names[what] += 1
        return what if self._names[what] == 1 else f"{what}, {self._names[what]}"


def _failed(one: Seen) -> bool:
    return one.branch in ("NoMatchingError", "InputTimeLimitExceeded", "QueueAtCapacity")


def _hours(one: Seen) -> str:
    return f"${{{OPEN}}}" if one.branch == "Equals True" else f"${{{CLOSED}}}"

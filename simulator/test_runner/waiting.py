"""What a test case waits for, and what fulfils it.

Knows events as a test sees them, how messages are compared and how often an observation is expected; refuses to know
what is done once it is fulfilled.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from contact_flows import testing_language as language
from contact_flows.test_cases import CaseError, Event, Observation
from simulator.connect.prompts import PromptError, plain
from simulator.expectations import heard, words
from simulator.test_runner.resources import Resources, reference_in

ALIKE = 0.75
"""Share of words that a message has in common, in order, with one that it is like; Connect compares the meaning."""
MUSIC = "[music]"
"""How the one recording of our flows is shown."""
_FLOW_EVENTS = ("FlowActionStarted", "FlowActionCompleted")


@dataclass(frozen=True, slots=True)
class Happened:
    """Something a test can observe."""

    type: str
    action: str = ""
    """Of a flow, in the testing language."""
    arn: str = ""
    text: str = ""


@dataclass(slots=True)
class Waiting:
    """An observation, and what has come of it."""

    observation: Observation
    wanted: Happened
    kind: str
    """Exactly, AtLeast, AtMost or Always."""
    times: int
    since: int | None = None
    """The turn in whose answer it is waited for; None: it is not yet."""
    count: int = 0

    @property
    def fulfilled(self) -> bool:
        return self.kind in ("AtMost", "Always") or self.count >= self.times

    @property
    def waits(self) -> bool:
        return self.since is not None and not (self.kind == "Exactly" and self.count >= self.times)

    @property
    def too_often(self) -> bool:
        return self.kind == "AtMost" and self.count > self.times

    @property
    def just_fulfilled(self) -> bool:
        """Whether what follows it begins now."""
        return self.count == (self.times if self.kind in ("Exactly", "AtLeast") else 1)

    def in_words(self) -> str:
        return f"observation {self.observation.identifier!r}: {self.observation.event.in_words()}"

    def missed(self) -> str:
        """What has not come, in words."""
        often = f"happened {self.count} of {self.times} times" if self.times > 1 else "did not happen"
        return f"{self.in_words()} {often}"

    def fits(self, happened: Happened) -> bool:
        """Whether what happened is what is waited for."""
        wanted = self.wanted
        if wanted.type != happened.type:
            return False
        if happened.type != "MessageReceived":
            return (wanted.action, wanted.arn) == (happened.action, happened.arn)
        if wanted.text == MUSIC:
            return happened.text == MUSIC
        if self.observation.event.criteria == language.INCLUSION:
            return heard(wanted.text, happened.text)
        return alike(wanted.text, happened.text)


def waiting_for(one: Observation, resources: Resources) -> Waiting:
    """An observation before the call.

    Raises:
        CaseError: it names what this machine does not have.
    """
    kind = language.USAGES[one.usage.type] if one.usage else "Exactly"
    times = (one.usage.times if one.usage else None) or 1
    return Waiting(one, _wanted(one, resources), kind, times)


def alike(wanted: str, text: str) -> bool:
    """Whether two texts have most words in common, in order."""
    expected: Sequence[str] = words(wanted)
    found: Sequence[str] = words(text)
    return SequenceMatcher(None, expected, found, autojunk=False).ratio() >= ALIKE


def spoken(ssml: str, where: str) -> str:
    """SSML as the text one hears. Raises: CaseError: it is not spoken."""
    try:
        return plain(ssml if ssml.startswith("<speak") else f"<speak>{ssml}</speak>")
    except PromptError as error:
        raise CaseError(f"{where}: {error}; correct it") from error


def _wanted(one: Observation, resources: Resources) -> Happened:
    event, where = one.event, f"observation {one.identifier!r}"
    if event.type == "MessageReceived":
        return Happened(event.type, text=_expected(event, resources, where))
    if event.type in _FLOW_EVENTS:
        action = str(event.properties["ActionType"])
        reference = reference_in(event.properties["ActionParameters"])
        return Happened(event.type, action, resources.resource(action, reference, where))
    return Happened(event.type)


def _expected(event: Event, resources: Resources, where: str) -> str:
    given = event.properties
    if "Text" in given:
        return resources.text(str(given["Text"]))
    if "SSML" in given:
        return spoken(resources.text(str(given["SSML"])), where)
    if resources.text(str(given.get("PromptId", ""))) == resources.text("${HoldMusic}"):
        return MUSIC
    raise CaseError(f"{where}: this machine plays no such recording; expect its Text")

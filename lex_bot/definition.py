"""The bot as a checked value: intents, slots, prompts, hooks, and how long Lex listens.

Knows what a Lex V2 bot may say and its limits, in Lex's own words; refuses to know the file it was read from, how it is
deployed, and what the function answers. Limits are those of the botocore 1.44 service model `lexv2-models`, unless a
line names another source.
"""

import re
from collections import Counter
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

MESSAGE_CHARS = 1000
"""Characters of one message in a definition (`PlainTextMessageValue`)."""
UTTERANCE_CHARS = 500
"""Characters of one sample utterance; https://docs.aws.amazon.com/lexv2/latest/dg/quotas.html."""
UTTERANCES = 1500
"""Sample utterances of one intent; the same page."""
AUDIO_MAX_LENGTH_MS = 15_000
"""Longest speech Lex takes in one turn; https://docs.aws.amazon.com/lexv2/latest/dg/session-attribs-speech.html."""

BUILT_IN_SLOT_TYPES = frozenset(
    {
        "AMAZON.AlphaNumeric",
        "AMAZON.City",
        "AMAZON.Confirmation",
        "AMAZON.Country",
        "AMAZON.Date",
        "AMAZON.Duration",
        "AMAZON.EmailAddress",
        "AMAZON.FirstName",
        "AMAZON.FreeFormInput",
        "AMAZON.LastName",
        "AMAZON.Number",
        "AMAZON.Percentage",
        "AMAZON.PhoneNumber",
        "AMAZON.State",
        "AMAZON.StreetName",
        "AMAZON.Time",
        "AMAZON.UKPostalCode",
    }
)
BUILT_IN_INTENTS = frozenset(
    {
        "CancelIntent",
        "FallbackIntent",
        "HelpIntent",
        "PauseIntent",
        "RepeatIntent",
        "ResumeIntent",
        "StartOverIntent",
        "StopIntent",
        "QnAIntent",
        "QInConnectIntent",
    }
)
"""An intent with one of these names needs its parent signature `AMAZON.<name>`."""
FALLBACK = "FallbackIntent"

Name = Annotated[str, StringConstraints(pattern=r"^([0-9a-zA-Z][_-]?){1,100}$")]
Text = Annotated[str, StringConstraints(min_length=1, max_length=MESSAGE_CHARS, strip_whitespace=True)]
Utterance = Annotated[str, StringConstraints(min_length=1, max_length=UTTERANCE_CHARS, strip_whitespace=True)]
SlotValueText = Annotated[str, StringConstraints(min_length=1, max_length=140)]
KeypadKey = Annotated[str, StringConstraints(pattern=r"^[A-D0-9#*]$")]

_REFERENCE = re.compile(r"\{([^{}]*)\}")
_NOT_A_WORD = re.compile(r"[^\w{}]+")


class NextStep(StrEnum):
    """Lex's `DialogActionType`, as far as this bot uses it."""

    INVOKE_DIALOG_CODE_HOOK = "InvokeDialogCodeHook"
    FULFILL_INTENT = "FulfillIntent"
    END_CONVERSATION = "EndConversation"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Listening(_Part):
    """How long Lex waits for the caller and when it takes an answer as complete. Defaults are Lex's own."""

    audio_start_timeout_ms: int = Field(default=4000, ge=1, le=10_000)
    audio_end_timeout_ms: int = Field(default=600, ge=1, le=5000)
    audio_max_length_ms: int = Field(default=13_000, ge=1, le=AUDIO_MAX_LENGTH_MS)
    dtmf_end_timeout_ms: int = Field(default=5000, ge=1, le=10_000)
    dtmf_max_length: int = Field(default=1024, ge=1, le=1024)
    dtmf_end_character: KeypadKey = "#"
    dtmf_deletion_character: KeypadKey = "*"


class Message(_Part):
    """One thing to say; Lex picks among the text and its variations."""

    text: Text
    variations: tuple[Text, ...] = Field(default=(), max_length=2)

    @property
    def texts(self) -> tuple[str, ...]:
        """The text first, then its variations."""
        return (self.text, *self.variations)


class Prompt(_Part):
    """A question of the bot, and how its answer is listened for."""

    message: Message
    allow_interrupt: bool = True
    max_retries: int = Field(default=2, ge=0, le=5)
    listening: Listening = Listening()


class SlotValue(_Part):
    value: SlotValueText
    synonyms: tuple[SlotValueText, ...] = ()


class SlotType(_Part):
    name: Name
    description: str = ""
    strategy: Literal["OriginalValue", "TopResolution"] = "TopResolution"
    """OriginalValue takes what was said though it is no listed value; TopResolution takes listed values only."""
    audio_vocabulary: bool = True
    """Whether the values help the recogniser (`UseSlotValuesAsCustomVocabulary`)."""
    values: tuple[SlotValue, ...] = Field(min_length=1)


class Slot(_Part):
    name: Name
    type: str
    """A built-in type (`AMAZON.Date`) or the name of one of the bot's own."""
    description: str = ""
    required: bool = False
    """Whether Lex asks by itself when the function delegates. The function decides what is asked, so: normally not."""
    obfuscate: bool = False
    utterances: tuple[Utterance, ...] = ()
    prompt: Prompt
    elicitation_hook: bool = True
    """Whether every miss reaches the function (`ElicitationCodeHook`)."""
    on_captured: NextStep = NextStep.INVOKE_DIALOG_CODE_HOOK


class Confirmation(_Part):
    prompt: Prompt
    elicitation_hook: bool = True
    on_confirmed: NextStep = NextStep.FULFILL_INTENT
    on_declined: NextStep = NextStep.INVOKE_DIALOG_CODE_HOOK


class Ending(_Part):
    """What Lex says and leaves behind when the function did not answer; the conversation ends with it."""

    message: Message
    attributes: dict[str, str]
    """Session attributes the flow will read."""
    next_step: Literal[NextStep.END_CONVERSATION] = NextStep.END_CONVERSATION


class Progress(_Part):
    """What the caller hears while the fulfillment hook runs. Seconds are whole: Lex takes no others."""

    start_after_s: int = Field(ge=1, le=900)
    start: Message
    update_every_s: int = Field(ge=1, le=900)
    update: Message
    allow_interrupt: bool = False


class Fulfillment(_Part):
    timeout_s: int = Field(ge=1, le=900)
    """With progress messages active Lex waits this long, without them 30 s."""
    progress: Progress | None = None
    on_failure: Ending
    on_timeout: Ending


class DialogHook(_Part):
    """The code hook at the initial response, after captured slots and declined confirmations."""

    on_failure: Ending
    on_timeout: Ending


class Intent(_Part):
    name: Name
    description: str = ""
    parent_signature: str | None = Field(default=None, pattern=r"^AMAZON\.[A-Za-z]+$")
    utterances: tuple[Utterance, ...] = Field(default=(), max_length=UTTERANCES)
    slots: tuple[Slot, ...] = Field(default=(), max_length=100)
    """In the order of elicitation (`SlotPriorities`)."""
    confirmation: Confirmation | None = None
    initial_step: NextStep = NextStep.FULFILL_INTENT
    """What follows recognition (`InitialResponseSetting.NextStep`)."""
    dialog: DialogHook | None = None
    fulfillment: Fulfillment

    @property
    def is_task(self) -> bool:
        """Whether it has a dialogue of its own: a dialog hook, slots, perhaps a confirmation."""
        return self.dialog is not None

    def slot(self, name: str) -> Slot:
        """Raises: KeyError."""
        for slot in self.slots:
            if slot.name == name:
                return slot
        raise KeyError(name)

    @model_validator(mode="after")
    def _check(self) -> Self:
        known = [slot.name for slot in self.slots]
        _refuse_repeated(known, f"intent {self.name} has the slot {{}} twice; rename or remove one")
        for where, utterances in [("", self.utterances)] + [(f", slot {s.name}", s.utterances) for s in self.slots]:
            for utterance in utterances:
                self._check_references(utterance, known, f"intent {self.name}{where}")
        self._check_hooks()
        return self

    def _check_references(self, utterance: str, known: list[str], where: str) -> None:
        for reference in _REFERENCE.findall(utterance):
            if reference not in known:
                options = ", ".join(known) or "none"
                raise ValueError(
                    f"{where}: the utterance {utterance!r} refers to the slot {{{reference}}}, which the intent does "
                    f"not have; its slots are {options}"
                )
        if "{" in (rest := _REFERENCE.sub("", utterance)) or "}" in rest:
            raise ValueError(f"{where}: the utterance {utterance!r} has an unpaired brace; write slots as {{Name}}")

    def _check_hooks(self) -> None:
        if self.name in BUILT_IN_INTENTS and self.parent_signature != f"AMAZON.{self.name}":
            raise ValueError(f'intent {self.name} is built in; add parent_signature = "AMAZON.{self.name}"')
        if self.name == FALLBACK and (self.confirmation or self.dialog):
            raise ValueError(f"intent {FALLBACK} has a fulfillment hook only; remove dialog_hook and confirmation")
        if self.parent_signature is not None and (self.utterances or self.slots):
            raise ValueError(
                f"intent {self.name} is built in: Lex takes no utterances or slots for it; remove them"
            )  # https://docs.aws.amazon.com/lexv2/latest/dg/built-in-intents.html
        if not self.utterances and self.parent_signature is None:
            raise ValueError(f"intent {self.name} has no utterances, so nobody can reach it; add some")
        if (self.slots or self.confirmation) and self.dialog is None:
            raise ValueError(
                f"intent {self.name} has slots or a confirmation but no dialog hook; set dialog_hook = true"
            )
        if (self.initial_step is NextStep.INVOKE_DIALOG_CODE_HOOK) != (self.dialog is not None):
            raise ValueError(
                f"intent {self.name}: initial_step must be InvokeDialogCodeHook exactly with a dialog hook"
            )


class BotDefinition(_Part):
    """One bot in one locale, complete: nothing in it refers to another file."""

    name: Name
    description: str = Field(default="", max_length=2000)
    locale: Literal["en_US", "es_US"]
    voice_id: str
    voice_engine: Literal["standard", "neural", "long-form", "generative"]
    nlu_confidence_threshold: float = Field(ge=0, le=1)
    idle_session_ttl_s: int = Field(ge=60, le=86_400)
    slot_types: tuple[SlotType, ...] = ()
    intents: tuple[Intent, ...] = Field(min_length=1)

    def intent(self, name: str) -> Intent:
        """Raises: KeyError."""
        for intent in self.intents:
            if intent.name == name:
                return intent
        raise KeyError(name)

    def slot_type(self, name: str) -> SlotType:
        """One of the bot's own slot types. Raises: KeyError."""
        for slot_type in self.slot_types:
            if slot_type.name == name:
                return slot_type
        raise KeyError(name)

    @model_validator(mode="after")
    def _check(self) -> Self:
        names = [intent.name for intent in self.intents]
        _refuse_repeated(names, "there are two intents named {}; rename or remove one")
        _refuse_repeated([kind.name for kind in self.slot_types], "there are two slot types named {}; remove one")
        if FALLBACK not in names:
            raise ValueError(f"intents: {FALLBACK} is missing; add it, with parent_signature = 'AMAZON.{FALLBACK}'")
        self._check_types()
        self._check_utterances()
        return self

    def _check_types(self) -> None:
        own = {kind.name for kind in self.slot_types}
        for intent in self.intents:
            for slot in intent.slots:
                if slot.type not in own | BUILT_IN_SLOT_TYPES:
                    raise ValueError(
                        f"intent {intent.name}, slot {slot.name}: unknown slot type {slot.type!r}; the bot's own are "
                        f"{', '.join(sorted(own)) or 'none'}, Lex's are {', '.join(sorted(BUILT_IN_SLOT_TYPES))}"
                    )

    def _check_utterances(self) -> None:
        owner: dict[str, str] = {}
        for intent in self.intents:
            for utterance in intent.utterances:
                folded = fold(utterance)
                first = owner.setdefault(folded, intent.name)
                if first != intent.name:
                    raise ValueError(
                        f"the utterance {utterance!r} is in two intents, {first} and {intent.name}; remove it from one"
                    )


def fold(utterance: str) -> str:
    """The utterance without case, punctuation and doubled spaces; slot references stay."""
    return " ".join(_NOT_A_WORD.sub(" ", utterance.casefold().replace("'", "").replace("\u2019", "")).split())


def _refuse_repeated(names: list[str], sentence: str) -> None:
    name, count = Counter(names).most_common(1)[0] if names else ("", 0)
    if count > 1:
        raise ValueError(sentence.format(name))

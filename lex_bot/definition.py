"""The bot as a checked value: intents, slots, prompts, hooks, and how long Lex listens.

Knows what a Lex V2 bot may say and its limits, in Lex's own words; refuses to know the file it was read from, how it is
deployed, and what the function answers. Limits are those of the botocore 1.44 service model `lexv2-models`, unless a
line names another source.
"""

import re
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from declared import LISTED, Table, meant, one_of, pattern, problem
from declared.places import Place

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

OUTCOMES = ("done", "agent", "callback")
"""The session attribute `outcome` that an ending leaves behind; design: the attributes' contract."""
HANDOFF_REASONS = (
    "asked",
    "low_confidence",
    "guardrail",
    "repeated_failure",
    "unverified",
    "emergency",
    "out_of_scope",
    "limit",
    "system_failure",
)
"""The session attribute `handoff_reason`; the same contract."""
_KNOWN_VALUES = {"outcome": OUTCOMES, "handoff_reason": HANDOFF_REASONS}

_NAME = pattern(r"^([0-9a-zA-Z][_-]?){1,100}$", "letters and digits, with single _ or - between them, 100 at most")
Name = Annotated[str, StringConstraints(pattern=_NAME)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=MESSAGE_CHARS, strip_whitespace=True)]
Utterance = Annotated[str, StringConstraints(min_length=1, max_length=UTTERANCE_CHARS, strip_whitespace=True)]
SlotValueText = Annotated[str, StringConstraints(min_length=1, max_length=140)]
KeypadKey = Annotated[str, StringConstraints(pattern=pattern(r"^[A-D0-9#*]$", "one key: a digit, * or #, or A to D"))]

_REFERENCE = re.compile(r"\{([^{}]*)\}")
_NOT_A_WORD = re.compile(r"[^\w{}]+")


class NextStep(StrEnum):
    """Lex's `DialogActionType`, as far as this bot uses it."""

    INVOKE_DIALOG_CODE_HOOK = "InvokeDialogCodeHook"
    FULFILL_INTENT = "FulfillIntent"
    END_CONVERSATION = "EndConversation"


Step = Annotated[NextStep, LISTED]


class Listening(Table):
    """How long Lex waits for the caller and when it takes an answer as complete. Defaults are Lex's own."""

    audio_start_timeout_ms: int = Field(default=4000, ge=1, le=10_000)
    audio_end_timeout_ms: int = Field(default=600, ge=1, le=5000)
    audio_max_length_ms: int = Field(default=13_000, ge=1, le=AUDIO_MAX_LENGTH_MS)
    dtmf_end_timeout_ms: int = Field(default=5000, ge=1, le=10_000)
    dtmf_max_length: int = Field(default=1024, ge=1, le=1024)
    dtmf_end_character: KeypadKey = "#"
    dtmf_deletion_character: KeypadKey = "*"


class Message(Table):
    """One thing to say; Lex picks among the text and its variations."""

    text: Text
    variations: Annotated[tuple[Text, ...], LISTED, Field(max_length=2)] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """The text first, then its variations."""
        return (self.text, *self.variations)


class Prompt(Table):
    """A question of the bot, and how its answer is listened for."""

    message: Message
    allow_interrupt: bool = True
    max_retries: int = Field(default=2, ge=0, le=5)
    listening: Listening = Listening()


class SlotValue(Table):
    value: SlotValueText
    synonyms: Annotated[tuple[SlotValueText, ...], LISTED] = ()


class SlotType(Table):
    name: Name
    description: str = ""
    strategy: Literal["OriginalValue", "TopResolution"] = "TopResolution"
    """OriginalValue takes what was said though it is no listed value; TopResolution takes listed values only."""
    audio_vocabulary: bool = True
    """Whether the values help the recogniser (`UseSlotValuesAsCustomVocabulary`)."""
    values: Annotated[tuple[SlotValue, ...], LISTED, Field(min_length=1)]

    @model_validator(mode="after")
    def _words_of_one_value(self) -> Self:
        owner: dict[str, str] = {}
        for position, value in enumerate(self.values):
            for number, word in enumerate((value.value, *value.synonyms)):
                first = owner.setdefault(fold(word), value.value)
                if first != value.value:
                    at: Place = ("values", position, *(("value",) if number == 0 else ("synonyms", number - 1)))
                    raise problem(f"{word!r} is among the words of {first!r} already; remove it from one", *at)
        _refuse_repeated(
            [value.value for value in self.values], "values", "value", "there are two values {}; remove one"
        )
        return self


class Slot(Table):
    name: Name
    type: str
    """A built-in type (`AMAZON.Date`) or the name of one of the bot's own."""
    description: str = ""
    required: bool = False
    """Whether Lex asks by itself when the function delegates. The function decides what is asked, so: normally not."""
    obfuscate: bool = False
    utterances: Annotated[tuple[Utterance, ...], LISTED] = ()
    prompt: Prompt
    elicitation_hook: bool = True
    """Whether every miss reaches the function (`ElicitationCodeHook`)."""
    on_captured: Step = NextStep.INVOKE_DIALOG_CODE_HOOK


class Confirmation(Table):
    prompt: Prompt
    elicitation_hook: bool = True
    on_confirmed: Step = NextStep.FULFILL_INTENT
    on_declined: Step = NextStep.INVOKE_DIALOG_CODE_HOOK


class Ending(Table):
    """What Lex says and leaves behind when the function did not answer; the conversation ends with it."""

    message: Message
    attributes: dict[str, str]
    """Session attributes the flow will read."""

    @model_validator(mode="after")
    def _known_values(self) -> Self:
        for key, known in _KNOWN_VALUES.items():
            if self.attributes.get(key, known[0]) not in known:
                raise problem(one_of(self.attributes[key], known), "attributes", key)
        return self

    next_step: Literal[NextStep.END_CONVERSATION] = NextStep.END_CONVERSATION


class Progress(Table):
    """What the caller hears while the fulfillment hook runs. Seconds are whole: Lex takes no others."""

    start_after_s: int = Field(ge=1, le=900)
    start: Message
    update_every_s: int = Field(ge=1, le=900)
    update: Message
    allow_interrupt: bool = False


class Fulfillment(Table):
    timeout_s: int = Field(ge=1, le=900)
    """With progress messages active Lex waits this long, without them 30 s."""
    progress: Progress | None = None
    on_failure: Ending
    on_timeout: Ending


class DialogHook(Table):
    """The code hook at the initial response, after captured slots and declined confirmations."""

    on_failure: Ending
    on_timeout: Ending


class Intent(Table):
    name: Name
    description: str = ""
    parent_signature: str | None = Field(
        default=None,
        pattern=pattern(r"^AMAZON\.[A-Za-z]+$", "the name of a built-in intent, such as AMAZON.HelpIntent"),
    )
    utterances: Annotated[tuple[Utterance, ...], LISTED, Field(max_length=UTTERANCES)] = ()
    slots: Annotated[tuple[Slot, ...], LISTED, Field(max_length=100)] = ()
    """In the order of elicitation (`SlotPriorities`)."""
    confirmation: Confirmation | None = None
    initial_step: Step = NextStep.FULFILL_INTENT
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
        message = f"intent {self.name} has the slot {{}} twice; rename or remove one"
        _refuse_repeated(known, "slots", "name", message)
        spoken: list[tuple[Place, tuple[str, ...]]] = [(("utterances",), self.utterances)]
        spoken += [(("slots", position, "utterances"), slot.utterances) for position, slot in enumerate(self.slots)]
        for place, utterances in spoken:
            seen: set[str] = set()
            for position, utterance in enumerate(utterances):
                self._check_references(utterance, known, (*place, position))
                if fold(utterance) in seen:
                    raise problem(f"the utterance {utterance!r} is there twice; remove one", *place, position)
                seen.add(fold(utterance))
        self._check_hooks()
        return self

    def _check_references(self, utterance: str, known: list[str], place: Place) -> None:
        for reference in _REFERENCE.findall(utterance):
            if reference not in known:
                raise problem(
                    f"the utterance {utterance!r} refers to the slot {{{reference}}}, which the intent does "
                    f"not have{meant(reference, known)}; its slots are {', '.join(known) or 'none'}",
                    *place,
                )
        if "{" in (rest := _REFERENCE.sub("", utterance)) or "}" in rest:
            raise problem(f"the utterance {utterance!r} has an unpaired brace; write slots as {{Name}}", *place)

    def _check_hooks(self) -> None:
        if self.name in BUILT_IN_INTENTS and self.parent_signature != f"AMAZON.{self.name}":
            raise problem(f'intent {self.name} is built in; add parent_signature = "AMAZON.{self.name}"')
        if self.name == FALLBACK and (self.confirmation or self.dialog):
            raise problem(f"intent {FALLBACK} has a fulfillment hook only; remove dialog_hook and confirmation")
        if self.parent_signature is not None and (self.utterances or self.slots):
            raise problem(
                f"intent {self.name} is built in: Lex takes no utterances or slots for it; remove them"
            )  # https://docs.aws.amazon.com/lexv2/latest/dg/built-in-intents.html
        if not self.utterances and self.parent_signature is None:
            raise problem(f"intent {self.name} has no utterances, so nobody can reach it; add some")
        if (self.slots or self.confirmation) and self.dialog is None:
            raise problem(f"intent {self.name} has slots or a confirmation but no dialog hook; set dialog_hook = true")
        if (self.initial_step is NextStep.INVOKE_DIALOG_CODE_HOOK) != (self.dialog is not None):
            raise problem(f"intent {self.name}: initial_step must be InvokeDialogCodeHook exactly with a dialog hook")


class BotDefinition(Table):
    """One bot in one locale, complete: nothing in it refers to another file."""

    name: Name
    description: str = Field(default="", max_length=2000)
    locale: Literal["en_US", "es_US"]
    voice_id: str
    voice_engine: Literal["standard", "neural", "long-form", "generative"]
    nlu_confidence_threshold: float = Field(ge=0, le=1)
    idle_session_ttl_s: int = Field(ge=60, le=86_400)
    slot_types: Annotated[tuple[SlotType, ...], LISTED] = ()
    intents: Annotated[tuple[Intent, ...], LISTED, Field(min_length=1)]

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
        _refuse_repeated(names, "intents", "name", "there are two intents named {}; rename or remove one")
        kinds = [kind.name for kind in self.slot_types]
        _refuse_repeated(kinds, "slot_types", "name", "there are two slot types named {}; remove one")
        if FALLBACK not in names:
            raise problem(f"{FALLBACK} is missing; add it, with parent_signature = 'AMAZON.{FALLBACK}'", "intents")
        self._check_types()
        self._check_utterances()
        return self

    def _check_types(self) -> None:
        own = sorted(kind.name for kind in self.slot_types)
        for number, intent in enumerate(self.intents):
            for position, slot in enumerate(intent.slots):
                if slot.type not in {*own, *BUILT_IN_SLOT_TYPES}:
                    near = meant(slot.type, [*own, *sorted(BUILT_IN_SLOT_TYPES)])
                    raise problem(
                        f"unknown slot type {slot.type!r}{near}; the bot's own are {', '.join(own) or 'none'}, "
                        f"Lex's are {', '.join(sorted(BUILT_IN_SLOT_TYPES))}",
                        *("intents", number, "slots", position, "type"),
                    )

    def _check_utterances(self) -> None:
        owner: dict[str, str] = {}
        for number, intent in enumerate(self.intents):
            for position, utterance in enumerate(intent.utterances):
                first = owner.setdefault(fold(utterance), intent.name)
                if first != intent.name:
                    raise problem(
                        f"the utterance {utterance!r} is in two intents, {first} and {intent.name}; remove it from one",
                        *("intents", number, "utterances", position),
                    )


def fold(utterance: str) -> str:
    """The utterance without case, punctuation and doubled spaces; slot references stay."""
    return " ".join(_NOT_A_WORD.sub(" ", utterance.casefold().replace("'", "").replace("\u2019", "")).split())


def _refuse_repeated(names: list[str], table: str, key: str, message: str) -> None:
    """`table`: the list of tables whose `key` the names are; the second of two is where the problem is."""
    for position, name in enumerate(names):
        if name in names[:position]:
            raise problem(message.format(name), table, position, key)

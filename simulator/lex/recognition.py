"""What Lex recognises in one input, whatever it waits for: intents with confidence, slots in passing, yes or no.

Knows how a bot's intents and slots are told apart; refuses to know the conversation and its hooks.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from lex_bot import definition
from lex_bot.definition import BotDefinition, NextStep

from . import slots
from .events import FALLBACK, MAX_INTERPRETATIONS, Heard, InputMode, Intent, IntentState, Interpretation, ranked
from .slots import CustomType, SlotType, SlotValue
from .understanding import interpret

CLEARLY = 0.7
"""Confidence from which an utterance leaves the slot or confirmation it was meant to answer."""
_REFERENCE = re.compile(r"\{(\w+)\}")
_WORDS_AS_SAID = 3
"""Most words which a type that keeps the caller's own words takes, though they are no listed value."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """One input as Lex sees it. `understood` is sorted, best first, without FallbackIntent."""

    heard: Heard
    threshold: float = 0.0
    understood: tuple[tuple[Intent, float], ...] = ()
    resolved: Mapping[str, Any] = field(default_factory=dict)
    """Slots this input filled, as JSON."""

    @property
    def intent(self) -> str | None:
        """The best intent, if it reaches the bot's threshold."""
        if not self.understood or self.understood[0][1] < self.threshold:
            return None
        return self.understood[0][0].name

    def clearly_another_than(self, name: str) -> str | None:
        """The best intent, if it is not this one and beyond doubt."""
        if self.intent is None or self.intent == name or self.understood[0][1] < max(CLEARLY, self.threshold):
            return None
        return self.intent

    def starting(self, name: str) -> "Recognised":
        """The same input, as the one that began this intent."""
        filled = {slot: value for slot, value in self.named(name).slots.items() if value is not None}
        return replace(self, resolved=filled)

    def filling(self, slot: str, value: SlotValue) -> "Recognised":
        """The same input, as the one that filled this slot."""
        return replace(self, resolved={slot: value.as_json()})

    def filling_nothing(self) -> "Recognised":
        return replace(self, resolved={})

    def named(self, name: str) -> Intent:
        """A copy of an intent that was understood. Raises: KeyError."""
        for intent, _ in self.understood:
            if intent.name == name:
                return replace(intent, slots=dict(intent.slots))
        raise KeyError(name)

    def confidence_of(self, name: str) -> float | None:
        """nluConfidence, 0 to 1; None where Lex gives none."""
        return next((score for intent, score in self.understood if intent.name == name), None)

    def interpretations(self, chosen: Intent) -> list[Interpretation]:
        """As an event lists them: what the session goes on with first, then the others."""
        others = [each for each in self.understood if each[0].name != chosen.name]
        fallback = Intent(FALLBACK, state=IntentState.READY)
        rest = ranked(others, fallback=None if chosen.name == FALLBACK else fallback, threshold=self.threshold)
        first = Interpretation(chosen, self.confidence_of(chosen.name))
        if len(rest) == MAX_INTERPRETATIONS:
            weakest = max(at for at, each in enumerate(rest) if each.confidence is not None)
            del rest[weakest]
        return [first, *rest]


class Recogniser:
    """One bot's recognition."""

    def __init__(self, bot: BotDefinition) -> None:
        self._bot = bot

    def recognise(self, heard: Heard, *, today: date) -> Recognised:
        """`today`: in the zone in which Lex resolves relative dates."""
        threshold = self._bot.nlu_confidence_threshold
        if not heard.text:
            return Recognised(heard, threshold)
        scored = [(name, score) for name, score in interpret(heard.text, self._bot) if name != FALLBACK]
        understood = tuple((self._fresh(name, heard, today), score) for name, score in scored)
        return Recognised(heard, threshold, understood)

    def _fresh(self, name: str, heard: Heard, today: date) -> Intent:
        """The intent with what its own utterances let Lex fill in passing."""
        intent = self._bot.intent(name)
        filled: dict[str, SlotValue] = {}
        if heard.mode is InputMode.SPEECH:
            mentioned = {reference for utterance in intent.utterances for reference in _REFERENCE.findall(utterance)}
            wanted = {slot.name: self._type(slot) for slot in intent.slots if slot.name in mentioned}
            filled = slots.in_passing(wanted, heard.text, today=today)
        state = IntentState.READY if intent.initial_step is NextStep.FULFILL_INTENT else IntentState.IN_PROGRESS
        values = {slot.name: filled[slot.name].as_json() if slot.name in filled else None for slot in intent.slots}
        return Intent(name, values, state)

    def _type(self, slot: definition.Slot) -> SlotType:
        if slot.type.startswith("AMAZON."):
            return slot.type
        own = self._bot.slot_type(slot.type)
        values = tuple((each.value, each.synonyms) for each in own.values)
        return CustomType(values, own.strategy == "TopResolution")

    def slot_value(self, slot: definition.Slot, heard: Heard, *, today: date) -> SlotValue | None:
        """What Lex makes of an answer to this slot's prompt: first as the slot's utterances frame it, then as it is."""
        if not heard.text:
            return None
        slot_type, keyed = self._type(slot), heard.mode is InputMode.DTMF
        framed = [] if keyed else [match for each in slot.utterances if (match := _framed(each, slot.name, heard.text))]
        for text in (*framed, heard.text):
            if (value := slots.elicited(slot_type, text, keyed=keyed, today=today)) is not None:
                return value
        if isinstance(slot_type, CustomType) and not slot_type.top_resolution:
            for text in framed:
                if text != heard.text and len(text.split()) <= _WORDS_AS_SAID:
                    return SlotValue(text, text, ())
        return None


def yes_or_no(heard: Heard) -> bool | None:
    """What Lex takes as the answer to a confirmation: plain words only, never keys."""
    if heard.mode is InputMode.DTMF:
        return None
    value = slots.elicited("AMAZON.Confirmation", heard.text, keyed=False, today=date.min)
    return {"Yes": True, "No": False}.get(value.interpreted or "") if value else None


def _framed(utterance: str, slot: str, text: str) -> str | None:
    """The part of `text` which stands where the utterance has the slot; None: it does not fit."""
    before, found, after = utterance.partition(f"{{{slot}}}")
    if not found:
        return None
    pattern = rf"\s*{re.escape(before.strip())}\s*\b(.+?)\b\s*{re.escape(after.strip())}\W*"
    match = re.fullmatch(pattern, text, re.IGNORECASE)
    return match[1] if match else None

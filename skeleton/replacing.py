"""Text of a call without what identifies people: each personal value gives way to the sample world's.

Knows how dates of birth, telephone and order numbers are said and keyed; refuses to know whose they are. What callers
tell of themselves beyond that stays: whoever shares a text reads it first.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, partial
from typing import TypeVar
from unicodedata import digit

from fulfillment import hearing
from fulfillment.feedback import one_line
from fulfillment.speech import say_phone
from fulfillment.speech.values import ENGLISH_MONTHS, SPANISH_MONTHS, is_spanish
from fulfillment.turn import CALLBACK_STEPS, Step
from skeleton.names import Names
from skeleton.people import OTHER_ORDER, People

LEFT_OUT = "something left out here"
"""Where a text still holds a personal value, stands this."""
NUMBER_DIGITS = 7
"""As many digits, or more, are a telephone number, or somebody's number elsewhere."""
ORDER_DIGITS = 6
PIECE_DIGITS = 3
"""As many digits, or more, are a piece of a telephone number where one was asked for."""
KNOWN_DIGITS = 4
"""As many digits, or more, of a number that is known are a piece of it wherever they are."""
KEYED_DIGITS = 3
"""As many keys, or more, answer a question for a number or a date: fewer are a choice."""
_WORD = re.compile(r"\S+")
_ENDINGS = " \t,.;:?!"
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_DIGITS = re.compile(r"\d(?:[\s().,/-]*\d){3,}")
_PLACES = 0xE000
"""The first of the characters that are nobody's; `one_line` leaves none in a text."""
T = TypeVar("T")


@dataclass(frozen=True)
class Replacing:
    """What is said in one call, with the sample's people in it."""

    people: People
    locale: str
    today: date
    names: Names
    ours: frozenset[str] = frozenset()
    """Digits of the tenant's own numbers, which stay."""

    def keyed(self, keys: str, step: Step) -> str:
        """Keys that were pressed in answer to a step."""
        digits = keys.strip("#* ")
        if digits in self.ours:
            return keys
        if step in (Step.BIRTH_DATE, Step.LAST_NAME) or len(digits) > ORDER_DIGITS:
            born = self._birth(digits)
            if born is not None:
                return f"{self.people.born_as(born):%m%d%Y}#"
        if len(digits) < KEYED_DIGITS:
            return keys.strip()
        if digits in self.people.orders or step is Step.ORDER_NUMBER:
            return self.people.orders.get(digits, OTHER_ORDER) + "#"
        if len(digits) >= NUMBER_DIGITS or step in CALLBACK_STEPS:
            return self.people.number_as(digits) + "#"
        return "0" * len(digits) + "#"

    def said(self, text: str, step: Step) -> str:
        """What the caller said in answer to a step."""
        if step is Step.LAST_NAME and not hearing.is_question(text, locale=self.locale):
            name = hearing.hear_last_name(text, locale=self.locale)
            if name is not None:
                born = self._birth(text)
                said = [self.people.named_as(name), *([self._date(self.people.born_as(born))] if born else [])]
                return ", ".join(said)
        if step is Step.BIRTH_DATE:
            text = self._halves(text)
        return self.told(text, least=PIECE_DIGITS if step in CALLBACK_STEPS else NUMBER_DIGITS)

    def told(self, text: str, *, least: int = NUMBER_DIGITS) -> str:
        """Any other text: a reply of ours, an agent's words.

        Args:
            text: What was said.
            least: So many digits are a telephone number, or a piece of one.
        """
        written: list[str] = []

        def place(instead: str) -> str:
            """Stands for it until all is replaced: what is written anew is not looked at again."""
            written.append(instead)
            return chr(_PLACES + len(written) - 1)

        text = _EMAIL.sub(lambda _: place("someone@example.com"), one_line(text))
        text = self._each(text, self._birth, lambda found: place(self._date(self.people.born_as(found))))
        text = self._each(text, partial(self._number_in, least=least), lambda found: place(self._number(found)))
        text = self.names.replaced(text)
        if self._leaks(text):
            return LEFT_OUT
        for number, instead in enumerate(written):
            text = text.replace(chr(_PLACES + number), instead)
        return text

    # dates of birth

    def _birth(self, text: str) -> date | None:
        """A whole date that somebody may have been born on."""
        found = hearing.hear_birth_date(text, today=self.today, locale=self.locale)
        return found if found is not None and found <= self.today else None

    def _date(self, born: date) -> str:
        if is_spanish(self.locale):
            return f"{born.day} de {SPANISH_MONTHS[born.month - 1]} de {born.year}"
        return f"{ENGLISH_MONTHS[born.month - 1]} {born.day}, {born.year}"

    def _halves(self, text: str) -> str:
        """An answer that gave a day without its year, or the year alone."""
        if self._birth(text) is not None:
            return text
        day = hearing.hear_birth_day_without_year(text, today=self.today, locale=self.locale)
        if day is not None:
            born, own = self.people.patient.born, self.people.born
            said = born if own and (own.month, own.day) == day else born + timedelta(days=1)
            return self._date(said).removesuffix(str(said.year)).removesuffix(" de ").rstrip(", ")
        year = hearing.hear_birth_year(text, today=self.today, locale=self.locale)
        if year is not None:
            right = self.people.born is not None and self.people.born.year == year
            return str(self.people.patient.born.year - (0 if right else 1))
        return text

    # numbers

    def _number_in(self, text: str, *, least: int) -> str | None:
        """Digits that are somebody's: an order's, a telephone number's or a piece of a known one."""
        digits = hearing.hear_digits(text, locale=self.locale)
        if digits in self.ours:
            return None
        piece = len(digits) >= KNOWN_DIGITS and self.people.part_of_number(digits) is not None
        return digits if piece or len(digits) >= min(least, ORDER_DIGITS) else None

    def _number(self, digits: str) -> str:
        if digits in self.people.orders:
            return self.people.orders[digits]
        if len(digits) == ORDER_DIGITS and self.people.part_of_number(digits) is None:
            return OTHER_ORDER
        return say_phone(self.people.number_as(digits))

    # all of it

    def _each(self, text: str, hear: Callable[[str], T | None], write: Callable[[T], str]) -> str:
        """The text with each value that is heard in it written anew, in place of the words that said it."""
        found = hear(text)
        if found is None:
            return text
        words = list(_WORD.finditer(text))
        start, end = 0, len(words)
        while start + 1 < end and hear(text[words[start + 1].start() : words[end - 1].end()]) == found:
            start += 1
        while end - 1 > start and hear(text[words[start].start() : words[end - 2].end()]) == found:
            end -= 1
        before, after = text[: words[start].start()], text[words[end - 1].end() :]
        said = words[end - 1].group()
        ending = said[len(said.rstrip(_ENDINGS)) :]
        return self._each(before, hear, write) + write(found) + ending + self._each(after, hear, write)

    @cached_property
    def _secrets(self) -> frozenset[str]:
        """Digits that may not be left, however they are grouped."""
        forms = ("%m%d%Y", "%d%m%Y", "%Y%m%d", "%m%d%y")
        births = {born.strftime(form) for born in self.people.births for form in forms}
        births |= {f"{born.month}{born.day}{born.year}" for born in self.people.births}
        numbers = {number[-cut:] for number in self.people.numbers for cut in (4, 7, 10)}
        return frozenset({*births, *numbers, *self.people.orders} - self._stand_ins())

    def _stand_ins(self) -> set[str]:
        new = {*self.people.numbers.values(), *self.people.orders.values()}
        return {number[-cut:] for number in new for cut in (4, 6, 7, 10)}

    def _leaks(self, text: str) -> bool:
        runs = ["".join(str(digit(each)) for each in run if each.isdecimal()) for run in _DIGITS.findall(text)]
        if any(secret in run for secret in self._secrets for run in runs):
            return True
        return self.names.left_in(text)

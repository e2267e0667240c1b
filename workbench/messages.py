"""Which messages of a held call a test case waits for, and by which words.

Knows what a script expects to hear, and what stands for a message that it does not speak of; refuses to know what is
sent and in which order (`translation`).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from contact_flows.testing_language import INCLUSION, SIMILARITY
from simulator.exchange import Exchange
from simulator.expectations import heard, words
from simulator.line import Prompt
from simulator.script import Script
from workbench.inexpressible import Left

_SENTENCE = re.compile(r"(?<=[.?!]) ")
_SAID = ("RecordingNotice", "OpeningHours", "ClinicName")
"""Placeholders of what the flows' sentences take from the tenant."""


@dataclass(slots=True)
class Messages:
    """The messages of one call."""

    script: Script
    bindings: Mapping[str, str]
    """Placeholder -> value on this machine."""
    left: list[Left] = field(default_factory=list)
    _expected: dict[int, tuple[str, str]] = field(default_factory=dict)
    """Identity of a prompt -> the words it is waited for by, and how they are compared."""
    _hears: set[int] = field(default_factory=set)
    """Prompts that the script expects itself."""

    def expected(self, prompt: Prompt) -> tuple[str, str] | None:
        """The words, and how they are compared; None: it is not waited for."""
        return self._expected.get(id(prompt)) if prompt.heard_by == "caller" else None

    def is_the_scripts(self, prompt: Prompt) -> bool:
        """Whether the script has these words among what it hears."""
        return id(prompt) in self._hears

    def choose(self, exchange: Exchange) -> None:
        """Decide for all that was heard in one exchange. The exchange must outlive this object."""
        prompts = [one for one in exchange.heard if one.heard_by == "caller" and not one.text.startswith("[")]
        self._choose_hears(exchange, prompts)
        for n, prompt in enumerate(prompts):
            last = n == len(prompts) - 1
            if id(prompt) not in self._expected and (last or prompt.block != "lex"):
                self._expected[id(prompt)] = self._like(prompt, exchange)

    def _choose_hears(self, exchange: Exchange, prompts: list[Prompt]) -> None:
        listed = [self.script.hears, *(turn.hears for turn in self.script.turns)]
        wanted = listed[exchange.number] if exchange.number < len(listed) else []
        key = "hears" if exchange.number == 0 else f"turns[{exchange.number}].hears"
        for text in sorted(wanted, key=lambda each: -len(words(each))):
            prompt = next((one for one in prompts if heard(text, one.text)), None)
            if prompt is None:
                self.left.append(Left(key, f"{text!r} is spread over several messages"))
            elif id(prompt) in self._expected:
                told = self._expected[id(prompt)][0]
                self.left.append(Left(key, f"{text!r} is in the message that is waited for by {told!r}"))
            else:
                self._expected[id(prompt)] = (text, INCLUSION)
                self._hears.add(id(prompt))

    def _like(self, prompt: Prompt, exchange: Exchange) -> tuple[str, str]:
        """How a message without `hears` is waited for: as the flow says it; of a generated one, its fixed end."""
        if prompt.block == "lex":
            generated = exchange.model is not None
            return (_SENTENCE.split(prompt.text)[-1], INCLUSION) if generated else (prompt.text, SIMILARITY)
        text = prompt.text
        for name in _SAID:
            text = text.replace(self.bindings[name], f"${{{name}}}")
        return text, SIMILARITY

"""What the double understands: which intents a sentence may mean, and how sure it is.

Knows the bot's utterances and the lexicon's words, patterns, signs and examples; refuses to know sessions, slots being
elicited, the function, and what a real Lex would have scored. Open questions are a class of their own here: where a
sentence looks more like a question to the clinic than like a task, the task's confidence falls below any sensible
threshold.
"""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Annotated

from pydantic import Field

from declared import LISTED, Refused, Table, meant, open_toml
from lex_bot.definition import FALLBACK, BotDefinition, Intent, fold

from .leaning import Leaning
from .wording import LexiconError, Wording

LEXICON_FILE = Path(__file__).with_name("lexicon.toml")

TEXT_CHARS = 1024
"""Longest text Lex takes (`RecognizeText.text`, botocore 1.44 service model `lexv2-runtime`); the rest is ignored."""
MOST_INTERPRETATIONS = 5
"""https://docs.aws.amazon.com/lexv2/latest/dg/lambda-input-format.html."""

QUESTION = "question"
"""The lexicon's name for what competes with every intent: something only a document can answer."""

_EXACT, _NORMALISED, _WITH_SLOTS, _RESEMBLING = 1.0, 0.97, 0.92, 0.8
_LEAST_RESEMBLANCE = 0.75
_INCLINATION = 0.75
"""How much a lean of the whole sentence counts, where nothing else was found."""
_UNSUPPORTED, _SUPPORT = 0.6, 0.15
"""How much a sign counts which the sentence does not lean to at all, and the lean from which it counts in full."""
_RIVALRY = 0.2
"""How much of its confidence the best intent loses to an equally likely rival."""
_WORD = re.compile(r"[\w']+")
_SLOT = re.compile(r"\{(\w+)\}")


Several = Annotated[tuple[str, ...], LISTED]


class Sign(Table):
    """If all of these patterns occur, and any, and none of those, the sentence may mean this."""

    means: str
    all: Several = ()
    any: Several = ()
    none: Several = ()
    most_words: int | None = None
    confidence: float = Field(gt=0, le=1)

    def occurs(self, patterns: frozenset[str], length: int) -> bool:
        """Whether a sentence of so many words, in which these patterns occur, carries this sign."""
        if self.most_words is not None and length > self.most_words:
            return False
        wanted = patterns.issuperset(self.all) and (not self.any or not patterns.isdisjoint(self.any))
        return wanted and patterns.isdisjoint(self.none)


class Lexicon(Table):
    locale: str
    plain: Annotated[frozenset[str], LISTED]
    """Patterns of sentences that need no context to be understood."""
    elliptic_at_most: float
    """Confidence at most of all others: they may as well answer the question asked before."""
    endings: dict[str, str]
    """What stands at the end of a word for a word of its own: `n't`."""
    phrases: dict[str, str]
    fillers: Annotated[frozenset[str], LISTED]
    """Words that change nothing."""
    slots: dict[str, str]
    """Slot type -> the pattern its values follow; a type that is not here takes any three words."""
    patterns: dict[str, Several]
    kinds: Several
    """Patterns whose words are interchangeable as the neighbours of others."""
    rules_out: dict[str, Several]
    """Pattern -> what a sentence in which it occurs does not mean."""
    signs: Annotated[tuple[Sign, ...], LISTED]
    examples: dict[str, Several]
    """Meaning -> sentences that mean it."""

    @classmethod
    def load(cls, path: Path = LEXICON_FILE) -> "Lexicon":
        """Raises: LexiconError: it cannot be read, or says something it may not; one sentence: file, line, key."""
        try:
            source = open_toml(path, name=path.name)
            lexicon = source.check(cls)
            try:
                Wording(lexicon.patterns)
                lexicon.refuse_unknown_patterns()
            except LexiconError as error:
                raise source.refused(str(error), *error.place) from error
        except Refused as refused:
            raise LexiconError(str(refused)) from refused
        return lexicon

    def refuse_unknown_patterns(self) -> None:
        """Raises: LexiconError: something refers to a pattern that does not exist."""
        uses: list[tuple[tuple[str | int, ...], str]] = [
            *((("plain",), name) for name in self.plain),
            *((("kinds", position), name) for position, name in enumerate(self.kinds)),
            *((("rules_out", name), name) for name in self.rules_out),
            *((("slots", slot_type), name) for slot_type, name in self.slots.items()),
        ]
        for position, sign in enumerate(self.signs):
            for key, names in (("all", sign.all), ("any", sign.any), ("none", sign.none)):
                uses += [(("signs", position, key, place), name) for place, name in enumerate(names)]
        for place, name in uses:
            if name not in self.patterns:
                raise LexiconError(f"there is no pattern {name!r}{meant(name, self.patterns)}", *place)


@cache
def sample_lexicon() -> Lexicon:
    """The lexicon beside this module, read once. Raises: LexiconError."""
    return Lexicon.load()


class Understanding:
    """The bot's utterances and the lexicon, compiled once; `interpret` is then pure.

    Raises:
        LexiconError: the lexicon says something it may not.
    """

    def __init__(self, bot: BotDefinition, lexicon: Lexicon | None = None) -> None:
        self._bot = bot
        self._lexicon = lexicon if lexicon is not None else sample_lexicon()
        self._names = {intent.name for intent in bot.intents} - {FALLBACK}
        self._rewrite = _rewriter(self._lexicon.phrases)
        self._wording = Wording(self._lexicon.patterns)
        self._kinds: dict[str, str] = {}
        speaks_it = bot.locale == self._lexicon.locale
        self._signs = tuple(self._checked(self._lexicon.signs)) if speaks_it else ()
        self._leaning = Leaning(list(self._examples()) if speaks_it else [])
        self._exact: dict[str, str] = {}
        self._normalised: dict[str, str] = {}
        self._with_slots: list[tuple[frozenset[str], str, str]] = []
        self._samples: list[tuple[frozenset[str], str]] = []
        for intent in bot.intents:
            self._learn(intent)
        uses = Counter(word for words, _ in self._samples for word in words)
        self._weights = {word: 1 + math.log(len(self._samples) / count) for word, count in uses.items()}
        self._unknown = 1 + math.log(len(self._samples) + 1)

    def interpret(self, text: str) -> list[tuple[str, float]]:
        """Intents the text may mean with their nluConfidence (0-1), best first, at most five.

        FallbackIntent stands where the bot's threshold puts it: after what reaches it, before what does not. Its number
        is 0 and means nothing: Lex reports none for it.
        """
        text = text[:TEXT_CHARS]
        scores = self._scores(text)
        ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))[: MOST_INTERPRETATIONS - 1]
        sure = [(name, score) for name, score in ranked if score >= self._bot.nlu_confidence_threshold]
        return [*sure, (FALLBACK, 0.0), *ranked[len(sure) :]]

    def _scores(self, text: str) -> dict[str, float]:
        if exact := self._exact.get(fold(text)):
            return {exact: _EXACT}
        words = self._normalise(text)
        if not words:
            return {}
        line = f" {' '.join(words)} "
        if known := self._normalised.get(line):
            return {known: _NORMALISED}
        found = dict(self._resembling(frozenset(words)))
        for literals, pattern, intent in self._with_slots:
            if literals.issubset(words) and re.fullmatch(pattern, line):
                found[intent] = _WITH_SLOTS
        occurring = self._wording.occurring(words)
        for meaning, score in self._signed(occurring, len(words)):
            found[meaning] = max(score, found.get(meaning, 0.0))
        found = _inclined(found, self._leaning.of(self._features(words, occurring)))
        for pattern in occurring & self._lexicon.rules_out.keys():
            for meaning in self._lexicon.rules_out[pattern]:
                found.pop(meaning, None)
        scores = _contested(found)
        if not occurring.isdisjoint(self._lexicon.plain):
            return scores
        return {name: min(score, self._lexicon.elliptic_at_most) for name, score in scores.items()}

    def _signed(self, occurring: frozenset[str], length: int) -> Iterator[tuple[str, float]]:
        for sign in self._signs:
            if sign.occurs(occurring, length):
                yield sign.means, sign.confidence

    def _resembling(self, words: frozenset[str]) -> Iterator[tuple[str, float]]:
        """Intents with an utterance of nearly the same words; rare words count more."""
        mine = self._weigh(words)
        best: dict[str, float] = {}
        for sample, intent in self._samples:
            shared = self._weigh(words & sample)
            best[intent] = max(best.get(intent, 0.0), 2 * shared / (mine + self._weigh(sample)))
        return ((intent, _RESEMBLING * share) for intent, share in best.items() if share >= _LEAST_RESEMBLANCE)

    def _examples(self) -> Iterator[tuple[str, frozenset[str]]]:
        for meaning, sentences in self._lexicon.examples.items():
            if meaning in self._names | {QUESTION}:
                for sentence in sentences:
                    words = self._normalise(sentence)
                    yield meaning, self._features(words, self._wording.occurring(words))

    def _features(self, words: list[str], occurring: frozenset[str]) -> frozenset[str]:
        kinds = [self._kind(word) for word in words]
        pairs = {*pairwise(["^", *words, "$"]), *pairwise(["^", *kinds, "$"])}
        return frozenset([*(f"<{name}>" for name in occurring), *words, *(" ".join(pair) for pair in pairs)])

    def _kind(self, word: str) -> str:
        if word not in self._kinds:
            names = self._wording.alone(word)
            self._kinds[word] = next((f"<{name}>" for name in self._lexicon.kinds if name in names), word)
        return self._kinds[word]

    def _weigh(self, words: Iterable[str]) -> float:
        return sum(self._weights.get(word, self._unknown) for word in words)

    def _learn(self, intent: Intent) -> None:
        for utterance in intent.utterances:
            self._exact[fold(utterance)] = intent.name
            if _SLOT.search(utterance):
                literals = frozenset(self._normalise(_SLOT.sub(" ", utterance)))
                self._with_slots.append((literals, self._utterance_pattern(utterance, intent), intent.name))
            else:
                words = self._normalise(utterance)
                self._normalised.setdefault(f" {' '.join(words)} ", intent.name)
                self._samples.append((frozenset(words), intent.name))

    def _utterance_pattern(self, utterance: str, intent: Intent) -> str:
        parts = _SLOT.split(utterance)
        pieces = [re.escape(f"{word} ") for word in self._normalise(parts[0])]
        for reference, literal in zip(parts[1::2], parts[2::2], strict=True):
            pieces.append(self._slot_pattern(intent.slot(reference).type))
            pieces += [re.escape(f"{word} ") for word in self._normalise(literal)]
        return " " + "".join(pieces)

    def _slot_pattern(self, slot_type: str) -> str:
        if name := self._lexicon.slots.get(slot_type):
            return f"(?:(?:on |at )?(?:{self._wording.regex(name)})){{1,3}}"
        own = {kind.name: kind for kind in self._bot.slot_types}.get(slot_type)
        if own is None:
            return r"(?:\S+ ){1,3}"
        spoken = (text for value in own.values for text in (value.value, *value.synonyms))
        return "(?:" + "|".join(re.escape(" ".join(self._normalise(text)) + " ") for text in spoken) + ")"

    def _normalise(self, text: str) -> list[str]:
        """Lower case, contractions in full, set phrases joined, fillers gone."""
        text = text.casefold().replace("\u2019", "'")
        words: list[str] = []
        for word in _WORD.findall(text):
            for ending, meaning in self._lexicon.endings.items():
                if word.endswith(ending) and word != ending:
                    word = f"{word.removesuffix(ending)} {meaning}"
                    break
            words += word.replace("'", "").split()
        return [word for word in self._rewrite(" ".join(words)).split() if word not in self._lexicon.fillers]

    def _checked(self, signs: Iterable[Sign]) -> Iterator[Sign]:
        self._lexicon.refuse_unknown_patterns()
        for sign in signs:
            if sign.means in self._names | {QUESTION}:
                yield sign


def interpret(text: str, bot: BotDefinition) -> list[tuple[str, float]]:
    """`Understanding(bot).interpret(text)`, compiled once per bot. Raises: LexiconError."""
    if id(bot) not in _compiled:
        _compiled[id(bot)] = (bot, Understanding(bot))
    return _compiled[id(bot)][1].interpret(text)


_compiled: dict[int, tuple[BotDefinition, Understanding]] = {}
"""By the identity of a bot, which is kept with it and so stays its own."""


def _inclined(found: dict[str, float], leaning: dict[str, float]) -> dict[str, float]:
    """What was found and what it leans to, as evidence that adds up."""
    result: dict[str, float] = {}
    for meaning in sorted(found.keys() | leaning.keys()):
        lean = leaning.get(meaning, 0.0)
        support = _UNSUPPORTED + (1 - _UNSUPPORTED) * min(lean / _SUPPORT, 1)
        result[meaning] = 1 - (1 - found.get(meaning, 0.0) * support) * (1 - _INCLINATION * lean)
    return result


def _contested(found: dict[str, float]) -> dict[str, float]:
    """Scores as confidences: rivals lower the best, and a question that is as likely puts every task out."""
    question = found.pop(QUESTION, 0.0)
    result: dict[str, float] = {}
    for meaning, score in found.items():
        rival = max([question, *(other for name, other in found.items() if name != meaning)])
        share = 1 - question if question >= score else 1 - _RIVALRY * min(rival / score, 1)
        result[meaning] = round(score * share, 2)
    return result


def _rewriter(phrases: dict[str, str]) -> Callable[[str], str]:
    if not phrases:
        return lambda text: text
    longest_first = sorted(phrases, key=len, reverse=True)
    pattern = re.compile(r"(?<!\S)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\S)")
    return lambda text: pattern.sub(lambda match: phrases[match[0]], text)

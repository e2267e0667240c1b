"""Names of people in what was said: those that are known of the call, and what else looks like one.

Knows how names are written, and that a word with a capital that no file of this project has is somebody's; refuses to
know numbers and dates. A name that is an everyday word, written without a capital, stays.
"""

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from skeleton.people import OTHER_LAST_NAME, OTHER_NAME, People

FILES = ("knowledge_base/*.md", "lex_bot/*.toml", "lambdas/fulfillment/prompts/*.toml", "simulator/lex/lexicon.toml")
HEARD = "lambdas/fulfillment/hearing/*.py"
"""Words that the function listens for; the lists of names among them are none of ours."""
_WORD = r"[^\W\d_]+(?:['’-][^\W\d_]+)*"
_TITLED = re.compile(rf"(?<![\w'’])(?=[^\W\d_a-zà-ÿ])(?={_WORD})[^\W\d_][^\W\d_A-ZÀ-Þ'’-][\w'’-]*")
_LEADS = re.compile(
    r"\b(?:name(?:['’]?s| is| was)|this is|verified as|me llamo|nombre es|apellidos? (?:es|son)|habla|soy)\s+",
    re.IGNORECASE,
)
_ACCENTED = {"a": "áàâäãå", "c": "ç", "e": "éèêë", "i": "íìîï", "n": "ñ", "o": "óòôöõø", "u": "úùûü", "y": "ýÿ"}
_ACCENTS = str.maketrans({plain: f"[{plain}{others}]" for plain, others in _ACCENTED.items()})
_PLAIN = str.maketrans({each: plain for plain, others in _ACCENTED.items() for each in others})
_FIRST = OTHER_NAME.split()[0]
LED_NAMES = 3
"""Words that a name after "my name is" has at most."""


def everyday_words(root: Path) -> frozenset[str]:
    """Words that are nobody's name, in lower case: those of the bot, the documents, and what the function listens for.

    Args:
        root: Of the project.
    """
    paths = [path for pattern in FILES for path in root.glob(pattern)]
    paths += [path for path in root.glob(HEARD) if not path.stem.endswith("names")]
    texts = (path.read_text(encoding="utf-8") for path in paths)
    return frozenset(word.casefold() for text in texts for word in re.findall(_WORD, text))


@dataclass(frozen=True)
class Names:
    """The names of one call."""

    people: People
    everyday: Set[str]
    """As `everyday_words` gives them."""

    def replaced(self, text: str) -> str:
        """The text with the sample's names in place of every name."""
        for pattern, instead in self._known:
            text = pattern.sub(instead, text)
        return self._introduced(self._titled(text))

    def left_in(self, text: str) -> bool:
        """Whether a known name is still there."""
        return any(pattern.search(text) for pattern, instead in self._known if not pattern.fullmatch(instead))

    def doubtful(self, text: str) -> list[str]:
        """Words that may be names and were let stand: a sentence begins with them."""
        return [said.group() for said in _TITLED.finditer(text) if self._is_strange(said.group())]

    @cached_property
    def _last_names(self) -> tuple[str, ...]:
        return self.people.patient.name.split()[-1], OTHER_LAST_NAME

    @cached_property
    def _known(self) -> list[tuple[re.Pattern[str], str]]:
        people = self.people
        first, last = people.patient.name.split()
        names = dict.fromkeys(people.wrong_last_names, OTHER_LAST_NAME)
        names |= dict.fromkeys(people.first_names, first) | dict.fromkeys(people.last_names, last)
        return [(self._pattern(name), names[name]) for name in sorted(names, key=len, reverse=True)]

    def _pattern(self, name: str) -> re.Pattern[str]:
        """A name with or without accents, whole or spelled; in lower case only where that is no word."""
        plain = name.casefold().translate(_PLAIN)
        if plain in self.everyday:
            return re.compile(rf"\b{re.escape(name)}\b")
        letters = [re.escape(letter).translate(_ACCENTS) if letter.isalnum() else r"\W?" for letter in plain]
        return re.compile(r"(?<!\w)" + r"[\s.-]{0,2}".join(letters) + r"(?!\w)", re.IGNORECASE)

    def _titled(self, text: str) -> str:
        """Rows of words with a capital that are no everyday words; alone, at the beginning of a sentence, one stays."""
        for row in reversed(list(self._rows(text))):
            alone = len(row) == 1
            if alone and not text[: row[0].start()].rstrip(" \"'¿¡").strip(".?!"):
                continue
            if alone and re.search(r"[.?!]\W*$", text[: row[0].start()]):
                continue
            before, after = text[: row[0].start()], text[row[-1].end() :]
            followed = alone and after.startswith(tuple(f" {name}" for name in self._last_names))
            text = before + (_FIRST if followed else OTHER_LAST_NAME if alone else OTHER_NAME) + after
        return text

    def _rows(self, text: str) -> Iterator[list[re.Match[str]]]:
        row: list[re.Match[str]] = []
        for said in _TITLED.finditer(text):
            if not self._is_strange(said.group()):
                continue
            if row and text[row[-1].end() : said.start()] not in (" ", "-"):
                yield row
                row = []
            row.append(said)
        if row:
            yield row

    def _introduced(self, text: str) -> str:
        """Strange words after "my name is", in lower case too."""
        for lead in reversed(list(_LEADS.finditer(text))):
            end, names = lead.end(), 0
            for said in re.finditer(rf"\s*({_WORD})", text[lead.end() :]):
                if said.start() != end - lead.end() or names == LED_NAMES or not self._is_strange(said.group(1)):
                    break
                end, names = lead.end() + said.end(), names + 1
            if names:
                text = text[: lead.end()] + (OTHER_LAST_NAME if names == 1 else OTHER_NAME) + text[end:]
        return text

    def _is_strange(self, word: str) -> bool:
        plain = re.split(r"['’]", word.casefold())[0]
        ours = {*self.people.patient.name.casefold().split(), *OTHER_NAME.casefold().split()}
        return plain not in self.everyday and plain not in ours

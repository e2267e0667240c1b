"""Which language is spoken, as far as single words tell, and danger in whichever it is.

Knows that callers speak another language than the line's, and above all when they are afraid; refuses to know what is
said to them. Spanish tables are made ready only once words of theirs are heard: most calls never need them.
"""

from functools import cache, lru_cache

from .grammar import word_set
from .signals import hear_emergency
from .spanish_dangers import ALARMS, SELF_HARM
from .vocabulary import RECENT, vocabulary

ENGLISH, SPANISH = "en_US", "es_US"

SPANISH_WORDS = word_set(
    """
    si claro ok bueno bien esta este esto ese eso esa estoy soy por favor gracias al del el la los las un una y pero
    que como cuando quien donde porque para mi su me le se lo nos yo usted ustedes quiero quisiera necesito puedo
    puede pueden tengo hay hablo hablar entiendo entendi comprendo espanol ingles llame llameme llamen llamenme
    llamar marque numero otro otra mismo misma mejor celular telefono casa trabajo esposo esposa hijo hija mama
    espero esperar esperando espere momento digame repita olvidelo dejelo tampoco nada nunca nadie correcto
    equivocado perdon disculpe dale vale andele orale exacto perfecto cierto de acuerdo supuesto uno dos tres cuatro
    cinco seis siete ocho nueve diez doce trece catorce quince dieciseis veinte treinta cuarenta cincuenta sesenta
    setenta ochenta noventa cien cero ciento doscientos quinientos numeros ahora ahorita hoy manana senor senora
    senorita
    """
)
"""Words by which Spanish is known."""

ENGLISH_WORDS = word_set(
    """
    the a an i i'm you it is am are was be my your his her we they this that these to of for from with on at and or but
    do does did have has can will would could should please yes yeah yep yup sure okay right not what when where who how
    why call back number phone thanks thank need want get got wait hold name there here one two three four five six
    seven eight nine zero oh
    """
)
"""Words by which English is known."""

IN_BOTH = word_set(
    """
    a adios animal as auto bien con cruel de del doctor el en ex fatal final gas hablar hospital la mal me mi
    mucho muy nada no o once papa puedo real se sin son tylenol van vision y ya
    """
)
"""Words of Spanish rules of danger that English speakers say, too."""


def sounds_spanish(text: str) -> bool:
    """Whether more of the words are known as Spanish than as English."""
    said = [token.word for token in vocabulary(ENGLISH).tokenize(text)]
    return sum(word in SPANISH_WORDS for word in said) > sum(word in ENGLISH_WORDS for word in said)


def hear_language_of_danger(text: str, *, locale: str) -> str | None:
    """The locale in which somebody may be in danger by these words, the line's own first; None: in neither."""
    if hear_emergency(text, locale=locale):
        return locale
    other = ENGLISH if locale[:2].lower() == "es" else SPANISH
    return other if _may_be_danger(text, other) and hear_emergency(text, locale=other) else None


@lru_cache(maxsize=RECENT)
def _may_be_danger(text: str, other: str) -> bool:
    """Whether it is worth listening for; English tables are at hand anyway."""
    if other == ENGLISH:
        return True
    return not marks_of_danger().isdisjoint(token.word for token in vocabulary(ENGLISH).tokenize(text))


@cache
def marks_of_danger() -> frozenset[str]:
    """Words without one of which no Spanish rule of danger holds; numerals alone are none of them."""
    parts = (part for rule in (*ALARMS, *SELF_HARM) for part in rule.split() if part[0] not in "!~^$.{")
    said = frozenset(word for part in parts for word in part.removesuffix("?").split("|"))
    return frozenset(word for word in said - IN_BOTH if not word.isdigit() and word != "$")

"""Spanish ways to begin a question, for counting them: words and rules, no code. Words without accents."""

from .grammar import Table, word_set

_VERBS = (
    "hay|tienen|tiene|aceptan|acepta|atienden|abren|cierran|puedo|puede|pueden|podria|podrian|podemos|debo|ofrecen|"
    "cobran|hacen|existe|cubren|cubre|dan|venden|toman|esta|estan|es|son|trabajan|reciben|cuesta|cuestan|queda|se|"
    "validan|hablan|mandan"
)
_NOUNS = "una|otra|dos|unas|algunas|varias"

COUNTED: Table = {
    "greets": ("como esta|estas|estan", "me escucha|oye|escuchan|oyen", "hay alguien ahi?"),
    "tags": (
        "verdad|no|si|cierto|correcto|bueno|bien $",
        "es|esta correcto|cierto|verdad|bien $",
        "no es cierto|asi|verdad $",
    ),
    "announces": (
        f"tengo {_NOUNS}? pregunta|preguntas|duda|dudas !sobre|de|del|acerca",
        "puedo|podria hacerle|preguntarle|preguntar|hacer una|algo|dos? pregunta|preguntas?",
        f"{_NOUNS} pregunta|preguntas|cosa",
        "mi pregunta|duda es",
    ),
    "asks": (
        "que|cual|cuales !me|le|lo|la|se|sea|no|si|bueno|bien",
        "cuando !yo|llame|fui|vaya|pueda|usted",
        "como !no|yo|usted|le",
        "donde|adonde|cuanto|cuanta|cuantos|cuantas|quien|quienes",
        "a|en|de|con|para|hasta|desde|por que|cual|donde|quien|cuanto|cuanta|cuantos|cuando",
        f"{_VERBS} !que",
        "tengo|tenemos que llevar|pagar|traer|hacer|venir|ir|ayunar",
        "me|nos|le pueden|puede|podria|cubre|atienden",
        "no hay|tienen|aceptan|abren",
    ),
    "wonders": (
        "me preguntaba|pregunto",
        "quiero|quisiera|necesito|queria|gustaria saber|preguntar|preguntarle|averiguar|consultar|confirmar",
        "me gustaria|puede|podria|pueden saber|preguntar|decir|explicar|informar|confirmar",
        "puede|podria|pueden decirme|explicarme|informarme|indicarme",
        "digame|dime|expliqueme",
        "sabe|saben si|cuando|donde|cuanto|que|cual",
        "no se que|cuando|donde|como|cual|cuanto|si",
        f"tengo {_NOUNS}? pregunta|preguntas|duda|dudas sobre|de|del|acerca",
    ),
    "if": ("si|que|cuando|donde|como|cual",),
}
"""Looked up where a clause begins. One of `if` begins a question only after one of `wonders`: "y si abren"."""

JOINS = word_set("y e tambien ademas pero luego entonces")

"""Spanish times of day: words and rules, no code.

Knows words, without their accents; refuses to know what a rule's meaning comes to (times).
"""

from .grammar import Table, word_set

_NO_TIME = (
    "!semanas|semana|dias|dia|meses|mes|anos|ano|hora|minutos|minuto|segundos|dolares|dolar|centavos|por|personas|"
    "persona|citas|cita|veces|vez|ordenes|orden|pedidos|preguntas|pregunta|cosas|cosa|hijos|ninos|pastillas|"
    "opciones|opcion|"
    "cien|mil|momento|calle|momentito|segundo|vacunas|vacuna|pedido|mas"
)

TIMES: Table = {
    "sure": (
        "las|la? {clock} {meridiem}?",
        "las|la? {hour} y? {minute}? {meridiem}",
        "{hhmm} {meridiem}",
        "las|la? {hour} y? {minute}? en punto {meridiem}?",
        "las|la {hour} con|y {minute} minutos? {meridiem}?",
        "las|la {hour} {minute} {meridiem}?",
        "las|la {hour} horas? {meridiem}?",
        "{hour} horas",
    ),
    "half": ("las|la? {hour} y media {meridiem}?",),
    "quarter": ("las|la? {hour} y cuarto {meridiem}?",),
    "past 5": ("las|la? {hour} y cinco {meridiem}?",),
    "to 5": ("las|la? {hour} menos cinco {meridiem}?", "cinco para|pa las|la {hour} {meridiem}?"),
    "past": ("las|la {hour} y {n} minutos? {meridiem}?",),
    "quarter_to": (
        "las|la? {hour} menos cuarto {meridiem}?",
        "un? cuarto para|pa las|la {hour} {meridiem}?",
        "faltan? quince para las|la {hour}",
    ),
    "to": (
        "las|la? {hour} menos {minute} {meridiem}?",
        "{minute} minutos? para|pa las|la {hour} {meridiem}?",
        "{n} minutos para|pa las|la {hour} {meridiem}?",
    ),
    "fixed 1200": ("mediodia", "medio dia", "las doce del mediodia|dia", "12|doce del dia|mediodia"),
    "fixed 0000": ("medianoche", "media noche", "las doce de la noche", "12|doce de la noche"),
    "weak": (
        f"las|la {{hour}} {_NO_TIME}",
        f"{{hour}} {{minute}} {_NO_TIME}",
        f"{{hour}} y {{minute}} {_NO_TIME}",
        f"{{hour}} {_NO_TIME}",
        f"{{hhmm}} {_NO_TIME}",
    ),
}

PARTS: Table = {
    "none": (
        "buenos|buenas|buena|feliz|lindas dias|dia|tardes|tarde|noches|noche",
        "manana",
        "pasado manana",
        "mas tarde|temprano",
    ),
    "morning 1030": ("media manana", "manana tarde"),
    "afternoon 1200 1400": ("temprano en|por la tarde", "primeras horas de la tarde"),
    "afternoon 1500": ("tarde en la tarde", "ultima hora de la tarde", "a? finales de la tarde"),
    "evening 1700": ("despues del trabajo|escuela", "despues de trabajar|salir", "al salir del trabajo"),
    "morning": (
        "no puedo|podria ... por|en la tarde",
        "no puedo|podria en? las tardes",
        "no en|por|a la tarde|noche",
        "menos|excepto en|por? la tarde|noche",
        "por|en|de la manana|mananita",
        "manana en|por la manana",
        "la manana",
        "mananas",
        "esta|una manana",
        "manana temprano",
        "temprano",
        "a primera hora",
        "antes del mediodia|almuerzo|medio",
        "am",
        "a m",
        "las mananas",
    ),
    "afternoon": (
        "no puedo|podria ... por|en la manana",
        "no puedo|podria en? las mananas",
        "no en|por la manana",
        "menos|excepto en|por? la manana",
        "por|en|de|a la tarde",
        "manana en|por|a la tarde",
        "la|esta|una tarde",
        "tardes",
        "tarde $",
        "despues del mediodia|almuerzo",
        "despues de comer|almorzar",
        "al mediodia",
        "pm",
        "p m",
    ),
    "evening": (
        "por|en|de la noche",
        "la|esta noche",
        "noches",
        "al final del dia",
    ),
}

MERIDIEMS = {
    "am": 0, "a m": 0, "de la manana": 0, "por la manana": 0, "en la manana": 0, "de la madrugada": 0,
    "pm": 12, "p m": 12, "de la tarde": 12, "por la tarde": 12, "en la tarde": 12, "de la noche": 12,
    "por la noche": 12, "en la noche": 12, "del mediodia": 12,
}  # fmt: skip

RELATIONS: Table = {
    "after": (
        "despues de|pasadas|pasado a? <time>",
        "a partir de <time>",
        "desde <time> en? adelante?",
        "mas tarde de|que <time>",
        "no antes de <time>",
        "<time> o despues|adelante",
        "<time> o mas tarde",
        "de? <time> en adelante",
        "pasadas <time>",
        "pasando de? <time>",
    ),
    "before": (
        "antes de <time>",
        "no despues de <time>",
        "no mas tarde de|que <time>",
        "a mas tardar a? <time>",
        "hasta <time>",
        "<time> o antes",
        "<time> a mas tardar",
        "<time> como maximo|mucho",
        "mas temprano que|de <time>",
    ),
    "at": ("a|como|hacia|sobre|para|tipo a? <time>", "alrededor|cerca de <time>", "hasta como <time>"),
    "between": (
        "entre <time> y|a <time>",
        "de|desde <time> a|hasta <time>",
        "<time> hasta <time>",
    ),
    "to": (
        "mover|mueva|cambiar|cambie|pasar|pase|muevala|cambiela|moverla|cambiarla ... de <time> a|para|hasta <time>",
        "para <time>",
        "mejor a? <time>",
        "a <time> mejor",
        "<day> a <time>",
        "para <day> a <time>",
        "al <day> a <time>",
        "que sea a <time>",
        "a|para <time> $",
    ),
    "from": (
        "mi|la|su cita|consulta|visita ... de <time>",
        "mi|la|su cita|consulta|visita ... <day> ... a|de <time>",
        "mi|la|su cita|consulta|visita ... a|de <time>",
        "la de <time>",
        "tengo ... a <time>",
        "tengo ... <day> a <time>",
        "en vez|lugar de a? <time>",
        "no a? <time>",
        "no puedo ... a? <time>",
        "<time> no",
    ),
}

MARKERS = word_set("las antes despues entre hasta desde tipo sobre hacia")
"""A bare number after one of these is a time."""

FOLLOWERS = word_set(
    """
    el en si por o y a al de del para con esta estaria pero porque gracias mejor hasta que me seria mas menos
    este manana hoy pm am esa ese puede podria quiero no entonces tambien va bien perfecto proximo
    """
)
"""What may follow a bare number that is a time when no time was asked for."""

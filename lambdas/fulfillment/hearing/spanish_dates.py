"""Spanish, as far as days are said in it: words and rules, no code.

Knows words, without their accents; refuses to know what a rule's meaning comes to on a given day (days).
"""

from .grammar import Table
from .numbers import NumberWords

NUMBERS = NumberWords(
    small={
        "cero": 0, "un": 1, "uno": 1, "una": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7,
        "ocho": 8, "nueve": 9, "diez": 10, "once": 11, "doce": 12, "trece": 13, "catorce": 14, "quince": 15,
        "dieciseis": 16, "diecisiete": 17, "dieciocho": 18, "diecinueve": 19, "veintiuno": 21, "veintiun": 21,
        "veintidos": 22, "veintitres": 23, "veinticuatro": 24, "veinticinco": 25, "veintiseis": 26, "veintisiete": 27,
        "veintiocho": 28, "veintinueve": 29,
    },
    tens={
        "veinte": 20, "treinta": 30, "cuarenta": 40, "cincuenta": 50, "sesenta": 60, "setenta": 70, "ochenta": 80,
        "noventa": 90,
    },
    joiner="y",
    ordinals={
        "primero": 1, "primer": 1, "primera": 1, "segundo": 2, "segunda": 2, "tercero": 3, "tercer": 3, "tercera": 3,
        "cuarto": 4, "cuarta": 4, "quinto": 5, "quinta": 5, "sexto": 6, "sexta": 6, "septimo": 7, "septima": 7,
        "octavo": 8, "octava": 8, "noveno": 9, "novena": 9, "decimo": 10, "decima": 10,
    },
    ordinal_tens={},
    zeros=frozenset(("cero",)),
    hundreds={
        "cien": 100, "ciento": 100, "doscientos": 200, "trescientos": 300, "cuatrocientos": 400, "quinientos": 500,
        "seiscientos": 600, "setecientos": 700, "ochocientos": 800, "novecientos": 900,
    },
    thousand="mil",
    centuries={"diecinueve": 19, "veinte": 20},
    conjunction="y",
    ones=frozenset(("un", "una")),
)  # fmt: skip

MONTHS = {
    "enero": 1, "febrero": 2, "marzo": 3, "abril": 4, "mayo": 5, "junio": 6, "julio": 7, "agosto": 8, "septiembre": 9,
    "setiembre": 9, "octubre": 10, "noviembre": 11, "diciembre": 12,
}  # fmt: skip

PLAIN_MONTHS = frozenset(MONTHS)

WEEKDAYS = {
    "lunes": 0, "martes": 1, "miercoles": 2, "jueves": 3, "viernes": 4, "sabado": 5, "domingo": 6, "sabados": 5,
    "domingos": 6,
}  # fmt: skip

_NOT_A_DAY = (
    "!opcion|opciones|cita|citas|hora|horas|semana|semanas|mes|meses|dia|dias|ano|anos|minutos|vez|veces|persona|"
    "personas|"
    "pm|am|dolares|primeros|primeras|mil"
)
_COMING = "que viene|entra|sigue"

DAYS: Table = {
    "none": ("de|por|en|toda|a|durante la manana", "la|una manana !por", "todas las mananas"),
    "date": (
        "el? {weekday}? el? dia? {dom} de|del? mes? de? {month} de|del? ano? {full_year}?",
        "el? {weekday}? {month} {dom} de|del? {full_year}?",
        "primero de {month} de|del? {full_year}?",
    ),
    "dom": (
        f"el dia? {{dom}} {_NOT_A_DAY}",
        f"~al|del|el {{dom}} {_NOT_A_DAY}",
        f"el? {{weekday}} el? dia? {{dom}} {_NOT_A_DAY}",
        f"dia {{dom}} {_NOT_A_DAY}",
        "el? {dom} de este|del mes",
        "el? primero $",
    ),
    "again": (f"o|y|al el? {{dom}} {_NOT_A_DAY}", "o|y el? {weekday}"),
    "dom_next_month": (
        "el? dia? {dom} del? mes que viene|entra",
        "el? dia? {dom} del? proximo|siguiente mes",
        "el? mes que viene el dia? {dom}",
        "el? proximo mes el dia? {dom}",
    ),
    "nth_weekday": ("el {ordinal} {weekday} de {month}", "el {ordinal} {weekday} del|de proximo|siguiente mes"),
    "slash": ("el? {weekday}? el? {slash}",),
    "weekday": ("el|los? {weekday}",),
    "weekday_coming": ("el? proximo|siguiente {weekday}", f"el? {{weekday}} {_COMING}"),
    "weekday_this": ("este|esta {weekday}", "el? {weekday} de esta semana", "esta semana el {weekday}"),
    "weekday_next": (
        "el? {weekday} de la proxima|siguiente semana",
        "el? {weekday} de la semana que viene|entra|sigue|siguiente|proxima",
        "la? proxima|siguiente semana el|para? el? {weekday}",
        "la? semana que viene|entra|sigue el {weekday}",
        "el? {weekday} la? proxima|siguiente semana",
        "el? {weekday} la? semana que viene|entra|sigue",
    ),
    "weekday_in_weeks": ("el? {weekday} en|dentro de? {n} semanas|semana", "en|dentro de? {n} semanas el {weekday}"),
    "weekday_after": ("el? {weekday} siguiente no este", "el {weekday} de dentro de dos semanas"),
    "weekday_following": ("el {weekday} siguiente", "el siguiente {weekday} despues"),
    "past": (
        "anoche",
        "la? semana|noche pasada",
        "el? mes|ano pasado",
        "hace {n} dias|dia|semanas|semana|meses|mes|anos|ano",
        "desde el {weekday}",
        "todos los {weekday}",
        "cada {weekday}",
        "naci|nacido|nacida|nacio|nacimiento es|fue? en? el? dia? {dom} de|del? {month} de|del? {year}?",
    ),
    "past_days 1": ("ayer", "el dia de ayer"),
    "past_days 2": ("antier|anteayer",),
    "past_weekday": ("el? {weekday} pasado", "el? pasado {weekday}", "el? {weekday} de la semana pasada"),
    "past_date": ("el? {dom} de {month} pasado",),
    "in_days 0": ("hoy", "esta manana|tarde|noche", "hoy mismo", "ahora mismo", "el dia de hoy"),
    "in_days 1": ("manana !por", "manana por|en|a la|las? manana|tarde|noche", "el dia de manana"),
    "in_days 2": ("pasado manana", "el? dia despues de manana"),
    "in_days": ("en|dentro de? {n} dias|dia", "de aqui a {n} dias"),
    "in_few_days": ("en|dentro de? unos|pocos|algunos dias", "en|dentro de? un par de dias"),
    "in_weeks": ("en|dentro de? {n} semanas|semana", "de hoy|aqui en|a {n} semanas"),
    "in_weeks 1": ("de hoy en ocho", "en ocho dias"),
    "in_weeks 2": ("en|dentro de? un par de semanas", "de hoy en quince", "en quince dias", "en quince"),
    "in_few_weeks": ("en|dentro de? unas|pocas|algunas semanas",),
    "in_months": ("en|dentro de? {n} mes|meses",),
    "in_few_months": ("en|dentro de? unos|pocos|algunos meses", "en|dentro de? un par de meses"),
    "week 0 all": ("esta semana", "en la semana", "entre semana"),
    "week 0 rest": ("mas tarde|adelante esta semana", "el? resto de la semana", "lo que queda de la semana"),
    "week 0 end": ("a? finales|final|fines|fin de|del esta|la semana !que|proxima|siguiente",),
    "week 0 middle": ("a? mediados de esta|la semana !que|proxima", "a? media semana"),
    "week 1 all": (
        "la? proxima|siguiente semana",
        "la? semana que viene|entra|sigue",
        "la? semana proxima|siguiente|entrante",
    ),
    "week 1 start": (
        "a? principios|comienzos|inicios|inicio|principio de la proxima|siguiente? semana que|proxima? viene|entra?",
    ),
    "week 1 middle": (
        "a? mediados de la proxima|siguiente? semana que|proxima viene?",
        "a? mediados de la proxima semana",
    ),
    "week 1 end": (
        "a? finales|final|fines|fin de la proxima|siguiente semana",
        "a? finales|final|fines|fin de la semana que viene|entra",
    ),
    "week 2 all": ("en|dentro de? dos semanas cualquier dia", "la semana despues de la proxima"),
    "weekend 0": ("este|el fin de semana", "fin de semana"),
    "weekend 1": (
        "el? proximo|siguiente fin de semana",
        "el? fin de semana que viene|entra",
        "el? fin de semana proximo",
    ),
    "month 0 rest": ("este mes",),
    "month 0 end": ("a? finales|final|fines|fin de|del este? mes !que|proximo",),
    "month 0 middle": ("a? mediados de|del este? mes !que|proximo",),
    "month 1 all": ("el? proximo|siguiente mes", "el? mes que viene|entra|sigue", "el? mes proximo|siguiente|entrante"),
    "month 1 start": (
        "a? principios|comienzos|inicios del|de proximo|siguiente mes",
        "a? principios|comienzos|inicios del|de mes que viene|entra",
    ),
    "month 1 end": ("a? finales|fines del|de proximo|siguiente mes", "a? finales|fines del|de mes que viene|entra"),
    "month_named all": (
        "en|para|durante el? mes? de? {month} del|de? {full_year}?",
        "este|el|proximo mes? de? {month}",
        "^ {month} $",
        "{plain_month}",
    ),
    "month_named start": ("a? principios|comienzos|inicios de {month}",),
    "month_named middle": ("a? mediados de {month}",),
    "month_named end": ("a? finales|fines|final de {month}",),
    "year_next": ("el? proximo ano", "el? ano que viene|entra", "despues de ano nuevo"),
    "holiday 1224": ("nochebuena", "noche buena"),
    "holiday 1225": ("navidad", "dia de navidad"),
    "holiday 1231": ("nochevieja", "fin de ano"),
    "holiday 0101": ("ano nuevo", "dia de ano nuevo"),
    "thanksgiving": ("accion de gracias", "dia de accion de gracias", "thanksgiving"),
    "soon": (
        "lo antes posible",
        "lo mas pronto posible",
        "cuanto antes",
        "lo mas antes posible",
        "la|lo|el? primera|primer|primero cita|hora|fecha|dia? disponible|que tenga|que tengan",
        "cualquier dia|fecha|rato",
        "cuando sea|puedan|quieran|haya",
        "el dia que sea|haya",
    ),
}
"""Kind of day -> rules. Numbers in a kind belong to it: `week 1 end` is the end of the week one ahead."""


NARROWED: Table = {
    "after": (
        "despues de|del <day>",
        "pasado|pasando <day>",
        "mas tarde que|de|del <day>",
        "no antes de|del <day>",
        "despues de|del dia? <day>",
    ),
    "from": (
        "a partir|contar de|del <day>",
        "desde <day> en adelante",
        "de|del? <day> en adelante",
        "<day> o despues|luego",
        "<day> o mas tarde|adelante",
        "<day> en adelante",
    ),
    "before": ("antes de|del <day>", "previo|anterior a|al <day>"),
    "by": (
        "a mas tardar <day>",
        "para antes de|del <day>",
        "no mas tarde de|del|que <day>",
        "<day> a mas tardar",
        "<day> o antes",
        "<day> como maximo|muy",
        "no despues de|del <day>",
    ),
    "except": ("cualquier dia ... menos|excepto <day>",),
    "except_within": ("<day> ... menos|excepto <day>",),
    "next": ("el? dia despues|siguiente de|del|a|al <day>", "un dia despues de|del <day>"),
    "previous": ("el? dia antes|anterior de|del|a|al <day>", "un dia antes de|del <day>"),
    "week": ("la? semana de|del <day>",),
    "between": (
        "entre <day> y <day>",
        "cualquier dia de|del|desde|entre? <day> a|al|hasta|y <day>",
        "desde <day> a|al|hasta <day>",
        "entre <day> y|hasta <day>",
        "de|del? <day> hasta <day>",
    ),
}

_VISIT = (
    "cita|citas|consulta|visita|turno|vacuna|examen|revision|chequeo|control|seguimiento|inyeccion|reserva|hora|fisico"
)

ROLES: Table = {
    "plain": (
        "despues|antes|partir|fin|fines|finales de|del <day>",
        "cualquier|algun|un|algo? dia|de? de|del <day>",
        "tienen|tiene|tienes|hay|habra ... <day>",
        "una|otra|alguna|nueva ... para? <day>",
        "puedo|podria|podemos|podriamos ... <day>",
        "quiero|quisiera|necesito|gustaria una|otra|alguna cita|consulta|visita|turno ... <day>",
        "no puede|podria|podemos|podriamos ser <day>",
    ),
    "to": (
        f"mi|la|su|nuestra ... {_VISIT} ... a|al|para|hasta <day>",
        "al <day>",
        "a <day>",
        "para <day>",
        "hasta <day>",
        "mejor <day>",
        "<day> mejor",
        "<day> en vez|lugar",
        "<day> esta|estaria|me|seria|si bien|perfecto|mejor|conviene|queda|puedo|bien",
        "que sea <day>",
        "que|y tal|si <day>",
        "prefiero|preferiria|quisiera|quiero <day>",
        "pasar|mover|cambiar|pasarla|moverla|cambiarla|paselo|pasela|muevala|cambiela ... a|al|para|hasta <day>",
        "una|otra|nueva cita|consulta|visita ... para <day>",
    ),
    "from": (
        "del <day>",
        "de <day>",
        "desde <day>",
        "en vez|lugar de|del <day>",
        "no <day>",
        "menos|excepto <day>",
        f"mi|mis|la|nuestra|su|esa|el {_VISIT} ... <day>",
        f"mi|nuestra|su|la ... {_VISIT} ... <day>",
        f"mi|nuestra|su|la ... {_VISIT} con el|la? doctor|doctora|dr|dra|enfermera ... <day>",
        "la|el|lo de|del? <day>",
        "la|el de|del <day>",
        "la que tengo|es ... <day>",
        f"tengo|tenia|tenemos|tiene !que una|un|la|mi {_VISIT} ... <day>",
        "tengo|tenia|tenemos algo|cita ... <day>",
        "cuando|que tengo ... <day>",
        "no puedo|podre|podria|alcanzo ... <day>",
        "no quiero|me ... <day>",
        "no voy a poder ... <day>",
        "<day> no",
        "<day> me? es imposible",
        "mover|cambiar|cancelar|mueva|cambie|cancele|reprogramar|pasar|anular|posponer lo|la? de|del? <day>",
        "estoy citado|citada|programado|programada|anotado|anotada ... <day>",
    ),
}

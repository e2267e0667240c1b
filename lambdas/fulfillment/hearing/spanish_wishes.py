"""Spanish wishes about the matter in hand: rules, no code. Words without their accents.

Knows phrases; refuses to know what is decided from them (wishes).
"""

from .grammar import Table, word_set

ANY: Table = {
    "none": (
        "no cualquiera",
        "cualquier otro|otra",
        "cualquier|cualquiera dia|hora menos|excepto",
        "hay|tiene|tienen algo|alguna que funcione|sirva",
        "no me|nos? sirve|funciona|conviene|queda",
    ),
    "any": (
        "cualquiera",
        "cualquier|el|la|lo hora|dia|horario|cosa|que !otro|otra sea|esta|me|tenga|guste|quiera|prefiera",
        "cualquier hora|dia|horario|cosa|opcion",
        "usted|tu elija|escoja|decida|diga|elige|escoge|decide",
        "la|el|lo que usted? quiera|sea|tenga|guste|prefiera|haya",
        "como usted? quiera|guste|prefiera|sea",
        "cuando sea|quiera|quieran|pueda|puedan",
        "me da igual|lo",
        "da igual|lo mismo",
        "no me? importa !por",
        "todo|todas|todos|todo_eso me? sirve|sirven|esta|estan bien?",
        "esa|ese|eso|esta me? sirve|funciona|conviene|queda|parece bien|perfecto?",
        "esa|ese|eso esta bien|perfecta|perfecto|perfectamente",
        "si|ok|claro esa|ese|esta",
        "^ esa|ese $",
        "la|el primera|primer|primero que? disponible|tenga|tengan|hora|cita|haya|libre",
        "sin preferencia",
        "no tengo preferencia",
    ),
}

_VISIT = "cita|citas|consulta|visita|hora|turno|reserva|dia|fecha"

KEEP: Table = {
    "none": (
        "no ... dejar|deje|mantener|quedarme",
        "si|cuando la|lo|me? dejo|deja|dejar|mantengo",
        "como dejo|mantengo",
    ),
    "keep": (
        "dejela|dejelo|dejalo|dejala|dejemosla|dejemoslo|dejarla|dejarlo asi|como|igual|tal|ahi|donde|$",
        "deje|deja|dejemos|dejar la|las|mi|el|todo|eso ... asi|como|igual",
        "mantenga|mantener|mantengamos|mantengo|conservar|conserve|conservo|mantenerla|mantengala|conservarla la|el|mi|"
        f"esa|$ {_VISIT}|misma|mismo|original|$?",
        "la|lo? mantengo|conservo|dejo",
        "me quedo con la|el|esa|esta|mi",
        "quedarme con la|el|esa|esta|mi",
        f"no la|lo|me? la|lo? cancele|canceles|cambie|cambies|mueva|muevas|toque mi|la|el|nada|esa|{_VISIT}|$",
        "no quiero|quisiera cancelar|cambiar|mover|cancelarla|cambiarla|moverla",
        "como esta|estaba $",
        "asi esta|como bien|esta|estaba",
        "que se quede asi|como|igual|ahi",
    ),
}

_MOVE = "mover|mueva|moverla|moverlo|muevala|muevalo|reprogramar|reprograme|reprogramarla|posponer|posponerla|aplazar"
_CANCEL = "cancelar|cancelarla|cancelarlo|cancele|cancelela|cancela|cancelala|anular|anularla|anule|anulela"

ACTION: Table = {
    "policy": (
        f"si|como|que|cuanto|por|hasta|antes|cuando ... {_MOVE}|{_CANCEL}",
        f"{_CANCEL} ... despues|luego|cargo|multa|cuesta|gratis|politica",
        "hay|cobran|cuesta ... cancelar|mover|reprogramar",
        "politica|cargo|multa|costo de|por cancelar|cancelacion|reprogramar",
    ),
    "none": (
        f"no|nunca ... {_MOVE}|{_CANCEL}|cambie|cambiar",
        f"vez|lugar de {_MOVE}|{_CANCEL}",
        "cancele|cancela eso|esto",
        "cambiar|cambie la|el hora|dia|fecha|horario",
        "mover|mueva el carro|brazo|cuello",
    ),
    "move": (
        "reprogramar|reprograme|reprogramarla|reprogramela|posponer|posponerla|pospongala|aplazar|aplazarla",
        "mover|moverla|moverlo|muevala|muevalo|mueva|pasarla|pasela|cambiarla|cambiela la|mi|esa|para|al|a|el|mejor|$",
        f"mover|mueva|cambiar|cambie|pasar|pase la|mi|esa|su {_VISIT}",
    ),
    "cancel": (
        "cancelarla|cancelarlo|cancelela|cancelelo|cancelala|anularla|anulela",
        "cancelar|cancele|cancela|anular|anule la|mi|mis|esa|las|todo|todas|mejor|$",
    ),
    "book": (
        "reservar|reserve|agendar|agende|hacer|haga|sacar|pedir|programar|quiero|necesito|quisiera|tener|agendarme "
        "otra|nueva|una nueva|mas|cita|otra?",
        "otra|nueva cita nueva|mas|adicional|$",
        "una cita nueva|mas|adicional",
    ),
}
"""`policy` anywhere takes the rest back; a question about rules asks for nothing."""

_AGREE = "si|ok|okay|bueno|claro|pues|eh|este|por|favor|solo|entonces|adelante"
_AFTER = "por|gracias|ahora|entonces|ya? favor? gracias?"
_OWN = f"la|mi|esa|esta {_VISIT}|revision|chequeo|vacuna|examen"


def _bidding(bare: str, verbs: str, thing: str = _OWN) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The rules of a verb that is all that is said, and of one after which something follows."""
    before = f"^ {_AGREE}? {_AGREE}? {_AGREE}?"
    wish = f"^ si {_AGREE}? quiero|quisiera|deseo"
    bids = [f"{first} {bid} {_AFTER}" for first in (before, wish) for bid in (bare, f"{verbs} {thing}")]
    return tuple(f"{bid} $" for bid in bids), tuple(f"{bid} y|e|luego|despues" for bid in bids)


_CANCEL_IT = "cancelela|cancelelo|cancelala|cancelarla|cancelarlo|anulela|anularla"
_MOVE_IT = "muevala|muevalo|moverla|cambiela|cambiarla|reprogramela|reprogramarla|pasela"
_CANCEL_BID, _CANCEL_FIRST = _bidding(_CANCEL_IT, "cancele|cancela|cancelar|anule|anular")
_MOVE_BID, _MOVE_FIRST = _bidding(_MOVE_IT, "mueva|mover|cambie|cambiar|reprograme|reprogramar")
_BOOK_BID, _BOOK_FIRST = _bidding(
    "reservela|reservelo|reservarla|agendela|agendarla", "reserve|reservar|agende|agendar"
)
_SEND_BID, _SEND_FIRST = _bidding(
    "envielo|enviela|enviarlo|mandelo|mandela|mandarlo", "envie|enviar|mande|mandar", "el|la enlace|mensaje|contrasena"
)

BIDDING: Table = {
    "cancel": _CANCEL_BID,
    "cancel_first": _CANCEL_FIRST,
    "move": _MOVE_BID,
    "move_first": _MOVE_FIRST,
    "book": _BOOK_BID,
    "book_first": _BOOK_FIRST,
    "send": _SEND_BID,
    "send_first": _SEND_FIRST,
    "wanted": ("la|lo|las todavia|aun? quiero|necesito|ocupo !cancelar|mover|cambiar",),
    "own": (f"{_CANCEL_IT}|{_MOVE_IT}", f"{_CANCEL}|{_MOVE}|cambiar|cambie {_OWN} !de"),
}
"""What is read back bidden: as all that is said, with something after it (`_first`), or anywhere (`own`);
and said to be `wanted`."""

_KIN = (
    "esposo|esposa|marido|mujer|hijo|hija|hijos|hijas|madre|mama|padre|papa|hermano|hermana|nino|nina|ninos|bebe|"
    "abuela|"
    "abuelo|abuelita|abuelito|nieto|nieta|pareja|novio|novia|tia|tio|sobrino|sobrina|primo|prima|amigo|amiga|vecino|"
    "vecina|suegra|suegro|papas|padres|jefe|familiar|cunado|cunada|muchacho|chamaco|chiquito|chiquita"
)
_THINGS = (
    "cita|citas|consulta|visita|turno|vacuna|vacunas|examen|chequeo|orden|pedido|contrasena|cuenta|receta|revision"
)

SOMEBODY: Table = {
    "none": (f"no ... para|de mi|un|una {_KIN}", f"contacto|casa|carro|trabajo|escuela de mi {_KIN}"),
    "other": (
        f"{_THINGS} ... de|para mi|mis|nuestro|nuestra|un|una {_KIN}",
        f"para mi|mis|nuestro|nuestra|un|una {_KIN}",
        f"es de mi {_KIN}",
        f"mi|mis {_KIN} necesita|quiere|necesitan|tiene ... {_THINGS}",
        f"mi|mis {_KIN} necesita|necesitan",
        "de|en parte|nombre de otra|mi",
        "llamo|hablo por mi|otra|alguien",
        "no es para mi",
        "para otra|alguna persona",
        "para alguien|otro mas|paciente",
        "para el|ella|ellos $",
        f"su {_THINGS} de el|ella",
    ),
    "named_after": (f"~{_THINGS} de|para", "de parte de", "llamo por|para"),
}
"""`named_after` counts when the word after it is a name."""

NOT_OWNERS = word_set(
    """
    hoy manana ayer semana mes ano dia tarde noche doctor doctora enfermera clinica navidad pascua accion control
    seguimiento rutina vacuna revision fisico chequeo gripe sangre laboratorio dios favor mi la el las los
    """
)

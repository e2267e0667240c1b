"""Spanish ways to end a matter or to open the next, and to ask who is speaking: rules, no code. Words without accents.

Knows phrases; refuses to know what is decided from them (closings, asides).
"""

from .grammar import Table, word_set

CLOSING: Table = {
    "declines": (
        "no|nada|ninguna|ninguno|nunca",
        "nada mas|de",
        "no necesito|quiero|tengo|deseo|hay saber|oir|preguntar|ninguna? nada|mas|otra|pregunta|preguntas|duda mas?",
        "no quiero|necesito saber|oir mas|nada",
        "no me? importa|interesa",
        "olvidelo|olvidalo|dejelo|dejalo",
        "eso|esto|ya es|era|seria|fue es? todo",
        "es|era|seria|eso todo por? hoy|ahora?",
        "todo lo que necesitaba|queria|necesito|quiero saber?",
        "asi esta|estoy bien",
        "estoy|estamos muy? bien|servido|servida|servidos|listo|lista",
        "no creo que? no?",
        "no se me ocurre nada mas?",
        "por ahora|hoy|el no|momento?",
        "ya no|me? dijo|contesto|ayudo|respondio? todo?",
    ),
    "thanks": (
        "gracias|agradezco|agradecido|agradecida por|a|de|muy? todo|su|la|usted|amable|antemano? ayuda|tiempo|"
        "informacion|atencion?",
        "muchas|mil|muchisimas gracias",
        "muy amable|gentil",
        "se|le lo? agradezco",
    ),
    "bids": (
        "adios|chao|chau|bye|ciao",
        "hasta luego|pronto|manana|la|despues vista|proxima?",
        "nos vemos|hablamos",
        "que tenga|le|este|pase un|una|vaya? buen|buena|bien|lindo|bonito dia|tarde|noche?",
        "buen dia|fin",
        "buenas noches|tardes",
        "igualmente|cuidese",
        "voy a colgar",
        "tengo|debo que? irme|colgar",
        "me voy|despido",
    ),
    "acknowledges": (
        "bueno|bien|perfecto|excelente|genial|vale|ok|okay|listo|entiendo|entendido|comprendo|estupendo|maravilloso|"
        "magnifico|ya|ah|aja|bacano|chevere|correcto",
        "de acuerdo",
        "muy bien|bueno",
        "esta bien|bueno|perfecto",
        "ya veo|entiendo|entendi",
        "no hay problema",
    ),
    "agrees": ("si|claro|por_supuesto", "si por favor", "^ {filler}? si hay", "claro que si", "adelante"),
    "continues": ("^ {filler}? {filler}? si|claro? digame|dime|cuenteme|cuentame por? favor? $",),
    "waits": (
        "no cuelgue|cuelgues|corte|cortes|se|te vaya|vayas? todavia|aun?",
        "no he terminado|acabado",
        "todavia|aun no he? terminado|termino|acabo?",
        "espere|espera|esperese|aguarde un|una? momento|segundo|momentito|minuto?",
        "un momento|segundo|momentito|minuto",
        "una|otra|algo|hay cosa|mas|otra mas|cosa?",
        "hay algo mas",
        "tengo algo|otra|una|otro mas|cosa|consulta mas?",
        "antes de colgar|irme|terminar|que",
        "sigo aqui",
    ),
    "announces": (
        "^ {filler}? {filler}? {filler}? me llamo {word} {word}? $",
        "^ {filler}? {filler}? {filler}? mi nombre es {word} {word}? $",
        "tengo|es una|otra|unas|dos|alguna? pregunta|preguntas|duda|dudas|consulta mas?",
        "una|otra pregunta|duda|consulta mas?",
        "puedo|podria|quiero|quisiera|queria hacerle|preguntarle|preguntar|hacer algo|una|otra? "
        "cosa|pregunta|consulta?",
    ),
    "leads": (
        "dije|decia|digo|pregunte|quise",
        "me refiero|referia a?",
        "sin|ninguna persona|agente|representante",
        "no quiero|necesito hablar con|a? un|una|ninguna|nadie|otra? persona|agente|representante|operador|operadora?",
        "lo que quiero|queria|necesito|pregunte es|era",
    ),
    "reopens": ("pero|ademas|tambien yo|quiero|necesito|que|como|cuanto|cuando|donde|mi|hay|el|la|puedo|una",),
}

CLOSING_NOISE = word_set(
    """
    eh em este ah oh pues y hola por favor senor senora senorita oiga mire bueno mas ya ahora tambien solo nomas
    disculpe perdon muy mucho a de verdad la lo que
    """
)

PERSONA: Table = {
    "asks": (
        "hablo|hablando|estoy con hablando? con? una|un|otra? "
        "persona|maquina|robot|humano|computadora|grabacion|bot|ia",
        "estoy hablando con un|una|otra? persona|maquina|robot|humano|computadora|grabacion|bot|ia real|humana?",
        "es|eres|usted|esto es? usted|esto|tu? un|una|realmente? "
        "persona|robot|maquina|humano|humana|computadora|grabacion|bot|ia|real|contestadora real|humana?",
        "quien es|eres|habla|me usted|tu|habla? $",
        "con quien hablo|estoy|tengo",
        "como se|te llama|llamas usted? $",
        "cual es su|tu nombre $",
        "maquina|robot estupida|estupido|tonta|tonto|inutil",
    ),
}

THE_TIME: Table = {"asks": ("^ {filler}? que hora es|son ahora? $", "tiene|tienes la hora $")}

NO_ENGLISH: Table = {"spanish": ()}
"""The Spanish line answers in Spanish."""

_CHANGED = "cancelada|cancelado|movida|cambiada|confirmada|cancelaron|movieron|cambiaron|cancelo|cambio"
_CHANGE = "cancelar|cancelo|cambiar|cambio|mover|muevo|reservar|restablecer|cancela|reprogramar"

ABOUT_TASK: Table = {
    "checks": (
        f"^ {{filler}}? fue|esta|ha|han|me|alguien|quien ... {_CHANGED} ... mi|la|cita",
        f"^ {{filler}}? mi cita fue|esta|ha|sigue ... {_CHANGED}|confirmada",
    ),
    "asks": (
        f"cuanto cuesta|cobran|cobra|costaria|me|sale ... {_CHANGE}",
        f"^ {{filler}}? si {_CHANGE} ... cita ... pierdo|cobran|pago|pasa|hay",
        f"que necesito|pasa|debo ... {_CHANGE}",
        f"se puede|es {_CHANGE}|posible {_CHANGE}? ... linea|internet|portal",
        f"puedo {_CHANGE} ... linea|internet|portal|gratis",
        f"^ {{filler}}? por que ... {_CHANGED}",
        f"hay algun|alguna|un|una cargo|multa|costo|recargo|penalidad ... {_CHANGE}",
    ),
}
"""Questions about a task, to which the task is no answer; `checks` are answered by looking the appointment up."""

"""Spanish alarms, wishes for a person and questions: words and rules, no code.

Knows phrases, without their accents; refuses to know what is decided from them (signals).
"""

from .grammar import Table
from .spanish_dangers import ALARMS, IDIOMS, SELF_HARM

EMERGENCY: Table = {"idiom": IDIOMS, "self_harm": SELF_HARM, "alarm": ALARMS}

EXCUSES: Table = {
    "denied": (
        "no necesito|necesita|necesitamos|quiero|hace|falta una|la? <alarm>",
        "sin ningun|nada|mas? de? <alarm>",
        "no he|ha|estoy|esta? pensado|pensando|pienso|piensa en|de <alarm>",
        "no soy|tengo|tiene|tuve|siento|es|estoy|sufro|hay|tenia ningun|ninguna|un|una|de|mas|el? <alarm>",
        "no <alarm>",
        "no creo que ... <alarm>",
        "nunca he? tenido|tuve|sentido un|una? <alarm>",
        "ya no tengo <alarm>",
        "ningun|ninguna <alarm>",
        "tampoco <alarm>",
    ),
    "past": (
        "<alarm> ... el|la? ano|mes|invierno|verano pasado|antepasado",
        "<alarm> ... hace ... anos|ano|meses|mes|semanas|tiempo|mucho",
        "<alarm> ... en|del|desde {full_year}",
        "<alarm> ... en|desde el? {month}",
        "hace ... anos|ano|meses|mes|semanas|tiempo ... ... <alarm>",
        "el|la ano|mes|verano|invierno pasado ... ... <alarm>",
        "historial|historia|antecedentes|sobreviviente|diagnostico de|del|un? <alarm>",
        "despues|desde|tras de|del|un|mi|su|el|que mi|su|un|el|la? <alarm>",
        "murio|fallecio|recuperando|recuperacion de|por|del|se un|una|su|mi|el? <alarm>",
        "seguimiento|cita|control|consulta|revision ... ... <alarm>",
        "<alarm> ... de|cuando nino|nina|joven|pequeno|era",
    ),
}

PRESENT: Table = {
    "now": (
        "ahora|ahorita|actualmente|recien|todavia|sigue|urgente|rapido|ayuda|ayudeme|auxilio|acaba",
        "otra vez",
        "en este momento",
        "hace ... minutos|minuto|horas|hora|rato|poco",
        "esta manana|tarde|noche",
    )
}
"""Whatever was said about the past, it is about the present."""

_PEOPLE = (
    "persona|humano|humana|agente|representante|operador|operadora|recepcionista|enfermera|doctor|doctora|"
    "gerente|supervisor|"
    "supervisora|alguien|empleado|empleada|asesor|asesora|secretaria|encargado|encargada|ser"
)
_KIND = "verdadera|verdadero|real|viva|vivo|humana|humano"

PERSON: Table = {
    "not": (
        "es|eres usted? tu? una|un? robot|persona|humano|maquina|grabacion real|humana|verdad?",
        "estoy|esta hablando con un|una ... robot|maquina|persona|humano|grabacion",
        f"no quiero|necesito|deseo|quisiera hablar? con? un|una|ningun|ninguna|con? {_PEOPLE}",
        f"hable|hablo|hablamos|hablado con un|una|el|la|su? {_PEOPLE}",
        f"la|el|quien|una|un|otra {_PEOPLE} que|me|dijo|llamo|atendio",
        "quien es|era|fue la|el persona|enfermera|doctor",
        "por|cada|otra|misma|primera|tercera persona",
        "en persona",
        "agente|agentes de viajes|seguros|seguro",
        "alguien me|dijo|mas|que",
        "papiloma humano",
        "recursos humanos",
        "ver|veo|vea al|a|la doctor|doctora|enfermera",
    ),
    "wants": (
        "alguien|persona|agente|operador|operadora que hable|habla|sepa espanol|mi",
        "^ {filler}? {filler}? agente|representante|operador|operadora|humano|persona|recepcionista|recepcion|"
        "alguien|asesor|"
        "supervisor|gerente {filler}? {filler}? $",
        f"^ {{filler}}? {{filler}}? un|una|el|la|algun {_PEOPLE} {_KIND}? por|$ favor?",
        "agente|representante|operador|operadora|recepcionista por favor",
        "^ {filler}? {filler}? agente|representante|operador|operadora|recepcionista !me|que|dijo|llamo|de|del|es|era|"
        "fue|estaba|colgo|se|nos|le|con|quien|tomo|atendio|y|o|legal",
        f"una|un|alguna|algun {_PEOPLE} por favor",
        "persona|humano|alguien|agente real|viva|vivo|humana|verdadera",
        "persona de verdad|carne",
        "ser humano",
        "hablar|hable|hablo|comunicar|comunicarme|comuniqueme|comunicame|platicar|conversar|atienda|"
        "hablarle con|a|una|un con|un|una|el|"
        f"la|algun|alguna|su|mi? {_PEOPLE}|personas|recepcion|gente|gerencia|enfermeria|humanos",
        "hablar con dr|dra|doctor|doctora|alguien|recepcion|servicio|atencion|la recepcion?",
        "servicio|atencion al cliente",
        "paseme|pasame|transfierame|transfiereme|transferir|transfiera|comuniqueme|comunicame|conecteme|"
        "conectame|pongame",
        "me puede|podria|pueden|pasa|comunica pasar|transferir|comunicar|comunicarme|conectar|con con?",
        f"quiero|necesito|quisiera|deme|dame|prefiero|busco|pongame un|una|a|al|con|que? un|una|a|al? {_PEOPLE}",
        f"hay|esta alguna|algun|una|un|con? {_PEOPLE} con|que|ahi|disponible|para|real",
        "hay alguien",
        "alguien me|que puede|pueda|ayude|atienda|me ayudar|ayude|atender|atienda?",
        "puede|podria|pueden ayudarme|atenderme|llamarme alguien|una",
        "no quiero|quisiera|me hablar|gusta|seguir|hablando con|hablar? con? un|una|la|el|este|esta robot|"
        "maquina|grabacion|"
        "computadora|contestadora",
        "harto|harta|cansado|cansada de|del ... robot|maquina|grabacion",
        "me atienda|ayude una|un|alguien",
    ),
}

QUESTION: Table = {
    "not": (
        "^ que tal|sea <day>",
        "^ que tal a|en|por|para? la|el|las? <time>",
        "^ que tal en|por|la|a? la? manana|tarde",
        "^ y si <day>",
        "^ y? el? <day>",
        "^ puede|podria ser <day>",
        "^ que sea",
        "^ cuando yo? llame|hable|fui",
        "^ como no",
        "^ esta bien $|gracias|asi|por|llameme|llamenme|si|entonces|senorita|senor|senora",
        "^ como sea|quiera",
        "^ que si|no|bueno|bien",
        "^ es correcto|cierto|verdad|todo|eso",
        "^ lo que",
    ),
    "asks": (
        "^ que|cual|cuales|cuando|donde|como|cuanto|cuanta|cuantos|cuantas|quien|quienes",
        "^ adonde",
        "^ por que",
        "^ a|en|de|con|para|hasta|desde que|cual|donde|quien|cuanto|cuando|cual",
        "^ hay|tienen|tiene|aceptan|acepta|atienden|abren|cierran|puedo|puede|pueden|podria|podrian|debo|ofrecen|"
        "cobran|hacen|existe|cubren|dan|venden|toman|esta|estan|es|son|trabajan|reciben",
        "a que hora|horas",
        "que|cual horario|horarios|hora|horas|dias|seguros|documentos|cuesta|significa",
        "cuanto cuesta|cuestan|vale|cobran|es|dura|tarda|debo|cobra|sale|tiempo",
        "donde esta|estan|queda|puedo|se",
        "hay estacionamiento|parqueo|parking",
        "tengo una|otra|unas|algunas|dos pregunta|preguntas|duda|dudas",
        "quiero|quisiera|necesito|gustaria|queria saber|preguntar|preguntarle|averiguar|consultar",
        "me puede|podria|puedes decir|explicar|informar|indicar",
        "digame|dime|expliqueme que|cual|como|cuando|donde|cuanto|a|si|por",
        "me preguntaba|pregunto",
        "sabe|saben si|cuando|donde|cuanto|que",
        "se puede|permite|necesita|cobra|paga|aceptan",
        "tengo que llevar|pagar|ir|hacer|traer|venir|ayunar|estar",
        "no se que|cuando|donde|como|cual|cuanto|si",
        "es necesario|posible|gratis|obligatorio",
        "y ... cuanto|donde|cuando",
    ),
}

"""Spanish answers, choices and refusals: words and rules, no code.

Knows phrases, without their accents; refuses to know what is decided from them (yes_no, choices).
"""

from .grammar import Table, word_set

ANSWERS: Table = {
    "unclear": (
        "yo? no le|lo|la|les? se|entiendo|entendi|comprendo|recuerdo|acuerdo nada|bien|muy? bien?",
        "no me acuerdo|importa|decido",
        "no estoy seguro|segura|listo|lista",
        "no estoy muy? tan? seguro|segura",
        "no hay problema|prisa",
        "no se preocupe|preocupes",
        "sin problema|problemas",
        "ningun problema",
        "esta|es usted? seguro|segura",
        "tal vez",
        "quizas|quiza|talvez|puede|depende",
        "a lo mejor",
        "si o no",
        "si y no",
        "un|espere|espera|deme|dame un? momento|segundo|momentito|minuto|segundito",
        "dejeme|dejame|deje|permitame ver|pensar|pensarlo|checar|revisar",
        "como|que dice|dijo|decia|cosa",
        "no tengo seguro|idea|cita|dinero",
        "si no|tiene|hay|puede|pueden|puedo",
        "me da igual",
        "no importa",
        "cancelar|cancele|parar",
    ),
    "yes": (
        "si|sip|claro|correcto|correcta|exacto|exactamente|efectivamente|afirmativo|perfecto|bueno|bien|dale|ok|"
        "okay|okey|vale|"
        "listo|cierto|genial|excelente|simon|orale|sale|ajam|aja|aha|ujum|mhm|seguro|acuerdo|confirmo|acepto|"
        "adelante|"
        "obvio|obviamente|totalmente|definitivamente|absolutamente|verdad|eso",
        "si senor|senora|senorita|claro|por|gracias|si",
        "si por favor",
        "si lo|la? quiero|deseo|confirmo|acepto|soy|es|esta|gustaria",
        "si me gustaria|parece|sirve|queda|conviene",
        "claro que? si",
        "por supuesto !que",
        "como no",
        "desde luego",
        "de acuerdo",
        "esta|estaria|todo|muy bien|perfecto|correcto|bueno",
        "esta todo? bien|correcto",
        "asi es|mero|esta",
        "eso es",
        "es correcto|correcta|cierto|verdad|asi|perfecto|eso|esa|ese|el",
        "es mi|la|el nombre|cita|hora|fecha|dia|numero",
        "me parece bien|perfecto|bueno|excelente|genial",
        "me sirve|conviene|queda|funciona|gusta|va bien|perfecto?",
        "suena bien|perfecto",
        "por favor $",
        "^ por favor",
        "hagalo|hazlo|hagale|reservela|reservelo|agendela|confirmela|confirmelo|cambiela|cancelela|muevala",
        "adelante por? favor?",
        "creo|pienso que si",
        "yo? creo|supongo que? si",
        "sin duda",
        "soy yo",
        "lo confirmo|acepto|quiero|deseo",
        "la confirmo|acepto|quiero|deseo",
        "no tengo duda|inconveniente",
        "uh|aja um? huh?",
    ),
    "no": (
        "no|nop|nel|nada|nunca|negativo|jamas|tampoco|ninguno|ninguna",
        "no no|senor|senora|senorita|gracias|quiero|deseo|por",
        "no muchas? gracias",
        "no por favor",
        "no lo|la|me|le|se confirmo|acepto|haga|hagas|quiero|cancele|cambie|mueva|reserve|confirme|deseo|gusta|sirve|"
        "conviene|queda|parece|funciona|interesa",
        "no esta|es|era|fue bien|correcto|correcta|cierto|verdad|eso|asi|esa|ese|el|la|mi|necesario",
        "no es|esta ... correcto|cierto|verdad|bien",
        "no asi esta bien",
        "no esta bien asi?",
        "no eso es todo",
        "no con eso",
        "claro|por|desde que? supuesto? luego? que? no",
        "por supuesto que no",
        "de ninguna manera",
        "para nada",
        "todavia|aun no",
        "creo|pienso que no",
        "yo? creo que no",
        "ahora|hoy|mejor no",
        "mejor no",
        "incorrecto|incorrecta|equivocado|equivocada|falso|mal|error",
        "esta mal|equivocado|equivocada|incorrecto",
        "olvidelo|olvidalo",
        "no dejelo|dejalo|dejela|deje|deja asi?",
        "eso es|seria todo",
        "es todo",
        "nada mas",
        "ya no",
        "en absoluto",
        "ni hablar|modo|loco",
        "no tengo|hay mas|otra|ninguna",
        "no puedo|podria",
        "yo no",
        "prefiero que? no",
        "estoy bien",
        "con eso es todo",
        "no gracias eso es todo",
    ),
    "correction": (
        "espere|espera|perdon|disculpe|perdone|digo|corrijo|miento",
        "mas bien",
        "quise decir",
        "quiero decir",
        "en realidad",
        "me equivoque",
        "mejor dicho",
        "dije que?",
    ),
    "change": (
        "pero !si",
        "excepto|salvo|aunque",
        "mejor !dicho|no",
        "solo si",
        "cambie|cambiar|mover|mueva|pase|pasar ... a|al|para|por",
        "puede|pueden|podria|podrian|puedo|podemos cambiar|cambiarla|cambiarlo|mover|moverla|ser|hacer|hacerlo|darme",
        "otra|otro|diferente|distinta|distinto",
        "mas tarde|temprano",
        "en vez|lugar",
        "que tal",
        "y si",
        "que sea",
        "prefiero|preferiria",
        "deje|dejela|dejelo|espere|espera",
        "no !hay",
    ),
}
"""Of rules equally long, the first in this table counts."""

ECHOES: Table = {
    "repeats": (
        "quiero|quisiera|deseo|necesito|gustaria|me que? la|lo? cancelar|cambiar|mover|reservar|confirmar|hacerlo|"
        "hacerla|"
        "cancelarla|cambiarla|moverla|reservarla|reservarlo|agendarla|esa|ese|eso cita|la|mi?",
        "cancele|cancelela|cambie|cambiela|mueva|muevala|reserve|reservela|agende|agendela|confirme|confirmela|hagalo|"
        "mandelo|envielo|mandeme|enviemelo|pongala por? favor?",
        "cancele|cambie|mueva|reserve|agende|confirme|cancelar|cambiar|mover la|mi|esa|el ... cita|hora|consulta",
        "puede|podria|pueden hacerlo|hacerla|cancelarla|reservarla|confirmarla|por favor?",
        "<day>|<time> esta|es|me|seria|queda|va muy? bien|perfecto|excelente|parece|bueno perfecto|bien?",
        "el|para|a|al|en|por? <day>|<time>",
        "por|en|de la manana|tarde|noche",
        "la|el? {ordinal} opcion|hora|cita?",
        "la|el? ultima|ultimo opcion|hora|cita?",
        "con el|la? dr|dra|doctor|doctora|enfermera {word}",
        "mi|la|el nombre|numero|cita|fecha|hora",
    ),
}
"""What a yes may be followed by: it says the question again."""

FAINT = frozenset(("ok", "okay", "okey", "bueno", "bien", "pues", "eso", "verdad", "esta bien"))
"""A yes of one of these only shows that one listens, unless nothing else is said."""

THINKING = word_set("entonces y pero espere")
"""After a faint yes, words with which one goes on thinking aloud."""

FAINT_NOISE = word_set("eh em este mm ah oh pues por favor si entonces senor senorita senora")

YES_NOISE = word_set(
    """
    eh em este mm hmm ah ay oh pues bueno entonces hola gracias por favor ok okay y muchas muy bien si creo yo
    llameme llamenme llamen llame llamenos devuelvame marqueme quiero que me hagalo adelante
    senorita senor senora la lo el le es esta eso esa que claro pero muchisimas amable me asi todo correcto perfecto
    """
)
"""Words that add nothing to a yes."""

SOFT = word_set("ok okay okey bueno bien vale claro perfecto genial excelente pues listo seguro eso")
"""A yes of one of these words is only a beginning when a no follows."""

FILLERS = word_set(
    """
    eh em este mm hmm ah ay oh pues bueno entonces a ver mire mira oiga oye hola gracias por favor ok okay y o
    sea la verdad es que creo yo senorita senor senora muchas disculpe la le
    """
)
"""Words that say nothing before an answer."""

SHIFTS: Table = {
    "none": (
        "mas tarde|adelante esta|este|en semana|mes|la",
        "{n} o mas tarde|temprano",
        "{n} de la tarde|manana|noche o mas tarde|temprano",
        "o mas tarde|temprano|antes|despues",
        "no mas tarde|temprano de|que|del",
        "a mas tardar",
        "la|el mas tarde|temprano|temprana|tardia",
        "llamo|llamare|llame|hablo|hablare|veo|vuelvo ... mas tarde",
        "llamo|llamare|llame|hablo|hablare luego|despues",
        "mas tarde|temprano que|de",
        "hasta luego|pronto|manana",
        "otra pregunta|cosa|persona|cita|doctora",
        "otro doctor|medico|numero|telefono|asunto",
        "algo|nada mas que|sobre|para",
    ),
    "later": (
        "algo|alguna|alguno|una|hora|horario|poco|cita mas tarde|tarde",
        "un poco mas tarde",
        "mas tarde",
        "mas tardecito|noche",
        "muy|demasiado temprano",
        "despues de|que esa|eso|esas|esos|ese !semana",
        "es|esta muy|demasiado temprano",
        "no tan temprano",
        "mas adelante $",
    ),
    "earlier": (
        "algo|alguna|alguno|una|hora|horario|poco|cita mas temprano|temprana|pronto",
        "un poco mas temprano",
        "mas temprano|temprana|pronto|tempranito",
        "algo antes",
        "antes de|que esa|eso|esas|esos|ese !semana",
        "muy|demasiado tarde",
        "no tan tarde",
        "^ antes $",
    ),
    "latest": (
        "lo mas tarde posible|que",
        "la|el|lo mas tarde|tardia que|posible|de",
        "la|el ultima|ultimo que tenga|tengan|haya|hay",
        "la|el? ultima|ultimo hora|cita|turno|horario|espacio del|de|que|disponible|posible|$",
        "la|el? ultima|ultimo hora|cita|turno|horario del|de|que|disponible dia|tarde|tenga|tengan?",
        "la|el|lo que sea|este mas tarde",
    ),
    "earliest": (
        "lo mas temprano posible|que",
        "la|el mas temprano|temprana|pronto|proxima posible|que",
        "la|el|lo? primera|primer|primero hora|cita|turno|horario|espacio? disponible|que|posible",
        "la mas proxima",
        "a primera hora",
    ),
    "soonest": (
        "lo antes|mas posible|pronto posible?",
        "lo mas pronto posible",
        "cuanto antes",
    ),
    "not_that_day": (
        "el|los? {weekday} no",
        "no puedo|podre|alcanzo|me el|los|ese? {weekday}",
        "no puedo|podre ir|venir|llegar el|los|ese? {weekday}",
        "no me? sirve|conviene|queda|funciona el|los {weekday}",
        "el? {weekday} me? es|queda imposible|mal",
    ),
    "other_day": (
        "no puedo|podre ir|venir|llegar ese|este|esa dia|fecha",
        "otro|algun|diferente|distinto otro? dia|dias|fecha",
        "otra|otras|alguna|diferente|distinta otra? fecha|fechas|semana",
        "un|una? dia|fecha diferente|distinto|distinta",
        "ese|este|esa|esta dia|fecha no",
        "no puedo ese|este|esa dia|fecha",
        "no ... ese|este dia",
        "cambiar el|la|de dia|fecha",
        "al dia siguiente",
        "otros dias",
    ),
    "other": (
        "^ {filler}? {filler}? no|nop|ninguna|ninguno|tampoco {filler}? {filler}? {filler}? $",
        "ninguna|ninguno",
        "ninguna|ninguno de esas|esos|estas|estos|ellas|ellos|las|los",
        "esas|esos|esa|estas|estos|eso|ellas no me|te|nos? sirve|sirven|funciona|funcionan|convienen|conviene|"
        "queda|quedan|"
        "acomoda|puedo|van|gustan",
        "no me|nos sirve|sirven|funciona|funcionan|convienen|conviene|queda|quedan|acomoda|acomodan|gusta|gustan",
        "no puedo a? esas|esos|ninguna|ninguno",
        "otra|otras|otro|otros|diferente|distinta opcion|opciones|hora|horas|horario|horarios|turno|turnos",
        "que|cual mas|otra|otras|otro|otros tiene|tienen|hay|opciones|horas|horarios|hora|horario?",
        "algo mas|diferente|distinto",
        "alguna otra",
        "hay|tiene|tienen otra|otras|otro|otros|mas",
        "un|una horario|hora diferente|distinto|distinta",
        "tampoco",
    ),
}

CHOICE: Table = {
    "not": ("no", "excepto|menos", "en vez|lugar de"),
    "none": (
        "ninguna|ninguno",
        "ambas|ambos|cualquiera",
        "la|las dos cosas|primeras",
        "primero que nada|todo",
        "por|en|de primera|ultima|segunda vez",
        "primera cita|hora disponible",
        "un segundo|segundito",
        "{ordinal} piso|vez|dosis|nombre",
        "{n} y media|cuarto",
        "a|las|la las? {n}",
    ),
    "later": (
        "la|el|lo mas tarde|tardia|tardio",
        "la|el de mas tarde",
        "la|el mas tarde",
    ),
    "earlier": (
        "la|el|lo mas temprano|temprana|pronto|temprana",
        "la|el de mas temprano",
        "la|el mas temprano|temprana de|posible?",
    ),
    "last": ("la|el? ultima|ultimo opcion|hora|cita|horario?", "la|el? de? al final"),
    "middle": ("la|el? de? en|el medio", "la|el del|de medio", "la|el de en medio", "la|el intermedia|intermedio"),
    "strong": (
        "la|el? {ordinal} opcion|hora|cita|de|horario|turno",
        "la|el? opcion|numero|cita {n}",
        "la|el? opcion|cita {ordinal}",
        "la|el numero {n}",
    ),
    "weak": (
        "la|el? {ordinal} $",
        "^ la|el? {ordinal}",
        "la|el {ordinal}",
        "quiero|prefiero|escojo|tomo|elijo|con la|el? {ordinal}",
        "{ordinal} por|esta|me",
    ),
    "bare": ("^ {filler}? {filler}? la|el? {n} {filler}? {filler}? $", "^ {n} por|gracias|esta|me"),
}

CHOICE_NOISE = word_set(
    """
    el la los las un una uno de del a al en con por para y o que es esta este esa ese eso mi mis lo me se quiero
    quisiera prefiero favor gracias si no cita citas opcion numero hora dia dr dra doctor doctora enfermera am
    pm manana tarde tiene tengo yo seria mas
    """
)
"""Words that tell no option from another."""

"""Spanish greetings, ways to leave off, to hear it again and to ask for help: rules, no code. Words without accents."""

GREETING = {
    "greets": (
        "hola|alo|bueno|saludos",
        "buen dia",
        "buenos|buenas dias|tardes|noches",
        "como esta|estas|estan?",
        "hay alguien ahi?",
        "me escucha|oye|escuchan|oyen",
    ),
    "filler": ("eh|em|este|pues",),
}

GIVE_UP = {
    "keeps": ("no deje|pare|olvide|cancele", "olvidelo|dejelo lo"),
    "drops": (
        "no importa !el|la|cuando|que",
        "olvidelo|olvidalo|olvideselo",
        "dejelo|dejalo asi|ahi|ya?",
        "mejor no $",
        "cancele|cancela eso|esto $",
        "ya no quiero|gracias|importa",
        "cambie de opinion|idea",
        "pare|alto|basta|detengase $",
    ),
}

REPEAT = {
    "not": ("repetir la|mi|una receta|cita|orden",),
    "again": (
        "repita|repite|repitalo|repitamelo",
        "me|lo puede|podria? repetir|repetirlo|repetirmelo",
        "puede|podria repetir|repetirlo|repetirmelo|repetirme",
        "^ repetir $",
        "otra vez por? favor? $",
        "de nuevo por? favor? $",
        "digalo|digamelo|dimelo otra vez",
        "digalo|digamelo|dimelo de nuevo",
        "^ como|que|mande|perdon|disculpe $",
        "que dijo|dijiste|ha",
        "como dijo|dice",
        "no le|lo|la|te? oi|escuche|entendi",
        "una vez mas",
    ),
}

HELP = {
    "not": ("ayuda para|con",),
    "wants": (
        "^ ayuda|ayudeme por? favor? $",
        "^ necesito ayuda $",
        "que puede|puedes|sabe hacer",
        "que puedo hacer|decir|pedir|preguntar",
        "cuales son mis|las? opciones",
        "que opciones hay|tengo",
        "como funciona esto|usted? $",
        "^ opciones|menu $",
    ),
}

OTHER_ONE = {
    "other": ("la|el|mi otra|otro cita|visita|hora?",),
}

NO_PERSON = {
    "refuses": (
        "no quiero|necesito hablar con un|una|ningun|ninguna? agente|persona|representante|operador|operadora|nadie",
        "sin agente|persona|representante",
    ),
}

EXCEPTION = {
    "all_but": ("cualquiera|cualquier|todo|todos|todas menos|excepto|salvo", "excepto|salvo"),
    "excepts": ("no|excepto|menos|sino|sin|ninguna|ninguno|solo", "antes|despues de", "conservar|mantener|dejar"),
}

SAME_DAY = {
    "same": ("mismo dia",),
}

WRONG = {
    "wrong": (
        "eso|esto no es|era correcto|cierto|asi|eso|verdad|lo",
        "no es lo que",
        "no quise decir|pedir eso",
        "esta|estaba mal|equivocado",
    ),
}

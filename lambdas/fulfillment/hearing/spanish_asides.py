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

PARTICULARS = {
    "adds": (
        "sobre|acerca mi|del?|nuestro|nuestra|el|la|los|las|un|una|lo",
        "es|era por|de mi|nuestro|nuestra|el|la|los|las|un|una|lo",
        "me llamo",
        "mi nombre es",
        "pregunte|pregunten por",
        "no? antes|despues de|del las|la|mediodia|trabajo|manana",
        "hoy|manana",
        "por|en la manana|tarde|noche",
        "no olvide|olviden|se",
        "lo antes|mas posible|pronto",
        "es urgente|importante",
    ),
}

RESUME = {
    "not": ("no continuar|continue|seguir|siga|sigamos|terminar", "seguir|continuar tomando|usando|mi"),
    "restarts": (
        "^ no? empezar|empecemos|empiece|comenzar|comencemos de nuevo|cero por? favor? $",
        "^ no? empezar|empecemos|empiece|comenzar|comencemos desde el|cero principio|inicio? por? favor? $",
        "^ no? desde el principio|inicio por? favor? $",
        "^ no? es|quiero? otra|algo cosa|nuevo|distinto|diferente|pregunta|llamada por? favor? $",
    ),
    "continues": (
        "continuar|continue|continuemos|prosiga|proseguir",
        "seguir|siga|sigamos|seguimos",
        "adelante",
        "donde lo|nos? dejamos|quedamos|estabamos|iba|ibamos|deje|quede",
        "se me? corto|cayo",
        "me colgo|colgaron|colgaste",
        "supongo que? si|$",
        "si quiere|quieres|gusta",
        "terminar|terminemos|termine eso|lo|con?",
    ),
    "asks": (
        "que era|fue|estaba|estabamos",
        "^ en|y? en? donde nos? quedamos|estabamos|ibamos $",
        "seguir|continuar con que",
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
        "no le|lo|la|te|se? oi|escuche|entendi|escucho|oigo|entiendo|escucha|oye $",
        "no le|lo|la|te? oi|escuche|entendi",
        "una vez mas",
    ),
}

_OPENS = "si|ok|okay|bueno|pues|y|a|ver|este|eh|oiga|no|perdon|por|favor|claro"
_ENDS = "por|gracias|favor|entonces|$"
_DETAIL = "detalle|detalles|informacion|info|datos|explicacion"
_IT = "eso|esto|ello|lo"
_ON = "sobre|de|acerca|respecto"

MORE = {
    "not": (
        "no|nada|ya|ni mas",
        "no quiero|necesito|hace|me|deseo ... mas|detalles",
        "no me? diga|cuente|explique|siga|continue",
        "una|otra vez|cita|pregunta mas",
        "mas tarde|temprano|tiempo|despacio|lento|adelante",
    ),
    "more": (
        f"digame|dime|cuenteme|cuentame|cuente|deme|dame|diga|hableme|expliqueme|explicame|explique|decirme|contarme|"
        f"explicarme|darme|decir|contar algo|un|poco|poquito? poco|poquito? mas {_DETAIL}? {_ENDS}",
        f"digame|dime|cuenteme|cuentame|deme|dame|hableme|decirme|contarme|darme|decir algo|un? poco? mas {_DETAIL}? "
        f"{_ON} de? {_IT} {_ENDS}",
        f"^ {_OPENS}? {_OPENS}? un|algo? poco|poquito? mas {_ENDS}",
        f"^ {_OPENS}? {_OPENS}? mas {_DETAIL} {_ENDS}",
        f"mas {_DETAIL}? {_ON} de? {_IT} {_ENDS}",
        f"quiero|quisiera|gustaria|necesito|deseo saber|oir|conocer|escuchar|tener? un? poco? mas {_DETAIL}? {_ENDS}",
        f"expliquemelo|explicamelo|explicarmelo|explicarlo|expliquelo mejor|mas|bien? {_ENDS}",
        f"explicar|explicarme|expliqueme|explique|explicame|aclarar|aclararme|aclare|aclareme eso|esto mejor|mas|bien? "
        f"{_ENDS}",
        f"amplie|ampliar|ampliarme|detallar|detalle|profundizar en? eso|esto {_ENDS}",
        f"^ {_OPENS}? {_OPENS}? siga|sigue|continue|continua|prosiga {_ENDS}",
        f"^ {_OPENS}? {_OPENS}? que mas {_ENDS}",
        f"que mas hay|debo|deberia|tengo|necesito que? saber? {_ENDS}",
        f"que mas me? puede|podria|sabe me? decir|decirme|contar|contarme|agregar? {_ON}? de? {_IT}? {_ENDS}",
        f"^ {_OPENS}? {_OPENS}? hay? algo mas {_ENDS}",
        f"algo mas {_ON} de? {_IT}",
        "algo mas que deba|debo|deberia|tenga|necesite|necesito saber",
        f"con mas detalle|detalles|calma {_ENDS}",
        "mas a fondo",
        "mas especifico|especifica|claro|clara $",
        f"a que se? refiere|referia {_IT}? con? eso?",
        f"que quiere|quiso decir con? eso? {_ENDS}",
        "que significa|implica|incluye eso|esto $",
        f"^ {_OPENS}? por que $",
        "como asi $",
        f"deme|dame|digame|quiero|cual es? el|los|todos? los? resto|detalles {_ENDS}",
    ),
}

SLOWER = {
    "not": (
        "corazon|pulso|late|latido|respira|respiracion|internet|servicio|conexion|camino|camina|maneja|sana ... ... "
        "rapido|lento|despacio",
        "cuando|que|como|donde|cual ... ... mas? lento|rapido",
        "lo mas rapido|lento",
        "mas rapido",
        "no va|habla|esta tan|muy|demasiado rapido",
    ),
    "slower": (
        "mas despacio|despacito|lento|lentamente|pausado|pausadamente|pausada",
        f"^ {_OPENS}? {_OPENS}? despacio|despacito|lentamente|lento {_ENDS}",
        "hable|habla|hablar|hablarme|digalo|digamelo|repita|repitalo|repitamelo|repetir|repetirlo|lea|vaya|ir|diga|"
        "decirlo ... despacio|despacito|lento|lentamente",
        "habla|hablas|hablando|va|vas|yendo|dice|dijo|lee|leyendo|fue muy|tan|demasiado|bien rapido",
        f"^ {_OPENS}? {_OPENS}? muy|demasiado rapido {_ENDS}",
        "no hable|vaya|lea|diga lo? tan|muy rapido",
        f"^ {_OPENS}? no tan rapido",
        "baje|reduzca la velocidad",
        "palabra por palabra",
    ),
}

_SHORT = "momento|momentito|segundo|segundito|minuto|minutito|ratito|rato|segundos|minutos"
_MINE = (
    "tarjeta|calendario|agenda|lentes|gafas|papel|papeles|cartera|bolsa|telefono|carta|factura|numero|correo|notas|"
    "identificacion|fecha|orden|pedido|seguro|computadora|esposa|esposo|mama|papa|hijo|hija"
)
_SEEK = (
    "buscar|buscarlo|buscarla|ver|revisar|encontrar|encontrarlo|encontrarla|pensar|sacar|traer|checar|preguntar|mirar"
)

WAIT = {
    "waits": (
        "espere|espera|esperese|esperame|espereme|esperate|aguarde|aguante|permitame|permiteme",
        f"un|unos|dos|otro|solo|nada un|mas? {_SHORT}",
        f"deme|dame|denme|permitame|espere|espereme un|unos|solo|nomas un? {_SHORT}",
        f"dejeme|dejame|permitame|voy|tengo|necesito a|que? {_SEEK} a|en|lo|la|mi|el|las|los? mi|la|el? {_MINE}?",
        f"buscando|buscandolo|buscandola|busco|revisando mi|la|el|lo? {_MINE}?",
        "no lo|la|los|las encuentro|he todavia|aun|encontrado?",
        "tengame paciencia",
    ),
    "filler": (
        "eh|em|este|pues|si|ok|okay|bueno|perdon|por|favor|disculpe|estoy|todavia|aun|lo|la|y|a|ver|que|gracias|"
        "ahora|aqui|yo|me|un|solo|ya",
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
        "esta|estaba|estuvo|salio mal|equivocado",
    ),
}

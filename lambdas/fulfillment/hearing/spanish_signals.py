"""Spanish alarms, wishes for a person and questions: words and rules, no code.

Knows phrases, without their accents; refuses to know what is decided from them (signals).
"""

from .grammar import Table

_NO_EMERGENCY = "!contacto|contactos|salida|entrada|cuarto|sala"

EMERGENCY: Table = {
    "idiom": (
        "contacto|contactos|numero|telefono|salida|entrada|anticonceptivo|anticonceptivos|anticoncepcion|"
        "pastilla de emergencia|"
        "emergencias",
        "sala|cuarto|cuenta|factura|visita de|a? emergencias|emergencia|urgencias",
        "anticonceptivo|anticonceptivos de emergencia",
        "respirar por la nariz",
        "factura|cobro|cuenta|costo de|del|por la|una? ambulancia|emergencia|emergencias",
        "cuanto cuesta|cobra|cobran|vale|sale ... ambulancia|emergencias",
        "casi me da un infarto",
        "me muero de risa|hambre|sueno|ganas|calor|frio|la|verguenza|curiosidad|por",
        "muriendo de risa|hambre|sueno|ganas|calor|frio|por",
        "telefono|celular|bateria|pila|carro|computadora se|me? me|esta|va? esta|va|a? muriendo|muere|murio|morir",
        "infarto|derrame|suicidio|convulsiones ... prevencion|clinica|programa|clase|riesgo",
        "prevenir|prevencion|riesgo|riesgos de|del|un|el? infarto|infartos|derrame|derrames|suicidio",
        "atienden|tratan|ven|cubre|cubren|ofrecen dolor|dolores|infartos|derrames|emergencias|urgencias ... pecho?",
        "^ {filler}? que es|causa un|una|el|la infarto|derrame|convulsion|dolor",
    ),
    "self_harm": (
        "suicidarme|suicidarse|suicidio|suicida|suicidas|suicidar",
        "linea|telefono|numero ... prevencion del|de suicidio",
        "matarme|matarse|lastimarme|cortarme|ahorcarme|ahorcarse|colgarme !el|un|la|las|de|esperando|llamada|pelo",
        "me|se quiero|quiere|voy|va|quisiera a? matar|morir|ahorcar|suicidar|lastimar !de|por|en",
        "hacerme|hacerse dano",
        "me|se quiero|quiere|voy|va a? hacer dano",
        "quitarme|quitarse la vida",
        "me|se quiero|quiere|voy|va a? quitar la vida",
        "acabar|terminar con mi|su vida",
        "acabar|terminar con todo",
        "quiero|quiere|quisiera|ganas de? morir|morirme|morirse !de|por",
        "quisiera|preferiria|preferia|ojala|quiero estar|estuviera|estuviese muerto|muerta !de",
        "mejor sin mi $",
        "no quiero|quiere vivir|existir !en|tan|cerca|lejos|aqui|alla|con",
        "no quiero|quiere seguir viviendo",
        "no quiero|quiere despertar|despertarme|despertarse manana|mas|nunca|$",
        "no|ninguna|sin tengo|tiene|hay? razon|razones|motivo|motivos para vivir",
        "vida ya? no tiene sentido",
        "no vale la pena vivir",
        "me|se voy|va|quiero|quiere a? tirar|aventar|lanzar de|desde|al|del un|una|el|la? puente|edificio|balcon|"
        "azotea|tren|techo",
        "me|se voy|va|quiero|quiere a? pegar|dar|meter un tiro|balazo",
        "cortarme|cortarse|cortar|corto|corta|cortando|corte las|los|la|el venas|brazos|munecas|muneca",
    ),
    "alarm": (
        "tomo|tome|trago|trague todas|todos|todo las|los|el|sus|mis|su|mi? pastillas|medicinas|frasco|medicamento",
        "esposo|esposa|marido|mujer|novio|novia|pareja|padre|papa|hermano|el|ella|alguien me|nos pego|pega|golpeo|"
        "golpea|"
        "ataco|amenazo|amenaza|ahorco|pateo",
        "me|la|lo violaron|violo|apunalaron|dispararon|atropellaron|secuestraron|asaltaron|golpearon|atacaron",
        "violacion|violada|violado|atropellado|atropellada",
        "fiebre|temperatura|calentura ... de|en|a? 104|105|106|107|40|41|42 !minutos|pesos|dolares",
        "cayo|caido|cai|accidente ... ... no ... mover|moverse|moverme|caminar|levantarse|levantarme|pararse|mueve|"
        "camina",
        "rompi|rompio|quebre|quebro|fracture|fracturo|roto el|la|un|una brazo|pierna|mano|pie|muneca|tobillo|cadera|"
        "codo|"
        "hombro|cuello|espalda|costilla|rodilla|hueso",
        "alguien|ladron|hombre ... entro|metio|entrando a|en mi|la casa|apartamento",
        "siento|sentia morir",
        "siento|sentia que me? muero|moria",
        "azucar|glucosa ... en|a|de 20|25|30|35|38|40|42|45|48|50|52",
        "dolor|dolores|presion|opresion ... pecho|corazon",
        "duele|duelen|dolia|doliendo|aprieta|oprime ... pecho|corazon",
        "pecho me? duele|aprieta|arde",
        "infarto|infartado|infartando",
        "ataque|ataques al|cardiaco|del|de corazon?",
        "paro cardiaco|respiratorio",
        "no puedo|puede|pueden|podemos|logra|logro casi|ni|bien? respirar",
        "no esta|estoy respirando",
        "no respira|respiro",
        "cuesta|dificultad|dificil|trabajo|problemas|dificultades para|a|de|mucho? mucho|para|a? respirar",
        "falta el|de aire|aliento|oxigeno",
        "me|se falta el aire",
        "sin aire",
        "dejo de respirar",
        "ahogando|ahoga|ahogo|asfixia|asfixiando|atragantado|atragantando|atraganto",
        "derrame cerebral|derrame",
        "derrame",
        "embolia|apoplejia",
        "cara|boca caida|torcida|dormida|paralizada",
        "se le cayo|torcio la cara|boca",
        "no puede|puedo mover el|la|un|una|medio brazo|pierna|lado|cuerpo",
        "sangrando|sangra|sangro mucho|demasiado|bastante",
        "mucha|demasiada|tanta sangre",
        "sangrado|sangra|sangrando|hemorragia ... no ... para|detiene|detenerse|parar",
        "no ... para|deja|detiene de? la? sangrar|sangre|sangrado",
        "hemorragia",
        "desangrando|desangra",
        "estoy|esta sangrando !un|poco",
        "perdiendo|perdido mucha? sangre",
        "inconsciente|inconciente",
        "desmayo|desmaye|desmayado|desmayada|desmayando|desvanecio",
        "perdio|perdi el conocimiento|sentido|conocimiento",
        "no responde|reacciona|despierta",
        "no se despierta",
        "sobredosis",
        "tome|tomo|trague|trago|tomado demasiadas|muchas|todas|muchisimas las? pastillas|medicinas",
        "envenenado|envenenada|envenenamiento|veneno|intoxicado|intoxicada",
        "tomo|trago|bebio|tome cloro|veneno|detergente|lejia|acido",
        "convulsion|convulsiones|convulsionando|convulsiona",
        "anafilaxia|anafilactico|anafilactica",
        "garganta ... cierra|cerrando|hincha|hinchada|hinchando",
        "lengua|labios ... hincha|hinchada|hinchando|hinchados",
        "reaccion alergica grave|severa|fuerte|muy",
        "llame|llamen|llama|llamar|llamo|necesito al? 911",
        "llame|llamen|llama|llamar|llamo|necesito al? nueve once",
        "llame|llamen|llama|llamar|llamo|necesito al? nueve uno uno",
        "^ {filler}? 911 $",
        "ambulancia|paramedicos",
        f"es|tengo|tenemos|hay|una|esto es? una|un? emergencia|urgencia {_NO_EMERGENCY}",
        "emergencia medica",
        "^ emergencia $",
        "emergencia emergencia",
        "vida o muerte",
        "muriendo|muere|muero !de|por",
        "me voy a morir",
        "se puso|esta|poniendo azul|morado|morada",
        "baleado|baleada|apunalado|apunalada|acuchillado|electrocutado|electrocutada",
        "disparo|dispararon|balazo",
        "vomitando|tosiendo|vomita|escupiendo sangre",
        "rompio|rompi la fuente",
        "ya viene el bebe",
        "mordio|pico una vibora|serpiente|culebra|vibora",
    ),
}

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

"""Spanish words of what is refused before anything is looked up: words and rules, no code.

Knows phrases, without their accents; refuses to know what is decided from them (signals).
"""

from .grammar import Table

_RULES = "instrucciones|instruccion|reglas|regla|pautas|normas|restricciones|ordenes|programacion"
_ABOUT = "!para|de|sobre|del"
_IGNORE = "ignora|ignore|ignoren|olvida|olvide|olvidate|desobedece|desobedezca|omite|salta|saltate"

_MEDICINE = (
    "medicina|medicinas|medicamento|medicamentos|pastilla|pastillas|antibiotico|antibioticos|insulina|"
    "aspirina|ibuprofeno|"
    "tylenol|paracetamol|acetaminofen|advil|anticoagulante|anticoagulantes|warfarina|metformina|naproxeno|penicilina|"
    "amoxicilina|prednisona|losartan|lisinopril|omeprazol"
)
_FINDING = (
    "lunar|bulto|bolita|sarpullido|mancha|herida|tos|fiebre|presion|colesterol|azucar|glucosa|pulso|"
    "temperatura|tobillo|"
    "muneca|dedo|orina|moreton|garganta|muela|verruga"
)
_DISEASE = "cancer|canceroso|cancerosa|maligno|maligna|infectado|infectada|diabetes|tumor|neumonia|contagioso|fractura"
_BAD = "malo|mala|grave|serio|seria|peligroso|peligrosa|normal|alto|alta|bajo|baja|preocupante"
_SYMPTOM = (
    "dolor|duele|duelen|jaqueca|migrana|sarpullido|diarrea|estrenimiento|nauseas|mareo|mareos|mareada|mareado|vomito|"
    "vomitos|comezon|pica|ardor|hinchado|hinchada|calambres|acidez|insomnio"
)
_KIN = "esposo|esposa|marido|mama|madre|papa|padre|hijo|hija|hermano|hermana|abuelo|abuela|pareja"
_STRANGER = "vecino|vecina|jefe|jefa|amigo|amiga|companero|companera|ex|novio|novia|empleado|empleada"

_ADVICE = (
    "puedo|debo|deberia|puede|debe|podria|tengo que? dejar|suspender|parar|saltarme|doblar|duplicar|partir|"
    "aumentar|bajar|"
    f"reducir de? tomar|tomarme? ... {_MEDICINE}",
    f"puedo|puede|podria|debo tomar|mezclar|combinar|darle|tomarme ... {_MEDICINE} con|y|junto|juntos|mas ... "
    f"{_MEDICINE}|alcohol|vino|cerveza|juntos|juntas|embarazada",
    f"debo|deberia|debe tomar|tomarme|empezar|usar ... {_MEDICINE} !a|al|para",
    f"es|sera seguro|malo|peligroso|bueno|bien tomar|mezclar|dejar|combinar|dar ... {_MEDICINE}",
    f"{_MEDICINE} y|con {_MEDICINE}|alcohol|vino|cerveza",
    f"es|sera|parece|esta mi|este|esta|el|su|un|una ... {_FINDING} ... {_DISEASE}|{_BAD}",
    f"mi|este|esta|su {_FINDING} ... es|esta|sera {_DISEASE}|{_BAD}",
    f"tengo|tendre|tiene|puede|podria ser? {_DISEASE} $",
    f"es|sera {_DISEASE} $",
    "que puedo|debo|me|deberia|podria tomo|tomar|tomarme|pongo|poner|ponerme|dar|darle|recomienda|recomiendan "
    "para|por|"
    "contra el|la|los|un|una|mi? !cita|consulta|visita|primera|examen|estudio",
    f"{_SYMPTOM} ... ... ... que hago|puedo|debo|me|tomo|le|recomienda|podria",
    f"que hago|puedo|debo con|para|por|hacer|tomar con|para|por? el|la|mi|un|este|esta? {_SYMPTOM}",
    "por que me|le duele|duelen|pica|arde|sangra",
    "sangre en|con el|la|mi|su excremento|heces|orina|popo|pipi|caca|defecar|semen",
    "cual es la mejor medicina|pastilla|antibiotico para",
)

_OF_OTHERS = (
    f"que {_MEDICINE} toma|usa|tiene|le mi|su {_KIN}|{_STRANGER}",
    f"mi|su {_STRANGER}|{_KIN} {{word}}? es|era paciente",
    f"es|era mi|su|el? {_STRANGER}|{_KIN} {{word}}? {{word}}? un|una|su? paciente",
    "es|era {word} {word} un|una|su? paciente !nuevo|nueva",
    f"vino|viene|fue|va|atiende|atienden mi|a|su mi? {_STRANGER}",
    "celular|salario|sueldo del|de la|el? doctor|doctora|dr|dra|enfermera|medico",
    "donde vive el|la doctor|doctora|dr|dra|enfermera",
    "lista|nombres de todos? los|sus pacientes",
    "citas|expedientes|resultados|datos de todos|todas los|las?",
)

_OURS = (
    f"traduce|traduzca|traducir|resume|resuma|resumir|describe|describa|escribe|deletrea|copia tus|sus|el {_RULES}|"
    "prompt|mensaje !para|de|sobre|en",
    "traduce|traduzca|resume|resuma|repite|lee|dime tus|sus|tu|su|el mensaje|instrucciones|texto del|de|al|a|"
    "en sistema|"
    "frances|ingles|aleman|otro",
    "tu|su nueva|nuevo|unica tarea|trabajo|mision|funcion|papel|rol es|sera",
    "texto|instrucciones|mensaje|prompt que te|le dieron|dio|han|mostraron|pasaron",
    "^ {filler}? insultame|insulteme|maldiceme",
    "repite despues de mi",
    "soy tu|el desarrollador|programador|creador|administrador",
)

REFUSALS: Table = {
    "ordinary": (f"puedo|debo|tengo|si que? ignorar|olvidar|saltar las|sus|los {_RULES}",),
    "off_limits": (
        *_OURS,
        *_OF_OTHERS,
        *_ADVICE,
        f"{_IGNORE} de? todas|todos|cualquier? tus|las|sus|los|estas|esas todas|anteriores|previas? {_RULES} {_ABOUT}",
        "olvida|olvide todo lo que te|le han|dijeron|ensenaron",
        "prompt|instrucciones|mensaje del|de sistema",
        "instrucciones|reglas|prompt secretas|ocultas|ocultos|internas|oculto|secreto",
        "dime|digame|lee|leeme|leame|muestra|muestrame|muestreme|repite|repiteme|repita|revela|revele|imprime "
        f"todas? tus|sus {_RULES} {_ABOUT}",
        f"cuales|que son|dicen tus|sus {_RULES} {_ABOUT}",
        "que instrucciones te|le|tienes|has|han dieron|dado|recibido|programado?",
        "repite|repita todo lo|el anterior|texto",
        "a partir de ahora eres|actua|actuas|respondes|hablas",
        "desde|de ahora en? adelante? eres|actua|actuas|respondes|seras",
        "finge|finja|fingir|simula|imagina|pretende que|ser eres|es|un|una",
        "actua|actue|comportate|comportese como|igual|si un|una|fueras",
        "juego|jugar de|a roles",
        "modo dan|desarrollador|administrador|dios|depuracion|mantenimiento",
        "sin reglas|filtros",
        "^ sistema el|la|nuevas|nueva llamante|usuario|paciente|persona|instrucciones|instruccion",
        "^ {filler}? nuevas instrucciones",
        "llamante|usuario esta verificado|autenticado|autorizado",
        "resultados|resultado|cita|citas|expediente|diagnostico|nombre|numero|direccion|fecha ... de|del otro|otra|"
        "ultimo|ultima|anterior|siguiente paciente|pacientes|persona|llamante|cliente",
        "del|de paciente|persona|llamante anterior|siguiente",
        "numero|telefono|celular|direccion|domicilio privado|particular|personal de|del la|el? doctor|doctora|dr|dra|"
        "enfermera|medico",
    ),
}
"""An ordinary phrase is nothing to refuse, though one that is may begin within it."""

"""Spanish words of what is refused before anything is looked up: words and rules, no code.

Knows phrases, without their accents; refuses to know what is decided from them (signals).
"""

from .grammar import Table

_RULES = "instrucciones|instruccion|reglas|regla|pautas|normas|restricciones|ordenes|programacion"
_ABOUT = "!para|de|sobre|del"
_IGNORE = "ignora|ignore|ignoren|olvida|olvide|olvidate|desobedece|desobedezca|omite|salta|saltate"

REFUSALS: Table = {
    "ordinary": (f"puedo|debo|tengo|si que? ignorar|olvidar|saltar las|sus|los {_RULES}",),
    "off_limits": (
        f"{_IGNORE} de? todas|todos|cualquier? tus|las|sus|los|estas|esas todas|anteriores|previas? {_RULES} {_ABOUT}",
        "olvida|olvide todo lo que te|le han|dijeron|ensenaron",
        "prompt|instrucciones|mensaje del|de sistema",
        "instrucciones|reglas|prompt secretas|ocultas|ocultos|internas|oculto|secreto",
        f"dime|digame|lee|leeme|leame|muestra|muestrame|muestreme|repite|repiteme|repita|revela|revele|imprime "
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

"""Spanish for a call after one that broke off: who still waits, who never called, and what is one more: rules, no code.

Words without accents.
"""

_PEOPLE = "agente|persona|alguien|representante|operador|operadora|humano|enfermera"

WAITING = {
    "not": ("no quiero|voy|pienso|puedo a? seguir? esperar|esperando mas?", "no ... esperar|esperando mas"),
    "waits": (
        "sigo|seguia|estoy|estaba|estamos|estabamos|llevo|aun|todavia esperando "
        "!mi|mis|el|la|los|las|que|un|una|a|al|para|resultados",
        f"esperando a? un|una|otra|otro|la|el|hablar? con|a? un|una? {_PEOPLE}",
        "esperando en la|el|una? linea|fila|cola",
        "en espera",
        "estaba|estoy|sigo|seguia en la linea|fila|cola",
        "mi lugar|turno en la? linea|fila|cola",
        "nadie me|nos|ha|contesto|atendio|vino|respondio "
        "contesto|atendio|vino|respondio|contestado|atendido|respondido?",
        "no me|nos contestaron|atendieron|contesto|atendio|contestan|atienden|respondieron",
        "no cuelgue|cuelgues",
    ),
}

DENIAL = {
    "denies": (
        "no fui|era|soy yo",
        "yo no fui|llame|los|he",
        "yo? nunca los|les|he? llame|llamado|hable|hablado",
        "no los|les|he llame|llamado",
        "no llame $",
        "era|fue otra|alguien persona|mas",
        "era|fue mi esposo|esposa|marido|mujer|madre|mama|padre|papa|hijo|hija|hermano|hermana",
        "mi|la primera llamada|vez",
        "es la primera vez",
    ),
}

ONE_MORE = {
    "another": (
        "otra|nueva|segunda|distinta|diferente|adicional cita|visita|reserva|orden|vacuna|una|consulta",
        "cita|visita|orden|consulta nueva|distinta|diferente|adicional|mas",
        "otro|nuevo|segundo pedido|turno",
    ),
}

ALL_WELL = {
    "not": ("no ... bien|mejor",),
    "well": (
        "ya|esta|estoy|estamos|estan|todo|me|se siento|siente|esta? ya|mucho|muy? bien|mejor !pero",
        "ya paso",
        "ambulancia|ayuda ya? llego|esta|aqui",
        "falsa alarma",
    ),
}

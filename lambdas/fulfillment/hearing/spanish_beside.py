"""Spanish words around a wish for a person, and what somebody is wanted for: words and rules, no code. Words without
their accents.

Knows phrases; refuses to know what is decided from them (beside).
"""

from .grammar import Table, word_set

PERSON_LEADS = word_set(
    """
    yo quiero quisiera necesito prefiero deseo gustaria me nos puedo puede podria pueden por favor pero y o solo mejor
    hay si con a que mas bien deme dame
    """
)
"""Lead to a wish within its clause: "pero prefiero"."""

PERSON_TAILS = word_set("por favor ahora ya aqui gracias mejor primero hoy que me pueda puede ayude ayudar atienda con")
"""Follow it: "que me ayude con"."""

PERSON_NOISE = (
    PERSON_LEADS
    | PERSON_TAILS
    | word_set(
        """
    un una el la los las al de del lo le se es soy estoy esta este esto persona personas humano humana agente agentes
    representante operador operadora recepcionista recepcion alguien gerente supervisor supervisora empleado empleada
    asesor asesora secretaria encargado encargada enfermera doctor doctora verdad verdadera verdadero real viva vivo
    carne hueso ser hablar hablo hable comunicar comunicarme comuniqueme comunicame pasar paseme pasame transferir
    transfierame transfiereme conecteme llamar llamen llame robot maquina grabacion contestadora computadora no ni
    otra otro vez rapido pronto espanol hablan habla bueno okay ok adios servicio atencion cliente ustedes usted sobre
    acerca para quiere harto harta cansado cansada
    """
    )
)
"""Tell nothing of what it is about."""

PERSON_CALLS = word_set("agente operador operadora representante persona humano recepcionista gerente supervisor")
"""Said by themselves, before or after the rest."""

_MINE = "mi|mis|su|nuestra|esta|esa|la"
_VISIT = "cita|visita|consulta|turno|revision|chequeo|vacuna|examen"
_MONEY = (
    "factura|facturas|facturacion|cobro|cobros|cobraron|cobran|cobrado|cargo|cargos|pago|pagos|pagar|"
    "pague|debo|deuda|reembolso|copago|copagos|deducible|seguro|seguros|aseguradora|cobertura|reclamo|cuentas"
)

SUBJECTS: Table = {
    "none": ("con gusto", "seguro que", "a cargo"),
    "reset": (
        "restablecer|olvide|cambiar|nueva|perdi ... contrasena|clave",
        "contrasena|clave",
        "entrar|acceder ... portal|cuenta",
    ),
    "order": ("mi|un|el|del|su pedido|pedidos|encargo", "pedido|pedidos", "mi|una|la orden"),
    "money": (_MONEY, "mi|la|una cuenta !del"),
    "new_visit": (
        f"quiero|quisiera|necesito|hacer|haga|pedir|sacar|agendar|reservar|programar|tener|para hacer|pedir|sacar|"
        f"agendar|reservar|tener|una? una|otra|nueva? {_VISIT}",
        "cita nueva",
    ),
    "visit": (f"{_MINE} ... {_VISIT}", f"tengo una {_VISIT}", "llegar|llego|llegare tarde"),
    "visits": ("cita|citas|consulta|consultas|agenda|horario",),
}

"""Spanish introductions and the words no name is made of: words and rules, no code.

Knows words, without their accents; refuses to know anybody's name.
"""

from .grammar import Table, word_set

LEADS: Table = {
    "last": (
        "apellido|apellidos es|son|seria?",
        "me|se apellido|apellida",
        "apellido|apellidos de soltera|casada|familia es?",
    ),
    "whole": (
        "mi|el|su nombre completo? es?",
        "nombre es",
        "me llamo",
        "se llama",
        "soy",
        "habla|hablas con?",
        "le habla",
        "a|bajo el? nombre de",
        "es !correcto|cierto",
        "senor|senora|senorita|don|dona",
        "dije",
        "de parte de",
    ),
}

NAME_FILLERS = word_set(
    "eh em este mm ah pues bueno si claro hola es senor senora senorita don dona ver mire por favor buenos buenas dias "
    "tardes noches nuevo perdon gracias okay ok"
)

NOT_NAMES = word_set(
    """
    yo tu usted el ella nosotros ellos me te se le lo les nos mi mis su sus un una unos unas que quien como
    cuando donde cual cuanto cuanta porque por para con sin en desde hasta entre sobre pero si no o u es son soy
    esta estoy estan fue era ser estar hay tengo tiene tienen tener haber he ha quiero quisiera necesito puedo
    puede podria gustaria favor gracias hola adios agente persona alguien humano operador operadora
    representante recepcionista ayuda repita repetir otra otro vez cita citas consulta visita cambiar mover
    cancelar reservar agendar reprogramar pedido orden ordenes contrasena numero fecha nacimiento naci nacido
    nacida dia mes ano telefono doctor doctora enfermera medico paciente clinica oficina seguro factura pago
    receta resultados examen hablar hablo habla hablando llamo llama llamar llamada llamando decir digo dice hoy
    manana ayer ahora luego tarde temprano noche semana momento segundo minuto nombre apellido apellidos
    completo deletreo deletrear correcto cierto exacto nada algo todo nunca ya dije pregunta preguntar bien mal
    buenos buenas dias tardes noches muy mucho mucha muchas muchos mas menos tambien solo cada ese esa eso este
    estos estas aqui ahi alla entiendo escucho oigo se privado ninguno ninguna al uno dos tres cuatro cinco seis
    siete ocho nueve diez
    """
)

DOUBTFUL_NAMES = word_set("")
"""Names only where nothing follows."""

PARTICLES = word_set("de del la las los san santa y van von der da dos di el")

_LETTERS = """
    be:b ce:c de:d efe:f ge:g hache:h jota:j ka:k ele:l eme:m ene:n enye:ñ pe:p cu:q ere:r erre:r ese:s te:t
    ve:v uve:v equis:x zeta:z
"""
LETTERS = {name: letter for name, _, letter in (pair.partition(":") for pair in _LETTERS.split())}
"""Names of letters, as they are transcribed."""

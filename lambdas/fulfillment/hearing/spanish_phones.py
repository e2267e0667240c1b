"""Spanish ways to speak of a telephone number: rules, no code.

Knows phrases; refuses to know digits and what is called (phones). Words are compared without their accents.
"""

from .grammar import Table, word_set

_PHONE = "numero|telefono|linea|celular|movil"
_WHERE = "celular|movil|trabajo|oficina|casa|fijo"
_WHOSE = "esposo|esposa|marido|mujer|hijo|hija|mama|papa|madre|padre|hermano|hermana|vecino|vecina|amigo|amiga"
_CALL = "llame|llamen|llameme|llamenme|llamarme|llamar|marque|marquen|marqueme|marquenme|use|usen|prefiero"

PHONES: Table = {
    "other": (
        f"otro|otra|nuevo|segundo {_PHONE}",
        f"a|al otro|distinto|diferente {_PHONE}?",
        f"{_PHONE} distinto|diferente|nuevo",
        f"no {_CALL}? a|al|es|en? este|ese|esta|esa {_PHONE}",
        f"a|al|en de? mi|el|la|nuestra|nuestro? {_WHERE}",
        f"a|al|en de? mi|nuestra|nuestro {_WHOSE}",
        f"{_CALL} a|al|en? de? mi|el|la? {_WHERE}|{_WHOSE}",
        f"este|ese|el|mi {_PHONE} esta|es equivocado|incorrecto|mal|viejo|apagado",
        f"este|ese|el|mi {_PHONE} no sirve|funciona|es|esta|contesta",
        f"no|pero|mejor mi {_WHERE}",
        "en otra parte|lado",
        "doy|dejo|digo otro|un|mi|el numero",
        f"^ {{filler}}? al? numero|telefono|celular de mi {_WHOSE}",
    ),
    "own": (
        f"este|ese|mismo|esta|misma {_PHONE} esta|es bien|perfecto|correcto|bueno|mejor",
        f"este|ese|mismo|esta|misma {_PHONE} sirve|funciona|mismo",
        f"{_CALL}|a|al|en a|al? este|ese|mismo|esta|misma {_PHONE} !no|es|esta|equivocado",
        f"^ {{filler}}? {{filler}}? el? este|ese|mismo {_PHONE}? $",
    ),
    "called_from": (f"{_PHONE} del|desde|de que|cual|donde? le? llamo|estoy|llamamos !no|es|esta",),
    "area": ("codigo|prefijo de? area? es|del?", "area es|code"),
    "tail": (
        "al|en final|fin",
        "termina|terminan|terminado|acaba en|con",
        "ultimos|ultimas dos|tres|cuatro|digitos? digitos|numeros?",
    ),
    "plus": ("mas",),
    "denied": ("y no el?",),
}  # fmt: skip

PHONE_NOISE = word_set(
    """
    eh em este mm ah pues bueno si no perdon por favor es el la mi nuestro nuestra numero telefono celular movil en
    codigo de area y luego pero un una seria use gracias okay ok claro espere mejor digo
    """
)
"""What may be said with a number without speaking of anything else."""

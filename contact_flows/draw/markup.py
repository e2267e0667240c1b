"""Text as markup: what is shown comes from files of strangers, and every letter of it is escaped here."""

from xml.sax.saxutils import escape, quoteattr


def text(given: str) -> str:
    """Escaped, and without characters that no XML document may hold."""
    return escape("".join(each if each.isprintable() or each in "\n\t" else " " for each in given))


def attribute(given: str) -> str:
    """The same as an attribute's value, its quotes included."""
    return quoteattr("".join(each if each.isprintable() else " " for each in given))


def anchor(name: str) -> str:
    """What a flow is called in links, another for every name: letters, digits, - and _; the rest by their numbers."""
    return "flow-" + "".join(
        each if each.isascii() and (each.isalnum() or each in "-_") else f".{ord(each):x}." for each in name
    )

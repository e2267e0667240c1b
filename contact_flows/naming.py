"""The names of actions in a file: an admin reads them in a difference, in a drawing and in a call's path.

Knows a name that Connect made up from one that somebody gave; refuses to know which action is which.
"""

from collections.abc import Mapping

from contact_flows import language
from contact_flows.flow import Action, Flow
from contact_flows.references import ID


def names_for(live: Flow, older: Mapping[str, str]) -> dict[str, str]:
    """Identifier in the live flow -> identifier in the file.

    Args:
        live: The flow as Connect has it.
        older: What is known already: the actions that the file has.
    """
    names: dict[str, str] = {}
    taken = set(older.values())
    for action in live.actions:
        name = older.get(action.identifier) or _free(_given(live, action), taken)
        taken.add(name)
        names[action.identifier] = name
    return names


def is_made_up(identifier: str) -> bool:
    """Whether Connect gave this identifier, and nobody reads it."""
    return bool(ID.match(identifier))


def _given(live: Flow, action: Action) -> str:
    """What the admin called it, as far as it can be an identifier; else its type."""
    label = "".join(each for each in live.label(action.identifier) if each not in language.FORBIDDEN_IN_IDENTIFIER)
    return action.type if is_made_up(label) or not label.strip() else label.strip()[: language.MAX_IDENTIFIER]


def _free(name: str, taken: set[str]) -> str:
    """The name, or with the first number that makes it one of its own."""
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name[: language.MAX_IDENTIFIER - len(str(number))]}{number}"
    return free

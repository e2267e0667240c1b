"""The agent's guide: the flow that an agent's screen runs when a contact is accepted, and the block that shows a view.

Knows the chat contact it runs as, what a view may be given and what comes back from it; refuses to know what an agent
does there and how a view looks. Sources:
https://docs.aws.amazon.com/connect/latest/devguide/participant-actions-showview.html,
https://docs.aws.amazon.com/connect/latest/adminguide/view-resources-custom-view.html
"""

import json
from collections.abc import Mapping
from typing import Any

from contact_flows import Action
from contact_flows.view import View
from simulator.connect.contact import Contact
from simulator.connect.run import Failed, Outcome, Result, Run

HOOK = "DefaultAgentUI"
MAX_BYTES = 16 * 1024
"""Of what a view is given and the contact's attributes together, so that it is rendered reliably."""
FIELDS = frozenset(
    {
        "CheckboxGroup",
        "DatePicker",
        "Dropdown",
        "FormInput",
        "RadioGroup",
        "TextArea",
        "TimePicker",
        "Toggle",
    }
)
"""Components whose value comes back by their `Name`."""
_LISTS = frozenset({"CheckboxGroup", "Dropdown"})
"""Those whose value is a list, also of one."""


def guide_of(contact: Contact, contact_id: str) -> Contact:
    """The chat contact that the guide of this contact runs as: another id, and the same attributes."""
    guide = contact.next(contact_id, "API")
    guide.channel = "CHAT"
    guide.related_contact_id = contact.contact_id
    guide.initial_contact_id = contact_id
    guide.previous_contact_id = ""
    guide.agent = contact.agent
    guide.queue = contact.queue
    return guide


def show_view(run: Run, action: Action) -> Outcome:
    if run.screen is None:
        return Failed("NoMatchingError", "a view is shown in the agent's guide, not on the telephone")
    parameters = run.parameters(action)
    found = run.instance.view(str(parameters["ViewResource"].get("Id", "")))
    if found is None:
        return Failed("NoMatchingError", "there is no such view")
    name, view = found
    data = parameters.get("ViewData", {})
    if (size := given_bytes(data, run.contact.attributes)) > MAX_BYTES:
        detail = f"the view is given {size:,} bytes; {MAX_BYTES:,} are shown reliably"
        return Failed("NoMatchingError", detail, broken=True)
    answer = run.screen.show(view, name, data)
    if answer is None:
        return Failed("TimeLimitExceeded")
    run.contact.views = {"Action": answer[0], "ViewResultData": answer[1]}
    return Result(answer[0])


def given_bytes(data: Mapping[str, Any], attributes: Mapping[str, str]) -> int:
    """How large a view's inputs and a contact's attributes are together, as JSON."""
    return sum(len(json.dumps(part, ensure_ascii=False).encode()) for part in (data, dict(attributes)))


def output_of(view: View, action: str, form: Mapping[str, str]) -> dict[str, Any]:
    """What a view returns when this action is taken; a button that submits no form tells nothing of one.

    Args:
        view: What is shown.
        action: One of its actions.
        form: What each field is filled in with, by its name; a name that no field has is left out.
    """
    pressed = next((each for each in view.components() if each.props.get("Action") == action), None)
    if pressed is None or pressed.type == "Button":
        return {"action": "Button"}
    fields = {str(each.props.get("Name")): each.type for each in view.components() if each.type in FIELDS}
    return {name: [form[name]] if kind in _LISTS else form[name] for name, kind in fields.items() if name in form}

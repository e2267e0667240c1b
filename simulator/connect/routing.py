"""The blocks that send a contact somewhere: to a flow, a queue, an agent, a callback.

Knows what each of them needs and refuses; refuses to know what happens in a queue and how flows are walked.
"""

import re
from dataclasses import replace

from contact_flows import Action
from simulator.connect.contact import Callback
from simulator.connect.queues import QueuesError
from simulator.connect.run import Connected, Continue, Failed, Jump, Outcome, Queued, Run

_E164 = re.compile(r"^\+[1-9]\d{6,14}$")


def transfer_to_flow(run: Run, action: Action) -> Outcome:
    flow = run.instance.flow(run.parameters(action)["ContactFlowId"])
    return Jump(flow) if flow else Failed("NoMatchingError", "there is no such flow")


def update_contact_target_queue(run: Run, action: Action) -> Outcome:
    queue = run.instance.queue(run.parameters(action).get("QueueId", ""))
    if queue is None:
        return Failed("NoMatchingError", "there is no such queue")
    run.contact.queue = queue
    return Continue()


def transfer_contact_to_queue(run: Run, _action: Action) -> Outcome:
    if run.contact.queue is None:
        return Failed("NoMatchingError", "the contact has no target queue")
    if run.stay is not None:
        return Failed("NoMatchingError", "the contact is in a queue already")
    if run.contact.initiation_method == "CALLBACK":
        return Queued()  # whether a full queue refuses callbacks is not documented
    try:
        return Failed("QueueAtCapacity") if run.queues.is_full(run.contact.queue[1]) else Queued()
    except QueuesError as error:
        return Failed("NoMatchingError", str(error))


def dequeue_contact_and_transfer_to_queue(run: Run, action: Action) -> Outcome:
    parameters = run.parameters(action)
    queue = run.instance.queue(parameters["QueueId"]) if "QueueId" in parameters else run.contact.queue
    if queue is None or run.stay is None:
        return Failed("NoMatchingError", "there is no such queue, or the contact is in none")
    try:
        if run.queues.is_full(queue[1]):
            return Failed("QueueAtCapacity")
    except QueuesError as error:
        return Failed("NoMatchingError", str(error))
    run.contact.queue = queue
    return Queued()


def transfer_contact_to_agent(_run: Run, _action: Action) -> Outcome:
    return Connected()


def update_contact_callback_number(run: Run, action: Action) -> Outcome:
    number = str(run.parameters(action)["CallbackNumber"])
    if not _E164.match(number):
        return Failed("InvalidCallbackNumber")
    if not number.startswith(run.instance.dialable):
        return Failed("CallbackNumberNotDialable")
    run.contact.callback_number = number
    return Continue()


def create_callback_contact(run: Run, action: Action) -> Outcome:
    parameters = run.parameters(action)
    queue = run.instance.queue(parameters["QueueId"]) if "QueueId" in parameters else run.contact.queue
    flow = str(parameters.get("ContactFlowId", ""))
    number = run.contact.callback_number or run.contact.customer.address
    if queue is None:
        return Failed("NoMatchingError", "there is no such queue")
    if not _E164.match(number):
        return Failed("NoMatchingError", "there is no number to call")
    if flow and run.instance.flow(flow) is None:
        return Failed("NoMatchingError", "there is no such flow to create the callback with")
    run.callbacks.append(
        Callback(
            queue=queue[1],
            number=number,
            delay_s=int(parameters["InitialCallDelaySeconds"]),
            retry_delay_s=int(parameters["RetryDelaySeconds"]),
            attempts=int(parameters["MaximumConnectionAttempts"]),
            attributes=dict(run.contact.attributes),
            flow=flow,
            placed_by=replace(run.contact, hooks=dict(run.contact.hooks)),
        )
    )
    return Continue()

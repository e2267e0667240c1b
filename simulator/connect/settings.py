"""The blocks that change what Connect remembers of a contact, and those that branch on it.

Knows what each of them sets, looks up or compares; refuses to know prompts, and where the contact goes next.
"""

from collections.abc import Mapping
from typing import Any

from clinic import voices
from contact_flows import Action
from contact_flows.tenant import ENGINES
from simulator.connect.contact import fits
from simulator.connect.queues import QueuesError
from simulator.connect.run import Call, Continue, Failed, Outcome, Result, Returned, Run

_ENGINES = {engine.lower() for engine in ENGINES.values()}


def update_flow_logging_behavior(run: Run, action: Action) -> Outcome:
    run.contact.flow_logging = action.parameters["FlowLoggingBehavior"] == "Enabled"
    return Continue()


def update_flow_attributes(run: Run, action: Action) -> Outcome:
    values = run.parameters(action)["FlowAttributes"]
    merged = run.contact.flow_attributes | {key: str(value.get("Value", "")) for key, value in values.items()}
    if not fits(merged):
        return Failed("NoMatchingError", "flow attributes are too large, or a key is not allowed")
    run.contact.flow_attributes = merged
    return Continue()


def update_contact_attributes(run: Run, action: Action) -> Outcome:
    if not run.contact.set_attributes(run.parameters(action)["Attributes"]):
        return Failed("NoMatchingError", "contact attributes are too large, or a key is not allowed")
    return Continue()


def update_contact_data(run: Run, action: Action) -> Outcome:
    parameters = run.parameters(action)
    run.contact.language_code = parameters.pop("LanguageCode", run.contact.language_code)
    run.contact.data |= {name: value for name, value in parameters.items() if isinstance(value, str)}
    return Continue()


def update_contact_event_hooks(run: Run, action: Action) -> Outcome:
    for event, reference in run.parameters(action)["EventHooks"].items():
        if run.instance.flow(reference) is None:
            return Failed("NoMatchingError", f"there is no such flow for {event}")
        run.contact.hooks[event] = reference
    return Continue()


def update_contact_recording_behavior(run: Run, action: Action) -> Outcome:
    run.contact.recording = run.parameters(action)["RecordingBehavior"]
    return Continue()


def update_contact_routing_behavior(run: Run, action: Action) -> Outcome:
    if "QueuePriority" in action.parameters:
        run.contact.queue_priority = int(action.parameters["QueuePriority"])
    return Continue()


def update_contact_text_to_speech_voice(run: Run, action: Action) -> Outcome:
    voice = run.parameters(action)
    known = voices().get(voice["TextToSpeechVoice"])
    engine = voice.get("TextToSpeechEngine", "standard").lower()
    if known is None or engine not in _ENGINES or (engine not in known.engines and engine != "standard"):
        return Failed("NoMatchingError", "there is no such voice, or not with this engine")
    run.contact.voice = voice
    return Continue()


def tag_contact(run: Run, action: Action) -> Outcome:
    tags = run.parameters(action)["Tags"]
    if any(key.startswith("aws:") for key in tags) or len(run.contact.tags | tags) > 6:
        return Failed("NoMatchingError", "a contact takes 6 tags, none of them starting with aws:")
    run.contact.tags |= tags
    return Continue()


def untag_contact(run: Run, action: Action) -> Outcome:
    for key in action.parameters["TagKeys"]:
        run.contact.tags.pop(key, None)
    return Continue()


def create_wisdom_session(run: Run, action: Action) -> Outcome:
    if not str(run.parameters(action)["WisdomAssistantArn"]).startswith("arn:"):
        return Failed("NoMatchingError", "there is no such assistant")
    run.contact.start_wisdom_session()
    return Continue()


def compare(run: Run, action: Action) -> Outcome:
    return Result(str(run.parameters(action)["ComparisonValue"]))


def distribute_by_percentage(run: Run, _action: Action) -> Outcome:
    return Result(str(run.chance.randint(1, 100)))


def loop(run: Run, action: Action) -> Outcome:
    key = (run.flow.name, action.identifier)
    done = run.loops.get(key, 0)
    try:
        count = int(run.parameters(action)["LoopCount"])
    except ValueError:
        count = 0
    if done < count:
        run.loops[key] = done + 1
        return Result("ContinueLooping")
    run.loops.pop(key, None)
    return Result("DoneLooping")


def wait(run: Run, action: Action) -> Outcome:
    run.wait(float(run.parameters(action)["TimeLimitSeconds"]))
    return Result("WaitCompleted")


def check_hours_of_operation(run: Run, action: Action) -> Outcome:
    reference = run.parameters(action).get("HoursOfOperationId")
    if reference is not None and not run.instance.has_hours(reference):
        return Failed("NoMatchingError", "there are no such hours of operation")
    if reference is None and run.contact.queue is None:
        return Failed("NoMatchingError", "no hours are named, and the contact has no target queue")
    try:
        return Result("True" if run.queues.is_open(run.line.clock.now()) else "False")
    except QueuesError as error:
        return Failed("NoMatchingError", str(error))


def check_metric_data(run: Run, action: Action) -> Outcome:
    queue = _queue_name(run, run.parameters(action))
    if queue is None:
        return Failed("NoMatchingError", "there is no such queue")
    try:
        return Result(_metric(run, action.parameters["MetricType"], queue))
    except QueuesError as error:
        return Failed("NoMatchingError", str(error))


def _metric(run: Run, metric: str, queue: str) -> str:
    match metric:
        case "NumberOfAgentsAvailable":
            return str(run.queues.staffing(queue).available)
        case "NumberOfAgentsStaffed":
            return str(run.queues.staffing(queue).staffed)
        case "NumberOfAgentsOnline":
            return str(run.queues.staffing(queue).online)
        case "NumberOfContactsInQueue":
            return str(run.queues.contacts_waiting(queue))
        case _:
            return str(int(run.queues.oldest_wait(queue).total_seconds() * 1000))


def get_metric_data(run: Run, action: Action) -> Outcome:
    queue = _queue_name(run, run.parameters(action))
    if queue is None:
        return Failed("NoMatchingError", "there is no such queue")
    try:
        run.contact.metrics = {
            "Queue": _of_queue(run, queue, one_channel="QueueChannel" in action.parameters),
            "Agents": _of_agents(run, queue),
            "Contact": _of_contact(run, queue),
        }
    except QueuesError as error:
        return Failed("NoMatchingError", str(error))
    return Continue()


def _of_queue(run: Run, queue: str, *, one_channel: bool) -> dict[str, Any]:
    metrics: dict[str, Any] = {
        "Name": queue,
        "Size": run.queues.contacts_waiting(queue),
        "OldestContactAge": int(run.queues.oldest_wait(queue).total_seconds()),
    }
    estimate = run.queues.estimated_wait(queue) if one_channel else None
    return metrics if estimate is None else metrics | {"EstimatedWaitTime": int(estimate.total_seconds())}


def _of_agents(run: Run, queue: str) -> dict[str, Any]:
    """Nothing where nobody is there."""
    staffing = run.queues.staffing(queue)
    counts = {"Online": staffing.online, "Staffed": staffing.staffed, "Available": staffing.available}
    return {name: {"Count": count} for name, count in counts.items()} if staffing.online else {}


def _of_contact(run: Run, queue: str) -> dict[str, Any]:
    """Only while the contact waits: https://docs.aws.amazon.com/connect/latest/adminguide/get-queue-metrics.html."""
    if run.stay is None:
        return {}
    place = run.queues.position(queue, priority=run.contact.queue_priority)
    estimate = run.queues.estimated_wait(queue)
    metrics: dict[str, Any] = {} if place is None else {"PositionInQueue": place}
    return metrics if estimate is None else metrics | {"EstimatedWaitTime": int(estimate.total_seconds())}


def _queue_name(run: Run, parameters: Mapping[str, Any]) -> str | None:
    if "AgentId" in parameters:
        return None
    found = run.instance.queue(parameters["QueueId"]) if "QueueId" in parameters else run.contact.queue
    return found[1] if found else None


def invoke_flow_module(run: Run, action: Action) -> Outcome:
    module = run.instance.module(run.parameters(action)["FlowModuleId"])
    return Call(module) if module else Failed("NoMatchingError", "there is no such module")


def end_flow_execution(_run: Run, _action: Action) -> Outcome:
    return Returned()

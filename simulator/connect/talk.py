"""The blocks a caller hears or answers: prompts, keys, the bot.

Knows what each of them plays, waits for and branches on; refuses to know queues, attributes and the order of blocks.
"""

import re
from collections.abc import Mapping
from typing import Any

from contact_flows import Action
from simulator.connect.prompts import PromptError
from simulator.connect.run import Continue, Disconnected, Failed, FlowStuck, Outcome, Result, Run
from simulator.lex.runtime import LexNoInput, LexUnavailable
from simulator.line import Keys

_PLAYED_S = 20.0
"""How long a recorded prompt is taken to be."""
_MOST_ROUNDS = 500
_ENDLESS_ROUNDS = 2
"""How often messages are played that nothing will interrupt, before the contact counts as stuck."""
_E164 = re.compile(r"^\+[1-9]\d{6,14}$")


def message_participant(run: Run, action: Action) -> Outcome:
    try:
        prompt = run.prompt(action, run.parameters(action), interruptible=False)
    except PromptError as error:
        return Failed("NoMatchingError", str(error))
    if prompt is None:
        return Failed("NoMatchingError", "Media is not played on this machine")
    run.say(prompt)
    return Continue()


def message_participant_iteratively(run: Run, action: Action) -> Outcome:
    parameters = run.parameters(action)
    try:
        prompts = [run.prompt(action, message, interruptible=False) for message in parameters["Messages"]]
    except PromptError as error:
        return Failed("NoMatchingError", str(error))
    every = float(parameters.get("InterruptFrequencySeconds") or 0)
    began = run.line.clock.now()

    def spent() -> float:
        return (run.line.clock.now() - began).total_seconds()

    endless = not every and run.seconds_to_agent() is None
    for _ in range(_ENDLESS_ROUNDS if endless else _MOST_ROUNDS):
        for prompt in prompts:
            if every and spent() >= every:
                return Result("MessagesInterrupted")
            if prompt is not None:
                run.say(prompt)
            if prompt is None or prompt.text.startswith("["):
                run.wait(min(_PLAYED_S, every - spent()) if every else _PLAYED_S)
    raise FlowStuck(
        f"{run.block(action)}: its messages play for ever, and nobody comes; add InterruptFrequencySeconds "
        "and a MessagesInterrupted condition that leads to another way out"
    )


def get_participant_input(run: Run, action: Action) -> Outcome:
    parameters = run.parameters(action)
    stores = parameters.get("StoreInput") == "True"
    try:
        prompt = run.prompt(action, parameters, interruptible=True)
    except PromptError as error:
        return Failed("NoMatchingError", str(error))
    if prompt is not None:
        run.say(prompt)
    heard = run.line.listen(silence_after_s=float(parameters["InputTimeLimitSeconds"]))
    run.check_accepted()
    if not isinstance(heard, Keys) or not heard.digits:
        if not stores:
            return Failed("InputTimeLimitExceeded")
        run.contact.stored_input = "Timeout"
        return Continue()
    return _store(run, parameters, heard.digits) if stores else Result(heard.digits[0])


def _store(run: Run, parameters: Mapping[str, Any], pressed: str) -> Outcome:
    keypad = parameters.get("DTMFConfiguration", {})
    if keypad.get("DisableCancelKey", "False").lower() != "true":
        pressed = pressed.rpartition("*")[2]
    digits = pressed.partition(keypad.get("InputTerminationSequence") or "#")[0]
    validation = parameters.get("InputValidation", {})
    if "PhoneNumberValidation" in validation:
        number = _phone_number(digits, validation["PhoneNumberValidation"])
        if number is None:
            return Failed("InvalidPhoneNumber")
        digits = number
    length = int(validation.get("CustomValidation", {}).get("MaximumLength") or 0)
    run.contact.stored_input = digits[:length] if length else digits
    return Continue()


def _phone_number(digits: str, rule: Mapping[str, str]) -> str | None:
    local = rule.get("NumberFormat") == "Local"
    number = f"+1{digits}" if local and len(digits) == 10 else f"+{digits}"
    return number if _E164.match(number) else None


def connect_participant_with_lex_bot(run: Run, action: Action) -> Outcome:
    parameters = run.parameters(action)
    run.contact.lex = {}
    alias = parameters.get("LexV2Bot", {}).get("AliasArn", "")
    if alias not in run.instance.bots:
        return Failed("NoMatchingError", "there is no such bot alias in the instance")
    try:
        greeting = run.prompt(action, parameters, interruptible=True)
        result = run.converse(
            run.contact.contact_id,
            line=run.line,
            attributes=dict(parameters.get("LexSessionAttributes", {})),
            greeting=greeting,
        )
    except PromptError as error:
        return Failed("NoMatchingError", str(error))
    except LexUnavailable as error:
        return Failed("NoMatchingError", str(error) or "Lex is unavailable")
    except LexNoInput:
        return Failed("InputTimeLimitExceeded")
    run.check_accepted()
    run.contact.lex = {
        "IntentName": result.intent,
        "IntentConfidence": {"Score": "" if result.confidence is None else result.confidence},
        "Slots": dict(result.slots),
        "SessionAttributes": dict(result.attributes),
        "DialogState": result.dialog_state,
    }
    return Result(result.intent)


def disconnect_participant(_run: Run, _action: Action) -> Outcome:
    return Disconnected()

"""The bot's file, read: `<locale>.toml` and the tenant become one `BotDefinition`.

Knows the shorthand of the file (slot groups, listening profiles, hooks written once, values from the tenant); refuses
to know what Lex or the function does with the bot.
"""

import tomllib
from collections.abc import Iterable, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from clinic import Clinic

from .definition import BotDefinition, DialogHook, Fulfillment, Listening, NextStep

__all__ = ["BotDefinition", "BotError", "load"]

FOLDER = Path(__file__).parent

Table = dict[str, Any]


class BotError(ValueError):
    """The bot's file says something it may not; one sentence that names file, key and fix."""


def load(locale: str, clinic: Clinic, *, folder: Path = FOLDER) -> BotDefinition:
    """Read `<locale>.toml` and complete it from the tenant.

    Raises:
        BotError: no such locale, not TOML, or a key or value is refused.
    """
    path = folder / f"{locale}.toml"
    spoken = next((entry for entry in clinic.locales if entry.id == locale), None)
    if spoken is None or not path.is_file():
        raise BotError(_no_such_locale(locale, clinic, folder, file_exists=path.is_file()))
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BotError(f"{path.name}: not valid TOML: {error}; correct that line") from error
    try:
        complete = _complete(data, clinic)
    except _Refused as error:
        raise BotError(f"{path.name}: {error}") from error
    tenant = {
        "locale": locale,
        "voice_id": spoken.voice,
        "voice_engine": spoken.engine,
        "nlu_confidence_threshold": clinic.thresholds.understanding,
    }
    if given := sorted(tenant.keys() & complete.keys()):
        raise BotError(f"{path.name}: {given[0]}: comes from clinic.toml; remove it here")
    try:
        return BotDefinition.model_validate(complete | tenant)
    except ValidationError as error:
        raise BotError(f"{path.name}: {_sentence(error, complete)}") from error


def _no_such_locale(locale: str, clinic: Clinic, folder: Path, *, file_exists: bool) -> str:
    files = sorted(path.stem for path in folder.glob("*.toml"))
    if file_exists:
        return f"{locale}.toml: clinic.toml has no [[locales]] with id {locale!r}; add one with a voice and an engine"
    return (
        f"{locale}.toml: there is no bot for the locale {locale!r}; there are {', '.join(files) or 'none'} in "
        f"{folder.name}, and clinic.toml names {', '.join(entry.id for entry in clinic.locales)}"
    )


class _Refused(ValueError):
    """A shorthand that cannot be resolved; the message names key and fix."""


def _complete(data: Table, clinic: Clinic) -> Table:
    """The file with its shorthand written out."""
    data = deepcopy(data)
    profiles = _table(data, "listening")
    for name, profile in profiles.items():
        _check(Listening, profile, f"listening.{name}")
    groups = _table(data, "slot_groups")
    hooks = {"dialog": data.pop("dialog", None), "fulfillment": data.pop("fulfillment", None)}
    for slot_type in _tables(data, "slot_types", "the file"):
        _fill_values(slot_type, clinic)
    intents = _tables(data, "intents", "the file")
    for intent in intents:
        name = f"intent {intent.get('name', '?')}"
        intent["slots"] = _grouped_slots(intent, groups, name) + _tables(intent, "slots", name)
        for slot in intent["slots"]:
            _complete_prompt(slot, profiles, f"{name}, slot {slot.get('name', '?')}")
        if isinstance(confirmation := intent.get("confirmation"), dict):
            _complete_prompt(confirmation, profiles, f"{name}, confirmation")
        _complete_hooks(intent, hooks, name)
    return data


def _table(owner: Table, key: str) -> Table:
    value = owner.pop(key, {})
    if not isinstance(value, dict):
        raise _Refused(f"{key}: must be a table; write [{key}.<name>]")
    return value


def _tables(owner: Table, key: str, where: str) -> list[Table]:
    value = owner.get(key, [])
    if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
        raise _Refused(f"{where}: {key}: must be a list of tables; write [[{key}]]")
    return value


def _grouped_slots(intent: Table, groups: Mapping[str, Any], where: str) -> list[Table]:
    slots: list[Table] = []
    wanted = intent.pop("slot_groups", [])
    if not isinstance(wanted, list):
        raise _Refused(f'{where}: slot_groups: must be a list of names; write slot_groups = ["{wanted}"]')
    for group in wanted:
        if not isinstance(group, str) or group not in groups:
            raise _Refused(f"{where}: unknown slot group {group!r}; {_there_are(groups)}")
        slots += deepcopy(_tables({"slots": groups[group]}, "slots", f"slot_groups.{group}"))
    return slots


def _complete_prompt(owner: Table, profiles: Mapping[str, Any], where: str) -> None:
    prompt = owner.get("prompt")
    if prompt is None:
        raise _Refused(f"{where}: has no prompt; add prompt = {{ text = ... }}")
    if not isinstance(prompt, dict):
        raise _Refused(f"{where}: prompt: must be a table; write prompt = {{ text = ... }}")
    _move_message(prompt)
    profile = prompt.pop("listening", "speech")
    if not isinstance(profile, str) or profile not in profiles:
        raise _Refused(f"{where}: prompt: unknown listening profile {profile!r}; {_there_are(profiles)}")
    prompt["listening"] = profiles[profile]


def _move_message(owner: Table) -> None:
    """`text` and `variations` beside other keys become the message they are."""
    if "text" in owner:
        owner["message"] = {key: owner.pop(key) for key in ("text", "variations") if key in owner}


def _complete_hooks(intent: Table, hooks: Mapping[str, Any], where: str) -> None:
    if {"dialog", "initial_step"} & intent.keys():
        raise _Refused(f"{where}: write dialog_hook = true or false; the hook itself is written once, in [dialog]")
    has_dialog = intent.pop("dialog_hook", False)
    if not isinstance(has_dialog, bool):
        raise _Refused(f"{where}: dialog_hook: must be true or false")
    intent.setdefault("fulfillment", deepcopy(hooks["fulfillment"]))
    for name in ("fulfillment", "dialog") if has_dialog else ("fulfillment",):
        if name == "dialog":
            intent["dialog"] = deepcopy(hooks["dialog"])
        hook = intent[name]
        if not isinstance(hook, dict):
            raise _Refused(f"[{name}]: is missing; every hook needs its on_failure and on_timeout")
        for ending in ("on_failure", "on_timeout"):
            if isinstance(hook.get(ending), dict):
                _move_message(hook[ending])
        _check(DialogHook if name == "dialog" else Fulfillment, hook, name)
    intent["initial_step"] = NextStep.INVOKE_DIALOG_CODE_HOOK if has_dialog else NextStep.FULFILL_INTENT


def _fill_values(slot_type: Table, clinic: Clinic) -> None:
    source = slot_type.pop("values_from", None)
    if source is None:
        return
    if source != "services":
        raise _Refused(
            f"slot type {slot_type.get('name', '?')}: values_from: unknown source {source!r}; there is services"
        )
    services = [{"value": service.name, "synonyms": service.synonyms} for service in clinic.services]
    slot_type["values"] = _tables(slot_type, "values", "slot type") + services


def _check(model: type[BaseModel], data: Any, where: str) -> None:
    """What is written once is refused under its own name, not under that of the first intent that uses it."""
    try:
        model.model_validate(data)
    except ValidationError as error:
        raise _Refused(_sentence(error, data, where)) from error


def _there_are(names: Iterable[str]) -> str:
    return f"there are {', '.join(sorted(names))}" if names else "there are none"


def _sentence(error: ValidationError, data: Any, *outer: str) -> str:
    """The first problem, with list positions written as the names they stand for.

    An unknown key comes first: where it is a misspelling, the missing key it causes says less.
    """
    errors = error.errors()
    first = next((each for each in errors if each["type"] == "extra_forbidden"), errors[0])
    here: Any = data
    where = list(outer)
    for part in first["loc"]:
        try:
            here = here[part]
        except (KeyError, IndexError, TypeError):
            here = None
        where.append(
            str(here["name"]) if isinstance(part, int) and isinstance(here, dict) and "name" in here else str(part)
        )
    problem = first["msg"].removeprefix("Value error, ")
    fix = {
        "extra_forbidden": "unknown key; remove it or correct its spelling",
        "missing": "is missing; add it",
        "string_too_long": f"{problem}; shorten it",
        "too_long": f"{problem}; remove some",
    }.get(first["type"], problem)
    return f"{'.'.join(where)}: {fix}" if where and first["type"] != "value_error" else problem

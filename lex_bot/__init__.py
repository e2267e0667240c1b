"""The bot's file, read: `<locale>.toml` and the tenant become one `BotDefinition`.

Knows the shorthand of the file (slot groups, listening profiles, hooks written once, values from the tenant and what
they are called in another language); refuses to know what Lex or the function does with the bot.
"""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from clinic import Clinic
from declared import Refused, Source, Written, located, one_of, open_toml
from declared.places import Place

from .definition import (
    BotDefinition,
    Confirmation,
    DialogHook,
    Ending,
    Fulfillment,
    Intent,
    Listening,
    NextStep,
    Prompt,
    Slot,
    SlotType,
)

__all__ = ["BotDefinition", "BotError", "load"]

FOLDER = Path(__file__).parent

_TENANTS = ("locale", "voice_id", "voice_engine", "nlu_confidence_threshold")
"""What a bot has from clinic.toml."""
_SPOKEN = ("text", "variations")
_KEYS: Mapping[type[BaseModel], Sequence[str]] = {
    BotDefinition: (
        "name",
        "description",
        "idle_session_ttl_s",
        "listening",
        "fulfillment",
        "dialog",
        "service_names",
        "slot_types",
        "slot_groups",
        "intents",
    ),
    SlotType: (*SlotType.model_fields, "values_from"),
    Intent: (
        *(key for key in Intent.model_fields if key not in ("dialog", "initial_step")),
        "dialog_hook",
        "slot_groups",
    ),
    Prompt: (*_SPOKEN, *(key for key in Prompt.model_fields if key != "message")),
    Ending: (*_SPOKEN, "attributes"),
}
"""What may be written in a table, where the file's shorthand differs from the definition."""


class BotError(ValueError):
    """The bot's file says something it may not; one sentence that names file, line, key and what is allowed."""


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
        source = open_toml(path, name=f"{folder.name}/{path.name}")
        for key in _TENANTS:
            if key in source.data:
                raise source.refused("comes from clinic.toml; remove it here", key)
        source.only(_KEYS[BotDefinition], source.data)
        complete = _complete(source, clinic)
        complete["locale"] = locale
        complete["voice_id"], complete["voice_engine"] = spoken.voice, spoken.engine
        complete["nlu_confidence_threshold"] = clinic.thresholds.understanding
        return source.check(BotDefinition, complete, keys=_KEYS)
    except Refused as refused:
        raise BotError(str(refused)) from refused


def _no_such_locale(locale: str, clinic: Clinic, folder: Path, *, file_exists: bool) -> str:
    files = sorted(path.stem for path in folder.glob("*.toml"))
    if file_exists:
        return f"{locale}.toml: clinic.toml has no [[locales]] with id {locale!r}; add one with a voice and an engine"
    return (
        f"{locale}.toml: there is no bot for the locale {locale!r}; there are {', '.join(files) or 'none'} in "
        f"{folder.name}, and clinic.toml names {', '.join(entry.id for entry in clinic.locales)}"
    )


def _complete(source: Source, clinic: Clinic) -> Written:
    """The file with its shorthand written out; every table still knows where it was written."""
    data: Written = located(source.data)
    profiles = _table(source, data, "listening")
    for profile in profiles.values():
        source.check(Listening, profile)
    groups = _table(source, data, "slot_groups")
    hooks = {name: data.pop(name, None) for name in ("dialog", "fulfillment")}
    services = _services(source, data, clinic)
    for slot_type in _tables(source, data, "slot_types"):
        _fill_values(source, slot_type, services)
    for intent in _tables(source, data, "intents"):
        intent["slots"] = _grouped_slots(source, intent, groups) + _tables(source, intent, "slots")
        for owner in (*intent["slots"], intent.get("confirmation")):
            if isinstance(owner, Written):
                _complete_prompt(source, owner, profiles)
        _complete_hooks(source, intent, hooks)
    return data


def _table(source: Source, owner: Written, key: str) -> dict[str, Any]:
    value = owner.pop(key, {})
    if not isinstance(value, dict):
        raise source.refused(f"must be a table; write [{key}.<name>]", *owner.place, key)
    for name, entry in value.items():
        if not isinstance(entry, (Written, list)):
            raise source.refused(f"must be a table; write [{key}.{name}]", *owner.place, key, name)
    return value


def _tables(source: Source, owner: Mapping[str, Any], key: str, place: Place | None = None) -> list[Written]:
    """`place`: where the tables stand, when not under their key in the owner."""
    value = owner.get(key, [])
    if not isinstance(value, list) or not all(isinstance(entry, Written) for entry in value):
        where = place or (*(owner.place if isinstance(owner, Written) else ()), key)
        name = ".".join(str(part) for part in where if isinstance(part, str))
        raise source.refused(f"must be a list of tables; write [[{name}]]", *where)
    return value


def _grouped_slots(source: Source, intent: Written, groups: Mapping[str, Any]) -> list[Written]:
    slots: list[Written] = []
    wanted = intent.pop("slot_groups", [])
    if not isinstance(wanted, list):
        raise source.refused("must be a list of names, in [ ]", *intent.place, "slot_groups")
    for position, group in enumerate(wanted):
        if not isinstance(group, str) or group not in groups:
            raise source.refused(f"slot group: {one_of(group, groups)}", *intent.place, "slot_groups", position)
        slots += deepcopy(_tables(source, groups, group, ("slot_groups", group)))
    return slots


def _complete_prompt(source: Source, owner: Written, profiles: Mapping[str, Any]) -> None:
    prompt = owner.get("prompt")
    if prompt is None:
        source.only(tuple((Slot if "type" in owner else Confirmation).model_fields), owner, *owner.place)
        named = f"{owner['name']!r} " if "name" in owner else ""
        raise source.refused(f"{named}has no prompt; add prompt = {{ text = ... }}", *owner.place)
    if not isinstance(prompt, Written):
        raise source.refused("must be a table; write prompt = { text = ... }", *owner.place, "prompt")
    _move_message(prompt)
    profile = prompt.pop("listening", "speech")
    if not isinstance(profile, str) or profile not in profiles:
        raise source.refused(f"listening profile: {one_of(profile, profiles)}", *prompt.place, "listening")
    prompt["listening"] = profiles[profile]


def _move_message(owner: Written) -> None:
    """`text` and `variations` beside other keys become the message they are."""
    if "text" in owner:
        owner["message"] = Written({key: owner.pop(key) for key in _SPOKEN if key in owner}, owner.place)


def _complete_hooks(source: Source, intent: Written, hooks: Mapping[str, Any]) -> None:
    for key in ("dialog", "initial_step"):
        if key in intent:
            raise source.refused(
                "write dialog_hook = true or false; the hook itself is written once, in [dialog]", *intent.place, key
            )
    has_dialog = intent.pop("dialog_hook", False)
    if not isinstance(has_dialog, bool):
        raise source.refused("must be true or false, without quotes", *intent.place, "dialog_hook")
    intent.setdefault("fulfillment", deepcopy(hooks["fulfillment"]))
    if has_dialog:
        intent["dialog"] = deepcopy(hooks["dialog"])
    for name, model in (("fulfillment", Fulfillment), ("dialog", DialogHook)):
        if name in intent:
            _check_hook(source, name, model, intent[name])
    intent["initial_step"] = NextStep.INVOKE_DIALOG_CODE_HOOK if has_dialog else NextStep.FULFILL_INTENT


def _check_hook(source: Source, name: str, model: type[Fulfillment] | type[DialogHook], hook: Any) -> None:
    """What is written once is refused under its own name, not under that of the first intent that uses it."""
    if not isinstance(hook, Written):
        raise source.refused(f"write [{name}.on_failure] and [{name}.on_timeout]; every hook needs them", name)
    for ending in ("on_failure", "on_timeout"):
        if isinstance(hook.get(ending), Written):
            _move_message(hook[ending])
    source.check(model, hook, keys=_KEYS)


def _services(source: Source, data: Written, clinic: Clinic) -> list[dict[str, Any]]:
    """The clinic's services as slot values; [service_names] adds what they are called in the file's language."""
    called = data.pop("service_names", {})
    if not isinstance(called, dict):
        raise source.refused(
            'must be a table; write [service_names], then "<service>" = ["<another name>", ...]', "service_names"
        )
    known = [service.name for service in clinic.services]
    for name, words in called.items():
        if name not in known:
            raise source.refused(f"clinic.toml has the services: {one_of(name, known)}", "service_names", name)
        if not isinstance(words, list) or not all(isinstance(word, str) and word.strip() for word in words):
            raise source.refused("must be a list of other names, in [ ]", "service_names", name)
    return [
        {"value": service.name, "synonyms": [*called.get(service.name, []), *service.synonyms]}
        for service in clinic.services
    ]


def _fill_values(source: Source, slot_type: Written, services: Sequence[Mapping[str, Any]]) -> None:
    values_from = slot_type.pop("values_from", None)
    if values_from is None:
        return
    if values_from != "services":
        raise source.refused(f"{one_of(str(values_from), ['services'])}", *slot_type.place, "values_from")
    slot_type["values"] = [*_tables(source, slot_type, "values"), *deepcopy(list(services))]

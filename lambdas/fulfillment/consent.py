"""Whether what was said to a read-back is a yes, a no, or neither.

Knows how a yes is told from politeness, hesitation and a change of mind, and compares what it names with what was
read back; refuses to know what follows. In doubt it is neither, and the caller is asked again.
"""

from . import hearing
from .hearing import Action
from .prompts import other_names
from .session import Task
from .talk import Talk
from .turn import Confirmation, Intent, Step

BIDDINGS = {
    Intent.CANCEL: Action.CANCEL,
    Intent.RESCHEDULE: Action.MOVE,
    Intent.BOOK: Action.BOOK,
    Intent.RESET: Action.SEND,
}
"""What a read-back asks for, in a caller's words."""

ECHO_WORDS = 5
"""A yes that says again what was read back: "yes, the physical"."""


def consent(talk: Talk, task: Task, found: frozenset[Step]) -> bool | None:
    """The caller's word on what was read back; `found`: the steps this turn gave a detail for."""
    yes, words = talk.yes_no(), talk.words
    if words is None:
        return yes
    if contradicts(talk, task):
        return False if yes is False and not found else None
    if yes is not False and (names_another(talk) or _still_wants(talk, task)):
        return None
    if yes is not None or talk.is_question():
        return yes
    echoes = bool(found) and len(words.split()) <= ECHO_WORDS
    if says_own_action(talk) or (begins_with_yes(talk) and (echoes or talk.turn.intent == Intent.GOODBYE)):
        return True
    if found or hearing.hear_action(words, locale=talk.session.locale) is not None:
        return None
    return {Confirmation.CONFIRMED: True, Confirmation.DENIED: False}.get(talk.turn.confirmation)


def begins_with_yes(talk: Talk) -> bool:
    """Whether a yes comes first, whatever follows: "yes, bye"."""
    first = (talk.words or "").split(maxsplit=1)[:1]
    if not first or "'" in first[0]:
        return False
    return hearing.hear_yes_no(first[0].strip(",.!;"), locale=talk.locale) is True


def begins_with_no(talk: Talk) -> bool:
    """Whether a no comes first, whatever follows: "no, I said yes"."""
    first = (talk.words or "").split(maxsplit=1)[:1]
    return bool(first) and hearing.hear_yes_no(first[0].strip(",.!;"), locale=talk.locale) is False


def keeps(talk: Talk, task: Task) -> bool:
    """ "Keep it" leaves an appointment as it is; of a booking it says nothing."""
    if talk.words is None or task.intent is Intent.BOOK:
        return False
    return hearing.hear_keep(talk.words, locale=talk.session.locale)


def says_own_action(talk: Talk) -> bool:
    """Whether what is asked for is said in so many words and nothing else is: "cancel it", asked whether to."""
    return talk.words is not None and _bids(talk, hearing.hear_bidding(talk.words, locale=talk.session.locale))


def says_own_action_first(talk: Talk) -> bool:
    """Whether what is asked for is said, and then something else: "cancel it and book a new one"."""
    return talk.words is not None and _bids(talk, hearing.hear_bidding_first(talk.words, locale=talk.session.locale))


def _bids(talk: Talk, bidden: Action | None) -> bool:
    session = talk.session
    if bidden is None or session.task is None or session.step is not Step.CONFIRM or talk.is_question():
        return False
    return BIDDINGS.get(session.task.intent) is bidden


def _still_wants(talk: Talk, task: Task) -> bool:
    """ "I need it", asked whether to cancel or move it, may speak for it as it is."""
    if talk.words is None or task.intent not in (Intent.CANCEL, Intent.RESCHEDULE):
        return False
    return hearing.hear_wanted(talk.words, locale=talk.session.locale)


def names_another(talk: Talk) -> bool:
    """Whether something else than what was read back is meant: the other one, somebody else's, "my dentist visit"."""
    words, locale = talk.words, talk.session.locale
    if words is None:
        return False
    if hearing.hear_other_one(words, locale=locale):
        return True
    if not talk.session.identity.for_another and hearing.hear_somebody_else(words, locale=locale):
        return True
    verb = hearing.hear_action(words, locale=locale) in (Action.CANCEL, Action.MOVE)
    return verb and not hearing.hear_own(words, locale=locale) and not talk.session.identity.for_another


def contradicts(talk: Talk, task: Task) -> bool:
    """Whether a day, time, provider or service is named that what was read back does not have.

    Raises:
        BackOfficeError: the practice could not be read.
    """
    pending, words, locale = task.pending, talk.words, talk.session.locale
    if pending is None or words is None:
        return False
    practice = talk.ports.office.practice()
    concerned = [one for one in (pending.appointment, pending.to) if one is not None]
    moments = [one.at.astimezone(practice.zone) for one in concerned]
    near = (moments[-1].date(), moments[-1].date()) if moments else None
    today = talk.ports.clock.now().astimezone(practice.zone).date()
    for day in hearing.hear_days(words, today=today, locale=locale, near=near):
        if not any(day.earliest <= at.date() <= day.latest for at in moments):
            return True
    hour = hearing.hear_time(words, locale=locale)
    if hour is not None and hour.times and not any(at.time() in hour.times for at in moments):
        return True
    provider = hearing.hear_provider(words, providers=practice.provider_names, locale=locale)
    services = other_names("service", practice.service_words, locale)
    service = hearing.hear_service(words, names=services, locale=locale)
    other_provider = provider is not None and provider not in {one.provider for one in concerned}
    return other_provider or (service is not None and service not in {one.service for one in concerned})

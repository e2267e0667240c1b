"""Who is calling: the number they call from, or a last name, and a date of birth.

Knows when a caller is verified and what to ask until then; refuses to know which detail was wrong, so nobody can
learn it.
"""

from fulfillment.ports import BackOffice
from fulfillment.prompts import say
from fulfillment.session import Session
from fulfillment.tried import Code
from fulfillment.turn import Reason, Step

from .policy import Ask, GiveUp

BY_PHONE = "phone and date of birth"
BY_NAME = "last name and date of birth"


def verify(session: Session, office: BackOffice, *, attempts: int) -> Ask | GiveUp | None:
    """None once the caller is verified; else what to ask, or that it has failed `attempts` times.

    Raises:
        BackOfficeError: the patients could not be read.
    """
    identity = session.identity
    if identity.verified:
        return None
    by_phone = office.patients_by_phone(session.caller_number) if session.caller_number else ()
    first = Step.BIRTH_DATE if by_phone else Step.LAST_NAME
    if not by_phone and identity.last_name is None:
        return Ask(Step.LAST_NAME)
    if identity.birth_date is None:
        return _ask_birth_date(session)
    candidates = by_phone or office.patients_by_last_name(identity.last_name or "")
    matches = [patient for patient in candidates if patient.born == identity.birth_date]
    if len(matches) == 1:
        identity.patient, identity.how = matches[0], BY_PHONE if by_phone else BY_NAME
        return None
    if matches:
        return GiveUp(Reason.UNVERIFIED, Code.MANY_MATCHES)
    identity.attempts += 1
    identity.claimed_last_name, identity.claimed_birth_date = identity.last_name, identity.birth_date
    identity.last_name = identity.birth_date = None
    identity.birth_month = identity.birth_day = identity.birth_year = None
    if identity.attempts >= attempts:
        return GiveUp(Reason.UNVERIFIED, Code.NO_MATCH)
    session.tried.append(Code.NO_MATCH)
    question = say(f"ask.{first}", session.locale)
    return Ask(first, say("identity.mismatch", session.locale, wording=identity.attempts - 1, question=question))


def _ask_birth_date(session: Session) -> Ask:
    """For the whole of it, or for the half that is missing."""
    identity, locale = session.identity, session.locale
    if identity.birth_month is not None:
        return Ask(Step.BIRTH_DATE, say("identity.which_year", locale))
    if identity.birth_year is not None:
        return Ask(Step.BIRTH_DATE, say("identity.which_day", locale))
    return Ask(Step.BIRTH_DATE, say("identity.another", locale) if identity.for_another else None)

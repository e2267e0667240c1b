"""Yes, no, which one, and something else."""

import pytest

from fulfillment.hearing import Shift, hear_choice, hear_shift, hear_yes_no

EN = "en_US"

YES = (
    "you are correct",
    "i'm not sure but yes",
    "no worries go ahead",
    "actually yes",
    "i said yes",
    "yes",
    "yeah",
    "yep",
    "sure",
    "correct",
    "go ahead",
    "please do",
    "that's right",
    "uh-huh",
    "yes please",
    "okay",
    "ok that works",
    "sounds good",
    "yes I would",
    "that is correct",
    "of course",
    "absolutely",
    "no wait yes",
    "yes that's right",
    "mm-hmm",
    "right",
    "yes cancel it",
    "sure why not",
    "why not",
    "I think so",
    "yes it is",
    "please",
    "works for me",
    "perfect",
    "yeah yeah",
    "um yes",
    "I'd like that",
    "yeah that's fine",
    "yep that's me",
    "book it",
    "let's do it",
    "no doubt",
    "you bet",
    "alright",
    "fine by me",
    "yes, the second one",
    "oh yeah sure",
    "yes go ahead and cancel it",
    "i guess so",
    "that'd be great",
)

NO = (
    "you got it wrong",
    "no it's fine leave it",
    "actually no",
    "that is not what I said",
    "no thank you that's all i needed",
    "no",
    "nope",
    "don't",
    "wrong",
    "not really",
    "never mind",
    "no thanks",
    "no thank you",
    "nah",
    "that's not right",
    "I don't think so",
    "that's wrong",
    "absolutely not",
    "please don't",
    "do not do that",
    "no don't cancel it",
    "yes no wait no",
    "no I said Friday",
    "no that's fine",
    "no that's all",
    "nothing else",
    "that's all",
    "I'm good",
    "uh-uh",
    "not yet",
    "no way",
    "of course not",
    "it isn't",
    "no that is incorrect",
    "okay no",
    "yeah no",
    "that doesn't work",
    "don't cancel it",
    "no I want Friday instead",
    "no I'm good thanks",
    "I do not",
    "forget it",
    "not today",
    "no sir",
    "incorrect",
    "that is not correct",
    "i'd rather not",
)

UNCLEAR = (
    "yes wait what does it cost",
    "thank you",
    "yes no",
    "can you change it to friday",
    "cancel it",
    "I don't know",
    "maybe",
    "yes but make it Friday",
    "yes but at ten",
    "I'm not sure",
    "no problem",
    "are you sure",
    "is that right",
    "what",
    "",
    "Thursday",
    "let me think",
    "yes or no",
    "I have no insurance",
    "hold on a second",
    "yes and no",
    "what do you mean no problem",
    "I don't care",
    "yes, actually make it Friday",
    "right now",
    "the right one",
    "cancel",
    "do you have parking",
)

SHIFTS = (
    ("something later", "later"),
    ("anything earlier?", "earlier"),
    ("a different day", "other_day"),
    ("another day", "other_day"),
    ("none of those", "other"),
    ("those don't work", "other"),
    ("the later one", None),
    ("see you later", None),
    ("I'll call back later", None),
    ("later this week", None),
    ("do you have anything later in the day", "later"),
    ("two or later", None),
    ("no later than three", None),
    ("later", "later"),
    ("earlier please", "earlier"),
    ("that's too early", "later"),
    ("that is too late for me", "earlier"),
    ("what else do you have", "other"),
    ("other times", "other"),
    ("neither", "other"),
    ("do you have anything else", "other"),
    ("is there anything sooner", "earlier"),
    ("some other day", "other_day"),
    ("I can't do that day", "other_day"),
    ("none of them work do you have something later", "later"),
    ("I can't make any of those", "other"),
    ("the second one", None),
    ("yes", None),
    ("a later time", "later"),
    ("an earlier time please", "earlier"),
    ("can we do later in the afternoon", "later"),
    ("they don't work for me", "other"),
    ("different time", "other"),
    ("the other day I called", None),
)

TIMES = ("9:00 AM", "9:30 AM", "2:00 PM")
CHOICES_OF_TIMES = (
    ("the second one", 1),
    ("number two", 1),
    ("2", 2),
    ("the last one", 2),
    ("first", 0),
    ("the later one", 2),
    ("the earlier", 0),
    ("second", 1),
    ("option 3", 2),
    ("two", 2),
    ("nine", 0),
    ("nine thirty", 1),
    ("the nine thirty", 1),
    ("at two pm", 2),
    ("the first one please", 0),
    ("none", None),
    ("the fourth one", None),
    ("the afternoon one", 2),
    ("not the first one the second", 1),
    ("the middle one", 1),
    ("a second please", None),
    ("one", 0),
    ("I want the third", 2),
    ("the third", 2),
    ("two o'clock", 2),
    ("uh the first", 0),
    ("number one please", 0),
    ("either", None),
    ("the latest", 2),
    ("something later", None),
    ("the second of december", None),
    ("1", 0),
    ("3", 2),
    ("yes", None),
    ("first or second", None),
    ("the first no the second", 1),
    ("second one works", 1),
    ("I'll take the first one", 0),
    ("let's do the second", 1),
    ("the 2:00", 2),
    ("the earliest", 0),
)

APPOINTMENTS = (
    "flu shot with Nurse Lee on Wednesday, December 2 at 9:00 AM",
    "follow-up with Dr. Okafor on Thursday, December 10 at 11:00 AM",
)
CHOICES_OF_APPOINTMENTS = (
    ("the flu shot", 0),
    ("Thursday's", 1),
    ("thursday", 1),
    ("the follow up", 1),
    ("the one on thursday", 1),
    ("the tenth", 1),
    ("the one with doctor okafor", 1),
    ("the second", None),
    ("the second one", 1),
    ("the first", 0),
    ("not the flu shot the other one", None),
    ("the one with the nurse", None),
    ("nurse lee", 0),
    ("both", None),
    ("december 10", 1),
    ("eleven", 1),
    ("the nine am", 0),
    ("my appointment", None),
    ("wednesday", 0),
    ("the last one", 1),
)


@pytest.mark.parametrize("said", YES)
def test_agreement_is_yes(said: str) -> None:
    assert hear_yes_no(said, locale=EN) is True


@pytest.mark.parametrize("said", NO)
def test_refusal_is_no(said: str) -> None:
    assert hear_yes_no(said, locale=EN) is False


@pytest.mark.parametrize("said", UNCLEAR)
def test_what_is_neither_yes_nor_no_is_none(said: str) -> None:
    assert hear_yes_no(said, locale=EN) is None


@pytest.mark.parametrize(("said", "meant"), SHIFTS)
def test_something_else_than_offered_is_a_shift(said: str, meant: str | None) -> None:
    assert hear_shift(said, locale=EN) == (Shift(meant) if meant else None)


@pytest.mark.parametrize(("said", "place"), CHOICES_OF_TIMES)
def test_an_offered_time_is_picked(said: str, place: int | None) -> None:
    assert hear_choice(said, options=TIMES, locale=EN) == place


@pytest.mark.parametrize(("said", "place"), CHOICES_OF_APPOINTMENTS)
def test_an_appointment_is_picked(said: str, place: int | None) -> None:
    assert hear_choice(said, options=APPOINTMENTS, locale=EN) == place


def test_nothing_can_be_picked_from_nothing() -> None:
    assert hear_choice("the first one", options=(), locale=EN) is None

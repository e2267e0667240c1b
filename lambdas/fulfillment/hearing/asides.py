"""What is said beside the matter: a greeting, a wish to leave off, to hear it again, to know what can be asked.

Knows phrases; refuses to know what is under way.
"""

from .vocabulary import vocabulary


def hear_greeting(text: str, *, locale: str) -> bool:
    """Whether it is a greeting and nothing else but fillers."""
    return _all_of("greeting", text, locale)


def hear_give_up(text: str, *, locale: str) -> bool:
    """Whether what is under way should be dropped: "never mind"; not "cancel my appointment"."""
    return _says("give_up", "drops", text, locale)


def hear_particulars(text: str, *, locale: str) -> bool:
    """Whether it is said what a call is about, who calls or when it suits: "it's about my bill", "not before five"."""
    return _says("particulars", "adds", text, locale)


def hear_restart(text: str, *, locale: str) -> bool:
    """Whether nothing is said but that it is to begin anew: "no, start over", "something else"."""
    return _says("resume", "restarts", text, locale)


def hear_resuming(text: str, *, locale: str) -> bool:
    """Whether what broke off is to go on: "let's continue", "where we left off", "I got cut off"."""
    return _says("resume", "continues", text, locale)


def asks_what_broke_off(text: str, *, locale: str) -> bool:
    """Whether it is asked what it was that broke off: "where did we leave off?"."""
    return _says("resume", "asks", text, locale)


def hear_still_waiting(text: str, *, locale: str) -> bool:
    """Whether a person is waited for, said by one who was: "I was on hold", "nobody came"; not "for my results"."""
    return _says("waiting", "waits", text, locale)


def hear_denial(text: str, *, locale: str) -> bool:
    """Whether it was somebody else who called before: "that wasn't me", "I never called you"."""
    return _says("denial", "denies", text, locale)


def hear_one_more(text: str, *, locale: str) -> bool:
    """Whether one more of what there is already is meant: "another appointment"."""
    return _says("one_more", "another", text, locale)


def hear_all_well(text: str, *, locale: str) -> bool:
    """Whether the trouble is over: "he's fine now"."""
    return _says("all_well", "well", text, locale)


def hear_repeat(text: str, *, locale: str) -> bool:
    """Whether the last sentence is to be said again."""
    return _says("repeat", "again", text, locale)


def hear_more(text: str, *, locale: str) -> bool:
    """Whether more is to be told of what was just answered: "tell me more", "what else?"; not "more about parking"."""
    return _says("more", "more", text, locale)


def hear_slower(text: str, *, locale: str) -> bool:
    """Whether it is to be said more slowly: "slower please", "repeat that slowly", "you're talking too fast"."""
    return _says("slower", "slower", text, locale)


def hear_wait(text: str, *, locale: str) -> bool:
    """Whether nothing is said but that one should wait: "hold on", "let me get my card"; not "wait, Friday"."""
    return _all_of("wait", text, locale)


def hear_help(text: str, *, locale: str) -> bool:
    """Whether the caller wants to know what can be said here."""
    return _says("help", "wants", text, locale)


def hear_other_one(text: str, *, locale: str) -> bool:
    """Whether the other of two is meant."""
    return _says("other_one", "other", text, locale)


def hear_no_person(text: str, *, locale: str) -> bool:
    """Whether a person is expressly not wanted."""
    return _says("no_person", "refuses", text, locale)


def hear_persona(text: str, *, locale: str) -> bool:
    """Whether it is asked who or what is speaking here: "are you a robot?"; not "is there a real person there"."""
    return _says("persona", "asks", text, locale)


def hear_no_english(text: str, *, locale: str) -> bool:
    """Whether Spanish is asked for on the English line: "hablas español?"; not "does your doctor speak Spanish"."""
    return _says("no_english", "spanish", text, locale)


def asks_the_time(text: str, *, locale: str) -> bool:
    """Whether it is asked what time it is now."""
    return _says("the_time", "asks", text, locale)


def hear_exception(text: str, *, locale: str) -> bool:
    """Whether what is named may be named to be left out: "not the first one", "later than ten"."""
    return _says("exception", "excepts", text, locale) or hear_all_but(text, locale=locale)


def hear_all_but(text: str, *, locale: str) -> bool:
    """Whether what is named is surely left out: "anything but nine"."""
    return _says("exception", "all_but", text, locale)


def hear_same_day(text: str, *, locale: str) -> bool:
    """Whether the day is to stay what it is: "the same day, but at four"."""
    return _says("same_day", "same", text, locale)


def hear_wrong(text: str, *, locale: str) -> bool:
    """Whether what was just told or done is said to be wrong."""
    return _says("wrong", "wrong", text, locale)


def _says(table: str, kind: str, text: str, locale: str) -> bool:
    words = vocabulary(locale)
    return any(match.kind == kind for match in words.grammar(table).scan(words.tokenize(text)))


def _all_of(table: str, text: str, locale: str) -> bool:
    words = vocabulary(locale)
    tokens = words.tokenize(text)
    matches = list(words.grammar(table).scan(tokens))
    covered = sum(match.end - match.start for match in matches)
    return covered == len(tokens) and any(match.kind != "filler" for match in matches)

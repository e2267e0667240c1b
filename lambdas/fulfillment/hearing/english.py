"""English: the tables, gathered. Knows spelling habits and single words; refuses to know rules (english_*)."""

from . import (
    english_answers,
    english_asides,
    english_births,
    english_choices,
    english_dates,
    english_names,
    english_refusals,
    english_requests,
    english_signals,
    english_times,
    english_wishes,
)
from .grammar import word_set
from .vocabulary import Vocabulary

CONTRACTIONS = {
    "'s": "it that what there here where who when how he she name let's anything everything nothing something one",
    "n't": "not",
    "can't": "can not",
    "cannot": "can not",
    "cant": "can not",
    "won't": "will not",
    "wont": "will not",
    "don't": "do not",
    "dont": "do not",
    "doesn't": "does not",
    "doesnt": "does not",
    "didn't": "did not",
    "didnt": "did not",
    "isn't": "is not",
    "isnt": "is not",
    "aren't": "are not",
    "wasn't": "was not",
    "weren't": "were not",
    "wouldn't": "would not",
    "couldn't": "could not",
    "shouldn't": "should not",
    "haven't": "have not",
    "hasn't": "has not",
    "hadn't": "had not",
    "ain't": "is not",
    "let's": "let us",
    "lets": "let us",
    "i'm": "i am",
    "im": "i am",
    "ive": "i have",
    "thats": "that is",
    "whats": "what is",
    "gonna": "going to",
    "wanna": "want to",
    "gotta": "got to",
    "lemme": "let me",
    "gimme": "give me",
    "o'clock": "oclock",
    "'m": "am",
    "'re": "are",
    "'ve": "have",
    "'ll": "will",
    "'d": "would",
    "c'mon": "come on",
    "ma'am": "maam",
    "'cause": "because",
    "alright": "all right",
}

ENGLISH = Vocabulary(
    locale="en_US",
    contractions=CONTRACTIONS,
    numbers=english_dates.NUMBERS,
    months=english_dates.MONTHS,
    plain_months=english_dates.PLAIN_MONTHS,
    weekdays=english_dates.WEEKDAYS,
    day_first=False,
    tables={
        "days": english_dates.DAYS,
        "births": english_births.BIRTHS,
        "birth_days": english_births.BIRTH_DAYS,
        "birth_pieces": english_births.BIRTH_PIECES,
        "birth_years": english_births.BIRTH_YEARS,
        "narrowed": english_dates.NARROWED,
        "roles": english_dates.ROLES,
        "times": english_times.TIMES,
        "parts": english_times.PARTS,
        "relations": english_times.RELATIONS,
        "answers": english_answers.ANSWERS,
        "echoes": english_answers.ECHOES,
        "shifts": english_choices.SHIFTS,
        "choice": english_choices.CHOICE,
        "leads": english_names.LEADS,
        "emergency": english_signals.EMERGENCY,
        "excuses": english_signals.EXCUSES,
        "refusals": english_refusals.REFUSALS,
        "present": english_signals.PRESENT,
        "person": english_requests.PERSON,
        "question": english_requests.QUESTION,
        "greeting": english_asides.GREETING,
        "give_up": english_asides.GIVE_UP,
        "repeat": english_asides.REPEAT,
        "help": english_asides.HELP,
        "other_one": english_asides.OTHER_ONE,
        "no_person": english_asides.NO_PERSON,
        "exception": english_asides.EXCEPTION,
        "same_day": english_asides.SAME_DAY,
        "wrong": english_asides.WRONG,
        "any": english_wishes.ANY,
        "keep": english_wishes.KEEP,
        "action": english_wishes.ACTION,
        "somebody": english_wishes.SOMEBODY,
    },
    lists={
        "barriers": word_set("and but or so then because if to"),
        "within": word_set("in"),
        "range_starts": word_set("from between"),
        "time_goals": word_set("to"),
        "birth": word_set("born birth birthday birthdate dob"),
        "hesitations": word_set("um uh er ah hmm erm uhm"),
        "narrative": word_set(
            """
            called was were had came got spoke talked told said saw went missed tried made received since born did
            happened started been ago sent left booked scheduled hurt fell took gave ordered placed visited cancelled
            canceled moved changed found felt worked used
            """
        ),
        "birth_noise": word_set(
            """
            um uh er ah hmm so well okay ok it is was my birthday birth date of born on i in the and a oh sorry yes sure
            please thanks
            """
        ),
        "orders": word_set("order confirmation reference phone account"),
        "corrections": word_set("no not wait sorry actually mean rather correction instead"),
        "separators": word_set("slash dash hyphen point dot stroke"),
        "date_joins": word_set("slash dash hyphen point dot stroke"),
        "range_joins": word_set("to till until and"),
        "pauses": word_set("um uh er and then dash hyphen so hmm followed by"),
        "numbered": word_set("number option choice room suite floor order extension line"),
        "time_markers": english_times.MARKERS,
        "time_followers": english_times.FOLLOWERS,
        "number_nouns": word_set("one 1"),
        "answer_fillers": english_answers.FILLERS,
        "soft_yes": english_answers.SOFT,
        "faint_yes": english_answers.FAINT,
        "thinking": english_answers.THINKING,
        "yes_noise": english_answers.YES_NOISE,
        "faint_noise": english_answers.FAINT_NOISE,
        "turning": english_answers.TURNING,
        "choice_noise": english_choices.CHOICE_NOISE,
        "refusals": word_set("not except instead neither nor"),
        "turns": word_set("but i rather it is make and give"),
        "name_fillers": english_names.NAME_FILLERS,
        "not_names": english_names.NOT_NAMES,
        "doubtful_names": english_names.DOUBTFUL_NAMES,
        "surnames": english_names.SURNAMES,
        "particles": english_names.PARTICLES,
        "not_owners": english_wishes.NOT_OWNERS,
        "titles": word_set("dr doctor doc nurse mr mrs ms miss professor"),
        "question_fillers": word_set(
            """
            um uh er ah hmm well so okay ok oh hi hello hey and but also actually wait sorry please yeah yes now
            then thanks good morning no afternoon evening excuse me just hold on right like alright all first
            before thank you
            """
        ),
        "fillers": word_set(
            """
            um uh er ah hmm well so like please thanks thank you okay ok oh just maybe let us say do the how
            about i think yeah yes
            """
        ),
    },
    repeats={"double": 2, "triple": 3, "treble": 3},
    ish=english_times.ISH,
    meridiems={"am": 0, "pm": 12, "a m": 0, "p m": 12},
    letters=english_names.LETTERS,
    spelling=(("as", "in"), ("is", "in"), ("like",), ("for",), ("like", "in")),
)

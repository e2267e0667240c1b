"""Spanish: the tables, gathered.

Knows spelling habits and single words; refuses to know rules (spanish_*). Words are compared without their accents.
"""

from . import (
    spanish_answers,
    spanish_asides,
    spanish_births,
    spanish_closings,
    spanish_dates,
    spanish_names,
    spanish_phones,
    spanish_questions,
    spanish_refusals,
    spanish_resuming,
    spanish_signals,
    spanish_times,
    spanish_wishes,
)
from .grammar import word_set
from .vocabulary import Vocabulary

SPANISH = Vocabulary(
    locale="es_US",
    contractions={"pa'": "para"},
    numbers=spanish_dates.NUMBERS,
    months=spanish_dates.MONTHS,
    plain_months=spanish_dates.PLAIN_MONTHS,
    weekdays=spanish_dates.WEEKDAYS,
    day_first=True,
    tables={
        "days": spanish_dates.DAYS,
        "births": spanish_births.BIRTHS,
        "birth_days": spanish_births.BIRTH_DAYS,
        "birth_pieces": spanish_births.BIRTH_PIECES,
        "birth_years": spanish_births.BIRTH_YEARS,
        "narrowed": spanish_dates.NARROWED,
        "roles": spanish_dates.ROLES,
        "times": spanish_times.TIMES,
        "parts": spanish_times.PARTS,
        "relations": spanish_times.RELATIONS,
        "answers": spanish_answers.ANSWERS,
        "echoes": spanish_answers.ECHOES,
        "shifts": spanish_answers.SHIFTS,
        "choice": spanish_answers.CHOICE,
        "leads": spanish_names.LEADS,
        "emergency": spanish_signals.EMERGENCY,
        "excuses": spanish_signals.EXCUSES,
        "refusals": spanish_refusals.REFUSALS,
        "present": spanish_signals.PRESENT,
        "person": spanish_signals.PERSON,
        "question": spanish_signals.QUESTION,
        "counted": spanish_questions.COUNTED,
        "greeting": spanish_asides.GREETING,
        "give_up": spanish_asides.GIVE_UP,
        "particulars": spanish_asides.PARTICULARS,
        "resume": spanish_asides.RESUME,
        "waiting": spanish_resuming.WAITING,
        "denial": spanish_resuming.DENIAL,
        "one_more": spanish_resuming.ONE_MORE,
        "all_well": spanish_resuming.ALL_WELL,
        "closing": spanish_closings.CLOSING,
        "persona": spanish_closings.PERSONA,
        "no_english": spanish_closings.NO_ENGLISH,
        "the_time": spanish_closings.THE_TIME,
        "about_task": spanish_closings.ABOUT_TASK,
        "repeat": spanish_asides.REPEAT,
        "more": spanish_asides.MORE,
        "slower": spanish_asides.SLOWER,
        "help": spanish_asides.HELP,
        "wait": spanish_asides.WAIT,
        "other_one": spanish_asides.OTHER_ONE,
        "no_person": spanish_asides.NO_PERSON,
        "exception": spanish_asides.EXCEPTION,
        "same_day": spanish_asides.SAME_DAY,
        "wrong": spanish_asides.WRONG,
        "any": spanish_wishes.ANY,
        "keep": spanish_wishes.KEEP,
        "action": spanish_wishes.ACTION,
        "bidding": spanish_wishes.BIDDING,
        "somebody": spanish_wishes.SOMEBODY,
        "phones": spanish_phones.PHONES,
    },
    lists={
        "barriers": word_set("y pero o entonces porque si para al"),
        "within": word_set("en dentro"),
        "range_starts": word_set("entre"),
        "time_goals": word_set("a para"),
        "birth": word_set("naci nacido nacida nacio nacimiento cumpleanos"),
        "hesitations": word_set("eh em este mm ah"),
        "narrative": word_set(
            """
            llame llamo fui fue vine tuve tenia estuve hable dijo dijeron dije vi perdi falte trate hice recibi desde
            naci paso empezo mande pedi cancele cambie
            """
        ),
        "birth_noise": word_set(
            "eh em este pues es fue mi cumpleanos fecha nacimiento de naci el en la y si por favor gracias"
        ),
        "orders": word_set("orden pedido confirmacion referencia telefono cuenta"),
        "corrections": word_set("no espere espera perdon digo mejor disculpe corrijo sino bien"),
        "separators": word_set("diagonal barra guion punto raya"),
        "date_leads": word_set("dia fecha"),
        "date_joins": word_set("diagonal barra guion punto raya de del"),
        "range_joins": word_set("y a"),
        "pauses": word_set("eh em este y luego guion mm despues seguido"),
        "numbered": word_set("numero opcion cuarto sala suite piso orden pedido extension linea"),
        "time_markers": spanish_times.MARKERS,
        "time_followers": spanish_times.FOLLOWERS,
        "number_nouns": word_set("un una uno 1"),
        "answer_fillers": spanish_answers.FILLERS,
        "soft_yes": spanish_answers.SOFT,
        "faint_yes": spanish_answers.FAINT,
        "thinking": spanish_answers.THINKING,
        "yes_noise": spanish_answers.YES_NOISE,
        "faint_noise": spanish_answers.FAINT_NOISE,
        "turning": frozenset(),
        "choice_noise": spanish_answers.CHOICE_NOISE,
        "refusals": word_set("no excepto menos tampoco vez lugar"),
        "turns": word_set("sino mejor quiero y es prefiero"),
        "name_fillers": spanish_names.NAME_FILLERS,
        "not_names": spanish_names.NOT_NAMES,
        "doubtful_names": spanish_names.DOUBTFUL_NAMES,
        "surnames": frozenset(),
        "particles": spanish_names.PARTICLES,
        "phone_noise": spanish_phones.PHONE_NOISE,
        "not_owners": spanish_wishes.NOT_OWNERS,
        "titles": word_set("dr dra doctor doctora enfermera enfermero nurse senor senora"),
        "question_fillers": word_set(
            """
            eh em este mm ah oh pues bueno entonces y pero tambien oiga oye mire disculpe perdon hola gracias
            por favor buenos buenas dias tardes noches espere okay ok senorita senor senora una cosa primero
            antes
            """
        ),
        "closing_noise": spanish_closings.CLOSING_NOISE,
        "question_joins": spanish_questions.JOINS,
        "alternatives": word_set("o u"),
        "fillers": word_set(
            "eh em este mm ah pues bueno por favor gracias si digamos como yo creo que a las la el tal"
        ),
    },
    repeats={"doble": 2, "triple": 3},
    ish={},
    meridiems=spanish_times.MERIDIEMS,
    letters=spanish_names.LETTERS,
    spelling=(("de",), ("como",), ("como", "en"), ("como", "de")),
)

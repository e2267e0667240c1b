"""Whatever a model writes: what the caller hears of it, and what never reaches them."""

from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fulfillment.speech import MESSAGE_CHARS, fit, plain, sentences, speakable, ssml

EN, ES = "en_US", "es_US"

THOUGHT_ALOUD = (
    ("<thinking>They ask 1 < 2</thinking>Yes, we do.", "Yes, we do."),
    ('<thinking type="x"\n lang="en">They ask.</thinking>\nYes, we do.', "Yes, we do."),
    ("<thinking>a<thinking>b</thinking>c</thinking>Yes, we do.", "Yes, we do."),
    ("<reasoning>a<scratchpad>b</reasoning>Yes, we do.", "Yes, we do."),
    ("<THINK>a</THINK >Yes, we do.", "Yes, we do."),
    ("< thinking >a</ thinking>Yes, we do.", "Yes, we do."),
    ("<anything:thinking>a</anything:thinking>Yes, we do.", "Yes, we do."),
    ("They want to know it.</think>Yes, we do.", "Yes, we do."),
    ("&lt;thinking&gt;a&lt;/thinking&gt;Yes, we do.", "Yes, we do."),
    ("&amp;lt;thinking&amp;gt;a&amp;lt;/thinking&amp;gt;Yes, we do.", "Yes, we do."),
    ("Yes, we do.<thinking>I should add", "Yes, we do."),
    ("Yes, we do.<thinking reason='I should", "Yes, we do."),
    ("Yes, we do.<thin", "Yes, we do."),
    ("Yes, we do.</thinking", ""),
    ("Yes, we do.<", "Yes, we do."),
    ("Yes,<scratchpad>a</scratchpad> we do.", "Yes, we do."),
    ("<thinking/>Yes, we do.", "Yes, we do."),
    ("<thinking>a", ""),
)
ENGLISH = (
    ("Parking is free.[1][2] It is close.【1†source】 Yes [1, 2].", "Parking is free. It is close. Yes."),
    ("Parking is free [Passage 2] (source: parking.md).", "Parking is free."),
    ("Parking is free [1](https://x.y/z).", "Parking is free."),
    ('<speak><prosody rate="fast">Hi <break time="1s"/>there</prosody></speak>', "Hi there"),
    ('Call <say-as interpret-as="digits">911</say-as> & wait.', "Call 911 and wait."),
    ("<answer>It is free.</answer><sources><source>1</source></sources>", "It is free."),
    ("<!-- hidden -->It is free.<script>alert(1)</script>", "It is free."),
    ("Children <5 years, > 65 or >= 18, a < b.", "Children less than 5 years, more than 65 or at least 18, a b."),
    ("See <https://cedar.example/portal> now.", "See cedar.example now."),
    ("See www.cedarclinic.com/portal/login.", "See cedarclinic.com."),
    ("See cedarclinic.org/a?b=c.", "See cedarclinic.org."),
    ("Write to [us](mailto:help@cedar.example).", "Write to us."),
    ("Write to front.desk@cedar.example.", "Write to front.desk at cedar.example."),
    ("Call 206.555.0101 or 206 555 0101.", "Call 206-555-0101 or 206-555-0101."),
    ("Call +1 206 555 0101 or +12065550101.", "Call 206-555-0101 or 206-555-0101."),
    ("Call (206)555-0101 or 2065550101.", "Call 206-555-0101 or 206-555-0101."),
    ("Call 1 (800) 555-0101 ext. 12.", "Call 1-800-555-0101 extension 12."),
    ("Call 1-800-555-0101 or 206-555-0101 x5.", "Call 1-800-555-0101 or 206-555-0101 extension 5."),
    ("Call 9-1-1 now.", "Call 911 now."),
    (
        "Order #004217 and order no. 004218 of order 004219",
        "Order number 004217 and order number 004218 of order 004219",
    ),
    ("USD 40, 40 USD, US$40, 40 dollars, $40.00", "$40, $40, $40, $40, $40"),
    ("$1,200 or $1,200.50 or $1.5 million", "$1,200 or $1,200.50 or $1.5 million"),
    ("5 dollars and 99 cents, or 50¢", "$5.99, or 50 cents"),
    ("It is $3/hour, $20/day or $5/hr.", "It is $3 an hour, $20 a day or $5 an hour."),
    ("$5–$10, $5-10", "$5 to $10, $5 to 10"),
    ("On 12/3/2026, 12/03/26 or 12-3-2026.", "On December 3, 2026, December 3, 2026 or December 3, 2026."),
    ("by 12/3 at 2:30pm", "by December 3 at 2:30 PM"),
    ("Thursday, Dec. 3 or Dec 3rd", "Thursday, December 3 or December 3rd"),
    ("the 3rd, 1/2 cup", "the 3rd, 1/2 cup"),
    ("Open 8-6, 9–5pm, 8am-6pm.", "Open 8 to 6, 9 to 5 PM, 8 AM to 6 PM."),
    ("Open 9:00-17:00.", "Open 9:00 AM to 5:00 PM."),
    ("in 2019-2026, ages 5-17, 10-15%", "in 2019 to 2026, ages 5 to 17, 10 to 15%"),
    ("COVID-19, 98101-1234, 3-month, 1-2-3, 004-217", "COVID-19, 98101-1234, 3-month, 1-2-3, 004-217"),
    (
        "Mon-Fri 8-6; Sat 9-1, Sun closed. M-F.",
        "Monday to Friday 8 to 6; Saturday 9 to 1, Sunday closed. Monday to Friday.",
    ),
    ("Mon. Nov. 3; Tue & Thu", "Monday November 3; Tuesday and Thursday"),
    ("w/ ID, w/o ID, and/or, he/she, 24/7", "with ID, without ID, or, he or she, 24 hours a day, 7 days a week"),
    ("approx. 20 mins. Bring ID. In 2 hrs. We open.", "about 20 minutes. Bring ID. In 2 hours. We open."),
    ("98.6°F, 37 °C", "98.6 degrees Fahrenheit, 37 degrees Celsius"),
    ("1️⃣ Bring ID 👍🏽 ™", "1 Bring ID"),
    ("# Parking\n\n**Garage:** $3\n- [x] done\n- todo", "Parking. Garage: $3. Done. Todo"),
    ("i. First\nii) Second\nIII. Third", "First. Second. Third"),
    ("a) First\nb) Second", "First. Second"),
    ("Title\n=====\nText", "Title. Text"),
    ("```\nIt is free.\n```", "It is free."),
    ("| Day | Hours |\n|:--|--:|\n| Mon | 8-6 |", "Day, Hours. Monday, 8 to 6"),
    ("~~old~~ __new__ _it_ ***x*** snake_case #tag {a}", "old new it x snake case tag a"),
    ("AT&amp;T &#36;5&nbsp;&copy; 2026", "AT and T $5 2026"),
    ("\ud800x\x00y\u202ez \ufffe", "xyz"),
    ("Ste. 5, Dept. of Health, 418 Alder St., Dr. Chen", "Suite 5, Department of Health, 418 Alder St., Dr. Chen"),
)
SPANISH = (
    ("Abrimos lun-vie 8:00-18:00.", "Abrimos lunes a viernes 8:00 de la mañana a 6:00 de la tarde."),
    (
        "El 3/12/2026, el 3/12 o el 2026-12-03.",
        "El 3 de diciembre de 2026, el 3 de diciembre o el 3 de diciembre de 2026.",
    ),
    ("Cuesta USD 40, 40 dólares o $5.99 c/u.", "Cuesta $40, $40 o $5.99 cada uno."),
    ("Son 5 dólares con 99 centavos, $3/hora.", "Son $5.99, $3 la hora."),
    ("Llame al (206) 555-0101 ext. 5.", "Llame al 206-555-0101 extensión 5."),
    ("Escriba a ayuda@cedar.example.", "Escriba a ayuda arroba cedar.example."),
    ("Tel.: 911, núm. 004217, Nº 5, #6", "Teléfono: 911, número 004217, número 5, número 6"),
    ("p. ej. la Sra. Gómez, aprox. 20 min. y/o más", "por ejemplo la Sra. Gómez, aproximadamente 20 minutos o más"),
    ("Fiebre > 38°C & tos, 24/7", "Fiebre más de 38 grados Celsius y tos, las 24 horas, los 7 días de la semana"),
    ("A las 14:30, no a las 2:30 pm.", "A las 2:30 de la tarde, no a las 2:30 de la tarde."),
    ("<thinking>Preguntan algo.</thinking>**Sí**, hay.[1]", "Sí, hay."),
)
PIECES = st.sampled_from(
    (
        *("<thinking>", "</thinking>", "<reasoning a='b'>", "</scratchpad>", "<thin", "</", "<", ">", "<!--", "-->"),
        *(
            "<speak>",
            "</speak>",
            '<break time="1s"/>',
            "<say-as interpret-as='digits'>",
            "&lt;",
            "&amp;",
            "&#x0;",
            "&#60;",
        ),
        *(
            "**",
            "*",
            "_",
            "`",
            "```",
            "#",
            "# ",
            "- ",
            "1. ",
            "iv) ",
            "|",
            "|--|",
            "---",
            "===",
            "~~",
            "> ",
            "[x]",
            "[1]",
        ),
        *("[a](b)", "[", "](", ")", "(", "!", "【1†s】", "https://a.b/c", "www.a.com/b", "a@b.co", "mailto:", "@"),
        *(
            "14:30",
            "2:30pm",
            "8-6",
            "a.m.",
            "p. m.",
            "2026-12-03",
            "12/3/2026",
            "3/4",
            "$5.99",
            "USD 40",
            "40 dollars",
            "$",
        ),
        *("2065550101", "(206) 555-0101", "+1", "911", "004217", "#004217", "-", "–", "—", "&", "w/", "24/7", "/", "x"),
        *(
            "approx.",
            "Mon",
            "Fri.",
            "Sat",
            "3rd",
            "10%",
            "98.6°F",
            "etc.",
            "hrs",
            "min.",
            "No.",
            "Dec.",
            "thru",
            "lun",
            "vie",
        ),
        *(
            "\n",
            "\n\n",
            " ",
            " ",
            "\t",
            "\u2028",
            "\x00",
            "\ud800",
            "\u200b",
            "😀",
            "é",
            "T",
            "word",
            "The",
            ".",
            ",",
            ":",
            "…",
        ),
    )
)
ANYTHING = st.one_of(
    st.text(max_size=200),
    st.text(st.characters(), max_size=100),
    st.lists(PIECES, max_size=40).map("".join),
    st.lists(PIECES, max_size=40).map(" ".join),
)
LOCALES = st.sampled_from((EN, ES))
MARKS = set("<>*`#_|~[]{}^\\=【】\n\t\x00")


@pytest.mark.parametrize(("written", "said"), THOUGHT_ALOUD)
def test_what_a_model_thinks_aloud_is_not_said(written: str, said: str) -> None:
    assert speakable(written, locale=EN) == said


@pytest.mark.parametrize(("written", "said"), ENGLISH)
def test_what_is_written_for_the_eye_is_said_in_words(written: str, said: str) -> None:
    assert speakable(written, locale=EN) == said


@pytest.mark.parametrize(("written", "said"), SPANISH)
def test_what_is_written_in_spanish_is_said_in_spanish(written: str, said: str) -> None:
    assert speakable(written, locale=ES) == said


@pytest.mark.parametrize(
    "text", ["2:30 PM", "Thursday, December 3", "$5.99", "order 004217", "Call 911.", "206-555-0101"]
)
def test_what_is_shown_as_it_is_said_stays(text: str) -> None:
    assert speakable(text, locale=EN) == text


def test_a_price_is_not_split_at_its_point() -> None:
    text = speakable("The visit costs **$5.99**. Parking is free.", locale=EN)
    assert sentences(text) == ["The visit costs $5.99.", "Parking is free."]


@pytest.mark.parametrize(
    "written", ["Q & A\nline two", "a < b && c > d", 'Tom & Jerry\'s "911"\r\n\r\n', "5 > 3 & 911"]
)
def test_an_ampersand_or_a_new_line_makes_no_broken_ssml(written: str) -> None:
    marked = ssml(fit(speakable(written, locale=EN)), slow=True)
    assert ElementTree.fromstring(marked or "").tag == "speak"


@given(text=ANYTHING, locale=LOCALES)
@settings(max_examples=200, deadline=None)
def test_no_sign_of_markup_is_ever_said(text: str, locale: str) -> None:
    said = speakable(text, locale=locale)
    assert not set(said) & MARKS
    assert said == " ".join(said.split())


@given(text=ANYTHING, locale=LOCALES)
@settings(max_examples=200, deadline=None)
def test_what_is_speakable_stays_as_it_is(text: str, locale: str) -> None:
    said = speakable(text, locale=locale)
    assert speakable(said, locale=locale) == said


@given(text=ANYTHING, locale=LOCALES, slow=st.booleans())
@settings(max_examples=200, deadline=None)
def test_whatever_was_written_lex_gets_ssml_it_can_read(text: str, locale: str, slow: bool) -> None:
    fitted = fit(speakable(text, locale=locale), slow=slow)
    marked = ssml(fitted, slow=slow)
    assert len(marked or fitted) <= MESSAGE_CHARS
    if marked is not None:
        assert "".join(ElementTree.fromstring(marked).itertext()).split() == plain(marked).split() == fitted.split()


@given(secret=st.sampled_from(("zebra", "zebra.", "zebra <b>x</b>", "zebra\n\n")), before=ANYTHING, after=ANYTHING)
@settings(max_examples=150, deadline=None)
def test_a_thought_in_tags_is_never_said_whatever_stands_around_it(secret: str, before: str, after: str) -> None:
    assert "zebra" not in speakable(f"{before} <thinking>{secret}</thinking>{after}", locale=EN)


@pytest.mark.parametrize(
    "unit",
    [
        "<thinking>",
        "</thinking>",
        "<a ",
        "<!--",
        "[1](",
        "206 ",
        "1-",
        "a@b.",
        "www.",
        "12/3/",
        "$1,",
        "<sources>",
        "【",
        "=\n",
        "x/",
    ],
)
def test_much_of_the_same_is_read_in_no_time(unit: str) -> None:
    text = unit * (20000 // len(unit))
    assert len(fit(speakable(text, locale=EN))) <= MESSAGE_CHARS

"""What a call script may say, and what it hears back when it says something else."""

from datetime import datetime
from pathlib import Path

import pytest

import clinic
from declared.places import line_of
from simulator.script import ScriptError, load, load_world, seeded

CLINIC = clinic.load()


@pytest.fixture
def script(tmp_path):
    def write(text: str) -> Path:
        path = tmp_path / "moves_thursday.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def refusal(path: Path) -> str:
    with pytest.raises(ScriptError) as refused:
        load(path, clinic=CLINIC)
    assert "\n" not in str(refused.value)
    return str(refused.value)


@pytest.mark.parametrize("text", ["", "\n# nothing yet\n"])
def test_a_file_that_says_nothing_is_refused(script, text):
    assert refusal(script(text)).endswith("moves_thursday.toml: no turns; write [[turns]] with what the caller does")


def test_a_script_has_every_default(script):
    read = load(script('locale = "en_US"\n'))
    assert read.name == "moves thursday"
    assert read.caller == "+12065550101"
    assert read.at == datetime.fromisoformat("2026-12-01T09:30:00-08:00")
    assert read.locale == "en_US"
    assert (read.world.agents_available, read.world.queue_full, read.world.turn_deadline_s) == (2, False, 6.0)
    assert read.turns == []
    assert read.ends.disposition is None


def test_every_key_of_the_contract_is_read(script):
    read = load(
        script(
            """
name = "all of it"
caller = "anonymous"
at = 2026-12-02T10:00:00-08:00
locale = "es_US"
[world]
agents_available = 0
queue_full = true
turn_deadline_s = 4
[[world.patients]]
name = "Lee Grant"
born = 1980-02-29
phone = "+12065550199"
[[world.appointments]]
patient = "Lee Grant"
at = 2026-12-04T10:00:00-08:00
service = "physical"
provider = "Dr. Chen"
[[world.orders]]
patient = "Lee Grant"
number = "000001"
status = "shipped"
due = 2026-12-09
[[world.faults]]
at = "bedrock.converse_stream"
kind = "throttle"
times = 1
turn = 2
[[turns]]
says = "hello"
hears = ["date of birth"]
hears_not = ["sorry"]
intent = "BookAppointment"
interrupts = true
transcription_confidence = 0.42
within_ms = 1500
[[turns]]
keys = "03121984#"
[[turns]]
silent = true
[[turns]]
hangs_up = true
[ends]
disposition = "handed_off"
queue = "Scheduling"
reason = "asked"
handoff = { verified = true, slots = { Day = "x" } }
appointments = [ { patient = "Lee Grant", at = 2026-12-04T10:00:00-08:00 } ]
password_resets = []
"""
        )
    )
    assert [turn.says or turn.keys for turn in read.turns] == ["hello", "03121984#", None, None]
    assert read.world.faults[0].turn == 2
    assert read.ends.appointments[0].patient == "Lee Grant"


def test_a_misspelt_key_is_named_with_file_and_line(script):
    said = refusal(script('name = "x"\n\n[[turns]]\nsays = "hello"\nheers = ["x"]\n'))
    assert "moves_thursday.toml:5: turns[0].heers: unknown key (did you mean hears?)" in said
    assert "says, keys, silent, hangs_up" in said


def test_the_second_turn_is_told_from_the_first(script):
    said = refusal(script('[[turns]]\nsays = "a"\n[[turns]]\nkeys = "1"\nsay = "b"\n'))
    assert ":5: turns[1].say:" in said


@pytest.mark.parametrize(
    ("text", "line", "key"),
    [
        ("[world]\nagents_free = 2\n", 2, "world.agents_free"),
        ('[[world.faults]]\nat = "lex"\nkind = "throttle"\ntimez = 1\n', 4, "world.faults[0].timez"),
        ('[ends]\nhandoff = { reazon = "asked" }\n', 2, "ends.handoff.reazon"),
        ('[ends]\nappointments = [\n  { patient = "Ana Rivera", when = 2026-12-04T10:00:00-08:00 },\n]\n', 3, "when"),
        ("colour = 1\n", 1, "colour"),
    ],
)
def test_an_unknown_key_anywhere_has_its_line(script, text, line, key):
    said = refusal(script(text))
    assert f":{line}: " in said
    assert key in said


@pytest.mark.parametrize(
    "text", ['says = "a"\nkeys = "1"', "", 'says = "a"\nsilent = true', "silent = false", "hangs_up = true\nkeys = '1'"]
)
def test_a_turn_has_exactly_one_action(script, text):
    assert "exactly one of says, keys, silent = true, hangs_up = true" in refusal(script(f"[[turns]]\n{text}\n"))


@pytest.mark.parametrize("value", ["2026-12-01T09:30:00", "2026-12-01", '"tomorrow"'])
def test_a_time_without_an_offset_is_refused(script, value):
    assert ":1: at: must be a date and time with an offset" in refusal(script(f"at = {value}\n"))


def test_a_wrong_type_is_not_bent_into_shape(script):
    assert ":2: turns[0].keys" in refusal(script("[[turns]]\nkeys = 12\n"))


def test_keys_are_what_a_telephone_has(script):
    assert "turns[0].keys" in refusal(script('[[turns]]\nkeys = "12A"\n'))


def test_a_fault_that_cannot_happen_says_what_can(script):
    said = refusal(script('[[world.faults]]\nat = "lex"\nkind = "stall"\n'))
    assert "world.faults[0]" in said
    assert "throttle" in said


@pytest.mark.parametrize("number", ["2065550101", "+1 206 555 0101", "unknown"])
def test_a_number_is_international_or_withheld(script, number):
    assert "caller" in refusal(script(f'caller = "{number}"\n'))


def test_a_patient_nobody_knows_is_refused_at_the_end(script):
    said = refusal(script('[ends]\npassword_resets = ["Ann Rivera"]\n'))
    assert ":2: ends.password_resets[0]: 'Ann Rivera' is not among the patients" in said


def test_an_order_of_a_patient_nobody_knows_is_refused(script):
    said = refusal(script('[[world.orders]]\npatient = "Nobody Here"\nnumber = "000001"\nstatus = "shipped"\n'))
    assert ":2: world.orders[0].patient: 'Nobody Here' is not among the patients" in said


def test_broken_toml_says_where(script):
    assert "moves_thursday.toml:2: not valid TOML" in refusal(script('at = 2026-12-01T09:30:00-08:00\nname = "x\n'))


def test_a_byte_order_mark_is_no_part_of_the_script(tmp_path):
    path = tmp_path / "marked.toml"
    path.write_bytes(b"\xef\xbb\xbf[[turns]]\nsays = 'hello'\n")
    assert load(path).turns[0].says == "hello"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            '[[turns]]\nsays = "a"\nhears = [\n"b",\n"c",\n" - ",\n]\n',
            ":6: turns[0].hears[2]: must be at least one word",
        ),
        ('turns = [\n  { says = "a" },\n  { say = "b" },\n]\n', ":3: turns[1].say: unknown key (did you mean says?)"),
        ('[[turns]]\nkeys = "12A"\n', ":2: turns[0].keys: must be keys of a telephone: digits, * and #; got '12A'"),
        (
            'caller = "2065550101"\n',
            ":1: caller: must be an international number such as +12065550101, or be anonymous",
        ),
        (
            '[[world.faults]]\nat = "lex"\nkind = "throttle"\ntimes = 0\n',
            ":4: world.faults[0].times: must be at least 1, or be",
        ),
        ('[[world.faults]]\nat = "lexx"\nkind = "stall"\n', ":2: world.faults[0].at: nothing is called 'lexx'"),
        ('[[world.faults]]\nat = "lex"\nkind = "stall"\n', ":3: world.faults[0].kind: at lex there is no 'stall'"),
        (
            'at = "2026-12-01T09:30:00-08:00"\n',
            ":1: at: must be a date and time with an offset, without quotes, such as",
        ),
        (
            '[[world.patients]]\nname = "A B"\nborn = "1980-01-01"\n',
            ":3: world.patients[0].born: must be a date without",
        ),
        ('[[ends]]\ndisposition = "contained"\n', ":1: ends: must be a table, [ends], written once"),
        ("[turns]\nsays = 'a'\n", ":1: turns: must be a list of tables, [[turns]]"),
        ("[world]\nagents_free = 2\n", ":2: world.agents_free: unknown key (did you mean agents"),
        ('[ends]\ndisposition = "handedoff"\n', "got 'handedoff' (did you mean handed_off?)"),
        ('[ends]\nqueue = "Bills"\n', ":2: ends.queue: must be one of General, Scheduling, Billing, Spanish"),
        ('[ends]\nreason = "ask"\n', ":2: ends.reason: there is no 'ask' (did you mean asked?); there are asked, "),
        (
            '[ends]\nhandoff = { intent = "Reschedule" }\n',
            ":2: ends.handoff.intent: there is no 'Reschedule' (did you mean",
        ),
        ('[[turns]]\nsays = "a"\nintent = "OrderStat"\n', ":3: turns[0].intent: there is no 'OrderStat' (did you mean"),
    ],
)
def test_a_wrong_value_is_told_in_words_with_its_line(script, text, told):
    assert told in refusal(script(text))


@pytest.mark.parametrize("year", ["0001", "1999", "2101", "9999"])
def test_a_call_is_held_in_our_time(script, year):
    told = ":1: at: must be in the years 2000 to 2100"
    assert told in refusal(script(f"at = {year}-12-31T23:59:59-08:00\n"))


def test_a_directory_and_a_missing_file_are_told_apart(tmp_path):
    assert "a directory" in refusal(tmp_path)
    assert "cannot be read: No such file" in refusal(tmp_path / "none.toml")


def test_a_list_in_a_script_replaces_the_worlds(script):
    read = load(script('[[world.orders]]\npatient = "Ana Rivera"\nnumber = "000007"\nstatus = "delayed"\n'))
    world = seeded(read, load_world())
    assert [order.number for order in world.orders] == ["000007"]
    assert len(world.patients) == 4


def test_the_records_of_patients_who_were_replaced_go_with_them(script):
    read = load(script('[[world.patients]]\nname = "Lee Grant"\nborn = 1980-02-29\nphone = "+12065550199"\n'))
    assert seeded(read, load_world()).appointments == []


def appointment(
    at: str = "2026-12-04T10:00:00-08:00", *, patient="Ana Rivera", service="physical", provider="Dr. Chen"
):
    return f'[[world.appointments]]\npatient = "{patient}"\nat = {at}\nservice = "{service}"\nprovider = "{provider}"\n'


def patient(name="Lee Grant", born="1980-02-29"):
    return f'[[world.patients]]\nname = "{name}"\nborn = {born}\nphone = "+12065550101"\n'


def order(number="000007"):
    return f'[[world.orders]]\npatient = "Ana Rivera"\nnumber = "{number}"\nstatus = "delayed"\n'


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            appointment(patient="Nobody Here"),
            ":2: world.appointments[0].patient: 'Nobody Here' is not among the patients",
        ),
        (
            appointment(service="physicl"),
            ":4: world.appointments[0].service: there is no 'physicl' (did you mean physical?)",
        ),
        (
            appointment(provider="Dr. Chan"),
            ":5: world.appointments[0].provider: there is no 'Dr. Chan' (did you mean Dr. C",
        ),
        (
            appointment("2026-12-04T08:30:00-08:00"),
            ":3: world.appointments[0].at: 08:30 at the clinic is outside Dr. Chen's",
        ),
        (appointment("2026-12-04T17:00:00-08:00"), "17:00 at the clinic is outside Dr. Chen's hours, 09:00 to 17:00"),
        (appointment("2026-12-05T10:00:00-08:00"), "Dr. Chen does not work on a Saturday"),
        (appointment("2026-12-04T10:10:00-08:00"), "10:10 at the clinic is between slots; they begin every 30 minutes"),
        (appointment("2026-12-04T10:00:01-08:00"), "between slots"),
        (
            appointment() + appointment(patient="Tom Baker"),
            ":8: world.appointments[1].at: Dr. Chen has an appointment with Ana Rivera at Friday, 2026-12-04 10:00",
        ),
        (
            appointment() + appointment("2026-12-04T18:00:00Z", provider="Dr. Okafor"),
            ":8: world.appointments[1].at: Ana Rivera has an appointment with Dr. Chen at Friday, 2026-12-04 10:00",
        ),
        (order() + order(), ":7: world.orders[1].number: Ana Rivera has an order 000007 already"),
        (patient() + patient(), ":6: world.patients[1].name: Lee Grant is there twice"),
        (patient(born="2026-12-02"), ":3: world.patients[0].born: Lee Grant is not born yet when the call is held"),
        (patient("Cher"), ":2: world.patients[0].name: must be a first and a last name"),
        (
            '[ends]\nappointments = [\n{ patient = "Tom Baker" },\n{ patient = "Ann" },\n]\n',
            ":4: ends.appointments[1].patient",
        ),
        (
            '[ends]\nappointments = [{ patient = "Tom Baker", service = "flu" }]\n',
            ":2: ends.appointments[0].service: there is",
        ),
        (
            '[ends]\nappointments = [\n{ patient = "Tom Baker" },\n{ patient = "Tom Baker", service = "flu shot" }]',
            ":4: ends.appointments[1]: Tom Baker is expected to have none in another entry",
        ),
    ],
)
def test_a_world_that_cannot_be_is_refused_when_the_script_is_loaded(script, text, told):
    assert told in refusal(script(text))


def test_a_family_may_share_a_telephone(script):
    assert len(load(script(patient() + patient("Mia Grant", "2020-01-01")), clinic=CLINIC).world.patients) == 2


def test_the_world_file_is_called_by_its_name(tmp_path):
    path = tmp_path / "world.toml"
    path.write_text(patient().replace("world.", "") + patient().replace("world.", ""), encoding="utf-8")
    with pytest.raises(ScriptError, match=r"^world\.toml:6: patients\[1\]\.name: Lee Grant is there twice"):
        load_world(path)


def test_the_sample_world_is_possible_in_the_sample_clinic():
    assert load_world(clinic=CLINIC) == load_world()


def test_the_sample_world_is_the_designs_table():
    world = load_world()
    assert [(p.name, p.born.isoformat(), p.phone[-3:]) for p in world.patients] == [
        ("Ana Rivera", "1984-03-12", "101"),
        ("Marcus Webb", "1971-11-30", "102"),
        ("Priya Nair", "1992-07-08", "103"),
        ("Tom Baker", "1950-01-05", "104"),
    ]
    assert [(a.patient, a.at.strftime("%a %d %H:%M"), a.service, a.provider) for a in world.appointments] == [
        ("Ana Rivera", "Thu 03 14:30", "physical", "Dr. Chen"),
        ("Priya Nair", "Wed 02 09:00", "flu shot", "Nurse Lee"),
        ("Priya Nair", "Thu 10 11:00", "follow-up", "Dr. Okafor"),
    ]
    assert [(o.number, o.status) for o in world.orders] == [("004217", "shipped"), ("000981", "ready for pickup")]


def test_lines_are_counted_through_strings_and_lists():
    text = 'a = """\n[[turns]]\nb = 1\n"""\nc = [\n  "x = 1",\n]\n[[t]]\nd = 1\n[[t]]\nd = 2\n[t.u]\ne = 3\n'
    assert line_of(text, ("c",)) == 5
    assert line_of(text, ("t", 1, "d")) == 11
    assert line_of(text, ("t", 1, "u", "e")) == 13
    assert line_of(text, ("nowhere",)) == 1


def test_lines_are_counted_inside_lists_and_inline_tables():
    text = (
        'a."b.c" = [ # one\r\n  {x = 1, y = {z = [1,\n2]}},\n  {x = "#"}]\n'
        '[q."\\u00e9"]\nr = """[\n""""\ns = 07:30:00\n'
    )
    assert line_of(text, ("a", "b.c", 0, "y", "z", 1)) == 3
    assert line_of(text, ("a", "b.c", 1, "x")) == 4
    assert line_of(text, ("q", "\u00e9", "s")) == 8


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[[world.agents]]\nname = "Dana"\nstate = "asleep"\n', ":3: world.agents[0].state: "),
        ('[[world.agents]]\nname = "Dana"\nfree_after_s = 5\n', ":3: world.agents[0].free_after_s: "),
        ('[world]\nagents_available = 1\n[[world.agents]]\nname = "Dana"\n', ":2: world.agents_available: "),
        ('[[world.agents]]\nname = "A"\n[[world.agents]]\nname = "A"\n', ":4: world.agents[1].name: A is there twice"),
        ('[[world.queues]]\nname = "Front"\n', ":2: world.queues[0].name: "),
        ('[agent]\nwrong = "bad"\n', ":2: agent.wrong: "),
        ("[earlier]\nminutes_ago = 5\n", "earlier"),
        ("[ends.agent]\nwhispers = []\n", ":2: ends.agent.whispers: unknown key (did you mean whisper?)"),
        (
            "[ends.callback]\nnot_before = 2026-12-02T08:00:00-08:00\nnot_after = 2026-12-01T08:00:00-08:00\n",
            ":3: ends.callback.not_after: is before not_before",
        ),
    ],
)
def test_what_is_wrong_with_the_agents_side_is_told_with_its_line(script, text, told):
    assert told in refusal(script(text))

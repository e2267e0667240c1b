"""What a call script may say, and what it hears back when it says something else."""

from datetime import datetime
from pathlib import Path

import pytest

from simulator.script import ScriptError, load, load_world, seeded
from simulator.toml_lines import line_of


@pytest.fixture
def script(tmp_path):
    def write(text: str) -> Path:
        path = tmp_path / "moves_thursday.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def refusal(path: Path) -> str:
    with pytest.raises(ScriptError) as refused:
        load(path)
    return str(refused.value)


def test_an_empty_script_has_every_default(script):
    read = load(script(""))
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
        ("[world]\nagents = 2\n", 2, "world.agents"),
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
    assert "'Nobody Here' is not among the patients" in said


def test_broken_toml_says_where(script):
    assert "not valid TOML" in refusal(script('name = "x\n'))


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

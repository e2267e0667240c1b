"""`ivr cost` as it is typed: what it prints, what it refuses and with which exit code."""

from pathlib import Path

from tests.integration.test_cli_call import PARKING, UNUSABLE, ivr


def a_script(folder: Path, text: str = PARKING) -> str:
    path = folder / "asks_about_parking.toml"
    path.write_text(text)
    return str(path)


def test_a_call_is_priced_part_by_part_and_a_month_of_it(tmp_path: Path) -> None:
    done = ivr("cost", a_script(tmp_path), "--calls-per-month", "1000")
    assert done.returncode == 0, done.stderr
    assert "asks about parking" in done.stdout
    assert "1,000 calls a month: $" in done.stdout
    assert "Not counted: " in done.stdout


def test_a_call_that_goes_otherwise_than_its_script_says_is_told(tmp_path: Path) -> None:
    done = ivr("cost", a_script(tmp_path, PARKING.replace("$3", "$4,000")))
    assert done.returncode == 1
    assert "Not as expected" in done.stdout


def test_a_number_that_makes_no_sense_is_one_sentence() -> None:
    done = ivr("cost", "--calls-per-month", "-5")
    assert (done.returncode, done.stdout) == (UNUSABLE, "")
    assert done.stderr == "ivr cost: --calls-per-month -5: must be from 0 to 100,000,000\n"


def test_a_script_that_cannot_be_read_is_one_sentence() -> None:
    done = ivr("cost", "nowhere.toml")
    assert done.returncode == UNUSABLE
    assert done.stderr.startswith("ivr cost: nowhere.toml: cannot be read")

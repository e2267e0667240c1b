"""The back office of a deployment: filled as the simulator fills its own, and never over what callers have changed."""

import shutil
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

import clinic
import clinic_seed
from fulfillment.aws.back_office import DynamoBackOffice
from fulfillment.aws.clinic_items import parse_practice
from simulator.local_aws import CLINIC_TABLE
from simulator.local_aws.seeding import empty_table, items_of
from simulator.world import load_world
from tests.integration.local_services import ROOT, Local

ZONE = ZoneInfo("America/Los_Angeles")
Row = Mapping[str, Any]


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """What a deployment with sample patients puts beside the function."""
    shutil.copy(ROOT / "clinic.toml", tmp_path)
    shutil.copy(ROOT / "simulator" / "world.toml", tmp_path)
    return tmp_path


@pytest.fixture
def empty(local: Local) -> Local:
    empty_table(local.clients.dynamodb, CLINIC_TABLE, "pk", "sk")
    return local


def seed(local: Local, folder: Path) -> dict[str, int]:
    return clinic_seed.seed(local.clients.dynamodb, CLINIC_TABLE, folder)


def rows(local: Local) -> dict[tuple[str, str], Row]:
    found = local.clients.dynamodb.scan(TableName=CLINIC_TABLE, ConsistentRead=True)["Items"]
    return {(str(row["pk"]["S"]), str(row["sk"]["S"])): row for row in found}


def test_a_deployment_seeds_what_the_simulator_does(empty: Local, files: Path) -> None:
    tenant = clinic.load()
    assert seed(empty, files) == {"patients": len(load_world().patients)}
    wanted = items_of(load_world(), tenant.model_dump(mode="json"))
    assert rows(empty) == {(item["pk"]["S"], item["sk"]["S"]): item for item in wanted}


def test_a_second_time_changes_nothing(empty: Local, files: Path) -> None:
    seed(empty, files)
    before = rows(empty)
    assert seed(empty, files) == {"patients": 0}
    assert rows(empty) == before


def test_without_sample_patients_there_is_the_practice_alone(empty: Local, files: Path) -> None:
    (files / "world.toml").unlink()
    assert seed(empty, files) == {"patients": 0}
    assert set(rows(empty)) == {("CLINIC", "CLINIC")}


def test_a_changed_file_replaces_the_practice(empty: Local, files: Path) -> None:
    seed(empty, files)
    tenant = files / "clinic.toml"
    tenant.write_text(tenant.read_text().replace('name = "Cedar Clinic"', 'name = "Birch Clinic"'))
    seed(empty, files)
    assert parse_practice(rows(empty)["CLINIC", "CLINIC"]).name == "Birch Clinic"


def test_an_appointment_that_a_caller_moved_stays_moved(empty: Local, files: Path) -> None:
    seed(empty, files)
    office = DynamoBackOffice(empty.clients.dynamodb, CLINIC_TABLE)
    ana = office.patients_by_phone("+12065550101")[0]
    began = datetime(2026, 1, 1, tzinfo=ZONE)
    old = office.appointments(ana.patient_id, after=began)[0]
    new = type(old)(ana.patient_id, old.at + timedelta(days=1), old.service, old.provider)
    office.move("moved", old, new)
    seed(empty, files)
    assert office.appointments(ana.patient_id, after=began) == [new]


def test_a_time_that_somebody_has_is_left_to_them(empty: Local, files: Path) -> None:
    taken = next(key for key in _seeded(empty, files) if key[0].startswith("DAY#Dr. Chen"))
    empty_table(empty.clients.dynamodb, CLINIC_TABLE, "pk", "sk")
    owner = {"pk": {"S": taken[0]}, "sk": {"S": taken[1]}, "patient_id": {"S": "somebody"}}
    empty.clients.dynamodb.put_item(TableName=CLINIC_TABLE, Item=owner)
    assert seed(empty, files) == {"patients": len(load_world().patients)}
    after = rows(empty)
    assert after[taken] == owner
    office = DynamoBackOffice(empty.clients.dynamodb, CLINIC_TABLE)
    ana = office.patients_by_phone("+12065550101")[0]
    assert office.appointments(ana.patient_id, after=datetime(2026, 1, 1, tzinfo=ZONE)) == []


def _seeded(local: Local, files: Path) -> dict[tuple[str, str], Row]:
    seed(local, files)
    return rows(local)


def test_a_missing_file_fails_the_deployment(empty: Local, files: Path) -> None:
    (files / "clinic.toml").unlink()
    with pytest.raises(FileNotFoundError):
        seed(empty, files)


def test_a_refusal_of_dynamodb_fails_the_deployment(empty: Local, files: Path) -> None:
    with pytest.raises(empty.clients.dynamodb.exceptions.ResourceNotFoundException):
        clinic_seed.seed(empty.clients.dynamodb, "no-such-table", files)

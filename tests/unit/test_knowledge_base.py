"""The documents say what clinic.toml says, and every sentence of them can be read out alone."""

import calendar
import re
from collections.abc import Iterator
from datetime import time
from pathlib import Path

import pytest

import clinic as tenant
from simulator.local_aws.retrieval import Document, load_documents

FOLDER = Path(__file__).parents[2] / "knowledge_base"
CLINIC = tenant.load()
DOCUMENTS = load_documents(FOLDER)
TOPICS = """
    hours holidays location parking insurance new-patients prescription-refills test-results billing cancellation
    telehealth vaccinations flu-shots medical-records privacy accessibility interpreters children after-hours complaints
    what-to-bring providers lab-work referrals patient-portal late-arrivals visitors-and-pets when-ill
"""
PRONOUNS = ("It", "They", "He", "She", "This", "That", "These", "Those", "We", "You", "There", "Then", "Also", "But")
MONTHS = tuple(calendar.month_name)[1:]

each_document = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)


def sentences(document: Document) -> Iterator[str]:
    for section in document.sections:
        yield from re.split(r"(?<!\bDr)(?<=[.!?])\s+", section.text)


def everything(document: Document) -> str:
    return "\n".join([document.title, *(f"{section.heading}\n{section.text}" for section in document.sections)])


def spoken(at: time) -> str:
    return f"{at.hour % 12 or 12}:{at.minute:02} {'AM' if at.hour < 12 else 'PM'}"


def document(name: str) -> str:
    return next(everything(found) for found in DOCUMENTS if found.name == name)


def test_every_topic_has_a_document() -> None:
    assert set(TOPICS.split()) <= {found.name for found in DOCUMENTS}


def test_the_folder_holds_documents_only() -> None:
    assert [path.name for path in FOLDER.iterdir() if path.suffix != ".md"] == []


@each_document
def test_the_front_matter_names_what_is_known(document: Document) -> None:
    assert set(document.metadata) <= {"title", "queue", "updated"}
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", document.metadata["updated"])
    assert document.metadata.get("queue", "General") in CLINIC.queues


@pytest.mark.parametrize("name", ["billing", "insurance"])
def test_questions_about_money_go_to_the_billing_desk(name: str) -> None:
    assert next(found for found in DOCUMENTS if found.name == name).metadata["queue"] == "Billing"


@each_document
def test_every_passage_is_headed_by_questions(document: Document) -> None:
    assert all(section.heading.rstrip().endswith(("?", ".")) for section in document.sections)


@each_document
def test_every_sentence_can_be_read_out_alone(document: Document) -> None:
    for sentence in sentences(document):
        assert sentence.endswith("."), sentence
        assert sentence.split()[0] not in PRONOUNS, sentence
        assert len(sentence.split()) <= 25, sentence
        assert not re.search(r"[*_`<>\[\]#|]|https?:", sentence), sentence


@each_document
def test_a_passage_is_one_to_three_sentences(document: Document) -> None:
    for section in document.sections:
        assert 1 <= len(re.split(r"(?<!\bDr)(?<=[.!?])\s+", section.text)) <= 3


@each_document
def test_times_are_the_clinics(document: Document) -> None:
    days = [(CLINIC.hours.opens, CLINIC.hours.closes), *((each.starts, each.ends) for each in CLINIC.providers)]
    allowed = {f"{spoken(start)} to {spoken(end)}" for start, end in days}
    text = everything(document)
    for found in re.findall(r"\d{1,2}:\d\d [AP]M to \d{1,2}:\d\d [AP]M", text):
        assert found in allowed
    for found in re.findall(r"\d{1,2}:\d\d(?: ?[AaPp]\.?[Mm])?", text):
        assert any(found in hours for hours in allowed), found


@each_document
def test_amounts_are_the_clinics(document: Document) -> None:
    fees = {f"${fee:g}" for fee in CLINIC.fees.model_dump().values()}
    assert set(re.findall(r"\$\d+(?:\.\d\d)?", everything(document))) <= fees


@each_document
def test_telephone_numbers_are_the_clinics(document: Document) -> None:
    phone = re.sub(r"\+1(\d{3})(\d{3})(\d{4})", r"\1-\2-\3", CLINIC.phone)
    assert set(re.findall(r"\d{3}[-. ]\d{3}[-. ]\d{4}", everything(document))) <= {phone}
    short = {CLINIC.emergency_number, "988", "711"}
    assert (
        set(re.findall(r"(?<![\d-])(?:call(?:ing)?|dial(?:ing)?|[Tt]he) (\d{3})\b(?!-)", everything(document))) <= short
    )


@each_document
def test_names_are_the_clinics(document: Document) -> None:
    known = {provider.name for provider in CLINIC.providers}
    assert set(re.findall(r"(?:Dr\.|Nurse) [A-Z]\w+", everything(document))) <= known
    assert {name for name in re.findall(r"\b(\w+) Clinic\b", everything(document)) if name[0].isupper()} <= {
        CLINIC.name.split()[0]
    }


@each_document
def test_addresses_are_the_clinics(document: Document) -> None:
    street = CLINIC.address.split(",")[0]
    assert set(re.findall(r"\b\d+ [A-Z]\w+ (?:Street|Avenue|Road|Boulevard)", everything(document))) <= {street}
    assert set(re.findall(r"\b[A-Z]\w+ (?:Street|Avenue|Road|Boulevard)", everything(document))) - {"Street"} <= {
        street.split(" ", 1)[1]
    }


@each_document
def test_dates_are_the_clinics_holidays(document: Document) -> None:
    found = re.findall(rf"(\w+), ({'|'.join(MONTHS)}) (\d+), (\d{{4}})", everything(document))
    holidays = {(f"{day.date:%A}", f"{day.date:%B}", str(day.date.day), str(day.date.year)) for day in CLINIC.holidays}
    assert set(found) <= holidays


def test_opening_hours_are_told() -> None:
    assert f"Monday to Friday from {spoken(CLINIC.hours.opens)} to {spoken(CLINIC.hours.closes)}" in document("hours")
    assert [day.value for day in CLINIC.hours.days] == ["monday", "tuesday", "wednesday", "thursday", "friday"]


@pytest.mark.parametrize("holiday", CLINIC.holidays, ids=lambda holiday: holiday.name)
def test_every_holiday_is_told(holiday: tenant.Holiday) -> None:
    assert f"{holiday.name}, {holiday.date:%A, %B} {holiday.date.day}, {holiday.date.year}" in document("holidays")


@pytest.mark.parametrize(
    ("fee", "name", "says"),
    [
        ("no_show", "cancellation", "no-show fee for a missed appointment is ${}"),
        ("late_cancellation", "cancellation", "less than 24 hours before it starts costs ${}"),
        ("telehealth_visit", "telehealth", "telehealth visit costs ${}"),
        ("records_copy", "medical-records", "paper copy of medical records costs ${}"),
        ("form_completion", "billing", "school form, costs ${}"),
        ("returned_payment", "billing", "returned check costs ${}"),
        ("parking_hour", "parking", "costs ${} an hour"),
        ("parking_day", "parking", "no more than ${} a day"),
    ],
)
def test_every_fee_is_told(fee: str, name: str, says: str) -> None:
    assert says.format(f"{getattr(CLINIC.fees, fee):g}") in document(name)


def test_no_fee_is_missing_from_the_test_above() -> None:
    marks = test_every_fee_is_told.pytestmark  # type: ignore[attr-defined]
    assert {each[0] for each in marks[0].args[1]} == set(tenant.Fees.model_fields)


@pytest.mark.parametrize("provider", CLINIC.providers, ids=lambda provider: provider.name)
def test_a_provider_is_said_to_do_what_the_provider_does(provider: tenant.Provider) -> None:
    text = next(
        line for line in document("providers").splitlines() if re.match(rf"{provider.name} (does|gives) ", line)
    )
    done = {service.name for service in CLINIC.services if provider.name in service.providers}
    said = {
        service.name for service in CLINIC.services if f"{service.name}s" in text or f"{service.name} visits" in text
    }
    assert said == done


def test_every_service_is_offered() -> None:
    offered = next(line for line in document("booking").splitlines() if line.startswith("Cedar Clinic offers"))
    assert all(service.name in offered for service in CLINIC.services)


def test_how_far_ahead_and_how_long_agree() -> None:
    assert f"up to {CLINIC.appointments.book_ahead_days} days ahead" in document("booking")
    assert f"Appointments last {CLINIC.appointments.slot_minutes} minutes" in document("booking")


def test_address_and_emergency_number_are_told() -> None:
    assert CLINIC.address in document("location")
    assert f"call {CLINIC.emergency_number}" in document("after-hours")

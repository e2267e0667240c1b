"""Names of callers, services and providers; digits."""

import pytest

from fulfillment.hearing import hear_digits, hear_last_name, hear_provider, hear_service

EN = "en_US"

LAST_NAMES = (
    ("O'Brien O B R I E N", "O'Brien"),
    ("McDonald, M C D O N A L D", "McDonald"),
    ("Rivera", "Rivera"),
    ("it's Rivera", "Rivera"),
    ("my last name is O'Brien", "O'Brien"),
    ("R I V E R A", "Rivera"),
    ("Rivera, R-I-V-E-R-A", "Rivera"),
    ("Ana Rivera", "Rivera"),
    ("van der Berg", "van der Berg"),
    ("rivera", "Rivera"),
    ("o'brien", "O'Brien"),
    ("my name is Ana Rivera", "Rivera"),
    ("this is Ana Rivera calling about my appointment", "Rivera"),
    ("", None),
    ("I don't know", None),
    ("what", None),
    ("why do you need that", None),
    ("yes", None),
    ("004217", None),
    ("um Webb", "Webb"),
    ("webb please", "Webb"),
    ("it's under Baker", "Baker"),
    ("the last name is nair", "Nair"),
    ("r as in robert i v e r a", "Rivera"),
    ("double l o y d", "Lloyd"),
    ("smith-jones", "Smith-Jones"),
    ("Smith hyphen Jones", "Smith-Jones"),
    ("Mary Smith-Jones", "Smith-Jones"),
    ("O Brien", "O'Brien"),
    ("St. James", "St James"),
    ("Marcus Webb", "Webb"),
    ("it's Nair N as in Nancy A I R", "Nair"),
    ("Tom Baker born January fifth 1950", "Baker"),
    ("none of your business", None),
    ("my last name is smith jones", "Smith Jones"),
    ("good morning", None),
    ("agent", None),
    ("I want to move my appointment", None),
    ("Ana Rivera and my date of birth is March 12 1984", "Rivera"),
    ("last name Rivera first name Ana", "Rivera"),
    ("March", "March"),
    ("march twelfth", None),
    ("I'm Tom Baker", "Baker"),
    ("yeah it's rivera", "Rivera"),
    ("Thursday", None),
    ("Marie van der Berg", "van der Berg"),
    ("I'm calling about my appointment", None),
    ("mrs rivera", "Rivera"),
    ("my last name is de la cruz", "de la Cruz"),
    ("Young", "Young"),
    ("I can't hear you", None),
    ("D'Angelo", "D'Angelo"),
    ("Smith, John", "Smith"),
    ("may I ask why", None),
    ("Tom May", "May"),
)

SERVICES = {
    "physical": ("annual physical", "physical exam"),
    "checkup": ("check up", "check-up"),
    "follow-up": ("follow up", "followup"),
    "flu shot": ("flu vaccine",),
    "vaccination": ("vaccine", "shot"),
}
SERVICES_SAID = (
    ("I need a flu shot", "flu shot"),
    ("a shot", "vaccination"),
    ("flu shots", "flu shot"),
    ("check-up please", "checkup"),
    ("follow up", "follow-up"),
    ("an annual physical exam", "physical"),
    ("not a physical a checkup", "checkup"),
    ("massage", None),
    ("physical no wait a checkup", "checkup"),
    ("followup", "follow-up"),
    ("physically", None),
)

PROVIDERS = ("Dr. Chen", "Dr. Okafor", "Nurse Lee")
PROVIDERS_SAID = (
    ("doctor chen", "Dr. Chen"),
    ("dr chen", "Dr. Chen"),
    ("nurse lee", "Nurse Lee"),
    ("Chen", "Dr. Chen"),
    ("with Dr. Okafor please", "Dr. Okafor"),
    ("not doctor chen doctor okafor", "Dr. Okafor"),
    ("this is Wei Chen", None),
    ("anyone", None),
    ("chen or okafor", None),
    ("chen's", "Dr. Chen"),
)

DIGITS = (
    ("zero zero four two one seven", "004217"),
    ("oh oh four, two seventeen", "004217"),
    ("forty two seventeen", "4217"),
    ("double oh four", "004"),
    ("number 004217", "004217"),
    ("", ""),
    ("I have one question about order 004217", "004217"),
    ("004216 sorry 004217", "004217"),
    ("four thousand two hundred seventeen", "4217"),
    ("nine eight one", "981"),
    ("oh hi", ""),
    ("two hundred", "200"),
    ("zero zero zero nine eighty one", "000981"),
    ("0 0 4 - 2 1 7", "004217"),
    ("triple zero nine eight one", "000981"),
    ("it's 004 uh 217", "004217"),
    ("oh it's 004217", "004217"),
    ("twenty one hundred", "2100"),
    ("one thousand and one", "1001"),
)


@pytest.mark.parametrize(("said", "name"), LAST_NAMES)
def test_a_last_name_is_heard_as_it_is_written(said: str, name: str | None) -> None:
    assert hear_last_name(said, locale=EN) == name


@pytest.mark.parametrize(("said", "name"), SERVICES_SAID)
def test_a_service_is_heard_by_name_or_synonym(said: str, name: str | None) -> None:
    assert hear_service(said, names=SERVICES, locale=EN) == name


@pytest.mark.parametrize(("said", "name"), PROVIDERS_SAID)
def test_a_provider_is_heard_with_or_without_title(said: str, name: str | None) -> None:
    assert hear_provider(said, providers=PROVIDERS, locale=EN) == name


@pytest.mark.parametrize(("said", "digits"), DIGITS)
def test_digits_are_heard_in_order(said: str, digits: str) -> None:
    assert hear_digits(said, locale=EN) == digits

"""What AWS takes for a name, an ARN, a country, a number of days: checked types, each with words and an example.

Knows the formats; refuses to know which key of a deployment has which.
"""

import re
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator

from declared import problem, shown
from infra import regions

RETENTION_DAYS = (
    1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
)  # fmt: skip
"""What a CloudWatch log group may keep. Source: AWS::Logs::LogGroup, RetentionInDays."""
_COUNTRIES = """
AD AE AF AG AI AL AM AN AO AQ AR AS AT AU AW AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BR BS BT BW BY BZ CA CC
CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA
GB GD GE GG GH GI GL GM GN GQ GR GT GU GW GY HK HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH
KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MR MS MT MU MV
MW MX MY MZ NA NC NE NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PT PW PY QA RE RO RS RU RW SA SB
SC SD SE SG SH SI SJ SK SL SM SN SO SR ST SV SX SY SZ TC TD TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG US UY
UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
"""
COUNTRIES = frozenset(_COUNTRIES.split())
"""Source: Connect's PhoneNumberCountryCode."""


def _like(regex: str, words: str) -> AfterValidator:
    """A text that matches all of the expression; one that does not is told that it must be `words`."""

    def check(value: str) -> str:
        if not re.fullmatch(regex, value):
            raise problem(f"must be {words}; got {shown(value)}")
        return value

    return AfterValidator(check)


def _days(value: int) -> int:
    if value not in RETENTION_DAYS:
        days = ", ".join(str(day) for day in RETENTION_DAYS)
        raise problem(f"must be a number of days that CloudWatch Logs can keep, such as 30: {days}; got {value}")
    return value


def _days_or_none(value: int) -> int:
    return _days(value) if value else value


def _country(value: str) -> str:
    if value not in COUNTRIES:
        raise problem(f"must be two capital letters of a country that Amazon Connect knows, such as US; got {value!r}")
    return value


def _region(value: str) -> str:
    try:
        regions.check(value)
    except regions.RegionError as error:
        raise problem(str(error)) from error
    return value


_TAG_NAME = re.compile(r"(?!aws:)[\w .:/=+@-]{1,128}").fullmatch
_TAG_VALUE = re.compile(r"[\w .:/=+@-]{0,256}").fullmatch


def _tags(value: object) -> object:
    written = value.items() if isinstance(value, dict) else [(value, value)]
    for name, text in written:
        if not _TAG_NAME(str(name)) or not isinstance(text, str) or not _TAG_VALUE(text) or not isinstance(value, dict):
            raise problem(
                "must be tags of AWS, names to 128 and values to 256 letters, digits, spaces and _ . : / = + - @, not "
                'beginning with aws:, such as {"cost-center": "4711"}'
            )
    return value


ENVIRONMENT = r"(?=.{1,12}$)[a-z][a-z0-9]*(-[a-z0-9]+)*"
_ENVIRONMENT_WORDS = "at most 12 small letters, digits and single hyphens, beginning with a letter, such as staging"
_UUID = r"[-a-zA-Z0-9]+"
_CONNECT = r"arn:aws[-a-z0-9]*:connect:[-a-z0-9]+:[0-9]{12}"
Environment = Annotated[str, _like(ENVIRONMENT, _ENVIRONMENT_WORDS)]
Account = Annotated[str, _like(r"[0-9]{12}", "the 12 digits of an AWS account in quotes, such as 111122223333")]
InstanceArn = Annotated[
    str,
    _like(
        rf"{_CONNECT}:instance/{_UUID}",
        "the ARN of a Connect instance, such as "
        "arn:aws:connect:us-east-1:111122223333:instance/aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee",
    ),
]
Alias = Annotated[
    str,
    _like(
        r"(?=.{1,45}$)(?!d-)[0-9a-zA-Z]([0-9a-zA-Z-]*[0-9a-zA-Z])?",
        "1 to 45 letters, digits and hyphens, with no hyphen at either end and not beginning with d-, "
        "such as cedar-clinic-dev",
    ),
]
"""Source: Connect's DirectoryAlias."""
NumberArn = Annotated[
    str,
    _like(
        rf"{_CONNECT}:phone-number/{_UUID}",
        "the ARN of a number claimed in Connect, such as "
        "arn:aws:connect:us-east-1:111122223333:phone-number/aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee",
    ),
]
Prefix = Annotated[str, _like(r"\+[0-9]{1,15}", "a plus and 1 to 15 digits, such as +1206")]
"""Source: AWS::Connect::PhoneNumber, Prefix."""
Email = Annotated[str, _like(r"[^@\s,;<>]{1,64}@[^@\s.]+(\.[^@\s.]+)+", "one e-mail address, such as ops@example.com")]
PoolId = Annotated[
    str, _like(r"(?=.{1,55}$)[\w-]+_[0-9a-zA-Z]+", "the id of a Cognito user pool, such as us-east-1_Ab12Cd34E")
]
"""Source: Cognito's UserPoolIdType."""
Username = Annotated[str, _like(r"[a-zA-Z0-9_.@-]{1,64}", "1 to 64 letters, digits and _ - . @, such as ana.agent")]
"""Source: AWS::Connect::User, Username."""
Country = Annotated[str, AfterValidator(_country)]
Region = Annotated[str, AfterValidator(_region)]
LogDays = Annotated[int, AfterValidator(_days)]
LogDaysOrNone = Annotated[int, AfterValidator(_days_or_none)]
"""0: nothing is logged."""
Tags = Annotated[dict[str, str], BeforeValidator(_tags)]
"""Source: https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html"""

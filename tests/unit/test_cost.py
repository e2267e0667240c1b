"""What a call costs, part by part."""

import pytest

from infra.models import geography_of
from infra.regions import DESTINATIONS
from measure.cost import GEOGRAPHIES, GLOBAL, CallUsage, Tokens, of, price


def test_a_minute_costs_what_the_table_says():
    assert of(CallUsage(minutes=2)).parts["telephony"] == pytest.approx(2 * 0.0402)


def test_tokens_cost_by_model_and_geography():
    million = {"input": 1_000_000, "output": 1_000_000, "cache_read": 1_000_000, "cache_write": 1_000_000}
    plain = of(CallUsage(tokens={"anthropic.claude-haiku-5-5": Tokens(**million)})).parts["models"]
    there = of(CallUsage(tokens={"us.anthropic.claude-haiku-5-5": Tokens(**million)})).parts["models"]
    anywhere = of(CallUsage(tokens={"global.anthropic.claude-haiku-5-5": Tokens(**million)})).parts["models"]
    assert plain == pytest.approx(0.10 + 0.50 + 0.01 + 0.125)
    assert there == pytest.approx(plain * 1.1)
    assert anywhere == plain


@pytest.mark.parametrize(
    "model",
    [
        "us.anthropic.claude-haiku-5-5",
        "anthropic.claude-sonnet-5",
        "eu.amazon.nova-2-lite-v1:0",
        "amazon.nova-micro-v1:0",
        "arn:aws:bedrock:us-east-1:111122223333:inference-profile/us.anthropic.claude-haiku-5-5",
    ],
)
def test_a_models_price_is_what_a_million_of_its_tokens_cost(model):
    found = price(model)
    for kind in ("input", "output", "cache_read", "cache_write"):
        assert of(CallUsage(tokens={model: Tokens(**{kind: 1_000_000})})).total_usd == pytest.approx(
            getattr(found, kind)
        )


@pytest.mark.parametrize("geography", [*DESTINATIONS, "us-gov"])
def test_every_geography_that_a_line_may_name_costs_its_surcharge(geography):
    assert geography in GEOGRAPHIES
    assert price(f"{geography}.anthropic.claude-haiku-5-5").input == pytest.approx(0.11)


@pytest.mark.parametrize("geography", [*GEOGRAPHIES, GLOBAL])
def test_every_geography_that_is_priced_is_one_of_a_model(geography):
    assert geography_of(f"{geography}.anthropic.claude-haiku-5-5") == geography


def test_tokens_that_the_model_did_not_tell_are_said_to_be_estimated():
    cost = of(CallUsage(tokens={"anthropic.claude-haiku-5-5": Tokens(input=700)}, tokens_estimated=True))
    assert cost.estimated
    assert not of(CallUsage()).estimated


def test_a_version_is_the_same_model_and_a_later_model_is_not():
    assert of(CallUsage(tokens={"amazon.nova-micro-v1:0": Tokens(input=1_000_000)})).note == ""
    unknown = of(CallUsage(tokens={"anthropic.claude-sonnet-5-5": Tokens(input=1_000_000)}))
    assert unknown.parts["models"] == 0
    assert unknown.note == "no price for anthropic.claude-sonnet-5-5: its tokens count as zero"


def test_the_parts_make_the_total():
    usage = CallUsage(
        minutes=3,
        lex_requests=6,
        spoken_characters=900,
        tokens={"anthropic.claude-haiku-5-5": Tokens(input=2000, output=120)},
        guardrail_units=4,
        lambda_requests=7,
        lambda_gb_seconds=1.2,
        dynamodb_reads=10,
        dynamodb_writes=9,
    )
    cost = of(usage)
    assert cost.total_usd == pytest.approx(sum(cost.parts.values()))
    assert set(cost.parts) == {"telephony", "lex", "speech", "models", "guardrail", "lambda", "dynamodb"}
    assert all(dollars > 0 for dollars in cost.parts.values())
    assert cost.parts["guardrail"] == pytest.approx(4 * 0.0005)

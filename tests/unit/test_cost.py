"""What a call costs, part by part."""

import pytest

from measure.cost import CallUsage, Tokens, of


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

"""`ivr bench` runs: over services in another process, in clean interpreters, and as JSON. No time is judged."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from measure import cpu_share, processor, replies, start
from measure.upstreams import Upstreams, UpstreamsError, upstreams
from simulator.local_aws.latencies import Latencies

IVR = Path(sys.executable).with_name("ivr")


def test_each_kind_of_turn_is_answered_and_timed() -> None:
    before = dict(os.environ)
    with upstreams() as services:
        assert os.environ["AWS_ENDPOINT_URL_BEDROCK_RUNTIME"].startswith("http://127.0.0.1:")
        found = list(replies.measure(services, turns=1, latencies=Latencies(tokens_per_s=600)))
        own = list(processor.measure(services, turns=1, record=lambda _: None))
    assert [(each.place, each.latencies.guardrail_chunk_chars) for each in found] == [
        (place, chars) for chars in (0, 50) for place in replies.Place
    ]
    assert all(len(each.reply_ms) == len(each.whole_ms) == 1 for each in found)
    assert all(0 < each.answering_ms[0] <= each.ms for each in own)
    assert all(each.calls > 0 for each in own)
    assert dict(os.environ) == before


def test_services_that_have_ended_are_told_of() -> None:
    with upstreams() as services:
        services._process.kill()
        services._process.wait()
        with pytest.raises(UpstreamsError, match="has ended"):
            tell_twice(services)


def tell_twice(services: Upstreams) -> None:
    for _ in range(2):
        services.pretend(Latencies(), "Yes.")


def test_the_start_is_timed_in_clean_processes_at_both_shares() -> None:
    found = list(start.measure([start.this_python()], repetitions=1))
    assert [each.share for each in found] == list(start.SHARES)
    assert all(each.ratio > 0 and each.processor_ratio > 0 for each in found)
    assert found[1].means is not cpu_share.Means.UNLIMITED


def test_json_stands_alone() -> None:
    done = subprocess.run(
        [IVR, "bench", "--json", "--only", "own", "--turns", "1"], capture_output=True, text=True, check=True
    )
    told: dict[str, Any] = json.loads(done.stdout)
    assert {figure["part"] for figure in told["figures"]} == {"own"}
    assert "measuring" in done.stderr

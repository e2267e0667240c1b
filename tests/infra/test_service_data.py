"""What the asset has of botocore's data does what all of it does, for the operations that our code calls."""

from functools import cache
from pathlib import Path
from typing import Any

import botocore
import pytest
from botocore.model import ServiceModel
from botocore.regions import EndpointResolver

from infra import bundle, service_data
from infra.assistant import ENTRIES

DATA = Path(botocore.__file__).parent / "data"
CALLED = {
    "bedrock-agent-runtime": {"Retrieve"},
    "bedrock-runtime": {"ConverseStream"},
    "cognito-idp": {"AdminResetUserPassword"},
    "dynamodb": {"DeleteItem", "DescribeEndpoints", "GetItem", "PutItem", "Query", "TransactWriteItems"},
    "qconnect": {"UpdateSessionData"},
}


@cache
def asset() -> Path:
    return bundle.build("functions", entries=ENTRIES)


def models(service: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The whole model and the asset's."""
    whole = next((DATA / service).glob("service-2.*"))
    return service_data.read(whole), service_data.read(asset() / "botocore" / "data" / service / "service-2.json")


@pytest.mark.parametrize("service", bundle.SERVICES)
def test_every_operation_that_is_called_is_there(service: str) -> None:
    _, ours = models(service)
    assert set(ours["operations"]) >= CALLED[service.partition("/")[0]]
    assert len(ours["operations"]) < 15


@pytest.mark.parametrize("service", bundle.SERVICES)
def test_an_operation_has_every_shape_it_leads_to(service: str) -> None:
    whole, ours = (ServiceModel(model) for model in models(service))
    for name in ours.operation_names:
        one, other = whole.operation_model(name), ours.operation_model(name)
        assert sorted(shape.name for shape in one.error_shapes) == sorted(shape.name for shape in other.error_shapes)
        assert one.http == other.http
        assert one.auth_type == other.auth_type
    shapes = models(service)[1]["shapes"]
    assert all(without_texts(models(service)[0]["shapes"][name]) == shape for name, shape in shapes.items())
    assert all(referred in shapes for shape in shapes.values() for referred in service_data._named(shape))


def without_texts(shape: Any) -> Any:
    if isinstance(shape, dict):
        return {k: without_texts(v) for k, v in shape.items() if not (k.startswith("documentation") and type(v) is str)}
    return [without_texts(each) for each in shape] if isinstance(shape, list) else shape


def test_every_region_has_the_endpoints_it_has_in_all_of_the_data() -> None:
    whole = service_data.read(DATA / "endpoints.json")
    ours = service_data.read(asset() / "botocore" / "data" / "endpoints.json")
    regions = [region for partition in whole["partitions"] for region in partition["regions"]]
    prefixes = [models(service)[0]["metadata"]["endpointPrefix"] for service in bundle.SERVICES]
    assert len(regions) > 30
    for prefix in prefixes:
        for region in regions:
            one, other = (EndpointResolver(data).construct_endpoint(prefix, region) for data in (whole, ours))
            assert one == other


def test_a_member_called_documentation_stays() -> None:
    model = {
        "operations": {"GetIt": {"input": {"shape": "In"}, "documentation": "text"}},
        "shapes": {"In": {"type": "structure", "members": {"documentation": {"shape": "T"}}}, "T": {"type": "string"}},
    }
    ours = service_data.service_model(model, {"get_it"})
    assert ours["shapes"] == model["shapes"]
    assert ours["operations"] == {"GetIt": {"input": {"shape": "In"}}}


def test_an_operation_that_nothing_calls_is_left_out() -> None:
    model = {"operations": {"GetIt": {}, "PutIt": {}}, "shapes": {}}
    assert set(service_data.service_model(model, {"get_it", "get_other"})["operations"]) == {"GetIt"}

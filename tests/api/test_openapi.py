"""The OpenAPI document is valid, and good enough to generate clients from."""

from __future__ import annotations

import json
import re
from typing import Any

import httpx
import pytest
from openapi_spec_validator import validate

from tests.api.document import Document


@pytest.fixture(scope="module")
def document(running_server: Any) -> dict[str, Any]:
    """The document as the server gives it."""
    found: dict[str, Any] = httpx.get(f"{running_server.url}/openapi.json").json()
    return found


def operations(document: dict[str, Any]) -> list[dict[str, Any]]:
    return [operation for methods in document["paths"].values() for operation in methods.values()]


def test_it_is_valid(document: dict[str, Any]) -> None:
    validate(document)


def test_methods_of_clients_have_readable_names(document: dict[str, Any]) -> None:
    ids = [operation["operationId"] for operation in operations(document)]
    assert {"open_session", "put_tensor", "run_operation", "run_program", "run_backward", "get_gradient"} <= set(ids)
    assert [id for id in ids if not re.fullmatch("[a-z]+(_[a-z]+){1,2}", id)] == []


def test_every_tag_is_described(document: dict[str, Any]) -> None:
    used = {tag for operation in operations(document) for tag in operation["tags"]}
    assert {tag["name"] for tag in document["tags"]} == used


def test_every_schema_is_used_and_says_what_it_is(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    used = set(re.findall(r'"#/components/schemas/(\w+)"', json.dumps(document)))
    assert schemas.keys() == used
    assert [name for name, schema in schemas.items() if "properties" in schema and "description" not in schema] == []


def test_optional_fields_have_no_default(document: dict[str, Any]) -> None:
    """Generators for TypeScript make fields with a default required."""
    for name, schema in document["components"]["schemas"].items():
        assert [field for field, of in schema.get("properties", {}).items() if "default" in of] == [], name


def test_problems_are_declared_as_such(document: dict[str, Any]) -> None:
    for operation in operations(document):
        for status, answer in operation["responses"].items():
            if int(status) >= 400:
                content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
                assert answer["content"] == content, (operation["operationId"], status)


def test_its_examples_are_carried_out(server: str, document: dict[str, Any]) -> None:
    declared = Document(document)
    with httpx.Client(base_url=server) as http:

        def send(method: str, path: str, schema: str) -> httpx.Response:
            (example,) = document["components"]["schemas"][schema]["examples"]
            declared.check_request(method, path, example)
            response = http.request(method, path, json=example)
            assert response.is_success, response.text
            declared.check_answer(method, path, response)
            return response

        session = send("POST", "/v1/sessions", "OpenSession").headers["location"]
        assert send("POST", f"{session}/programs", "Program").json()["values"]["x.grad"]["data"] == [2.0, 1.0, 0.5]
        assert send("POST", "/v1/programs", "StatelessProgram").json()["values"]["x.grad"]["data"] == [2.0, 1.0, 0.5]
        assert send("POST", f"{session}/ops", "OperationRequest").json()["info"]["y"]["grad_fn"] == "MulBackward0"
        again = {"steps": [{"op": "sum", "inputs": ["y"], "out": "loss"}]}
        http.post(f"{session}/programs", json=again).raise_for_status()
        gradients = send("POST", f"{session}/gradients", "GradientsRequest").json()["gradients"]
        assert gradients[0]["data"] == [2.0, 2.0, 2.0]
        assert send("POST", f"{session}/backward", "BackwardRequest").json()["values"]["x.grad"]["data"] == [4, 3, 2.5]
        assert send("PUT", f"{session}/tensors/z", "NewTensor").json()["requires_grad"] is True


@pytest.mark.parametrize(
    "path", ["/v1", "/v1/devices", "/v1/ops", "/v1/ops?limit=3", "/v1/ops/cat", "/problems/skipped"]
)
def test_the_catalogue_is_as_declared(server: str, document: dict[str, Any], path: str) -> None:
    Document(document).check_answer("GET", path.partition("?")[0], httpx.get(server + path))


@pytest.mark.parametrize("path", ["/health/live", "/health/ready", "/metrics"])
def test_health_is_as_declared(server: str, document: dict[str, Any], path: str) -> None:
    Document(document).check_answer("GET", path, httpx.get(server + path))


def test_formats_are_as_declared(server: str, document: dict[str, Any]) -> None:
    declared = Document(document)
    with httpx.Client(base_url=server) as http:
        session = http.post("/v1/sessions", json={}).headers["location"]
        path = f"{session}/tensors/x"
        assert "etag" in http.put(path, json={"data": [1.0], "requires_grad": True}).headers
        for media in declared.operation("GET", path)["responses"]["200"]["content"]:
            answer = http.get(path, headers={"accept": media})
            assert answer.headers["content-type"] == media
            declared.check_answer("GET", path, answer)
        for media in declared.operation("GET", f"{session}/graph")["responses"]["200"]["content"]:
            declared.check_answer("GET", f"{session}/graph", http.get(f"{session}/graph", headers={"accept": media}))

"""The OpenAPI document of a server, which what goes to and fro is compared with."""

from __future__ import annotations

import copy
import re
from typing import Any

import httpx
from jsonschema import Draft202012Validator

JSON = ("application/json", "application/problem+json")


class Document:
    """The document, in which answers may have no field that it does not declare."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.document = copy.deepcopy(document)
        for schema in self.document["components"]["schemas"].values():
            if "properties" in schema:
                schema.setdefault("additionalProperties", False)

    def operation(self, method: str, path: str) -> dict[str, Any]:
        """What is declared of a method at an address."""
        for template, operations in self.document["paths"].items():
            if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", template), path) and method.lower() in operations:
                found: dict[str, Any] = operations[method.lower()]
                return found
        raise AssertionError(f"{method} {path} is not in the OpenAPI document")

    def check_request(self, method: str, path: str, body: Any) -> None:
        """The body is of the declared type."""
        declared = self.operation(method, path)["requestBody"]["content"]["application/json"]
        self._check(f"{method} {path}", declared["schema"], body)

    def check_answer(self, method: str, path: str, response: httpx.Response) -> None:
        """The status is declared, and of JSON every field."""
        where = f"{method} {path} {response.status_code}"
        answers = self.operation(method, path)["responses"]
        assert str(response.status_code) in answers, f"{where} is not declared"
        if response.content:
            media = response.headers["content-type"].split(";")[0]
            declared = answers[str(response.status_code)]["content"]
            assert media in declared, f"{where} is declared as {list(declared)}, not as {media}"
            if media in JSON:
                self._check(where, declared[media]["schema"], response.json())

    def _check(self, where: str, schema: dict[str, Any], value: Any) -> None:
        schema = schema | {"components": self.document["components"]}
        faults = [f"{fault.json_path}: {fault.message}" for fault in Draft202012Validator(schema).iter_errors(value)]
        assert not faults, f"{where}: {faults}"

"""What says how the server is deployed is valid, and agrees with the server and with each other."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import Any

import kubernetes_validate
import pytest
import yaml

from app.main import create_app
from app.settings import Settings
from tests.conftest import PATHS, ROOT

SAYING = [
    "deploy/kubernetes.yaml",
    "deploy/gradwire.service",
    "deploy/nginx.conf",
    "docker-compose.yml",
    "Dockerfile",
    "docs/deploy.md",
    "docs/container.md",
]
OF_CLIENTS = {"GRADWIRE_URL", "GRADWIRE_TOKEN"}
STOP_SECONDS = Settings.model_fields["stop_seconds"].default

SERVICE, STATEFUL_SET = yaml.safe_load_all((ROOT / "deploy" / "kubernetes.yaml").read_text())
POD = STATEFUL_SET["spec"]["template"]["spec"]
(CONTAINER,) = POD["containers"]
DOCKERFILE = (ROOT / "Dockerfile").read_text()
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]


def instruction(name: str) -> str:
    """What the Dockerfile says last with this instruction."""
    return re.findall(rf"^{name} (.+)$", DOCKERFILE, re.MULTILINE)[-1]


@pytest.mark.parametrize("version", ["1.25", kubernetes_validate.latest_version()])
@pytest.mark.parametrize("document", [SERVICE, STATEFUL_SET], ids=["Service", "StatefulSet"])
def test_kubernetes_knows_all_that_is_said(document: dict[str, Any], version: str) -> None:
    kubernetes_validate.validate(document, version, strict=True)


def test_kubernetes_finds_what_is_named() -> None:
    assert SERVICE["spec"]["selector"].items() <= STATEFUL_SET["spec"]["template"]["metadata"]["labels"].items()
    assert STATEFUL_SET["spec"]["serviceName"] == SERVICE["metadata"]["name"]
    assert {port["targetPort"] for port in SERVICE["spec"]["ports"]} <= {port["name"] for port in CONTAINER["ports"]}
    claimed = {claim["metadata"]["name"] for claim in STATEFUL_SET["spec"]["volumeClaimTemplates"]}
    there = claimed | {volume["name"] for volume in POD["volumes"]}
    assert {mount["name"] for mount in CONTAINER["volumeMounts"]} == there
    (tokens,) = [volume["secret"] for volume in POD["volumes"] if "secret" in volume]
    assert f"kubectl create secret generic {tokens['secretName']} --from-file=tokens=" in (ROOT / SAYING[0]).read_text()


def test_probes_ask_for_what_there_is() -> None:
    paths = create_app(Settings()).openapi()["paths"]
    for probe in ("startupProbe", "readinessProbe", "livenessProbe"):
        asked = CONTAINER[probe]["httpGet"]
        assert "get" in paths[asked["path"]]
        assert asked["port"] in {port["name"] for port in CONTAINER["ports"]}


@pytest.mark.parametrize("file", SAYING)
def test_settings_are_the_servers(file: str) -> None:
    named = set(re.findall(r"GRADWIRE_[A-Z_]+", (ROOT / file).read_text()))
    assert named
    assert named - OF_CLIENTS <= {f"GRADWIRE_{name.upper()}" for name in Settings.model_fields}


def test_kubernetes_does_not_speak_for_the_server() -> None:
    assert POD["enableServiceLinks"] is False
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(PATHS), "GRADWIRE_PORT": "tcp://10.96.0.1:8000"}
    done = subprocess.run(
        [sys.executable, "-m", "app"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2, "the comment on enableServiceLinks says that the server does not start"
    assert done.stderr.startswith("GRADWIRE_PORT: ")


def test_ports_users_and_paths_agree() -> None:
    port = int(instruction("EXPOSE"))
    assert f"GRADWIRE_PORT={port}" in DOCKERFILE
    assert [entry["containerPort"] for entry in CONTAINER["ports"]] == [port]
    assert f"server 127.0.0.1:{port};" in (ROOT / "deploy" / "nginx.conf").read_text()
    user, group = map(int, instruction("USER").split(":"))
    allowed = POD["securityContext"]
    assert (allowed["runAsUser"], allowed["runAsGroup"], allowed["fsGroup"]) == (user, group, group)
    volumes = set(yaml.safe_load(instruction("VOLUME")))
    mounted = {mount["mountPath"] for mount in CONTAINER["volumeMounts"]}
    assert volumes <= mounted
    for service in COMPOSE.values():
        assert [entry.rpartition(":")[2] for entry in service["ports"]] == [str(port)]
        assert {entry.partition(":")[2] for entry in service["volumes"]} == volumes
        assert set(service["tmpfs"]) <= mounted
        assert service["read_only"] == CONTAINER["securityContext"]["readOnlyRootFilesystem"] is True
        assert service["cap_drop"] == CONTAINER["securityContext"]["capabilities"]["drop"] == ["ALL"]


def test_all_leave_time_to_stop() -> None:
    assert POD["terminationGracePeriodSeconds"] > STOP_SECONDS
    for service in COMPOSE.values():
        assert int(service["stop_grace_period"].removesuffix("s")) > STOP_SECONDS

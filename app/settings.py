"""Every setting of the server, with its default and a sentence."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, SettingsConfigDict

from app.setting_kinds import (
    Auth,
    Device,
    Directory,
    Durability,
    HostBytes,
    Hosts,
    LogLevel,
    Origins,
    TokenFile,
    Tokens,
)
from engine import host


def _threads() -> int:
    """the cores, from 2 to 8"""
    return max(2, min(8, host.cores()))


def _watching() -> float:
    """0.00025, or 0 on a single core"""
    return 0.00025 if host.cores() > 1 else 0.0


YEARS = 10 * 365 * 86400
"""The longest time, in seconds."""
LARGEST = (1 << 53) - 1
"""The largest integer."""


class Settings(BaseSettings):
    """What an operator can choose; each field is the environment variable GRADWIRE_<NAME>, commas between entries."""

    model_config = SettingsConfigDict(
        env_prefix="GRADWIRE_", env_ignore_empty=True, frozen=True, extra="ignore", allow_inf_nan=False
    )

    host: str = Field(default="127.0.0.1", description="The address to listen on.")
    port: int = Field(default=8000, ge=0, le=65535, description="The port to listen on; 0 takes a free one.")
    access_log: bool = Field(default=False, description="Whether each request is logged.")
    log_level: LogLevel = Field(default="info", description="The least level that is logged.")
    keep_alive: float = Field(default=75, gt=0, description="Seconds that an idle connection stays open.")
    stop_seconds: float = Field(
        default=25, gt=0, description="Seconds that requests have to end once the server is told to stop (SIGTERM)."
    )

    tokens: Tokens = Field(
        default=frozenset(),
        repr=False,
        description="Tokens that clients may send: at least 16 characters, or sha256: and the token's hash.",
    )
    tokens_file: TokenFile = Field(
        default=None, repr=False, description="A file of more such tokens, one a line; # begins a comment."
    )
    auth: Auth = Field(
        default="auto",
        description="Who needs a token. auto: everybody, if tokens or a file of them are configured, or the address is "
        "not loopback; on: everybody; off: nobody, and there may be no tokens. Where one is needed and none is "
        "configured, the server makes it.",
    )
    cors_origins: Origins = Field(default=(), description="Origins whose web pages may call; empty: none, '*': all.")
    allowed_hosts: Hosts = Field(default=(), description="Names the Host header may say; empty: any.")

    shard: int = Field(
        default=0,
        ge=0,
        description="The number of this worker, with which ids of its sessions begin; of several, each has its own.",
    )
    device: Device = Field(default="cpu", description="The device of a session that names none.")
    blas_threads: int = Field(
        default=1,
        ge=1,
        description="Threads of one matrix product; more than one only where nothing else uses the cores.",
    )
    compute_threads: int = Field(
        default_factory=_threads,
        ge=1,
        description="Threads that compute, more than one only beside work that takes long.",
    )
    busy_poll: float = Field(
        default_factory=_watching,
        ge=0,
        description="Seconds after an answer in which the next message is looked for without sleep; 0 saves the core.",
    )

    data_dir: Directory = Field(
        default=Path("~/.local/share/gradwire"),
        description="The directory of what outlives the server: sessions, and the token that it made.",
    )
    durability: Durability = Field(
        default="process",
        description="What an answer promises of the changes before it. process: they outlive the server, however it "
        "ends; full: the system too, as far as its fsync does; none: nothing is written.",
    )
    snapshot_entries: int = Field(
        default=10_000, ge=1, description="Changes of a session after which a snapshot stands in their place."
    )
    snapshot_bytes: int = Field(
        default=256 << 20, ge=1, description="Bytes of what a session was asked after which that is so."
    )
    snapshot_seconds: float = Field(
        default=20, gt=0, description="Seconds that the changes took after which that is so: recovery takes as long."
    )
    idle_seconds: float = Field(
        default=600,
        gt=0,
        description="Seconds without a request until a session leaves the memory, up to 5 more; it comes back.",
    )
    session_ttl: float = Field(default=3600, gt=0, description="Seconds without a request until a session expires.")
    max_sessions: int = Field(default=1000, ge=1, description="Sessions open at once.")
    session_programs: int = Field(default=256, ge=1, description="Programs that a session remembers by their id.")
    session_plans: int = Field(
        default=256,
        ge=0,
        description="Programs and loops whose plans a session keeps; 0: every step runs by itself.",
    )
    plan_bytes: int = Field(default=1 << 30, ge=0, description="Bytes of memory that the plans of a session keep.")
    replay_bytes: int = Field(
        default=64 << 20, ge=1 << 13, description="Bytes of answers kept a session for Idempotency-Keys."
    )
    session_streams: int = Field(default=64, ge=1, description="Streams that a session remembers.")
    stream_window: int = Field(
        default=64, ge=1, description="Frames of a stream that may be unanswered, and answers of it that are kept."
    )
    stream_bytes: int = Field(
        default=64 << 20, ge=0, description="Bytes of answers kept a stream, the last one besides."
    )

    host_bytes: HostBytes = Field(
        default=0,
        ge=0,
        description="Memory of the host that the server may take, 256 MiB or more; 0: where a container's is bounded "
        "and the device is the CPU, nine tenths of that, else as much as there is.",
    )
    cuda_bytes: int = Field(
        default=0,
        ge=0,
        description="Memory of each GPU that all sessions together may have; 0: nine tenths of what is free at first.",
    )
    session_bytes: int = Field(
        default=0, ge=0, description="Memory of each GPU that a session may have; 0: as much as there is."
    )
    pinned_bytes: int = Field(
        default=64 << 20, ge=0, description="Pinned memory that large arrays go to GPUs through, and come back."
    )
    tensor_bytes: int = Field(default=8 << 30, ge=1, description="The largest tensor.")
    body_bytes: int = Field(default=2 << 30, ge=1, description="The largest request body.")
    spare_bytes: int = Field(
        default=256 << 20,
        ge=0,
        description="Memory of large bodies that is kept for the next once their tensors are gone.",
    )
    json_bytes: int = Field(default=16 << 20, ge=1, description="The largest JSON text in a request.")
    json_elements: int = Field(default=100_000, ge=1, description="Elements of a tensor that travels as JSON.")
    header_bytes: int = Field(default=64 << 10, ge=1024, description="All headers of a request together.")
    uri_bytes: int = Field(default=8 << 10, ge=256, description="The longest path and query.")
    body_timeout: float = Field(
        default=30, gt=0, description="Seconds to wait for the next part of a body, either way."
    )
    reader_patience: float = Field(
        default=0.5, ge=0, description="Seconds a session waits for the reader of a large answer."
    )

    program_steps: int = Field(default=10_000, ge=1, description="Steps that a program may have, blocks included.")
    loop_rounds: int = Field(default=1_000_000, ge=1, description="Rounds that a loop may make.")
    program_seconds: float = Field(default=300, gt=0, description="Seconds that a program may run.")
    suspension_seconds: float = Field(
        default=60, gt=0, description="Seconds of silence until a suspended backward pass is cancelled."
    )
    drawing_pieces: int = Field(
        default=5000, ge=1, description="Boxes and pieces of wire that a drawing of the graph may have."
    )

    @field_validator("*")
    @classmethod
    def _conceivable(cls, value: Any) -> Any:
        """Numbers that clocks, sizes and JSON can carry."""
        if isinstance(value, int | float) and value > (most := YEARS if isinstance(value, float) else LARGEST):
            raise PydanticCustomError("too_large", "Input should be at most {most}", {"most": most})
        return value

    def bound_of_memory(self) -> int | None:
        """The bytes of the host's memory that the server may take; None where nothing bounds them.

        CUDA's driver maps memory of the host for itself, how much was not measured.
        """
        bound = host.memory_bound() if self.device == "cpu" else None
        return self.host_bytes or (bound and bound * 9 // 10)

    def known_tokens(self) -> frozenset[bytes]:
        """The SHA-256 of every token that is configured."""
        return self.tokens | (self.tokens_file or frozenset())

    def asks_nobody(self) -> bool:
        """Whether nothing that is configured asks for tokens; a file without any keeps everybody out."""
        return self.auth == "off" or (self.auth == "auto" and not self.tokens and self.tokens_file is None)


def mistyped(variables: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Environment variables that are nearly a setting's, each with the one that may be meant."""
    settings = {f"GRADWIRE_{name.upper()}" for name in Settings.model_fields}
    for variable in variables:
        if variable.startswith("GRADWIRE_") and variable not in settings:
            for meant in difflib.get_close_matches(variable, settings, 1, cutoff=0.9):
                yield variable, meant

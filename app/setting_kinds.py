"""The kinds of values that settings have, each with the line that refuses another."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, ValidationInfo, WithJsonSchema
from pydantic_core import PydanticCustomError
from pydantic_settings import NoDecode

import engine
from app import tokens


def _split(value: Any) -> Any:
    """The entries of a text with commas between them."""
    return [entry.strip() for entry in value.split(",") if entry.strip()] if isinstance(value, str) else value


def _origin(entry: str) -> str:
    """What browsers say of where a page is from."""
    if entry != "*" and not re.fullmatch(r"[a-z][a-z0-9+.-]*://[^/\s]+", entry):
        raise PydanticCustomError("origin", "an origin is as https://page.example, with no more behind it")
    return entry


def _host(entry: str) -> str:
    """A name as the Host header has it, without a port."""
    if not re.fullmatch(r"[\w.-]+|\[[0-9A-Fa-f:.]+\]", entry):
        raise PydanticCustomError("host", "a host is as gradwire.example.com, without scheme, port and path")
    return entry.lower()


def _lower(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


def _there(device: str) -> str:
    """A device that this machine has: what no session could be opened on keeps the server from starting."""
    try:
        return engine.devices.find(device).name
    except engine.errors.DeviceUnavailable as error:
        raise PydanticCustomError("device_unavailable", "{detail}", {"detail": error.detail}) from None


def _digests(entries: Any) -> Any:
    """What the server knows of tokens; one that the operator mistyped is not repeated, since errors are logged."""
    if isinstance(entries, frozenset):
        return entries
    try:
        return tokens.read(entries)
    except ValueError as error:
        raise PydanticCustomError("token", "{why}", {"why": str(error)}) from None


def _token_file(path: Any) -> Any:
    """What the server knows of the tokens in a file, which is read once: it may be a pipe, or change."""
    if path is None:
        return None
    file = _at_home(Path(path))
    try:
        return tokens.read_file(file)
    except (OSError, ValueError) as error:
        why = f"{path} cannot be read: {error.strerror}" if isinstance(error, OSError) else f"{path}: {error}"
        raise PydanticCustomError("token_file", "{why}", {"why": why}) from None


def _at_home(path: Path) -> Path:
    """A path with the home that ~ stands for."""
    try:
        return path.expanduser()
    except RuntimeError:
        raise PydanticCustomError(
            "home", "whose home {path} means is not known: write it out", {"path": str(path)}
        ) from None


def _in_agreement(auth: str, info: ValidationInfo) -> str:
    """`off` with tokens would let in whom they keep out."""
    if auth == "off" and (info.data.get("tokens") or info.data.get("tokens_file")):
        raise PydanticCustomError("auth", "off would let in everybody, and yet there are tokens: leave out one of them")
    return auth


def _enough(size: int) -> int:
    """Memory that the server can begin with, and do something; idle it has 100 MiB."""
    if 0 < size < 256 << 20:
        raise PydanticCustomError("host_bytes", "Input should be 0, or at least {least}", {"least": 256 << 20})
    return size


Origins = Annotated[tuple[Annotated[str, AfterValidator(_origin)], ...], NoDecode, BeforeValidator(_split)]
Hosts = Annotated[tuple[Annotated[str, AfterValidator(_host)], ...], NoDecode, BeforeValidator(_split)]
Tokens = Annotated[frozenset[bytes], NoDecode, BeforeValidator(_digests), BeforeValidator(_split)]
TokenFile = Annotated[
    frozenset[bytes] | None,
    NoDecode,
    BeforeValidator(_token_file),
    WithJsonSchema({"type": "string", "format": "path"}),
]
Directory = Annotated[Path, AfterValidator(_at_home)]
Auth = Annotated[Literal["auto", "on", "off"], AfterValidator(_in_agreement)]
Device = Annotated[str, AfterValidator(_there)]
HostBytes = Annotated[int, AfterValidator(_enough)]
Durability = Annotated[Literal["process", "full", "none"], BeforeValidator(_lower)]
LogLevel = Annotated[Literal["debug", "info", "warning", "error", "critical"], BeforeValidator(_lower)]

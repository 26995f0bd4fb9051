"""What a server has before it serves: its address, who may call there, and where its sessions are kept."""

from __future__ import annotations

import ipaddress
import os
import socket

from app import tokens
from app.durable.errors import LogError
from app.durable.log import Log
from app.settings import Settings


class StartError(Exception):
    """Why the server does not start, in a line that says what to do."""


def listen(settings: Settings) -> socket.socket:
    """A socket at the address of the settings; StartError if it is not to be had."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host, settings.port), family=family, backlog=2048)
    except OSError as error:
        # Python adds the address to what the system says
        reason = error.strerror if isinstance(error, socket.gaierror) else os.strerror(error.errno or 0)
        choose = "choose others by GRADWIRE_HOST and GRADWIRE_PORT"
        raise StartError(f"{settings.host} port {settings.port}: {reason}; {choose}") from None


def url_of(listener: socket.socket) -> str:
    """The address that a socket listens on."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def admit(settings: Settings, listener: socket.socket) -> tuple[Settings, list[str]]:
    """The settings, with a token that is made where clients need one and none is configured; and what to print of that.

    StartError if the token can be kept nowhere.
    """
    is_local = ipaddress.ip_address(listener.getsockname()[0]).is_loopback
    if settings.auth == "off" and not is_local:
        return settings, ["Whoever reaches this address may call: GRADWIRE_AUTH is off."]
    if known := len(settings.known_tokens()):
        return settings, [f"Clients need a token, of which {known} {'is' if known == 1 else 'are'} configured."]
    if settings.auth == "off" or (is_local and settings.asks_nobody()):
        return settings, []
    try:
        token, is_new = tokens.keep(settings.data_dir)
    except OSError as error:
        choose = "choose another GRADWIRE_DATA_DIR, configure GRADWIRE_TOKENS_FILE, or set GRADWIRE_AUTH=off"
        raise StartError(f"no token can be kept in {settings.data_dir}: {error.strerror or error}; {choose}") from None
    file = settings.data_dir / tokens.MADE
    notice = [f"Clients need the token in {file}."]
    if is_new:
        notice = [f"Clients need this token, which is shown once and kept in {file}:", f"GRADWIRE_TOKEN={token}"]
    return settings.model_copy(update={"tokens": frozenset([tokens.digest(token)])}), notice


def open_log(settings: Settings) -> Log | None:
    """Where the sessions of this server are kept; None if they are not. StartError if that cannot be had."""
    if settings.durability == "none":
        return None
    directory = settings.data_dir / f"shard-{settings.shard}"
    try:
        return Log(directory, settings.durability == "full")
    except LogError as error:
        choose = "GRADWIRE_DATA_DIR names another one; with GRADWIRE_DURABILITY=none nothing is kept."
        raise StartError(f"{error.detail} {choose}") from None

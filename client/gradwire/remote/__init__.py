"""Sessions on a server, and what is sent to it."""

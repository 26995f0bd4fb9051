"""The stream of a session: programs and answers as frames of a WebSocket (API.md 9)."""

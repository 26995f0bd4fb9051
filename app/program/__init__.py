"""The step language of API.md sections 5, 7 and 8: from JSON to steps (parse), and what steps do to a session (run)."""

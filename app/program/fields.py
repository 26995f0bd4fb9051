"""The fields of a JSON object: each is taken once by its kind, and what nobody took is refused."""

from __future__ import annotations

from typing import Any, Self

from app.errors import invalid
from app.program.names import Name, read_name


def place(pointer: str, key: str | int) -> str:
    """The JSON pointer of a member."""
    return f"{pointer}/{str(key).replace('~', '~0').replace('/', '~1')}"


class Fields:
    """A JSON object that is being read, and its pointer."""

    def __init__(self, value: Any, pointer: str) -> None:
        if not isinstance(value, dict):
            raise invalid("This must be an object.", pointer)
        self.pointer = pointer
        self._left: dict[str, Any] = dict(value)

    def __contains__(self, key: str) -> bool:
        return self._left.get(key) is not None

    def place(self, key: str | int) -> str:
        """The JSON pointer of a field."""
        return place(self.pointer, key)

    def take(self, key: str, default: Any = None) -> Any:
        """A field of any kind."""
        return self._left.pop(key, default)

    def need(self, key: str) -> Any:
        """A field that must be there."""
        if key not in self._left:
            raise invalid(f"`{key}` is missing.", self.place(key))
        return self._left.pop(key)

    def drop(self, *keys: str) -> Self:
        """Leave these fields to someone else."""
        for key in keys:
            self._left.pop(key, None)
        return self

    def rest(self) -> dict[str, Any]:
        """All fields not yet taken."""
        left, self._left = self._left, {}
        return left

    def end(self) -> None:
        """Refuse what nobody took."""
        for key in self._left:
            raise invalid(f"There is no field {key[:60]!r} here.", self.place(key))

    def boolean(self, key: str, default: bool | None) -> bool | None:
        """A truth value; null is the default."""
        value = self._left.pop(key, None)
        if value is None:
            return default
        if not isinstance(value, bool):
            raise invalid(f"`{key}` is true or false.", self.place(key))
        return value

    def integer(self, key: str, default: int | None, least: int = 0) -> int | None:
        """An integer of at least `least`; null is the default."""
        value = self._left.pop(key, None)
        if value is None:
            return default
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            raise invalid(f"`{key}` is an integer of at least {least}.", self.place(key))
        return value

    def places(self, key: str, size: int) -> tuple[int, ...]:
        """A list of places among `size` entries; none if left out."""
        entries = self.array(key)
        for number, entry in enumerate(entries):
            if not isinstance(entry, int) or isinstance(entry, bool) or not 0 <= entry < size:
                known = f"from 0 to {size - 1}" if size else "of a list that is empty here"
                raise invalid(f"`{key}` has places {known}.", f"{self.place(key)}/{number}")
        return tuple(entries)

    def seconds(self, key: str, default: float | None) -> float | None:
        """A positive number of seconds; null is the default."""
        value = self._left.pop(key, None)
        if value is None:
            return default
        if not isinstance(value, int | float) or isinstance(value, bool) or not value > 0:
            raise invalid(f"`{key}` is a positive number of seconds.", self.place(key))
        return value

    def text(self, key: str, default: str | None) -> str | None:
        """A text; null is the default."""
        value = self._left.pop(key, None)
        if value is None:
            return default
        if not isinstance(value, str):
            raise invalid(f"`{key}` is a text.", self.place(key))
        return value

    def array(self, key: str) -> list[Any]:
        """A list; one that is missing is empty."""
        value = self._left.pop(key, None)
        if value is None:
            return []
        if not isinstance(value, list):
            raise invalid(f"`{key}` is a list.", self.place(key))
        return value

    def name(self, key: str) -> Name | None:
        """A name, or None where it is missing."""
        value = self._left.pop(key, None)
        return None if value is None else read_name(value, self.place(key))

    def names(self, key: str) -> tuple[Name, ...]:
        """A list of names; one that is missing is empty."""
        entries = self.array(key)
        return tuple(read_name(entry, f"{self.place(key)}/{number}") for number, entry in enumerate(entries))

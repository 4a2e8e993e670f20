"""One hostile file: how it is called and how it is made."""

from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["Case", "Collection"]


@dataclass(frozen=True)
class Case:
    name: str
    """Also its file name; what the suffix says may be a lie."""
    make: Callable[[], bytes]


class Collection:
    """Hostile files of one kind, in the order they are written down."""

    def __init__(self) -> None:
        self.cases: list[Case] = []

    def add(self, name: str, make: Callable[[], bytes | str]) -> None:
        """Keep a file under its name; text becomes UTF-8."""

        def data() -> bytes:
            made = make()
            return made.encode() if isinstance(made, str) else made

        self.cases.append(Case(name, data))

    def __call__(self, name: str) -> Callable[[Callable[[], bytes]], Callable[[], bytes]]:
        """A decorator for what takes more than a line to make."""

        def keep(make: Callable[[], bytes]) -> Callable[[], bytes]:
            self.add(name, make)
            return make

        return keep

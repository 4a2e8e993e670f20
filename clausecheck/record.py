"""Records and drafts: what `@dataclass(slots=True)`, frozen or not, makes, sooner made and sooner filled.

Ninety kinds of them stand between the command and its first word; dataclasses takes 0.8 ms to make each, this 0.2,
and 10 ms to be imported itself. A contract becomes ten thousand instances; a frozen dataclass takes three times as
long to fill as this. Type checkers take both for dataclasses, and of records `dataclasses.replace` and `fields` do too.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any, NoReturn, TypeVar, cast, dataclass_transform

__all__ = ["draft", "made", "record", "replaced"]

_T = TypeVar("_T")


@dataclass_transform(frozen_default=True)
def record(cls: type[_T]) -> type[_T]:
    """Make a class with annotated fields frozen, compared and hashed by value, without a `__dict__`.

    A field may have a default, which must be immutable itself. Records have no bases and are no bases.
    """
    names = tuple(cls.__annotations__)
    body = {name: value for name, value in vars(cls).items() if name not in ("__dict__", "__weakref__")}
    defaults = {name: body.pop(name) for name in names if name in body}
    values = attrgetter(*names) if len(names) > 1 else _alone(names[0])
    body |= _methods(names, values)
    body |= {
        "__qualname__": cls.__qualname__,
        "__slots__": names,
        "__match_args__": names,
        "__new__": _maker(names, defaults),
        "__dataclass_fields__": _Fields(defaults),
    }
    return cast(type[_T], type(cls.__name__, (), body))


class _Made:
    """A default that is made anew for every instance."""

    def __init__(self, factory: Callable[[], Any]) -> None:
        self.factory = factory


def made(*, factory: Callable[[], _T]) -> _T:
    """The default of a field of a draft, made anew for every instance: a list, a set or a dict of its own."""
    return cast(_T, _Made(factory))


@dataclass_transform(field_specifiers=(made,))
def draft(cls: type[_T]) -> type[_T]:
    """Give a class with annotated fields an `__init__` that takes them, slots, `==` by value and a `repr`.

    Its instances can be changed, and so have no hash. Drafts have no bases and are no bases.
    """
    names = tuple(cls.__annotations__)
    body = {name: value for name, value in vars(cls).items() if name not in ("__dict__", "__weakref__")}
    defaults = {name: body.pop(name) for name in names if name in body}
    methods = _methods(names, attrgetter(*names) if len(names) > 1 else _alone(names[0]))
    body |= {name: methods[name] for name in ("__eq__", "__repr__")} | {"__hash__": None}
    body |= {
        "__qualname__": cls.__qualname__,
        "__slots__": names,
        "__match_args__": names,
        "__init__": _filler(names, defaults),
    }
    return cast(type[_T], type(cls.__name__, (), body))


def replaced(one: _T, **changes: object) -> _T:
    """A copy of a record or a draft with some fields changed; `TypeError` for a field it does not have."""
    names: tuple[str, ...] = type(one).__match_args__  # type: ignore[attr-defined]
    return type(one)(**{name: getattr(one, name) for name in names} | changes)


def _filler(names: tuple[str, ...], defaults: dict[str, Any]) -> Callable[..., None]:
    """An `__init__` for a draft."""
    anew = {name: value.factory for name, value in defaults.items() if isinstance(value, _Made)}
    missing = object()
    space: dict[str, Any] = {f"_default_{name}": missing if name in anew else value for name, value in defaults.items()}
    space |= {"_missing": missing} | {f"_make_{name}": factory for name, factory in anew.items()}
    signature = ", ".join([f"{name}=_default_{name}" if name in defaults else name for name in names])
    values = [f"_make_{name}() if {name} is _missing else {name}" if name in anew else name for name in names]
    filled = "\n".join([f"    self.{name} = {value}" for name, value in zip(names, values, strict=True)])
    # Only names of fields stand in the code, as in that of dataclasses.
    exec(f"def __init__(self, {signature}):\n{filled}", space)  # noqa: S102
    filler: Callable[..., None] = space["__init__"]
    return filler


def _maker(names: tuple[str, ...], defaults: dict[str, Any]) -> Callable[..., Any]:
    """A `__new__` that fills an open twin of the same shape, which then becomes the record.

    Setting attributes past a `__setattr__` that forbids it would take three times as long.
    """
    signature = ", ".join([f"{name}=_default_{name}" if name in defaults else name for name in names])
    filled = "\n".join([f"    self.{name} = {name}" for name in names])
    space: dict[str, Any] = {f"_default_{name}": value for name, value in defaults.items()}
    space |= {"_new": object.__new__, "_Twin": type("_Twin", (), {"__slots__": names})}
    begin, end = "    self = _new(_Twin)", "    self.__class__ = cls\n    return self"
    # Only names of fields stand in the code, as in that of dataclasses.
    exec(f"def __new__(cls, {signature}):\n{begin}\n{filled}\n{end}", space)  # noqa: S102
    made: Callable[..., Any] = space["__new__"]
    return made


def _methods(names: tuple[str, ...], values: Callable[[Any], tuple[Any, ...]]) -> dict[str, Any]:
    """What every record does, by its values."""

    def equal(self: object, other: object) -> bool:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: object) -> int:
        return hash(values(self))

    def shown(self: object) -> str:
        fields = ", ".join([f"{name}={value!r}" for name, value in zip(names, values(self), strict=True)])
        return f"{type(self).__qualname__}({fields})"

    def reduced(self: object) -> tuple[Any, ...]:
        return type(self), values(self)

    return {
        "__eq__": equal,
        "__hash__": hashed,
        "__repr__": shown,
        "__reduce__": reduced,
        "__setattr__": _refuse,
        "__delattr__": _refuse,
    }


def _alone(name: str) -> Callable[[Any], tuple[Any, ...]]:
    """The values of a record with a single field."""
    value = attrgetter(name)
    return lambda self: (value(self),)


def _refuse(self: object, name: str, value: object = None) -> NoReturn:
    raise AttributeError(f"{type(self).__qualname__} is frozen: {name} cannot be changed")


class _Fields:
    """`__dataclass_fields__`, which dataclasses itself makes where somebody asks."""

    def __init__(self, defaults: dict[str, Any]) -> None:
        self._defaults = defaults

    def __get__(self, instance: object, owner: type) -> dict[str, Any]:
        from dataclasses import field, fields, make_dataclass

        specs = [
            (name, kind, field(default=self._defaults[name]) if name in self._defaults else field())
            for name, kind in owner.__annotations__.items()
        ]
        # Without a text of its own it would be given its signature, which takes longer than all the rest.
        documented = {"__doc__": owner.__name__}
        twin = make_dataclass(owner.__name__, specs, namespace=documented, init=False, repr=False, eq=False)
        found = {one.name: one for one in fields(twin)}
        owner.__dataclass_fields__ = found  # type: ignore[attr-defined]
        return found

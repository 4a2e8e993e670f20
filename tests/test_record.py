"""A record is what a frozen dataclass with slots is."""

import copy
import inspect
import pickle
from dataclasses import FrozenInstanceError, dataclass, fields, is_dataclass, replace

import pytest

from clausecheck.record import draft, made, record, replaced


@record
class Point:
    """A place."""

    x: int
    y: int = 2
    """Up."""
    names: tuple[str, ...] = ()

    @property
    def sum(self) -> int:
        return self.x + self.y

    @classmethod
    def origin(cls) -> "Point":
        return cls(0, 0)


@record
class Other:
    x: int
    y: int = 2
    names: tuple[str, ...] = ()


@record
class Single:
    value: object


def model() -> type:
    @dataclass(frozen=True, slots=True)
    class Point:
        x: int
        y: int = 2
        names: tuple[str, ...] = ()

    return Point


def test_it_is_filled_by_place_by_name_and_by_default():
    assert [(p.x, p.y, p.names) for p in (Point(1), Point(1, 3), Point(y=3, x=1, names=("a",)))] == [
        (1, 2, ()),
        (1, 3, ()),
        (1, 3, ("a",)),
    ]


@pytest.mark.parametrize("call", [lambda t: t(), lambda t: t(1, 2, (), 4), lambda t: t(1, z=2), lambda t: t(1, x=2)])
def test_it_refuses_the_calls_that_a_dataclass_refuses(call):
    for kind in (Point, model()):
        with pytest.raises(TypeError):
            call(kind)


@pytest.mark.parametrize("name", ["x", "y", "z", "__class__"])
def test_nothing_in_it_can_be_changed(name):
    point = Point(1)
    with pytest.raises(AttributeError):
        setattr(point, name, 2)
    with pytest.raises(AttributeError):
        delattr(point, name)
    assert issubclass(FrozenInstanceError, AttributeError)
    assert not hasattr(point, "__dict__")


def test_it_is_compared_and_hashed_by_kind_and_value():
    assert Point(1) == Point(1, 2)
    assert Point(1) != Point(2)
    assert Point(1) != Other(1)
    assert Point(1) != (1, 2, ())
    assert len({Point(1), Point(1), Point(2), Single(1), Single(1)}) == 3


def test_it_is_shown_as_a_dataclass_is():
    assert repr(Point(1, names=("a",))) == "Point(x=1, y=2, names=('a',))"
    assert repr(Single("a")) == "Single(value='a')"


def test_its_methods_stay():
    assert (Point(1).sum, Point.origin().x, Point.__doc__, Point.__module__) == (3, 0, "A place.", __name__)


@pytest.mark.parametrize("made", [copy.copy, copy.deepcopy, lambda p: pickle.loads(pickle.dumps(p))])  # noqa: S301
def test_it_can_be_copied_and_pickled(made):
    assert made(Point(1, names=("a",))) == Point(1, names=("a",))
    assert made(Single(3)) == Single(3)


def test_dataclasses_takes_it_for_one_of_its_own():
    assert is_dataclass(Point)
    assert [(f.name, f.type, f.default) for f in fields(Point)][:2] == [
        (f.name, f.type, f.default) for f in fields(model())
    ][:2]
    assert replace(Point(1), y=5) == Point(1, 5)
    with pytest.raises(TypeError):
        replace(Point(1), z=5)


def test_a_match_statement_takes_it_apart():
    match Point(1, 2):
        case Point(x, y):
            assert (x, y) == (1, 2)


def test_its_call_is_documented():
    assert list(inspect.signature(Point).parameters) == ["x", "y", "names"]


@draft
class Basket:
    """A draft to try."""

    name: str
    apples: int = 0
    leaves: list[str] = made(factory=list)

    def weight(self) -> int:
        return self.apples * 2


def test_a_draft_is_filled_by_place_by_name_and_by_default():
    assert (Basket("a", 3).name, Basket("a", 3).apples, Basket("a", apples=2).weight()) == ("a", 3, 4)
    assert Basket("a").leaves == []
    assert Basket("a", leaves=["x"]).leaves == ["x"]
    with pytest.raises(TypeError):
        Basket()
    with pytest.raises(TypeError):
        Basket("a", pears=1)


def test_every_draft_has_a_list_of_its_own():
    first, second = Basket("a"), Basket("a")
    first.leaves.append("x")
    assert second.leaves == []


def test_a_draft_can_be_changed_is_compared_by_value_and_takes_no_other_field():
    basket = Basket("a")
    basket.apples = 5
    assert basket == Basket("a", 5) != Basket("a", 4)
    with pytest.raises(AttributeError):
        basket.pears = 1
    with pytest.raises(TypeError):
        hash(basket)


def test_replaced_changes_a_copy():
    basket = Basket("a", 1, ["x"])
    assert replaced(basket, apples=2) == Basket("a", 2, ["x"])
    assert basket.apples == 1
    with pytest.raises(TypeError):
        replaced(basket, pears=2)

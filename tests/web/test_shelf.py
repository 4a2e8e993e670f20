"""Results in memory."""

from clausecheck.web.shelf import Result, Shelf


def result(name: str, size: int = 1) -> Result:
    return Result(name, "", "", "", (), {"html": b"x" * size})


def names(shelf: Shelf) -> list[str]:
    return [one.name for _, one in shelf.all()]


def test_the_oldest_goes_when_there_are_too_many():
    shelf = Shelf(2, 100)
    for name in "abc":
        shelf.put(result(name))
    assert names(shelf) == ["c", "b"]


def test_the_oldest_go_when_they_are_too_large_together():
    shelf = Shelf(9, 100)
    for name, size in (("a", 40), ("b", 40), ("c", 90)):
        shelf.put(result(name, size))
    assert names(shelf) == ["c"]


def test_the_newest_is_kept_whatever_its_size():
    shelf = Shelf(9, 100)
    shelf.put(result("a", 500))
    assert names(shelf) == ["a"]


def test_ids_are_long_and_no_two_are_alike():
    shelf = Shelf(9, 100)
    ids = {shelf.put(result("a")) for _ in range(5)}
    assert len(ids) == 5
    assert min(map(len, ids)) >= 22

import pytest

from clausecheck.cli.limiting import LIMITS, parse_limits, show_limit, value_of
from clausecheck.extract.limits import Limits
from tests.extract.builders import lines, pdf

KINDS = {kind.name: kind for kind in LIMITS}


@pytest.fixture
def two_pages(tmp_path):
    path = tmp_path / "two.pdf"
    path.write_bytes(pdf(lines(["The fee is 350."]), lines(["The end."])))
    return path


def test_every_limit_can_be_set_and_is_described():
    assert tuple(kind.field for kind in LIMITS) == Limits.__match_args__
    assert all(kind.meaning for kind in LIMITS)


@pytest.mark.parametrize("kind", LIMITS, ids=lambda kind: kind.name)
def test_a_limit_is_shown_as_it_may_be_written(kind):
    usual = Limits()
    assert value_of(kind, show_limit(kind, usual)) == getattr(usual, kind.field)


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("pages", "5000", 5000),
        ("size", "200MB", 200 << 20),
        ("size", "1.5 g", 3 << 29),
        ("memory", "2GiB", 2 << 30),
        ("part", "10", 10),
        ("seconds", "0.5", 0.5),
    ],
)
def test_values_are_read_with_their_units(name, text, value):
    assert value_of(KINDS[name], text) == value


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("pages", "0"),
        ("pages", "-1"),
        ("pages", "1.5"),
        ("pages", "5MB"),
        ("size", "big"),
        ("size", ""),
        ("seconds", "5s"),
        ("memory", "9" * 15 + "GB"),
        ("seconds", "inf"),
        ("seconds", "nan"),
        ("pages", "١"),
    ],
)
def test_what_is_no_value_is_refused(name, text):
    with pytest.raises(ValueError, match="write a"):
        value_of(KINDS[name], text)


def test_limits_that_are_not_named_stay():
    assert parse_limits(["pages=7"], Limits(size=5)) == Limits(size=5, pages=7)


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("page=5", "did you mean pages?"),
        ("pages", "write a name and a value"),
        ("pages=many", "a whole number above 0"),
    ],
)
def test_a_wrong_limit_is_wrong_usage(clausecheck, two_pages, word, said):
    done = clausecheck("check", two_pages, "--limit", word)
    assert done.code == 2
    assert said in done.err


def test_a_limit_holds_for_the_check(clausecheck, two_pages):
    done = clausecheck("check", two_pages, "--limit", "pages=1")
    assert done.code == 3
    assert "2 pages, more than 1" in done.err


def test_a_limit_in_the_configuration_holds_too(clausecheck, two_pages, tmp_path):
    (tmp_path / "no-config.toml").write_text('[limits]\npages = 1\nsize = "1MB"\n')
    assert clausecheck("check", two_pages).code == 3
    assert clausecheck("check", two_pages, "--limit", "pages=2").code == 0
    assert "limit pages = 1" in clausecheck("config").out


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("limits = 3", "write a table"),
        ("[limits]\npage = 1", "did you mean pages?"),
        ("[limits]\npages = true", "a whole number above 0."),
        ('[limits]\nsize = "x"', "write a size above 0, such as 200MB."),
    ],
)
def test_wrong_limits_in_the_configuration_are_told(clausecheck, two_pages, tmp_path, text, said):
    (tmp_path / "no-config.toml").write_text(text)
    done = clausecheck("check", two_pages)
    assert done.code == 2
    assert said in done.err


def test_the_limits_are_shown(clausecheck):
    out = clausecheck("limits", "--limit", "pages=7").out
    assert [line.split()[0] for line in out.splitlines()[: len(LIMITS)]] == [kind.name for kind in LIMITS]
    assert "7  of one PDF" in out

import pytest

from clausecheck.errors import RuleError, UsageProblem
from clausecheck.rulebook import load, load_lean, store
from clausecheck.rulebook.places import builtin_folder
from tests.rulebook.folders import OVERRUN


@pytest.fixture(autouse=True)
def _own_cache(tmp_path, monkeypatch):
    monkeypatch.delenv("CLAUSECHECK_CACHE", raising=False)
    monkeypatch.setattr(store, "_user_cache", lambda: tmp_path)


OWN = """topic: overrun
signals:
  - id: overrun.house-rule
    stance: adverse
    severity: 2
    plain: The house rule applies.
    when: house rule
    examples: {fires: ["The house rule applies."], stays quiet: ["Overruns are paid."]}
"""


@pytest.fixture
def own(tmp_path):
    folder = tmp_path / "own"
    (folder / "workload").mkdir(parents=True)
    (folder / "workload" / "overrun.yaml").write_text(OWN)
    return folder


def ids(rulebook):
    return [signal.id for topic in rulebook.topics for signal in topic.signals]


def test_cached_and_uncached_rules_are_the_same(tmp_path):
    fresh = load_lean(cache=False)
    first = load_lean()
    assert list((tmp_path / "clausecheck").iterdir())
    assert fresh == first == load_lean()


def test_the_whole_rulebook_has_the_same_signals_and_their_examples():
    whole = load()
    assert ids(whole) == ids(load_lean())
    assert all(s.examples for t in whole.topics for s in t.signals if s.stance != "neutral")
    assert whole.concepts


def test_a_user_folder_adds_to_the_built_in_rules_and_changes_their_digest(own):
    assert "overrun.house-rule" in ids(load([own]))
    assert load([own]).sha256 == load_lean([own]).sha256 != load().sha256


def test_a_change_of_a_user_file_is_seen_at_once(own):
    load_lean([own])
    (own / "workload" / "overrun.yaml").write_text(OWN.replace("house-rule", "other-rule"))
    assert "overrun.other-rule" in ids(load_lean([own]))


def test_problems_name_the_users_file_as_the_user_named_the_folder(own, monkeypatch):
    (own / "workload" / "overrun.yaml").write_text(OWN.replace("severity: 2", "severity: 7"))
    monkeypatch.chdir(own.parent)
    from pathlib import Path

    with pytest.raises(RuleError) as fault:
        load([Path("own")])
    assert [str(p).split(": ")[0] for p in fault.value.problems] == ["own/workload/overrun.yaml:5"]


def test_a_folder_that_is_none_or_holds_nothing_is_a_usage_problem(tmp_path):
    with pytest.raises(UsageProblem, match="no such folder"):
        load([tmp_path / "nowhere"])
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageProblem, match="no rule files"):
        load([tmp_path / "empty"])


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("worklod/overrun.yaml", "no rules are read from this folder; did you mean 'workload'?"),
        ("overrun.yaml", "no rules are read from this file"),
        ("workload/lateness.yml", "rule files end in .yaml"),
    ],
)
def test_a_file_where_nothing_reads_it_is_a_problem(own, path, message):
    (own / path).parent.mkdir(exist_ok=True)
    (own / path).write_text(OVERRUN)
    with pytest.raises(RuleError, match=message.replace("?", r"\?")):
        load([own])


def test_the_built_in_rules_stand_in_the_package_or_beside_it():
    assert builtin_folder().name in ("_rules", "rules")
    assert (builtin_folder() / "topics.yaml").is_file()


def test_text_that_is_not_utf8_is_a_problem_with_its_line(own):
    (own / "workload" / "overrun.yaml").write_bytes(
        OWN.encode().replace(b"house rule applies", b"h\xe9 rule applies", 1)
    )
    with pytest.raises(RuleError, match=r"overrun\.yaml:6: the file is not UTF-8 text"):
        load([own])

import pytest

from clausecheck.errors import RuleError, UsageProblem
from clausecheck.rulebook import load, packs
from clausecheck.rulebook.examples import run
from clausecheck.rulebook.lint import lint
from clausecheck.rulebook.model import Stance
from clausecheck.rulebook.packs import known_packs, load_pack, load_pack_lean, wanted_packs

FEWEST = 5
"""Examples, firing and quiet together, that every alarm about a duty has."""


@pytest.fixture(scope="module")
def agency():
    return load_pack("agency")


def test_the_packs_there_are_begin_with_the_built_in_rules():
    assert known_packs() == ("locum", "agency")


def test_naming_the_built_in_rules_adds_nothing():
    assert wanted_packs(["locum", "agency", "agency"]) == ("agency",)


@pytest.mark.parametrize("name", ["agencies", "../agency", ""])
def test_a_name_that_is_no_pack_is_refused_with_those_there_are(name):
    with pytest.raises(UsageProblem, match="locum, agency"):
        load_pack(name)


def test_every_example_does_as_it_says(agency):
    assert run(agency.rulebook, engagement="agency") == ()


def test_the_pack_is_in_order_as_a_set(agency):
    assert lint(agency.rulebook, pack="agency") == ()


def test_every_topic_is_law_with_a_source(agency):
    assert [
        t.slug for t in agency.rulebook.topics if t.basis != "law" or not any(s.kind == "law" for s in t.sources)
    ] == []


def test_a_source_read_at_second_hand_is_named_where_the_law_is_told(agency):
    for topic in agency.rulebook.topics:
        second = [s for s in topic.sources if "as reported by" in s.title]
        assert len(second) < len(topic.sources) or "as reported by" in topic.why, topic.slug


def test_its_topics_are_none_of_the_built_in_rules(agency):
    assert {t.slug for t in agency.rulebook.topics}.isdisjoint(slug for slug, _ in load().slugs)


def test_alarms_about_a_duty_have_enough_examples(agency):
    few = [
        signal.id
        for topic in agency.rulebook.topics
        for signal in topic.signals
        if signal.stance is Stance.adverse and len(signal.examples) < FEWEST
    ]
    assert few == []


def test_from_the_cache_it_is_the_same(agency):
    first, second = load_pack_lean("agency"), load_pack_lean("agency")
    assert first == second
    assert first.rulebook.sha256 == agency.rulebook.sha256
    assert [t.slug for t in first.rulebook.topics] == [t.slug for t in agency.rulebook.topics]


def written(tmp_path, monkeypatch, signal: str, manifest: str = ""):
    """A pack of one topic with one signal, in place of those that come with the package."""
    folder = tmp_path / "own"
    (folder / "pay").mkdir(parents=True)
    (folder / "pack.yaml").write_text(
        manifest
        or "pack: own\ntitle: Own\nperspective: agency\ndescription: Own.\nengagement: [agency]\nnation: [england]\n"
    )
    (folder / "topics.yaml").write_text("topics:\n  own-pay: {axis: pay, silence: 0, adverse: a}\n")
    (folder / "pay" / "own-pay.yaml").write_text(
        "topic: own-pay\naxis: pay\ntitle: Pay\nquestion: Is it?\nwhy: So.\nask: This.\nbasis: judgement\nsignals:\n"
        + signal
    )
    monkeypatch.setattr("clausecheck.rulebook.places.packs_folder", lambda: tmp_path)
    monkeypatch.setattr(packs, "packs_folder", lambda: tmp_path)
    return load_pack("own")


SIGNAL = """  - id: own-pay.waits
    stance: adverse
    severity: 4
    plain: It waits.
    as: {name}
{more}    examples:
      fires: ["Payment is conditional on receipt of cleared funds from the Client."]
      stays quiet: ["We pay every Friday."]
"""


def test_a_signal_may_take_over_the_conditions_of_a_built_in_one(tmp_path, monkeypatch):
    own = written(tmp_path, monkeypatch, SIGNAL.format(name="payment-terms.pay-when-paid", more=""))
    assert run(own.rulebook) == ()
    assert own.rulebook.topics[0].signals[0].effects == ()


def test_its_own_exceptions_and_phrases_stand_beside_them(tmp_path, monkeypatch):
    more = "    when: |\n      every friday\n    unless: |\n      cleared funds\n"
    own = written(tmp_path, monkeypatch, SIGNAL.format(name="payment-terms.pay-when-paid", more=more))
    assert [failure.fires for failure in run(own.rulebook)] == [True, False]


def test_a_signal_that_is_not_there_cannot_be_taken_over(tmp_path, monkeypatch):
    with pytest.raises(RuleError, match="pay-when-payed"):
        written(tmp_path, monkeypatch, SIGNAL.format(name="payment-terms.pay-when-payed", more=""))


@pytest.mark.parametrize(
    ("manifest", "part"),
    [
        ("pack: other\ntitle: O\nperspective: agency\ndescription: O.\nengagement: [agency]\nnation: [ni]\n", "'own'"),
        ("pack: own\ntitle: O\nperspective: judge\ndescription: O.\nengagement: [agency]\nnation: [ni]\n", "judge"),
        ("pack: own\n", "'title' is missing"),
    ],
)
def test_a_manifest_with_a_fault_is_refused_with_its_line(tmp_path, monkeypatch, manifest, part):
    with pytest.raises(RuleError) as told:
        written(tmp_path, monkeypatch, SIGNAL.format(name="payment-terms.pay-when-paid", more=""), manifest)
    assert any("pack.yaml" in str(p) and part in str(p) for p in told.value.problems)

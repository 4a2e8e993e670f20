import pytest

from clausecheck.render.sarif_rules import LEVELS, descriptor, message
from clausecheck.rulebook import load
from tests.render.reports import finding


@pytest.fixture(scope="module")
def topics():
    return {topic.slug: topic for topic in load().topics}


def test_a_rule_of_the_rulebook_has_its_own_level_and_sources(topics):
    signal = next(s for s in topics["overrun"].signals if s.stance == "adverse")
    rule = descriptor(finding(rule=signal.id), topics["overrun"])
    assert rule["defaultConfiguration"]["level"] == LEVELS[signal.severity]
    assert rule["properties"]["tags"] == ["workload", "overrun"]
    for source in topics["overrun"].sources:
        assert source.title in rule["help"]["text"]


def test_a_rule_without_a_rulebook_is_described_by_its_finding():
    rule = descriptor(finding(), None)
    assert rule["shortDescription"]["text"] == "Overrun"
    assert finding().why in rule["help"]["text"]
    assert "defaultConfiguration" not in rule


def test_every_rule_of_every_topic_can_be_described(topics):
    for topic in topics.values():
        for signal in topic.signals:
            assert descriptor(finding(rule=signal.id, topic=topic.slug), topic)["help"]["markdown"]


def test_brackets_are_escaped_only_where_they_would_make_a_link():
    assert message("see [4] and {5}") == {"text": "see [4] and {{5}}"}
    assert message("[pay](http://x)") == {"text": "\\[pay\\](http://x)"}

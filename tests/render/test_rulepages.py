from clausecheck.render.rulepages import rule_list, rule_page
from clausecheck.report import Confidence
from clausecheck.rulebook.model import Condition, Example, Op, Rulebook, SignalRule, Stance, Topic
from tests.render.reports import GUIDE


def signal(name: str, stance: Stance, *examples: Example) -> SignalRule:
    return SignalRule(
        id=name,
        topic="overrun",
        stance=stance,
        severity=4,
        confidence=Confidence.high,
        plain="You are not paid.",
        when=Condition(Op.any),
        unless=None,
        unless_clause=None,
        unless_contract=None,
        who=(),
        force=(),
        under=None,
        kinds=(),
        engagements=(),
        nations=(),
        sets=(),
        effects=(),
        names_document=False,
        ladder="",
        also=(),
        settles=False,
        examples=examples,
        path="",
        line=0,
    )


TOPIC = Topic(
    slug="overrun",
    axis="workload",
    title="Overrun pay",
    question="Who pays?",
    why="It is your evening.",
    ask="Pay it.",
    basis="guidance",
    sources=(GUIDE,),
    silence=5,
    silence_unless=(),
    silent_plain="You would have to argue.",
    quantity=None,
    false_alarms="Capped work.",
    signals=(
        signal(
            "overrun.unpaid", Stance.adverse, Example("No pay.", True, "", "Fees", 1), Example("Pay.", False, "", "", 2)
        ),
        signal("overrun.paid", Stance.protective),
    ),
    path="",
)
RULES = Rulebook((TOPIC,), (), "", {}, axes=(("workload", "How much work"),))


def test_the_list_counts_signals_by_topic():
    assert rule_list(RULES) == ("Workload: How much work\n  overrun  Overrun pay (2 signals)\n\n1 topic, 2 signals.\n")


def test_a_topic_page_says_all_a_reader_asks():
    page = rule_page(RULES, "overrun")
    for part in (
        "Overrun pay (overrun, workload)\n",
        "Who pays?",
        "Why it matters: It is your evening.",
        "Ask for: Pay it.",
        "If nothing is said: You would have to argue.",
        "False alarms: Capped work.",
        "Basis: published guidance",
        "[B3] Locum handbook. Read 2026-11-02.\n  https://example.org/handbook\n",
        "overrun.unpaid: adverse, negotiate hard (4 of 5), confidence high\n",
        "Fires on:\n  - Fees: No pay.\n",
        "Stays quiet on:\n  - Pay.\n",
        "overrun.paid: protective, confidence high\n",
    ):
        assert part in page


def test_a_signal_page_holds_that_signal_alone():
    page = rule_page(RULES, "overrun.paid")
    assert "overrun.paid: protective" in page
    assert "overrun.unpaid:" not in page


def test_what_nobody_knows_has_no_page():
    assert rule_page(RULES, "overrunn") is None

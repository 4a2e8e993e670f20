# ruff: noqa: E501 - the table of faults reads best one a line
import pytest

from clausecheck.rulebook.model import Op
from tests.rulebook.folders import FILES, OVERRUN, SOURCES, TOPICS, WORDS, built, said


def test_good_rules_have_no_problems():
    assert said() == []


def test_a_topic_is_read_with_all_its_parts():
    (topic,) = built()[0].topics
    assert (topic.slug, topic.axis, topic.silence, topic.silence_unless) == ("overrun", "workload", 5, ("agency",))
    assert [source.key for source in topic.sources] == ["B3"]
    assert [signal.id for signal in topic.signals] == ["overrun.unpaid", "overrun.paid"]
    unpaid = topic.signals[0]
    assert [(e.text, e.fires) for e in unpaid.examples] == [
        ("Any overrun is unpaid.", True),
        ("An overrun is paid.", False),
        ("The break is unpaid.", False),
    ]


def test_a_phrase_in_a_block_knows_its_own_line_and_comments_are_no_phrases():
    overrun = next(c for c in built()[0].concepts if c.name == "overrun")
    assert [(p.text, p.line) for p in overrun.phrases] == [("overrun*", 4), ("run late", 5)]


def test_conditions_keep_their_shape():
    when = """
        when:
          any:
            - |
              one two
              three
            - {order: [four, "five"], within: 3}
    """
    text = OVERRUN.replace("    when: |\n      {overrun} ... {unpaid}\n", when.replace("\n    ", "\n"))
    condition = built(overrun=text)[0].topics[0].signals[0].when
    assert condition.op is Op.any
    assert [p.text for p in condition.phrases] == ["one two", "three"]
    (order,) = condition.parts
    assert (order.op, order.within, [part.phrases[0].text for part in order.parts]) == (Op.order, 3, ["four", "five"])


BROKEN = [
    ("overrun", "axis: workload", "axis: workload\naxis: workload", "'axis' stands twice, first on line 2"),
    ("overrun", "why: It adds up.", "wy: It adds up.", "unknown key 'wy'; did you mean 'why'?"),
    ("overrun", "why: It adds up.\n", "", "'why' is missing"),
    ("overrun", "why: It adds up.", "why: no", "put it in quotes"),
    ("overrun", "why: It adds up.", "why: 8:30", "put it in quotes"),
    ("overrun", "title: Overrun", "title: 12", "put it in quotes"),
    ("overrun", "topic: overrun", "topic: overun", "unknown 'overun'; did you mean 'overrun'?"),
    ("overrun", "topic: overrun", "topic: fee-basis", "the file is named 'overrun' but its topic is 'fee-basis'"),
    ("overrun", "axis: workload", "axis: pay", "topics.yaml puts 'overrun' under 'workload'"),
    ("overrun", "basis: guidance", "basis: guidence", "did you mean 'guidance'?"),
    ("overrun", "[B3]", "[B33]", "unknown 'B33'; did you mean 'B3'?"),
    ("overrun", "[B3]", "B3", "must be a list, not text; write [B3]"),
    ("overrun", "severity: 5", "severity: 6", "whole number from 1 to 5, not '6'"),
    ("overrun", "severity: 5\n", "confidence: high\n", "needs a severity"),
    ("overrun", "stance: protective", "stance: protective\n    severity: 2", "only an adverse signal has a severity"),
    ("overrun", "stance: protective", "stance: protective\n    settles: true", "only a neutral signal"),
    ("overrun", "stance: protective", "stance: neutral\n    settles: yes", "must be true or false, not 'yes'"),
    ("overrun", "stance: adverse", "stance: advers", "did you mean 'adverse'?"),
    ("overrun", "id: overrun.paid", "id: overrun.unpaid", "'overrun.unpaid' stands already in rules/workload/overrun.yaml"),
    ("overrun", "id: overrun.paid", "id: paid.overrun", "an id is the topic, a dot"),
    ("overrun", "on: [overrun.unpaid]", "on: [overrun.unpayed]", "unknown 'overrun.unpayed'; did you mean 'overrun.unpaid'?"),
    ("overrun", "on: [overrun.unpaid]", "on: [overrun:hostile]", "effect on unknown 'overrun:hostile'"),
    ("overrun", "in: contract", "in: document", "accepted: limb, clause, contract"),
    ("overrun", "sets: [overrun_gbp_per_hour]", "sets: [overrun_gbp]", "did you mean 'overrun_gbp_per_hour'?"),
    ("overrun", "sets: [overrun_gbp_per_hour]\n", "sets: [penalty_gbp]\n", "plain names {overrun_gbp_per_hour}, which"),
    ("overrun", "name: overrun_gbp_per_hour", "name: overruns", "quantity: name: unknown 'overruns'"),
    ("overrun", '      fires: ["Any overrun is unpaid."]\n', "", "at least one under 'fires'"),
    ("overrun", '      stays quiet: ["An overrun is paid.", "The break is unpaid."]\n', "", "at least one under 'stays quiet'"),
    ("overrun", "within: 12", "within: 0", "whole number from 1 to 200"),
    ("overrun", "near: [", "all: [", "'within' goes with near or order, not with all"),
    ("overrun", '"{money}"]', "{money}]", "a phrase that begins with { needs quotes"),
    ("overrun", "{overrun} ...", "{overun} ...", "unknown concept 'overun'; did you mean 'overrun'?"),
    ("overrun", "{overrun} ...", "((", "phrase '(( {unpaid}'"),
    ("overrun", "when: {near", "when: {naer", "unknown key 'naer'; did you mean 'near'?"),
    ("words", "run late", "run {nothing}", "unknown concept 'nothing'"),
    ("words", "run late", "run {unpaid overrun}\n  unpaid overrun: |\n    {overrun}", "overrun -> unpaid overrun -> overrun"),
    ("words", "  overrun: |", "  Over Run: |", "a name is lower-case words"),
    ("words", "  overrun: |", "  money: |", "taken by the phrase language"),
    ("words", "    except", "    excpt", "did you mean 'except'?"),
    ("topics", "silence: 5", "silence: 6", "whole number from 0 to 5"),
    ("topics", "[agency]", "[agencies]", "did you mean 'agency'?"),
    ("sources", "2026-11-01", "November", "must be a date like 2026-11-01"),
    ("sources", "confirmed}", "confirmed-2nd}", "as reported by"),
    ("sources", "https://example", "example", "must begin with https://"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "message"), BROKEN, ids=[f"{b[0]}-{b[2][:30]}" for b in BROKEN])
def test_each_fault_is_named_with_what_is_accepted(file, old, new, message):
    text = {"overrun": OVERRUN, "words": WORDS, "topics": TOPICS, "sources": SOURCES}[file]
    assert old in text
    problems = said(**{file: text.replace(old, new)})
    assert any(message in problem for problem in problems), problems


def test_all_problems_of_all_files_are_reported_at_once_by_path_and_line():
    problems = said(overrun=OVERRUN.replace("why", "wy").replace("severity: 5", "severity: 9"), sources="sources: []")
    places = [problem.split(": ")[0] for problem in problems]
    assert places == sorted(places, key=lambda p: (p.rsplit(":", 1)[0], int(p.rsplit(":", 1)[1])))
    assert {"rules/sources.yaml:1", "rules/workload/overrun.yaml:5", "rules/workload/overrun.yaml:15"} <= set(places)


def test_a_file_that_is_no_yaml_is_one_problem_with_its_line():
    (problem,) = said(overrun=OVERRUN.replace("why: It adds up.", "why: 'It adds up."))
    assert problem.startswith("rules/workload/overrun.yaml:")
    assert "not readable as YAML" in problem


def test_aliases_are_refused():
    problems = said(
        overrun=OVERRUN.replace("why: It adds up.", "why: &a It adds up.").replace("ask: Overruns are paid.", "ask: *a")
    )
    assert any("anchors and aliases" in problem for problem in problems)


def test_a_topic_in_the_wrong_folder_is_named():
    problems = said({"pay/overrun.yaml": OVERRUN})
    assert "mine0/pay/overrun.yaml:1: 'overrun' is of the axis 'workload' but the file stands in 'pay'" in problems


def test_one_concept_in_two_files_is_refused():
    problems = said({"vocabulary/a.yaml": WORDS, "vocabulary/b.yaml": WORDS})
    assert "mine0/vocabulary/b.yaml:2: concept 'overrun' stands already in mine0/vocabulary/a.yaml:2" in [
        problem.replace(":3:", ":2:").replace("yaml:3", "yaml:2") for problem in problems
    ]


OWN = """
topic: overrun
signals:
  - id: overrun.unpaid
    stance: adverse
    severity: 3
    plain: Ours.
    when: ours
    examples: {fires: [ours], stays quiet: [theirs]}
  - id: overrun.more
    stance: adverse
    severity: 2
    plain: More.
    when: more
    examples: {fires: [more], stays quiet: [less]}
"""


def test_a_user_folder_replaces_signals_of_the_same_id_and_adds_the_others():
    rulebook, problems = built({"workload/overrun.yaml": OWN})
    assert problems == []
    (topic,) = rulebook.topics
    assert [(s.id, s.severity) for s in topic.signals] == [
        ("overrun.unpaid", 3),
        ("overrun.paid", 0),
        ("overrun.more", 2),
    ]
    assert topic.question == "Who pays for it?"


def test_a_user_folder_may_bring_a_topic_sources_and_words_of_its_own():
    extra = OVERRUN.replace("overrun.", "late-fee.").replace("topic: overrun", "topic: late-fee").replace("B3", "X1")
    rulebook, problems = built(
        {
            "topics.yaml": 'topics:\n  late-fee: {axis: workload, silence: 0, adverse: "a"}\n',
            "sources.yaml": SOURCES.replace("B3", "X1"),
            "vocabulary/own.yaml": "concepts:\n  unpaid: gratis\n",
            "workload/late-fee.yaml": extra,
        }
    )
    assert problems == []
    assert [t.slug for t in rulebook.topics] == ["overrun", "late-fee"]
    assert [p.text for c in rulebook.concepts if c.name == "unpaid" for p in c.phrases] == ["gratis"]


def test_grading_is_read_as_it_stands_and_a_user_part_replaces_a_part():
    rulebook, problems = built({"grading.yaml": "b: {z: 1}\n"}, grading="a: [1, 2.5, x, true]\nb: {y: 2}\n")
    assert problems == []
    assert rulebook.grading == {"a": [1, 2.5, "x", True], "b": {"z": 1}}


def test_topics_come_by_axis_then_in_the_order_of_the_topics_file():
    fee = (
        OVERRUN.replace("overrun.", "fee-basis.")
        .replace("topic: overrun", "topic: fee-basis")
        .replace("axis: workload", "axis: pay")
    )
    first = TOPICS.replace("  fee-basis: {axis: pay, silence: 0", "  zzz: {axis: pay, silence: 0")
    topics = first.replace("topics:\n", 'topics:\n  fee-basis: {axis: pay, silence: 0, adverse: "x"}\n')
    assert "zzz" in topics
    rulebook, problems = built({"pay/fee-basis.yaml": fee}, topics=topics)
    assert problems == []
    assert [t.slug for t in rulebook.topics] == ["overrun", "fee-basis"]
    assert FILES["topics.yaml"] == TOPICS


def test_a_topic_says_where_its_wording_is_proposed_and_inserts_it_unless_it_says():
    silent, _ = built({"workload/overrun.yaml": OVERRUN})
    said, problems = built({"workload/overrun.yaml": OVERRUN.replace("basis:", "redline: replace\nbasis:")})
    assert problems == []
    assert (silent.topics[0].redline, said.topics[0].redline) == ("insert", "replace")
    _, problems = built({"workload/overrun.yaml": OVERRUN.replace("basis:", "redline: replase\nbasis:")})
    assert len(problems) == 1
    assert "redline" in str(problems[0])

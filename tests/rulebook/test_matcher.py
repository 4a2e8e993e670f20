"""Rules on limbs: every operator, every filter, what fires and what stays quiet."""

import marshal
from dataclasses import replace

import pytest

from clausecheck.reading.contract import Contract
from clausecheck.rulebook.compile import compiled_plain
from clausecheck.rulebook.matcher import Matcher
from clausecheck.rulebook.model import Rulebook, SignalRule
from clausecheck.rulebook.phrases import PhraseError
from tests.rulebook.limbs import Draft, block, combined, contract, rule, rulebook


def fires(book: Rulebook, *drafts: Draft | str) -> bool:
    return bool(Matcher(book).detect(contract(*drafts)))


def evidence(book: Rulebook, *drafts: Draft | str) -> str:
    made = contract(*drafts)
    (signal,) = Matcher(book).detect(made)
    return made.document.text[signal.start : signal.end]


@pytest.mark.parametrize(
    ("phrase", "text", "words"),
    [
        ("unpaid", "All overruns are unpaid.", "unpaid"),
        ("without pay", "Stay late without pay, please.", "without pay"),
        ("without pay", "Pay without notice.", None),
        ("without pay", "without any pay", None),
        ("without [any] pay", "late without any pay", "without any pay"),
        ("without [any] pay", "late without pay", "without pay"),
        ("without [any|further] [extra] pay", "without further extra pay", "without further extra pay"),
        ("overrun*", "The overrunning clinic", "overrunning"),
        ("overrun*", "An over run", None),
        ("(no|nil) pay", "nil pay", "nil pay"),
        ("(no pay|nothing due)", "there is nothing due", "nothing due"),
        ("late ..2.. unpaid", "late is always unpaid", "late is always unpaid"),
        ("late ..1.. unpaid", "late is always unpaid", None),
        ("late ... unpaid", "late 1 2 3 4 5 6 7 8 unpaid", "late 1 2 3 4 5 6 7 8 unpaid"),
        ("late ... unpaid", "late 1 2 3 4 5 6 7 8 9 unpaid", None),
        ("late ..3.. unpaid", "late late not unpaid", "late not unpaid"),
        ("{locum} pays", "@locum pays", "@locum pays"),
        ("{locum} pays", "@other pays", None),
        ("{other} pays", "@client pays", "@client pays"),
        ("{client} pays", "@other pays", None),
        ("{party} pays", "@neither pays", "@neither pays"),
        ("{locum's} cost", "at @locum's cost", "@locum's cost"),
        ("{locum's} cost", "at @other's cost", None),
        ("{other's} cost", "at @client's cost", "@client's cost"),
        ("{unpaid}", "it is not paid", "not paid"),
        ("{unpaid} ..3.. {overrun}", "not paid for any overrun", "not paid for any overrun"),
        ("{must not} ..2.. {overrun}", "you must never ever overrun", "must never ever overrun"),
        ("stay {late unpaid}", "stay late and not paid", "stay late and not paid"),
        ("pay; nothing", "pay; nothing", "pay; nothing"),
        ("pay nothing", "pay; nothing", None),
    ],
)
def test_a_phrase_matches_these_words(phrase: str, text: str, words: str | None) -> None:
    book = rulebook(
        rule(phrase),
        unpaid="unpaid\nnot paid",
        overrun="overrun*\nrun late",
        must_not="must (not|never)",
        late_unpaid="late ..2.. {unpaid}",
    )
    if words is None:
        assert not fires(book, text)
    else:
        assert evidence(book, text) == words


@pytest.mark.parametrize(
    ("reference", "value", "matches"),
    [
        ("{duration > 30 days}", 43201.0, True),
        ("{duration > 30 days}", 43200.0, False),
        ("{duration >= 30 days}", 43200.0, True),
        ("{duration < 30 days}", 43200.0, False),
        ("{duration <= 30 days}", 43200.0, True),
        ("{duration = 30 days}", 43200.0, True),
        ("{duration 2..4 weeks}", 43200.0, False),
        ("{duration 2..5 weeks}", 43200.0, True),
        ("{duration}", 1.0, True),
        ("{number}", 30.0, False),
        ("{money}", 30.0, False),
    ],
)
def test_a_typed_reference_compares_the_quantity(reference: str, value: float, matches: bool) -> None:
    draft = Draft("pay within thirty 30 days of invoice", has=[("duration", value, "thirty 30 days")])
    assert fires(rulebook(rule(f"within {reference} of")), draft) is matches


def test_a_number_is_no_money_percent_duration_time_or_distance() -> None:
    kinds = ("money", "percent", "duration", "time", "distance", "number")
    book = rulebook(*(rule(f"{{{kind}}}", id=f"topic.{kind}") for kind in kinds))
    for kind in kinds:
        found = Matcher(book).detect(contract(Draft("30 of them", has=[(kind, 30.0, "30")])))
        assert [signal.rule.id for signal in found] == [f"topic.{kind}"]


@pytest.mark.parametrize(
    ("phrase", "heading", "lead", "own", "matches"),
    [
        ("stay late", "", "", "stay late", True),
        ("stay late", "", "stay", "late", False),
        ("stay ... late", "", "stay", "late", False),
        ("stay ..2.. late", "stay", "", "very late", False),
        ("late", "", "late", "stay", False),
        ("late", "late", "", "stay", False),
        ("late", "late", "late", "stay late", True),
    ],
)
def test_a_phrase_stays_in_one_part_and_its_evidence_in_the_own_words(
    phrase: str, heading: str, lead: str, own: str, matches: bool
) -> None:
    assert fires(rulebook(rule(phrase)), Draft(own, heading=heading, lead=lead)) is matches


def test_near_all_and_order_reach_into_heading_and_lead_in() -> None:
    draft = Draft("absorbed in the fee", heading="Overruns", lead="@locum agrees")
    for op in ("near", "all", "order"):
        book = rulebook(rule(combined(op, "overrun*", "absorbed")))
        assert evidence(book, draft) == "absorbed"
    assert not fires(rulebook(rule(combined("near", "overrun*", "agrees"))), draft)


@pytest.mark.parametrize(
    ("op", "within", "text", "words"),
    [
        ("near", 4, "late work is unpaid", "late work is unpaid"),
        ("near", 3, "late work is unpaid", None),
        ("near", 4, "unpaid work is late", "unpaid work is late"),
        ("near", 3, "late late late x unpaid late", "late x unpaid"),
        ("all", 1, "late 1 2 3 4 5 6 7 8 9 10 unpaid", "late 1 2 3 4 5 6 7 8 9 10 unpaid"),
        ("all", 1, "late late", None),
        ("order", 2, "late work is unpaid", "late work is unpaid"),
        ("order", 1, "late work is unpaid", None),
        ("order", 9, "unpaid work is late", None),
        ("any", 1, "so unpaid", "unpaid"),
    ],
)
def test_operators_combine_parts(op: str, within: int, text: str, words: str | None) -> None:
    book = rulebook(rule(combined(op, "late", "unpaid", within=within)))
    assert (evidence(book, text) if words else fires(book, text)) == (words or False)


def test_operators_nest() -> None:
    inner = combined("any", "unpaid", combined("order", "no", "pay", within=2))
    book = rulebook(rule(combined("all", "{late}", inner)), late="late")
    assert fires(book, "late work gets no further pay")
    assert fires(book, "unpaid if late")
    assert not fires(book, "late work gets pay, no doubt")


def test_any_of_phrases_and_conditions_is_either() -> None:
    condition = replace(block("unpaid"), parts=(combined("all", "no", "pay"),))
    book = rulebook(rule(condition))
    assert fires(book, "unpaid")
    assert fires(book, "pay there is no")
    assert not fires(book, "pay there is")


def test_a_match_inside_an_exception_does_not_count() -> None:
    book = rulebook(rule("{paid}"), paid=("paid\npays ..2.. fee", "not [be] paid\nnever pays"))
    assert fires(book, "it is paid")
    assert not fires(book, "it is not paid")
    assert not fires(book, "it will not be paid")
    assert fires(book, "not be paid, or paid late")
    assert fires(book, "never pays a fee")  # the match is longer than the exception


def test_the_exception_of_a_concept_may_refer_to_another() -> None:
    book = rulebook(rule("{paid}"), paid=("paid", "{unpaid}"), unpaid="not ..3.. paid")
    assert not fires(book, "not to be paid")
    assert fires(book, "to be paid")


def test_unless_looks_at_the_limb_and_its_lead_ins_but_not_at_headings_alone() -> None:
    for unless in (block("approved\nagreed"), combined("near", "agreed", "fee", within=5)):
        book = rulebook(rule("unpaid", unless=unless))
        assert fires(book, "overruns are unpaid")
        assert not fires(book, "overruns are unpaid unless a fee is agreed")
        assert not fires(book, Draft("overruns are unpaid", lead="the agreed fee"))
        assert fires(book, Draft("overruns are unpaid", heading="agreed fee"))
    assert not fires(book, Draft("the fee is unpaid", heading="Agreed"))


def test_unless_in_clause_looks_at_its_own_clause_only() -> None:
    book = rulebook(rule("unpaid", unless_clause="agreed"))
    assert fires(book, "unpaid", Draft("agreed", clause=1))
    assert not fires(book, "unpaid", "agreed")
    assert not fires(book, "unpaid unless agreed")
    assert fires(book, "unpaid", Draft("agreed", speaks=False))


def test_unless_in_contract_looks_everywhere_that_speaks() -> None:
    book = rulebook(rule("unpaid", unless_contract="agreed"))
    assert not fires(book, "unpaid", Draft("agreed", clause=1))
    assert fires(book, "unpaid", Draft("agreed", clause=1, speaks=False))


def test_unless_in_contract_sees_what_the_parties_are_called() -> None:
    book = rulebook(rule("unpaid", unless_contract="{other} [the] umbrella"))
    read = contract("unpaid", "@other pays")
    limb = read.limbs[1]
    text = read.document.text + "The Umbrella"
    called = replace(limb, spans=((len(text) - 12, len(text)), limb.spans[1]))
    assert Matcher(book).detect(read)
    named = replace(read, document=replace(read.document, text=text), limbs=(read.limbs[0], called))
    assert not Matcher(book).detect(named)


def test_under_wants_the_heading_the_lead_in_the_row_or_the_defined_term() -> None:
    book = rulebook(rule("absorbed", under="overrun*"))
    assert fires(book, Draft("absorbed", heading="Overruns"))
    assert fires(book, Draft("absorbed", heading="Pay", lead="any overrun is"))
    assert not fires(book, "overruns are absorbed")
    assert fires(book, Draft("overruns: absorbed", kind="row"))
    assert fires(book, Draft("means time absorbed", kind="definition", defines="overrun time"))
    assert not fires(book, Draft("means time absorbed", kind="prose", defines="overrun time"))


@pytest.mark.parametrize(
    ("limits", "matches"),
    [
        (rule("unpaid", who=["locum"]), True),
        (rule("unpaid", who=["other", "either"]), False),
        (rule("unpaid", force=["must", "may"]), True),
        (rule("unpaid", force=["must-not"]), False),
        (rule("unpaid", kinds=["row"]), True),
        (rule("unpaid", kinds=["prose"]), False),
        (rule("unpaid", engagements=["agency", "direct"]), True),
        (rule("unpaid", engagements=["agency"]), False),
        (rule("unpaid", nations=["england"]), True),
        (rule("unpaid", nations=["wales"]), False),
    ],
)
def test_a_rule_keeps_to_its_limits(limits: SignalRule, matches: bool) -> None:
    assert fires(rulebook(limits), Draft("unpaid", bearer="locum", force="must", kind="row")) is matches


def test_a_limb_that_does_not_speak_says_nothing() -> None:
    assert not fires(rulebook(rule("unpaid")), Draft("unpaid", speaks=False))


def test_signals_come_by_limb_then_rule_and_once_a_limb() -> None:
    book = rulebook(rule("unpaid", id="topic.b"), rule("late\nunpaid", id="topic.a"))
    found = Matcher(book).detect(contract("late unpaid unpaid", "nothing", "unpaid late"))
    assert [(s.limb, s.rule.id) for s in found] == [
        (0, "topic.b"), (0, "topic.a"), (2, "topic.b"), (2, "topic.a"),
    ]  # fmt: skip


def test_the_evidence_is_the_first_of_the_shortest() -> None:
    assert evidence(rulebook(rule("late ..5.. unpaid")), "late so late unpaid and unpaid") == "late unpaid"
    assert evidence(rulebook(rule("unpaid\nlate ..5.. unpaid")), "late is unpaid, unpaid") == "unpaid"


def test_concepts_in_a_circle_or_unknown_are_refused() -> None:
    for book in (
        rulebook(rule("{x}"), x="a {x}"),
        rulebook(rule("b", unless="{x}"), x="a {y}", y="b\n{x}"),
        rulebook(rule("{x}"), x=("a", "{y}"), y="b {x}"),
    ):
        with pytest.raises(PhraseError, match="refers to itself"):
            compiled_plain(book)
    with pytest.raises(PhraseError, match=r"rule topic.rule: unknown concept \{y\}"):
        compiled_plain(rulebook(rule("{y}")))
    with pytest.raises(PhraseError, match=r"concept x: unknown concept \{y\}"):
        compiled_plain(rulebook(rule("{x}"), x="a {y}"))
    with pytest.raises(PhraseError, match="deep"):
        compiled_plain(rulebook(rule("{x0}"), x500="a", **{f"x{n}": f"a {{x{n + 1}}}" for n in range(500)}))


def test_tables_are_plain_and_survive_marshal() -> None:
    book = rulebook(
        rule(combined("near", "{late} [x]", "{money > 3}"), unless="(a|b c) ... nev*", sets=["x_gbp"]),
        late=("late\nafter ..3.. hours", "not late"),
    )
    plain = marshal.loads(marshal.dumps(compiled_plain(book)))  # noqa: S302 - our own bytes
    made = contract(Draft("after six hours you get 5", has=[("money", 5.0, "5")]))
    found = Matcher(book).detect(made)
    assert found
    assert Matcher.from_plain(book, plain).detect(made) == found
    assert Matcher(replace(book, plain=plain)).detect(made) == found
    assert plain == Matcher(book).compiled_plain


def test_tables_of_other_rules_or_another_form_are_refused() -> None:
    plain = compiled_plain(rulebook(rule("late")))
    with pytest.raises(ValueError, match="another rulebook"):
        Matcher.from_plain(rulebook(), plain)
    with pytest.raises(ValueError, match="another version"):
        Matcher.from_plain(rulebook(rule("late")), plain | {"format": 0})


def test_a_matcher_gives_the_same_on_every_contract() -> None:
    book = rulebook(rule("{late} ..3.. unpaid", unless_contract="agreed"), late="late*")
    matcher = Matcher(book)
    first, second = contract("lately it is unpaid"), contract("lately it is unpaid", "agreed")
    before: Contract = first
    assert matcher.detect(before) == matcher.detect(first) != ()
    assert matcher.detect(second) == ()
    assert len(matcher.detect(first)) == 1

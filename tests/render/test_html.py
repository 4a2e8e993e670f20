import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest

from clausecheck.document import Block, BlockKind, Coverage, CoveragePart, Document, Notice
from clausecheck.extract import extract
from clausecheck.extract.plain import read_text
from clausecheck.judging.checking import Checker
from clausecheck.render import html
from clausecheck.render.html import render_html
from clausecheck.report import Confidence, ModelText, Report, SourceNote, State
from tests.benchmarks.contracts import contract_paragraphs
from tests.render.pages import Element, parsed, words
from tests.render.reports import finding, protection, report, term

SAMPLES = Path(__file__).parents[2] / "sample_contracts"
LONG_PAGES, WORDS_A_PAGE, MOST_BYTES = 200, 450, 3_000_000

HOSTILE = (
    "<script>document.title='owned'</script>",
    "</style></script><img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    "javascript:alert(1)",
    "{{7*7}} {% raw %} {{ config }}",
    "<!-- --> ]]> &lt;b&gt;",
    "\u202etxet\u202c \u2066x\u2069 a\u200bb \x00 \x1b[31m",
)


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker()


@pytest.fixture(scope="module")
def agency(checker) -> tuple[Report, Document]:
    document = extract(SAMPLES / "agency-terms.pdf")
    return checker.check(document), document


@pytest.fixture(scope="module")
def agency_page(agency) -> Element:
    return parsed(render_html(*agency))


def text_of(quote: str = "The Session Fee is inclusive of any overrun.", **changes: object) -> Document:
    text = " " * 100 + quote
    blocks = (Block(100, len(text), BlockKind.paragraph),)
    return replace(Document("c.txt", "text", "00", text, blocks, Coverage()), **changes)


def poisoned(payload: str) -> tuple[Report, Document]:
    """A report that says `payload` wherever it can say anything of a contract's."""
    bad = finding(
        quote=payload,
        end=100 + len(payload),
        clause=payload,
        plain=payload,
        why=payload,
        effects=(payload,),
        model=ModelText(payload, payload),
        ask=payload,
        sources=(SourceNote(payload, payload, payload, payload, "law", payload),),
    )
    full = report(
        name=payload,
        findings=(bad, replace(bad, confidence=Confidence.low, fingerprint="f9")),
        protections=(protection(quote=payload, start=100, end=100 + len(payload), plain=payload, effects=(payload,)),),
        terms=(term("overrun", State.adverse, contract=payload, model=payload, difference=payload),),
        notices=(Notice("x", payload, payload),),
        coverage=Coverage((CoveragePart(payload, False, payload),)),
        model_name=payload,
        engagement=payload,
        nation=payload,
    )
    return full, text_of(payload)


def test_the_most_important_comes_first():
    page = parsed(render_html(report(), text_of()))
    heads = [e.text.strip() for e in page.all("h2")]
    assert [head.split(":")[0] for head in heads] == [
        "Grade D not without changes",
        "What hurts",
        "Worth a look",
        "What protects you",
        "What it does not say",
        "Compared with the model contract",
        "Measures",
        "Documents that bind you and were not shown",
        "Notices",
        "What was read",
        "The contract's text",
        "Sources",
    ]


def test_the_reasons_of_the_grade_stand_under_it():
    page = parsed(render_html(report()))
    assert "Overrun is unpaid." in page.all("section", "verdict")[0].text


def test_a_finding_answers_all_questions():
    passage = parsed(render_html(report(findings=(finding(),)), text_of()))
    topic = words(passage.all("article", "topic")[0])
    for part in (
        "1. Overrun Negotiate hard (4 of 5)",
        "1 Clause 5.2, page 3",
        "In plain English: You are not paid",
        "And: Schedule 2 prevails",
        "Why it matters: Every late patient",
        "The model, clause 5.1",
        "Work after the finish time is paid at the hourly rate.",
        "Basis: published guidance [B3].",
    ):
        assert part in topic


def test_the_words_that_differ_from_the_model_are_marked():
    quote, model = "The Locum sees a minimum of 18 patients", "The Locum sees a maximum of 12 patients"
    page = parsed(render_html(report(findings=(finding(quote=quote, model=ModelText("4.1", model)),))))
    beside = page.all("div", "beside")[0]
    assert [e.text for e in beside.all("del")] == ["minimum of 18"]
    assert [e.text for e in beside.all("ins")] == ["maximum of 12"]


def test_doubtful_findings_stand_apart():
    page = parsed(render_html(report()))
    assert "can-do" not in words(page.by_id("hurts")) + "".join(
        e.text for e in page.all("section") if e.attributes["aria-labelledby"] == "hurts"
    )
    assert "a can-do attitude" in page.all("section", "unsure")[0].text


def test_finding_and_text_lead_to_each_other(agency_page):
    there = [e for e in agency_page.all("a") if e.attributes["href"].startswith("#t-")]
    back = [e for e in agency_page.all("a", "ref") if e.attributes.get("id", "").startswith("t-")]
    assert len(there) == len(back) > 30
    for link in back:
        told = agency_page.by_id(link.attributes["href"][1:])
        assert f"#{link.attributes['id']}" in [e.attributes["href"] for e in told.all("a")]


@pytest.mark.parametrize("name", ["agency-terms.pdf", "booking-form.docx", "booking-thread.eml"])
def test_every_link_within_the_page_leads_somewhere(checker, name):
    document = extract(SAMPLES / name)
    page = parsed(render_html(checker.check(document), document))
    ids = [e.attributes["id"] for e in page if "id" in e.attributes]
    assert len(ids) == len(set(ids))
    pointing = [e.attributes["href"][1:] for e in page.all("a") if e.attributes["href"].startswith("#")]
    pointing += [e.attributes[name] for e in page for name in ("aria-labelledby", "data-copy", "data-table")
                 if name in e.attributes]  # fmt: skip
    assert set(pointing) <= set(ids)


def test_what_is_marked_in_the_text_is_what_was_quoted(agency, agency_page):
    text = agency_page.all("section", "contract")[0]
    stream = [e for e in text if e.tag == "mark" or "ref" in e.attributes.get("class", "")]
    quotes = {"".join(f.quote.split()) for f in agency[0].findings}
    quotes |= {"".join(p.quote.split()) for p in agency[0].protections if p.confidence is not Confidence.low}
    for at, anchor in enumerate(stream):
        if anchor.tag == "a":
            told = agency_page.by_id(anchor.attributes["href"][1:])
            quote = "".join((told.all("blockquote") or told.all("q"))[0].text.removeprefix("This contract").split())
            assert quote in quotes
            assert "".join("".join(e.text for e in stream[at:] if e.tag == "mark").split()).startswith(quote)


def test_every_word_of_the_contract_is_there(agency, agency_page):
    section = agency_page.all("section", "contract")[0]
    said = [
        "".join(c if isinstance(c, str) else c.text if c.tag in ("mark", "s") else "" for c in paragraph.children)
        for sheet in section.all("div", "sheet")
        for paragraph in sheet.all("p")
    ]
    assert " ".join(" ".join(said).split()) == " ".join(agency[1].text.split())


def test_a_quote_that_is_not_in_the_text_is_not_marked():
    page = parsed(render_html(report(findings=(finding(quote="Other words."),)), text_of()))
    assert page.all("mark") == []
    assert [e for e in page.all("a") if e.attributes["href"].startswith("#t-")] == []


def test_without_the_document_there_is_no_text():
    page = parsed(render_html(report()))
    assert page.all("section", "contract") == []


@pytest.mark.parametrize("payload", HOSTILE)
def test_whatever_a_contract_says_is_shown_and_not_obeyed(payload):
    bad = parsed(render_html(*poisoned(payload)))
    tame = parsed(render_html(*poisoned("x" * len(payload))))
    assert [e.tag for e in bad] == [e.tag for e in tame]
    assert [sorted(e.attributes) for e in bad] == [sorted(e.attributes) for e in tame]
    assert bad.all("script")[0].text == tame.all("script")[0].text
    assert bad.all("style")[0].text == tame.all("style")[0].text
    shown = payload
    for char in "\u202e\u202c\u2066\u2069\u200b":
        shown = shown.replace(char, f"<U+{ord(char):04X}>")
    shown = shown.replace("\x00", "␀").replace("\x1b", "␛")
    assert words(bad).count(" ".join(shown.split())) > 20


@pytest.mark.parametrize("payload", HOSTILE)
def test_no_character_that_a_browser_obeys_is_in_the_file(payload):
    out = render_html(*poisoned(payload))
    assert re.search("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\x00-\x09\x0b-\x1f\x7f]", out) is None
    out.encode("utf-8")


def test_only_web_addresses_become_links():
    sources = tuple(
        SourceNote(f"K{n}", "t", address, "2026-01-01", "law")
        for n, address in enumerate(("javascript:alert(1)", "data:text/html,x", "https://example.org/a", "//x.org"))
    )
    page = parsed(render_html(report(findings=(finding(sources=sources),))))
    outside = [e.attributes["href"] for e in page.all("a") if not e.attributes["href"].startswith("#")]
    assert outside == ["https://example.org/a"]
    assert "javascript:alert(1)" in words(page)


def test_the_page_needs_nothing_else(agency_page):
    for element in agency_page:
        assert element.tag not in ("link", "img", "iframe", "object", "embed", "base", "form", "use", "image")
        assert not {"src", "srcset", "style", "action", "background"} & set(element.attributes)
        assert [name for name in element.attributes if name.startswith("on")] == []
    assert "@import" not in agency_page.all("style")[0].text
    assert "url(" not in agency_page.all("style")[0].text


def test_the_policy_allows_this_style_and_script_alone(agency_page):
    metas = {e.attributes.get("http-equiv"): e.attributes["content"] for e in agency_page.all("meta") if "content" in
             e.attributes}  # fmt: skip
    policy = dict(part.strip().split(" ", 1) for part in metas["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == policy["base-uri"] == policy["form-action"] == "'none'"
    for kind in ("style", "script"):
        (own,) = agency_page.all(kind)
        digest = b64encode(sha256(own.text.encode()).digest()).decode()
        assert policy[f"{kind}-src"] == f"'sha256-{digest}'"


def test_pictures_are_said_in_words():
    page = parsed(render_html(report()))
    told = [e.attributes["aria-label"] for e in page.all("svg") if e.attributes.get("role") == "img"]
    assert told == [
        "Grades of the parts, A best, E worst: Workload D, Pay B.",
        "The fee pays for 250 minutes. 300 minutes of work can be asked for.",
    ]


def test_headings_go_down_step_by_step(agency_page):
    levels = [int(e.tag[1]) for e in agency_page if re.fullmatch("h[1-6]", e.tag)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_table_says_its_states_to_the_filter():
    page = parsed(render_html(report()))
    rows = [e.attributes["data-state"] for e in page.by_id("terms").all("tr") if "data-state" in e.attributes]
    assert rows == ["adverse", "met", "silent", "silent", "not-applicable"]
    offered = [e.text for e in page.all("div", "filter")[0].all("button")]
    assert offered == ["All 5", "Hurts you 1", "Silent 2", "As the model 1", "Does not apply 1"]


def test_without_a_grade_the_reason_stands_in_its_place():
    page = parsed(render_html(report(grade=None, notices=(Notice("language", "No grade: this is not in English."),))))
    top = words(page.all("section", "verdict")[0])
    assert "No grade" in top
    assert "this is not in English" in top
    assert words(page).count("this is not in English") == 1


def test_what_was_read_in_part_is_never_called_clean():
    text = words(parsed(render_html(report(findings=()))))
    assert "Nothing that the rules know of in what was read." in text
    assert "Not everything was read:" in text
    assert "page 2: it is a picture" in text


def test_a_narrowed_report_never_calls_the_contract_clean():
    text = words(parsed(render_html(report(findings=(), notices=(Notice("narrowed", "Shown: only breaks."),)))))
    assert "Nothing among what you asked to see" in text
    assert "Nothing that the rules know of" not in text


def test_what_is_no_contract_is_left_in_peace():
    page = parsed(render_html(report(grade=None, measures=None, findings=(), protections=())))
    assert page.all("table") == []
    assert "What it does not say" not in words(page)


def test_attached_reports_follow_with_anchors_of_their_own():
    page = parsed(render_html(report(attachments=(report(name="schedule.pdf"),)), text_of()))
    ids = [e.attributes["id"] for e in page if "id" in e.attributes]
    assert len(ids) == len(set(ids))
    assert [e.text for e in page.all("h1")] == ["contract.pdf", "schedule.pdf"]


def test_what_is_attached_is_shown_with_its_own_text():
    inner = text_of()
    outer = replace(read_text("mail.eml", "See the terms attached."), attachments=(inner,))
    part = report(name="terms.txt", sha256=inner.sha256)
    page = parsed(render_html(report(findings=(), protections=(), attachments=(part,)), outer))
    assert [e.attributes["id"] for e in page if e.attributes.get("id", "").endswith("text")] == ["text", "a1-text"]
    ids = {e.attributes["id"] for e in page if "id" in e.attributes}
    links = {e.attributes["href"][1:] for e in page.all("a") if e.attributes.get("href", "").startswith("#")}
    assert links <= ids


def test_not_legal_advice_is_said(agency_page):
    assert "This is not legal advice." in words(agency_page.all("footer")[0])


def test_the_same_report_is_the_same_bytes(agency):
    assert render_html(*agency) == render_html(*agency)


def test_a_topic_with_many_passages_folds_them_and_counts_the_rest():
    quote = "Overruns are absorbed."
    text = "\n\n".join([quote] * 60)
    step = len(quote) + 2
    many = tuple(
        finding(quote=quote, start=n * step, end=n * step + len(quote), fingerprint=f"f{n}") for n in range(60)
    )
    page = parsed(render_html(report(findings=many, protections=()), read_text("c.txt", text)))
    (topic,) = page.all("article", "topic")
    assert len(topic.all("div", "passage")) == 40
    assert "35 more on Overrun" in words(topic)
    assert "And 20 more, not told one by one here but marked in the contract's text." in words(topic)
    assert len(page.all("mark")) == 60


def test_a_contract_of_200_pages_is_under_3_mb(checker):
    document = read_text("long.txt", "\n\n".join(contract_paragraphs(LONG_PAGES * WORDS_A_PAGE)))
    value = checker.check(document)
    out = render_html(value, document)
    assert len(value.findings) > 500
    assert len(out.encode("utf-8")) < MOST_BYTES


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


READ_ON = (
    *[("ink", ground) for ground in ("paper", "ground", "m5", "m4", "m3", "m2", "m0", "del", "ins", "model")],
    *[("soft", ground) for ground in ("paper", "ground", "model")],
    *[("link", "paper"), ("link", "ground"), ("paper", "link")],
    *[("on", f"g{letter}") for letter in "ABCDE0"],
    *[(f"g{letter}", "paper") for letter in "ACDE"],
    *[("on", bar) for bar in ("bar1", "bar2", "bar3", "paid")],
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), READ_ON)
def test_words_stand_out_from_their_ground(scheme, ink, ground):
    style = (Path(html.__file__).parent / "templates" / "report.css").read_text(encoding="utf-8")
    light, dark = re.findall(r":root \{(.*?)\}", style, re.DOTALL)
    colours = dict(re.findall(r"--(\w+): (#\w{6});", light if scheme == "light" else dark))
    one, other = sorted((luminance(colours[ink]), luminance(colours[ground])))
    assert (other + 0.05) / (one + 0.05) >= 4.5  # what WCAG 2 asks of ordinary text

"""The dashboard of a batch in a real browser: quick with many rows, by keyboard too, and nothing of a contract runs."""

import pytest

from clausecheck.beside import Standing
from clausecheck.bulk.views.changes import changes
from clausecheck.bulk.views.dashboard import write_dashboard
from clausecheck.bulk.views.reports import Mark, Reports, of_line, report_file
from clausecheck.bulk.views.survey import survey
from tests.browser.test_report_page import TRAPS, Watched
from tests.bulk.views.results import beside, failed, hostile, hostile_beside, judged, pack, synthetic

ROWS = 5_000
STILL = "() => { const y = scrollY; return new Promise((done) => setTimeout(() => done(y === scrollY), 200)); }"
PLAYED = [
    beside("a.pdf", "A", Standing.preferred, Standing.preferred, packs=(pack(missing=()),)),
    beside("b.pdf", "D", Standing.beyond, Standing.walk_away),
    beside("c.pdf", "C", Standing.unknown, Standing.fallback, packs=(pack(applies=False),)),
    beside("d.pdf", "B", Standing.walk_away, Standing.fallback),
    failed("e.pdf"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Dashboards: 5,000 templates with the report of the first, as many with a playbook, a few, and hostile files."""
    folder = tmp_path_factory.mktemp("dashboard")
    results = [*synthetic(ROWS - 1), failed("zz-locked.pdf")]
    (folder / "reports").mkdir()
    report = folder / "reports" / str(report_file("templates/000000.docx"))
    line = of_line(results[0].line())
    assert results[0].name == "templates/000000.docx"
    report.write_text(f"<title>the report</title>{Mark('0' * 64, line).text}", encoding="utf-8")
    links = Reports(folder / "reports", folder / "many.html", [(results[0].name, line)])
    now = survey(results)
    then = survey([judged("templates/000000.docx", "A"), judged("gone.pdf", sha256="1")], groups=False)
    write_dashboard(folder / "many.html", now, told=changes(now, then), reports=links)
    write_dashboard(folder / "played.html", survey(synthetic(ROWS, playbook=True)))
    write_dashboard(folder / "few.html", survey(PLAYED), titles={"withheld-pay": "Withholding pay"})
    trapped = [one for trap in TRAPS for one in (*hostile(trap), *hostile_beside(trap))]
    then = survey(trapped[3:], groups=False)
    write_dashboard(folder / "hostile.html", survey(trapped), told=changes(survey(trapped), then), heading=TRAPS[0])
    return folder


@pytest.fixture
def page(browser, folder):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    made = context.new_page()
    made.goto((folder / "many.html").as_uri())
    yield made
    context.close()


@pytest.fixture
def played(page, folder):
    """Five documents of which four stand on positions of a playbook."""
    page.goto((folder / "few.html").as_uri())
    return page


def names(page, most=20):
    return page.eval_on_selector_all("#body tr[data-row] th > :first-child", "all => all.map(e => e.textContent)")[
        :most
    ]


def letters(page):
    return page.eval_on_selector_all("#body .letter", "all => all.map(e => e.textContent)")


def count(page):
    return page.inner_text("#count")


def having(digits):
    """How many of the templates have these digits in their names."""
    return sum(digits in f"{number:06}" for number in range(ROWS - 1))


def settled(page, wanted):
    page.wait_for_function("wanted => document.getElementById('count').textContent === wanted", arg=wanted)


@pytest.mark.parametrize(("name", "heads"), [("many", 8), ("played", 10)])
def test_five_thousand_rows_open_sort_and_filter_without_stalling(browser, folder, name, heads):
    context = browser.new_context()
    page = context.new_page()
    page.goto((folder / f"{name}.html").as_uri())
    assert page.locator("#heads button").count() == heads
    assert page.evaluate("performance.getEntriesByType('navigation')[0].domComplete") < 5_000  # ms; some 300 when idle
    assert count(page) == "5,000 documents"
    assert page.locator("#body tr").count() < 500  # the rest is built when it is wanted
    took = page.evaluate("""() => {
        const began = performance.now();
        for (const head of document.querySelectorAll('#heads button')) head.click();
        const find = document.getElementById('find');
        find.value = '42';
        find.dispatchEvent(new Event('input'));
        return performance.now() - began;
    }""")
    assert took < 4_000  # eight sorts, or ten
    context.close()


def test_scrolling_brings_every_row(page):
    page.fill("#find", "00012")
    settled(page, f"{having('00012')} of 5,000 documents")
    page.click("button[type=reset] >> nth=0")
    settled(page, "5,000 documents")
    before = page.locator("#body tr").count()
    for _ in range(3):
        page.keyboard.press("End")
        page.wait_for_function("before => document.querySelectorAll('#body tr').length > before", arg=before)
        page.wait_for_function(STILL)  # a key pressed while the page still moves leads to where it moves already
        before = page.locator("#body tr").count()
    assert page.evaluate("""() => {
        while (!document.getElementById('more-rows').hidden) document.getElementById('more-rows').click();
        return document.querySelectorAll('#body tr[data-row]').length;
    }""") == ROWS  # fmt: skip


def test_the_worst_comes_first_and_a_head_sorts_both_ways(page):
    assert letters(page)[0] == "E"
    page.click("#heads button >> text=Document")
    assert names(page, 2) == ["templates/000000.docx", "templates/000001.docx"]
    assert page.get_attribute("#heads th >> nth=0", "aria-sort") == "ascending"
    page.click("#heads button >> text=Document")
    assert names(page, 1) == ["zz-locked.pdf"]
    page.select_option("#sort", label="Grade")
    page.click("#heads button >> text=Grade")
    assert letters(page)[:2] == ["none", "A"]


def test_topics_count_and_show_templates_alone(browser, tmp_path):
    others = [judged(f"salaried-{n}.pdf", "", measures=None) for n in range(3)]
    write_dashboard(tmp_path / "d.html", survey([judged("locum.pdf"), *others]), titles={"overrun": "Overrun pay"})
    page = browser.new_page()
    page.goto((tmp_path / "d.html").as_uri())
    page.select_option("#topic", label="Overrun pay (1)")
    settled(page, "1 of 4 documents")
    assert names(page) == ["locum.pdf"]
    page.close()


def test_grades_topics_and_words_filter_together(page):
    page.click("[data-grade=E]")
    assert set(letters(page)) == {"E"}
    page.select_option("#topic", "7")
    topic = page.eval_on_selector("#topic", "e => e.selectedOptions[0].textContent.replace(/ \\(.*/, '')")
    firsts = page.eval_on_selector_all("#body .chips li:first-child", "all => all.map(e => e.textContent)")
    assert firsts
    assert {text.rsplit(" ", 1)[0] for text in firsts} == {topic}
    page.fill("#find", "no such template")
    settled(page, "0 of 5,000 documents")
    page.click("button[type=reset] >> nth=0")
    settled(page, "5,000 documents")
    page.select_option("#read", "0")
    assert names(page) == ["zz-locked.pdf"]
    assert "locked" in page.inner_text("#body .verdict")


def cells(page, head):
    """Each document's name and what stands under this head."""
    told = "all => all.map(e => [e.parentElement.cells[0].firstChild.textContent, e.textContent])"
    found = page.eval_on_selector_all(f"#body td[data-head='{head}']", told)
    return dict(map(tuple, found))


def test_positions_and_duties_have_columns_that_sort_by_the_worst(played):
    assert cells(played, "Positions") == {
        "a.pdf": "preferred",
        "b.pdf": "1 beyond, 1 walk-away",
        "c.pdf": "1 unknown",
        "d.pdf": "1 walk-away",
        "e.pdf": "",
    }
    found = "2 passages, up to 4 of 5, 1 not found"
    assert cells(played, "Duties") == {
        "a.pdf": "none found", "b.pdf": found, "c.pdf": "not looked at", "d.pdf": found, "e.pdf": "",
    }  # fmt: skip
    played.click("#heads button >> text=Positions")
    assert names(played) == ["b.pdf", "d.pdf", "c.pdf", "a.pdf", "e.pdf"]
    played.click("#heads button >> text=Positions")
    assert names(played) == ["e.pdf", "a.pdf", "c.pdf", "d.pdf", "b.pdf"]
    played.select_option("#sort", label="Duties")
    assert names(played) == ["b.pdf", "d.pdf", "a.pdf", "c.pdf", "e.pdf"]
    played.click("#heads button >> text=What hurts")
    assert played.get_attribute("#heads th >> nth=3", "aria-sort") == "descending"


def test_positions_filter_at_a_standing_and_what_is_worse(played):
    for label, left in (("beyond", {"b.pdf"}), ("walk-away or worse", {"b.pdf", "d.pdf"}), ("unknown", {"c.pdf"})):
        played.select_option("#position", label=label)
        assert set(names(played)) == left
        assert count(played) == f"{len(left)} of 5 documents"
    played.click("button[type=reset] >> nth=0")
    settled(played, "5 documents")


def test_a_row_unfolds_to_its_positions_and_duties_the_worst_first(played):
    played.click("[aria-label='Details of b.pdf']")
    said = played.inner_text("#body .detail").split("\n")
    at = said.index("Positions")
    assert said[at + 1 : at + 3] == ["Payment days: beyond", "No indemnity: walk-away"]
    at = said.index("The agency's own duties")
    assert said[at + 1 : at + 3] == ["Withholding pay 4", "Key information: not found"]
    played.click("[aria-label='Details of b.pdf']")
    played.click("[aria-label='Details of c.pdf']")
    assert "not looked at: it is not for such a contract" in played.inner_text("#body .detail")
    assert played.eval_on_selector("#body .detail td", "cell => cell.colSpan") == 10


def test_where_no_playbook_was_given_nothing_is_said_of_positions(page):
    assert page.locator("#position").count() == 0
    assert cells(page, "Positions") == cells(page, "Duties") == {}
    page.locator("#body .chips button").first.click()
    assert "Positions" not in page.inner_text("#body .detail")


def test_a_template_leads_to_its_report_and_unfolds(page):
    page.fill("#find", "000000")
    settled(page, "1 of 5,000 documents")
    assert "was A" in page.inner_text("#body td[data-head=Grade]") or letters(page) == ["A"]
    page.click("#body .chips button")
    assert "severity 5:" in page.inner_text("#body .detail")
    page.click("#body th a")
    assert page.title() == "the report"


def test_the_same_clauses_lead_to_their_templates_and_back(page):
    page.get_by_role("tab", name="Same clauses").click()
    first = page.locator(".group").first
    said = first.locator("h2").text_content()  # what is not yet laid out has no inner text
    members = int(said.split()[1].replace(",", ""))
    assert members > 10
    assert f"of {ROWS - 1:,}" in said
    assert first.locator(".ask p").inner_text()
    first.locator("summary").click()
    first.locator("details li").first.wait_for()
    assert first.locator("details li").count() == min(members, 300) + (members > 300)
    first.get_by_role("button", name="Show these").click()
    settled(page, f"{members} of 5,000 documents")
    page.locator("#body .chips button").first.click()
    page.locator("#body .detail button").first.click()
    assert page.is_visible("#group-list")
    assert page.evaluate("document.activeElement.closest('.group') !== null")


def test_changes_are_told(page):
    page.get_by_role("tab", name="Changes").click()
    page.select_option("#kind", "file gone")
    assert page.eval_on_selector_all("#change-body tr", "all => all.map(r => r.cells[1].textContent)") == ["gone.pdf"]


def test_everything_can_be_done_by_keyboard(page):
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the table"
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "find"
    page.keyboard.type("00001")
    settled(page, f"{having('00001')} of 5,000 documents")
    page.locator("#body a, #body button").first.focus()
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    at = "[...document.querySelectorAll('#body tr')].indexOf(document.activeElement.closest('tr'))"
    assert page.evaluate(at) == 3
    page.keyboard.press("Enter")
    assert page.locator("#body .detail").count() == 1
    page.keyboard.press("ArrowDown")
    assert page.evaluate(at) == 5  # past what was unfolded
    for _ in range(5):
        page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.id") == "find"
    page.locator("[role=tab]").first.focus()
    page.keyboard.press("ArrowRight")
    assert page.is_visible("#group-list")
    page.keyboard.press("ArrowLeft")
    assert page.is_visible("#body")
    page.locator("#heads button").first.focus()
    page.keyboard.press("Space")
    assert page.get_attribute("#heads th >> nth=0", "aria-sort") == "ascending"


def test_arrows_go_on_past_the_rows_that_are_built(page):
    page.locator("#body a, #body button").first.focus()
    for _ in range(130):
        page.keyboard.press("ArrowDown")
    at = "[...document.querySelectorAll('#body tr')].indexOf(document.activeElement.closest('tr'))"
    assert page.evaluate(at) == 130


@pytest.mark.parametrize("width", [320, 390, 768, 900, 1060, 1440])
@pytest.mark.parametrize("name", ["many", "played", "hostile"])
def test_nothing_is_wider_than_the_screen(browser, folder, width, name):
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto((folder / f"{name}.html").as_uri())
    page.locator("#body .chips button").first.click()
    for tab in page.locator("[role=tab]").all():
        tab.click()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_on_paper_the_rows_are_there_and_no_button_is(page):
    page.fill("#find", "0001")
    settled(page, f"{having('0001')} of 5,000 documents")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator("#body tr:visible").count() == having("0001") > 100
    for button in page.locator("main button:visible").all():
        assert button.evaluate("e => e.closest('thead') !== null")


@pytest.fixture(params=["with its policy", "without its policy"])
def watched(request, browser):
    """Showing all as text must do, so each test also runs with the page's own policy switched off."""
    context = browser.new_context(bypass_csp=request.param == "without its policy")
    yield Watched(context)
    context.close()


def test_nothing_in_a_contract_or_a_name_runs_loads_or_leads_away(watched, folder):
    path = folder / "hostile.html"
    watched.open(path)
    page = watched.page
    for button in page.locator("#body button[aria-expanded]").all()[:8]:
        button.click()
    for tab in page.locator("[role=tab]").all():
        tab.click()
    page.locator("#tab-groups").click()
    for summary in page.locator(".group summary").all()[:5]:
        summary.click()
    page.wait_for_timeout(200)
    assert watched.owned() is None
    assert watched.asked == [path.as_uri()]
    assert watched.told == []
    assert page.url == path.as_uri()
    assert page.locator("main a, main img, main iframe, main svg, main style").count() == 0
    assert page.inner_text("h1") == TRAPS[0]
    assert any("window.owned = 3" in name for name in names(page, 100))


def test_the_policy_stops_a_script_that_got_in(browser, folder):
    """The same page with a trap put into it as markup: without the policy it runs, so the test above can see it."""
    text = (folder / "hostile.html").read_text(encoding="utf-8")
    broken = folder / "broken.html"
    broken.write_text(text.replace("<main", TRAPS[2] + "<main", 1), encoding="utf-8")
    for bypass in (True, False):
        context = browser.new_context(bypass_csp=bypass)
        seen = Watched(context)
        seen.open(broken)
        assert (seen.owned() is not None) is bypass
        context.close()


def test_without_script_the_page_says_where_to_look(browser, folder):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((folder / "many.html").as_uri())
    assert page.is_visible("text=The workbook and the CSV file hold the same")
    context.close()

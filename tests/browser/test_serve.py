"""The local page in a real browser: files dropped on it, keys alone, a phone, and contracts that would run scripts."""

import base64
import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from tests.browser.test_report_page import HOSTILE, TRAPS
from tests.hostile import word_files
from tests.web.servers import CONTRACT, SAMPLES, Server, serving

WAIT = 60_000
"""Milliseconds for a contract, on a busy machine."""

DROP = """([name, data, where]) => {
    const bytes = Uint8Array.from(atob(data), (char) => char.charCodeAt(0));
    const carried = new DataTransfer();
    carried.items.add(new File([bytes], name));
    const target = document.querySelector(where);
    for (const kind of ["dragenter", "dragover", "drop"]) {
        const event = new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: carried });
        if (target.dispatchEvent(event)) throw new Error(kind + " would leave the page");
    }
}"""

FETCH = """([url, method]) => fetch(url, { method, credentials: "include", mode: "no-cors" })
    .then((answer) => answer.type + answer.status, () => "refused")"""

SEEN = """() => {
    window.seen = [];
    addEventListener("securitypolicyviolation", (event) => seen.push(event.violatedDirective));
}"""


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("serve")) as running:
        yield running


@pytest.fixture(params=[{}], ids=[""])
def page(request, browser, server) -> Iterator[object]:
    """The page, opened as the command opens it; whatever it logs, or asks elsewhere, fails the test."""
    context = browser.new_context(**({"viewport": {"width": 1280, "height": 900}} | request.param))
    opened = context.new_page()
    told: list[str] = []
    opened.on("console", lambda message: told.append(message.text))
    opened.on("pageerror", lambda error: told.append(str(error)))
    opened.on("dialog", lambda dialog: (told.append("dialog"), dialog.dismiss()))
    context.on("request", lambda asked: None if server.host in asked.url else told.append(asked.url))
    arrive(opened, server)
    opened.evaluate(SEEN)
    yield opened
    assert told == []
    assert opened.evaluate("window.seen") == []
    context.close()


def arrive(page: object, server: Server) -> None:
    """Open the page and wait until its script has run.

    The key leads to a page that leads on, so that `goto` is over before; the form stands there before the script does.
    """
    page.goto(server.address)
    page.wait_for_selector("#order")
    page.wait_for_load_state("load")


def drop(page: object, name: str, data: bytes, where: str = "body") -> None:
    page.evaluate(DROP, [name, base64.b64encode(data).decode(), where])
    page.click("#check")


def done(page: object) -> str:
    """Wait for a result; its heading."""
    page.wait_for_selector("#result:visible, #problem:visible", timeout=WAIT)
    assert not page.is_visible("#problem"), page.inner_text("#problem")
    return page.inner_text("#result-head")


def failed(page: object) -> str:
    page.wait_for_selector("#problem:visible", timeout=WAIT)
    return page.inner_text("#why")


def saved(page: object, label: str) -> tuple[str, bytes]:
    """Name and bytes of what a button hands out."""
    with page.expect_download() as waiting:
        page.get_by_role("link", name=label, exact=False).click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


@pytest.mark.parametrize("where", ["#drop", "header", "#contract"])
def test_a_pdf_dropped_anywhere_on_the_page_is_checked(page, where):
    drop(page, "agency-terms.pdf", (SAMPLES / "agency-terms.pdf").read_bytes(), where)
    assert done(page) == "Grade D: Not without changes"
    assert page.inner_text("#letter") == "D"
    frame = page.frame_locator("#frame")
    assert frame.locator("article.topic").count() > 10
    assert "Tarnbrook" in frame.locator("section.contract").inner_text()


def test_every_button_hands_out_its_file(page):
    drop(page, "agency-terms.pdf", (SAMPLES / "agency-terms.pdf").read_bytes())
    done(page)
    assert page.locator("#files a").count() == 7
    name, data = saved(page, "Your contract, highlighted")
    assert (name, data[:5]) == ("agency-terms-marked.pdf", b"%PDF-")
    name, data = saved(page, "Letter (text)")
    assert name == "agency-terms-letter.txt"
    assert b"Before I sign" in data
    name, data = saved(page, "Data for programs")
    assert json.loads(data)["grade"]["letter"] == "D"
    name, data = saved(page, "The report, to keep")
    assert (name, data[:15]) == ("agency-terms-report.html", b"<!DOCTYPE html>")


def test_a_word_file_gives_comments_and_changes(page):
    drop(page, "practice-letter.docx", (SAMPLES / "practice-letter.docx").read_bytes())
    assert done(page).startswith("Grade D")
    name, data = saved(page, "Your contract, commented")
    assert (name, data[:2]) == ("practice-letter-marked.docx", b"PK")
    name, data = saved(page, "Comments and new wording")
    assert (name, data[:2]) == ("practice-letter-proposed-changes.docx", b"PK")


def test_the_report_opens_in_a_tab_of_its_own(page):
    drop(page, "agency-terms.pdf", (SAMPLES / "agency-terms.pdf").read_bytes())
    done(page)
    with page.context.expect_page() as waiting:
        page.click("#open")
    report = waiting.value
    report.wait_for_selector("article.topic")
    assert report.title().startswith("Grade D")
    report.get_by_role("button", name="Silent").click()  # its own script runs there
    states = report.eval_on_selector_all("#terms tbody tr:not([hidden])", "all => all.map(row => row.dataset.state)")
    assert set(states) == {"silent"}
    # It is of no origin: it can ask the server for nothing, not even with its address.
    assert report.evaluate("origin") == "null"
    assert report.evaluate("fetch(location.href).then(() => 'read', () => 'refused')") == "refused"


def test_wording_can_be_copied_out_of_the_framed_report(page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    drop(page, "agency-terms.pdf", (SAMPLES / "agency-terms.pdf").read_bytes())
    done(page)
    frame = page.frame_locator("#frame")
    wanted = frame.locator(".ask p").first.inner_text()
    frame.locator("button[data-copy]").first.click()
    frame.get_by_text("Copied", exact=True).first.wait_for()
    page.bring_to_front()
    page.click("summary:has-text('Paste its text')")
    page.focus("#text")
    page.keyboard.press("ControlOrMeta+v")
    assert page.input_value("#text") == wanted


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("broken.docx", b"PK\x03\x04" + b"\0" * 400, "broken.docx: "),
        ("empty.pdf", b"", "empty.pdf: the file is empty"),
        ("torn.pdf", b"%PDF-1.7\n1 0 obj", "torn.pdf: "),
        ("song.mp3", b"ID3\x03" + bytes(range(256)) * 9, "song.mp3: "),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_cannot_be_read_is_told_in_words_and_another_may_follow(page, name, data, why):
    drop(page, name, data)
    told = failed(page)
    assert told.startswith(why)
    assert "Traceback" not in told
    assert "--" not in told
    drop(page, "terms.txt", CONTRACT.encode())
    assert done(page).startswith("Grade")


@pytest.mark.parametrize("name", ["bomb.docx", "a-thousand-million-laughs.docx", "elements-100000-deep.docx"])
def test_a_hostile_file_ends_in_words_and_the_page_goes_on(page, name):
    data = next(case.make for case in word_files.CASES if case.name == name)()
    drop(page, name, data)
    page.wait_for_selector("#result:visible, #problem:visible", timeout=WAIT)
    drop(page, "terms.txt", CONTRACT.encode())
    assert done(page).startswith("Grade")


def test_nothing_in_a_contract_or_its_name_runs_on_the_page_or_in_the_report(page, server):
    name = "<img src=x onerror='top.owned = 8'>{{7*7}}.txt"
    drop(page, name, HOSTILE.format(traps=TRAPS).encode())
    done(page)
    frame = page.frame_locator("#frame")
    text = frame.locator("section.contract").inner_text()
    for trap in TRAPS[:-1]:
        assert trap in text
    assert page.inner_text("#result-name") == name
    assert page.locator("#result img, #recent img").count() == 0
    page.wait_for_timeout(500)
    report = page.frame(url=lambda url: url.endswith("/report"))
    assert report.evaluate("[window.owned, document.title === 'owned']") == [None, False]
    assert page.evaluate("window.owned ?? null") is None
    assert page.title() == "clausecheck"
    page.reload()
    page.wait_for_selector("#recent:visible")
    page.evaluate(SEEN)
    assert name in page.inner_text("#results")
    assert page.evaluate("window.owned ?? null") is None


def test_a_script_that_did_run_would_be_seen(browser, server):
    """The same traps as markup in the page: the test above can see them, and the policy of the page stops them."""
    for bypass in (True, False):
        context = browser.new_context(bypass_csp=bypass)
        opened = context.new_page()
        arrive(opened, server)

        def broken(route: object) -> None:
            answer = route.fetch()
            route.fulfill(response=answer, body=answer.text().replace("<main", TRAPS[0] + TRAPS[2] + "<main", 1))

        opened.route(f"http://{server.host}{server.folder}", broken)
        opened.goto(f"http://{server.host}{server.folder}")
        opened.wait_for_timeout(500)
        assert (opened.evaluate("window.owned ?? null") is not None) is bypass
        context.close()


def test_pasted_text_is_checked_by_keys_alone(page):
    order = []
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the contract"
    for _ in range(4):
        page.keyboard.press("Tab")
        order.append(page.evaluate("document.activeElement.id || document.activeElement.textContent"))
    assert order[:2] == ["contract", "Paste its text"]
    while page.evaluate("document.activeElement.textContent") != "Paste its text":
        page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.insert_text(CONTRACT)
    for _ in range(8):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "check":
            break
    page.keyboard.press("Enter")
    assert done(page).startswith("Grade")
    assert page.evaluate("document.activeElement.id") == "result-head"
    said = page.inner_text("#status")
    assert said.startswith("Done. Grade ")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "open"
    page.keyboard.press("Tab")
    with page.expect_download() as waiting:
        page.keyboard.press("Enter")
    assert waiting.value.suggested_filename == "pasted text-report.html"


def test_everything_that_can_be_used_has_a_name(page):
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    drop(page, "terms.txt", CONTRACT.encode())
    done(page)
    nameless = page.evaluate("""() => [...document.querySelectorAll("a, button, input, select, textarea, iframe")]
        .filter((one) => one.checkVisibility())
        .filter((one) => !(one.labels?.length || one.textContent.trim() || one.title || one.getAttribute("aria-label")))
        .map((one) => one.outerHTML)""")
    assert nameless == []


def locked_pdf() -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(SAMPLES / "locum-terms.pdf"))
    writer.encrypt("tonsils", algorithm="AES-256")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_locked_pdf_asks_for_its_password(page):
    drop(page, "locked.pdf", locked_pdf())
    page.wait_for_selector("#locked:visible", timeout=WAIT)
    assert page.evaluate("document.activeElement.id") == "password"
    page.keyboard.type("guess")
    page.keyboard.press("Enter")
    page.wait_for_selector("#work:visible")
    page.wait_for_selector("#locked:visible", timeout=WAIT)
    assert page.input_value("#password") == ""
    page.keyboard.type("tonsils")
    page.keyboard.press("Enter")
    assert done(page) == "Grade A: Sign it: good enough"


def test_work_can_be_cancelled(page, server):
    before = len(server.ask("GET", "results").json["results"])
    drop(page, "long.pdf", (SAMPLES / "solicitor-two-columns.pdf").read_bytes())
    page.click("#cancel")
    page.wait_for_selector("#work", state="hidden")
    assert page.inner_text("#status") == "Cancelled"
    page.wait_for_timeout(1500)
    assert not page.is_visible("#result")
    assert len(server.ask("GET", "results").json["results"]) == before


def test_results_are_shown_again_and_forgotten(page, server):
    server.ask("DELETE", "results")
    for name in ("first.txt", "second.txt"):
        drop(page, name, CONTRACT.encode())
        done(page)
        page.wait_for_selector(f"#results >> text={name}")
    page.get_by_role("button", name="Show first.txt").click()
    assert page.inner_text("#result-name") == "first.txt"
    page.get_by_role("button", name="Forget first.txt").click()
    page.wait_for_selector("#result", state="hidden")
    page.wait_for_selector("#results >> text=first.txt", state="detached")
    page.get_by_role("button", name="Forget them all").click()
    page.wait_for_selector("#recent", state="hidden")
    assert server.ask("GET", "results").json == {"results": []}


def test_figures_and_what_was_agreed_reach_the_report(page):
    page.click("summary:has-text('What was agreed')")
    page.fill("[name='agreed.session_fee_gbp']", "999")
    page.fill("[name='agreed.start']", "07:15")
    page.fill("[name='figures.sessions_per_month']", "10")
    drop(page, "practice-agreement.docx", (SAMPLES / "practice-agreement.docx").read_bytes())
    done(page)
    text = page.frame_locator("#frame").locator("main").inner_text()
    assert "Agreed, but not so on paper" in text
    assert "999" in text


@pytest.mark.parametrize("page", [{"viewport": {"width": w, "height": 740}} for w in (320, 390, 768)], indirect=True)
def test_nothing_is_wider_than_the_screen(page):
    def width() -> bool:
        return page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert width()
    drop(page, "a-name-without-any-blank-" * 6 + ".pdf", (SAMPLES / "agency-terms.pdf").read_bytes())
    done(page)
    assert width()
    assert page.is_visible("#frame") is (page.viewport_size["width"] > 704)
    drop(page, "x" * 150 + ".pdf", b"nothing\0")
    failed(page)
    assert width()


def test_a_phone_can_open_the_report(browser, server):
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    opened = context.new_page()
    arrive(opened, server)
    opened.set_input_files("#contract", SAMPLES / "agency-terms.pdf")
    opened.tap("#check")
    done(opened)
    with context.expect_page() as waiting:
        opened.tap("#open")
    waiting.value.wait_for_selector("article.topic")
    assert waiting.value.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()


def test_another_site_in_the_same_browser_can_do_nothing(page, server):
    """A page of another origin on this machine, with the cookie in the browser: it neither reads nor sends."""
    import http.server
    import threading

    class Stranger(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            strangers.append(self.headers.get("Cookie", ""))
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(b"<title>stranger</title>")

        def log_message(self, *_: object) -> None:
            return

    strangers: list[str] = []
    other = http.server.HTTPServer(("127.0.0.1", 0), Stranger)
    threading.Thread(target=other.serve_forever, daemon=True).start()
    context = page.context
    before = len(server.ask("GET", "results").json["results"])
    opened = context.browser.new_context()
    try:
        tab = opened.new_page()
        arrive(tab, server)
        tab.goto(f"http://127.0.0.1:{other.server_port}/")
        mine = f"http://{server.host}{server.folder}"
        for method in ("GET", "POST", "DELETE"):
            tried = tab.evaluate(
                FETCH,
                [mine + "results", method],
            )
            assert tried in ("refused", "opaque0")
        tab.evaluate(
            "(url) => { const one = document.createElement('iframe'); one.src = url; document.body.append(one); }", mine
        )
        tab.wait_for_timeout(500)
        framed = [frame for frame in tab.frames if frame != tab.main_frame]
        assert all(frame.query_selector("#order") is None for frame in framed)
        assert strangers
        assert not any("clausecheck" in cookie for cookie in strangers)
        assert len(server.ask("GET", "results").json["results"]) == before
    finally:
        opened.close()
        other.shutdown()

"""Who may ask, and what is on every answer."""

import pytest

from clausecheck.web.guard import Pass
from clausecheck.web.products import PRODUCTS
from tests.web.servers import TEXT

HOSTS = (
    *("evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "localhost.:{port}", "[::1]:{port}"),
    *("127.0.0.1:{port}.evil.example", "", None),
)


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize("path", ["", "results", "page.js", "?key={key}"])
def test_another_host_is_refused(server, host, path):
    name = host.format(port=server.port) if host is not None else None
    answer = server.ask("GET", path.format(key=server.key), headers={"Host": name})
    assert answer.status in (400, 421)
    assert "set-cookie" not in answer.headers


def test_localhost_is_taken_as_well(server):
    assert server.ask("GET", "", headers={"Host": f"localhost:{server.port}"}).status == 200


@pytest.mark.parametrize("path", ["", "results", "jobs/x", "page.js", "page.css", "results/x/report", "results/x/json"])
def test_without_the_cookie_nothing_is_given(server, path):
    assert server.ask("GET", path, cookie=False).status == 403
    assert server.ask("GET", path, cookie=False, headers={"Cookie": "clausecheck=guess"}).status == 403


@pytest.mark.parametrize("path", ["/", "/results", "/favicon.ico", "/x/results", "/jobs"])
def test_outside_the_folder_of_this_run_nothing_is_given(server, path):
    assert server.ask("GET", path, whole=True).status == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": None},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
    ],
    ids=str,
)
def test_another_site_changes_nothing(server, checked, headers):
    assert server.order(TEXT, headers=headers).status == 403
    assert server.ask("DELETE", "results", headers=headers).status == 403
    assert server.ask("DELETE", f"results/{checked['result']['id']}", headers=headers).status == 403
    assert checked["result"] in server.ask("GET", "results").json["results"]


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_site_reads_nothing(server, checked, site):
    path = f"results/{checked['result']['id']}/report"
    assert server.ask("GET", path, headers={"Sec-Fetch-Site": site}).status == 403


def test_the_cookie_is_strict_hidden_from_scripts_and_sent_to_no_other_port(server):
    cookie = server.ask("GET", f"?key={server.key}", cookie=False).headers["set-cookie"]
    assert "; HttpOnly" in cookie
    assert "; SameSite=Strict" in cookie
    assert f"; Path={server.folder};" in cookie
    assert len(server.folder) > 16


@pytest.mark.parametrize("key", ["", "guess", "%00", "%ff", "%C3%A9"])
def test_a_wrong_key_opens_nothing(server, key):
    answer = server.ask("GET", f"?key={key}", cookie=False)
    assert answer.status == 403
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "", 200),
        ("GET", "page.js", 200),
        ("GET", "page.css", 200),
        ("GET", "icon.svg", 200),
        ("GET", "results", 200),
        ("GET", "results/{id}/report", 200),
        *(("GET", f"results/{{id}}/{kind}", 200) for kind in PRODUCTS if not kind.endswith("-docx")),
        ("GET", "results/{id}/marked-docx", 404),
        ("GET", "results/none/report", 404),
        ("GET", "jobs/none", 404),
        ("GET", "none", 404),
        ("GET", "../../../etc/passwd", 404),
        ("PUT", "results", 405),
        ("POST", "jobs", 415),
        ("DELETE", "results/none", 204),
        ("DELETE", "jobs/none", 204),
    ],
)
def test_every_answer_is_kept_by_nobody_and_runs_nothing(server, checked, method, path, status):
    answer = server.ask(method, path.format(id=checked["result"]["id"]), b"" if method == "POST" else None)
    assert answer.status == status
    headers = answer.headers
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["x-frame-options"] == ("SAMEORIGIN" if path.endswith("/report") and status == 200 else "DENY")
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    assert "frame-ancestors" in policy
    assert not [name for name in headers if name.startswith("access-control")]
    assert "server" not in headers


def test_the_report_is_of_no_origin_and_runs_its_own_script_alone(server, checked):
    answer = server.ask("GET", f"results/{checked['result']['id']}/report")
    policy = answer.headers["content-security-policy"]
    assert "script-src 'sha256-" in policy
    assert "sandbox allow-scripts" in policy
    assert "allow-same-origin" not in policy
    assert b"agency-terms.pdf" in answer.body


def test_the_browser_gets_an_address_that_opens_one_time():
    from urllib.parse import parse_qs, urlsplit

    passes = Pass()
    once, always = (parse_qs(urlsplit(a).query)["key"][0] for a in (passes.address_once(), passes.address))
    assert [passes.opens(once), passes.opens(once), passes.opens(always), passes.opens(always)] == [
        True,
        False,
        True,
        True,
    ]
    assert not passes.opens("")
    assert not passes.opens("é")

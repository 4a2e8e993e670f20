"""Contracts at addresses: which are read, what they are called, and what is told when they cannot be had."""

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from clausecheck.bulk.addresses import check_address, entries, fetch, is_address, shown
from clausecheck.bulk.arriving import arriving
from clausecheck.bulk.inputs import find
from clausecheck.bulk.job import Item, Job
from clausecheck.bulk.pool import Pool
from clausecheck.errors import UnreadableInput, UsageProblem
from clausecheck.extract.limits import Limits
from clausecheck.isolation import Method

fsspec = pytest.importorskip("fsspec")


@pytest.fixture
def memory():
    files = fsspec.filesystem("memory")
    files.store.clear()
    files.pseudo_dirs[:] = [""]
    yield files
    files.store.clear()


@pytest.fixture
def bucket(memory):
    for name in ("b/old/x.txt", "b/a.txt", "b/c.docx", "b/notes.xyz", "b/.hidden/h.txt", "b/out/report.html"):
        memory.pipe(f"/{name}", name.encode())
    return "memory://b"


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("s3://bucket/a.pdf?versionId=secret#part", "s3://bucket/a.pdf"),
        ("ftp://me:secret@host/a.pdf", "ftp://host/a.pdf"),
        ("https://me:sec@ret@host/a.pdf?sig=secret", "https://host/a.pdf"),
        ("abfs://container@account.dfs.core.windows.net/a", "abfs://container@account.dfs.core.windows.net/a"),
        ("abfs://me:secret@host/a", "abfs://host/a"),
        ("file:///tmp/a?b#c@d.pdf", "file:///tmp/a?b#c@d.pdf"),
    ],
)
def test_secrets_in_an_address_are_never_told(address, told):
    assert shown(address) == told


@pytest.mark.parametrize("word", ["a.pdf", "C:\\a.pdf", "C:/a", "/a//b", "-", "a:b"])
def test_a_path_is_no_address(word):
    assert not is_address(word)


@pytest.mark.parametrize("address", ["simplecache::s3://b/a", "zip://a.pdf::s3://b/a.zip", "s3://b/a::s3://c"])
def test_chained_addresses_are_refused(address):
    assert is_address(address)
    with pytest.raises(UsageProblem, match="chained addresses"):
        check_address(address, ["zip", "simplecache"])


@pytest.mark.parametrize("kind", ["http", "https", "reference", "github", "simplecache", "sftp"])
def test_other_kinds_are_read_only_where_they_are_named(kind):
    with pytest.raises(UsageProblem, match=f"add --allow-protocol {kind}"):
        check_address(f"{kind}://host/a.pdf")
    check_address(f"{kind}://host/a.pdf", [kind])


def test_a_folder_is_listed_in_order_without_hidden_files_other_endings_and_results(bucket, tmp_path):
    found = find([bucket], tmp_path, away=f"{bucket}/out")
    assert [(item.name, item.place) for item in found.items] == [
        ("a.txt", "memory://b/a.txt"),
        ("c.docx", "memory://b/c.docx"),
        ("old/x.txt", "memory://b/old/x.txt"),
    ]
    assert found.passed_over == ((".xyz", 1),)


def test_results_of_batches_at_an_address_are_no_contracts(memory, bucket, tmp_path):
    for name in ("batch.json", "results.jsonl", "summary.txt", "reports/a.txt.html", "b.txt"):
        memory.pipe(f"/b/old/{name}", b"x")
    memory.pipe("/b/reports/c.html", b"x")
    found = find([bucket], tmp_path)
    assert [item.name for item in found.items] == [
        "a.txt", "c.docx", "old/b.txt", "old/x.txt", "out/report.html", "reports/c.html",
    ]  # fmt: skip
    assert found.products == (("memory://b/old", 4),)


def test_patterns_and_single_files_are_named_as_addresses(bucket, tmp_path):
    found = find([f"{bucket}/**/*.txt", f"{bucket}/notes.xyz"], tmp_path)
    assert [item.name for item in found.items] == [
        "memory://b/a.txt",
        "memory://b/notes.xyz",
        "memory://b/old/x.txt",
    ]


@pytest.mark.parametrize(
    ("word", "message"),
    [("memory://b/none", "there is nothing at memory://b/none"), ("memory://b/*.rtf", "nothing matches memory://b/")],
)
def test_what_is_not_there_is_told(bucket, tmp_path, word, message):
    with pytest.raises(UsageProblem, match=message):
        find([word], tmp_path)


def test_a_missing_driver_is_named_with_how_to_install_it(tmp_path, monkeypatch):
    for driver in ("s3fs", "gcsfs", "adlfs"):
        monkeypatch.setitem(sys.modules, driver, None)
    for address, driver in (("s3://b/a", "s3fs"), ("gs://b/a", "gcsfs"), ("az://b/a", "adlfs")):
        with pytest.raises(UsageProblem, match=f"needs the package {driver}: pip install {driver}"):
            find([address], tmp_path)


def test_without_the_extra_it_is_named(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "fsspec", None)
    with pytest.raises(UsageProblem, match=r"pip install 'clausecheck\[cluster\]'"):
        find(["memory://b"], tmp_path)


def test_a_file_too_large_is_refused_before_it_is_read(bucket, memory, monkeypatch):
    monkeypatch.setattr(type(memory), "open", lambda *words, **options: pytest.fail("it was opened"))
    with pytest.raises(UnreadableInput, match="larger than 3 bytes"):
        fetch(Item("a.txt", f"{bucket}/a.txt"), Limits(size=3))


def test_what_a_driver_says_is_not_told(bucket, memory, monkeypatch):
    def broken(*words, **options):
        raise ValueError("https://host/a?token=secret")

    monkeypatch.setattr(type(memory), "open", broken)
    with pytest.raises(UnreadableInput, match=r"cannot be fetched \(ValueError\)") as caught:
        fetch(Item("a.txt", f"{bucket}/a.txt"), Limits())
    assert "secret" not in str(caught.value)


def test_single_files_stand_for_themselves(bucket):
    single, found = entries(f"{bucket}/a.txt")
    assert single
    assert [(one.inner, one.address) for one in found] == [("", f"{bucket}/a.txt")]


def test_the_good_ones_are_judged_and_the_missing_told(memory):
    text = (
        b"The locum shall attend the surgery. Fees are paid in 30 days. The locum shall indemnify the practice.\n" * 5
    )
    memory.pipe("/b/a.txt", text)
    items = [Item("a.txt", "memory://b/a.txt"), Item("gone.txt", "memory://b/gone.txt"), Item("b.txt", data=text)]
    with Pool(Job(), 1, method=Method.spawn) as pool:
        told = {each.name: each for each in arriving(pool.run, Limits())(items, lambda: False)}
    assert told["gone.txt"].reason == "there is no such file. Check the address."
    assert told["a.txt"].line.replace("a.txt", "b.txt") == told["b.txt"].line


def test_only_a_few_are_fetched_ahead(bucket, monkeypatch):
    submitted = []
    submit = ThreadPoolExecutor.submit
    monkeypatch.setattr(
        ThreadPoolExecutor, "submit", lambda self, *words: submitted.append(words) or submit(self, *words)
    )
    items = [Item(f"{number}.txt", f"{bucket}/a.txt") for number in range(30)]

    def one_by_one(items, stop):
        next(iter(items))
        return iter(())

    assert list(arriving(one_by_one, Limits())(items, lambda: False)) == []
    assert len(submitted) <= 5

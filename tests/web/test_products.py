"""Names of downloads."""

import pytest

from clausecheck.web.products import PRODUCTS, disposition, download_name


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ('a"b\r\nSet-Cookie: x=1;.pdf', "a b"),
        ("../../etc/passwd.pdf", "passwd"),
        ("C:\\Users\\me\\contract.pdf", "contract"),
        ("con.pdf", "contract"),
        ("...", "contract"),
        ("\u202efdp.exe", "fdp"),
        ("<script>alert(1)</script>.pdf", "script"),
        ("Vertrag für Ärzte.docx", "Vertrag für Ärzte"),
        ("x" * 500, "x" * 80),
    ],
)
def test_names_of_downloads_are_those_of_files(server, name, wanted):

    made = download_name(name, PRODUCTS["json"])
    assert made.startswith(wanted.split()[0])
    assert made.endswith("-report.json")
    assert not set(made) & set('"\\/:*?<>|\r\n\u202e')
    assert "\n" not in disposition(made)
    disposition(made).encode("latin-1")

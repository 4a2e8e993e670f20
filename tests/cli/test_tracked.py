"""Pending changes of a Word file are read as the option says."""

from tests.extract.builders import p, r, word


def test_pending_changes_are_read_as_the_option_says(clausecheck, tmp_path):
    path = tmp_path / "terms.docx"
    change = '<w:ins w:author="Bo"><w:r><w:t>£300</w:t></w:r></w:ins>'
    change += '<w:del w:author="Ann"><w:r><w:delText>£350</w:delText></w:r></w:del>'
    path.write_bytes(word(p(r("The fee is ") + change + r(" a session."))))
    wanted = {"accept": "£300", "reject": "£350", "mark": "£300£350"}
    for way, fee in wanted.items():
        out = clausecheck("check", path, "--tracked", way, "--format", "json", "--include-text").out
        assert f"The fee is {fee} a session." in out
        assert "by Ann, Bo" in out or "by Bo, Ann" in out
    assert clausecheck("check", path, "--tracked", "both").code == 2

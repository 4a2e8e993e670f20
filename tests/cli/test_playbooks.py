import json
from email.message import EmailMessage

import jsonschema
import pytest

from clausecheck.errors import ExitCode
from clausecheck.judging.amounts import AMOUNTS
from clausecheck.render.schema import json_schema
from clausecheck.rulebook.packs import known_packs, load_pack, pack_topics
from tests.judging.papers import BASE
from tests.judging.test_packs import AGENCY, DIRECT
from tests.judging.test_playbook import SAMPLE

PLAYBOOK = """positions:
  payment_days: {preferred: 7, fallback: 14, walk-away: 30, ask: We pay each invoice within 7 days.}
  indemnity: {preferred: no finding}
"""


@pytest.fixture
def files(tmp_path):
    (tmp_path / "contract.txt").write_text(BASE)
    (tmp_path / "agency.txt").write_text(AGENCY)
    (tmp_path / "positions.yaml").write_text(PLAYBOOK)
    return tmp_path


def test_the_report_says_which_positions_are_met(clausecheck, files):
    done = clausecheck("check", files / "contract.txt", "--playbook", files / "positions.yaml")
    assert done.code == ExitCode.clean
    assert "YOUR POSITIONS: 1 preferred, 1 fallback" in done.out


def test_a_pack_stands_in_the_json_report_by_the_schema(clausecheck, files):
    done = clausecheck("check", files / "agency.txt", "--pack", "agency", "--format", "json")
    value = json.loads(done.out)
    jsonschema.Draft202012Validator(json_schema()).validate(value)
    assert [pack["name"] for pack in value["packs"]] == ["agency"]
    assert value["packs"][0]["applies"] is True


def test_without_the_options_there_are_neither_packs_nor_positions(clausecheck, files):
    value = json.loads(clausecheck("check", files / "agency.txt", "--pack", "locum", "--format", "json").out)
    assert value["packs"] == value["positions"] == []


@pytest.mark.parametrize(
    ("gate", "code"),
    [
        ("position:fallback", ExitCode.found),
        ("position:walk-away", ExitCode.clean),
        ("position:beyond", ExitCode.clean),
    ],
)
def test_a_position_gate_trips_at_its_word_and_at_what_is_worse(clausecheck, files, gate, code):
    call = ("check", files / "contract.txt", "--playbook", files / "positions.yaml", "--fail-on", gate)
    assert clausecheck(*call).code == code


def test_what_cannot_be_told_does_not_pass_a_position_gate(clausecheck, files):
    (files / "positions.yaml").write_text("positions:\n  appointment_minutes: {preferred: 10}\n")
    call = ("check", files / "contract.txt", "--playbook", files / "positions.yaml", "--fail-on", "position:beyond")
    assert clausecheck(*call).code == ExitCode.found


def test_a_position_gate_without_a_playbook_is_wrong_usage(clausecheck, files):
    done = clausecheck("check", files / "contract.txt", "--fail-on", "position:fallback")
    assert done.code == ExitCode.usage
    assert "--playbook positions.yaml" in done.err


def test_a_topic_gate_sees_the_topics_of_a_pack(clausecheck, files):
    call = ("check", files / "agency.txt", "--fail-on", "topic:withheld-pay")
    assert clausecheck(*call, "--pack", "agency").code == ExitCode.found
    assert clausecheck(*call).code == ExitCode.usage


def test_a_severity_gate_does_not_see_packs(clausecheck, files):
    call = ("check", files / "agency.txt", "--only", "withheld-pay", "--pack", "agency", "--fail-on", "severity:1")
    done = clausecheck(*call)
    assert "Withholding pay" in done.out
    assert done.code == ExitCode.clean


def test_less_of_a_pack_is_shown_where_less_is_asked_for(clausecheck, files):
    done = clausecheck("check", files / "agency.txt", "--pack", "agency", "--skip", "withheld-pay")
    assert "Withholding pay" not in done.out
    assert "Changing the terms without agreement" in done.out


def test_a_faulty_playbook_stops_the_run_before_anything_is_read(clausecheck, files):
    (files / "positions.yaml").write_text("positions:\n  paymint_days: {preferred: 7}\n")
    done = clausecheck("check", files / "missing.pdf", "--playbook", files / "positions.yaml")
    assert done.code == ExitCode.usage
    assert (
        "positions.yaml:2: 'paymint_days' is neither a quantity nor a topic; did you mean 'payment_days'?" in done.err
    )


def test_a_playbook_that_is_not_there_or_too_large_is_told(clausecheck, files):
    assert "cannot be read" in clausecheck("check", files / "contract.txt", "--playbook", files / "no.yaml").err
    (files / "big.yaml").write_text("#" * (1 << 19))
    done = clausecheck("check", files / "contract.txt", "--playbook", files / "big.yaml")
    assert "larger than a playbook can be" in done.err


def test_a_playbook_is_never_overwritten(clausecheck, files):
    book = files / "positions.yaml"
    done = clausecheck("check", files / "contract.txt", "--playbook", book, "-o", book, "--force")
    assert done.code == ExitCode.usage
    assert book.read_text() == PLAYBOOK


def test_an_unknown_pack_is_refused_with_those_there_are(clausecheck, files):
    done = clausecheck("check", files / "contract.txt", "--pack", "agencies")
    assert done.code == ExitCode.usage
    assert "There are: locum, agency." in done.err


def test_a_letter_asks_in_the_playbooks_own_words(clausecheck, files):
    (files / "positions.yaml").write_text(
        'positions:\n  variation: {preferred: protected, ask: "We change terms together."}\n'
    )
    call = ("letter", files / "agency.txt", "--all")
    assert "We change terms together." in clausecheck(*call, "--playbook", files / "positions.yaml").out
    assert "We change terms together." not in clausecheck(*call).out


def test_the_rules_commands_take_a_pack(clausecheck):
    assert "10 topics" in clausecheck("rules", "list", "--pack", "agency").out
    assert "Packs of rules beside these: agency" in clausecheck("rules", "list").out
    assert "regulation 6" in " ".join(clausecheck("rules", "show", "working-elsewhere", "--pack", "agency").out.split())
    assert clausecheck("rules", "lint", "--pack", "agency").code == ExitCode.clean
    assert clausecheck("rules", "lint", ".", "--pack", "agency").code == ExitCode.usage


def test_the_sample_playbook_does_without_the_pack_in_report_and_letter(clausecheck, files):
    done = clausecheck("check", files / "agency.txt", "--playbook", SAMPLE)
    assert done.code == ExitCode.clean
    assert "needs --pack agency" in done.out
    assert (
        "needs --pack agency"
        not in clausecheck("check", files / "agency.txt", "--pack", "agency", "--playbook", SAMPLE).out
    )
    letter = clausecheck("letter", files / "agency.txt", "--playbook", SAMPLE)
    assert letter.code == ExitCode.clean
    assert "--pack" not in letter.out


def test_every_topic_of_a_pack_is_known_without_reading_its_rules():
    for name in known_packs()[1:]:
        slugs = {topic.slug for topic in load_pack(name).rulebook.topics}
        assert slugs == {topic for topic, pack in pack_topics().items() if pack == name}


def test_every_number_that_a_playbook_may_name_is_listed_with_its_unit_and_topic(clausecheck):
    lines = clausecheck("rules", "list", "--quantities").out.splitlines()
    assert [line.split()[0] for line in lines if line.startswith("  ") and "  better  " not in line] == list(AMOUNTS)
    assert lines[lines.index("payment-terms") + 1].split(maxsplit=2) == ["payment_days", "lower", "days to pay"]


@pytest.mark.parametrize("option", ["--playbook", "--agreed"])
def test_a_name_that_is_no_quantity_leads_to_the_list(clausecheck, files, option):
    (files / "sheet.yaml").write_text(
        "positions:\n  zzz: {preferred: 1}\n" if option == "--playbook" else "agreed: {zzz: 1}\n"
    )
    done = clausecheck("check", files / "contract.txt", option, files / "sheet.yaml")
    assert done.code == ExitCode.usage
    assert "clausecheck rules list --quantities shows the names" in done.err


TOLD = "m3.txt: fails --fail-on topic:withheld-pay: pack agency: not looked at: it is for contracts with an agency"


@pytest.fixture
def practice(tmp_path):
    """Terms of an agency that do not say so, and are taken for those of a practice."""
    path = tmp_path / "m3.txt"
    path.write_text(DIRECT.format(says="We are a website."))
    return path


def test_a_topic_gate_of_a_pack_that_was_not_looked_at_fails_and_says_what_to_do(clausecheck, practice):
    call = ("check", practice, "--pack", "agency", "--format", "brief")
    done = clausecheck(*call, "--fail-on", "topic:withheld-pay")
    assert done.code == ExitCode.found
    assert TOLD in done.err
    assert "--engagement agency" in done.err
    assert len(done.err.splitlines()) == 1
    done = clausecheck(*call, "--fail-on", "topic:key-information", "--engagement", "agency")
    assert (done.code, done.err) == (ExitCode.clean, "")
    assert clausecheck(*call, "--fail-on", "topic:withheld-pay", "--engagement", "agency").code == ExitCode.found


def test_a_gate_on_another_topic_does_not_mind_the_pack(clausecheck, practice):
    done = clausecheck("check", practice, "--pack", "agency", "--fail-on", "topic:indemnity")
    assert done.code == ExitCode.clean


def test_a_pack_that_was_not_looked_at_is_told_once_a_file(clausecheck, practice, files):
    done = clausecheck("check", practice, files / "agency.txt", "--pack", "agency")
    assert done.code == ExitCode.clean
    (line,) = done.err.splitlines()
    assert "m3.txt: pack agency: not looked at: it is for contracts with an agency or platform" in line
    assert line.endswith("If it is one, use --engagement agency.")


def test_a_topic_without_a_source_for_the_nation_does_not_pass_its_gate(clausecheck, files):
    call = ("check", files / "agency.txt", "--pack", "agency", "--fail-on", "topic:late-payment")
    done = clausecheck(*call, "--nation", "scotland")
    assert done.code == ExitCode.found
    assert "pack agency: left out, for want of a source on Scotland: Late payment of the locum." in done.err
    value = json.loads(clausecheck(*call, "--nation", "scotland", "--format", "json").out)
    assert value["packs"][0]["not_looked_at"] == ["late-payment"]


def test_a_cover_note_is_not_asked_for_what_its_contract_says(clausecheck, tmp_path):
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = "Your terms", "a@example.org", "b@example.org"
    mail.set_content("Dear doctor, our terms are attached. Kind regards.")
    mail.add_attachment(AGENCY.replace("once the Client has paid the Agency", "each Friday"), filename="terms.txt")
    (tmp_path / "mail.eml").write_bytes(mail.as_bytes())
    done = clausecheck("check", tmp_path / "mail.eml", "--pack", "agency", "--fail-on", "topic:withheld-pay")
    assert (done.code, done.err) == (ExitCode.clean, "")


def test_a_batch_counts_the_files_in_which_a_pack_was_not_looked_at(clausecheck, tmp_path):
    folder = tmp_path / "terms"
    folder.mkdir()
    (folder / "agency.txt").write_text(AGENCY)
    (folder / "m3.txt").write_text(DIRECT.format(says="We are a website."))
    call = ("batch", folder, "-o", tmp_path / "out", "--pack", "agency", "--no-views")
    for _ in range(2):  # from the cache too
        done = clausecheck(*call)
        assert done.code == ExitCode.clean
        assert [line for line in done.err.splitlines() if "pack" in line] == [
            (
                "clausecheck: pack agency: not looked at in 1 of 2 files. "
                "Why, and what to do, is told in the result of each."
            )
        ]
    done = clausecheck(*call, "--fail-on", "topic:withheld-pay")
    assert done.code == ExitCode.found
    assert TOLD in done.err

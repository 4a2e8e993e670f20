import pytest

from clausecheck.reading import read_example

AGREEMENT = (
    'between the partners of Hill Surgery ("the Practice") and Dr Ann Marchbank ("the Contractor"). '
    "She is in business on her own account. She works alone. She pays her own tax.\n\n"
)


def words(text, by="", under=""):
    contract = read_example(text, by, under)
    return [" ".join(limb.words[limb.own :]) for limb in contract.limbs]


def last(text, by=""):
    return words(text, by)[-1]


@pytest.mark.parametrize(
    ("text", "by", "becomes"),
    [
        ("You will see extras and we may add more.", "", "@locum will see extras and @other may add more"),
        ("If you keep me late you pay my rate.", "locum", "if @other keep @locum late @other pay @locum's rate"),
        ("The Locum's fee is paid by the Practice.", "", "@locum's fee is paid by @other"),
        ("A locum who cancels pays.", "", "@locum who cancels pays"),
        ("Neither party may assign.", "", "@neither may assign"),
        ("Neither the Practice nor the Locum may assign.", "", "@neither may assign"),
        ("Either of us may end it.", "", "@both may end it"),
        ("The parties agree.", "", "@both agree"),
        ("We'll pay you.", "", "@other ll pay @locum"),
        ("Locum to complete visits.", "", "@locum to complete visits"),
        ("Practice to pay the locum.", "", "@other to pay @locum"),
        ("The practice manager and the duty doctor decide.", "", "the practice manager and the duty doctor decide"),
        ("The locum shall not work for other practices.", "", "@locum shall not work for other practices"),
        ("The locum is paid a locum fee.", "", "@locum is paid a locum fee"),
        ("The doctor on duty decides.", "", "the doctor on duty decides"),
        ("The Locum is a worker.", "", "@locum is a worker"),
        ("The Surgery charges the Locum no fee.", "", "@other charges @locum no fee"),
        (
            "Good practice and practice as a GP in general practice.",
            "",
            "good practice and practice as a gp in general practice",
        ),
        (
            "Where the Locum fails he/she shall pay the cost of his or her replacement.",
            "",
            "where @locum fails @locum shall pay the cost of @locum's replacement",
        ),
        ("Thank you.", "", "thank you"),
    ],
)
def test_mentions_become_party_words(text, by, becomes):
    assert last(text, by) == becomes


@pytest.mark.parametrize(
    ("sentence", "becomes"),
    [
        ("Dr Marchbank and the said Contractor agree.", "@locum and @locum agree"),
        ("Hill Surgery may recover from her what it has paid.", "@other may recover from @locum what @other has paid"),
        ("The Contractor sees patients and keeps their records.", "@locum sees patients and keeps their records"),
        ("The patient may complain and her wishes matter.", "the patient may complain and @locum's wishes matter"),
        ("The Practice shall give her access to her notes.", "@other shall give @locum access to @locum's notes"),
        ("The manager and his deputy decide.", "the manager and his deputy decide"),
        ("The contractor's own insurer pays.", "@locum's own insurer pays"),
        ("Dr Pruett is away.", "dr pruett is away"),
    ],
)
def test_a_drafted_agreement_names_its_parties_throughout(sentence, becomes):
    assert last(AGREEMENT + sentence) == becomes


def test_they_are_the_partners_where_those_were_mentioned_last():
    assert last("The partners shall decide and they may add extras.") == "@other shall decide and @other may add extras"


def test_an_agencys_client_is_kept_apart():
    text = (
        "The Agency is an employment business. The Agency may deduct. The Agency pays. The Hirer signs the timesheet."
    )
    assert last(text) == "@client signs the timesheet"


def test_a_definition_beats_the_usual_meaning():
    text = 'The Practice pays the Locum.\n\n"Surgery" means any of the three buildings.\n\nThe Surgery is closed.'
    assert last(text) == "the surgery is closed"


def test_a_company_that_supplies_the_doctor_is_the_locum():
    text = (
        'Hill Surgery ("the Practice") and Khan Medical Limited ("the Company") and Dr Ali Khan ("the Consultant"). '
        "Services Limited.\n\nThe Company shall pay the Practice and the Consultant shall attend."
    )
    assert last(text) == "@locum shall pay @other and @locum shall attend"


def test_questions_asked_by_the_locum_are_about_the_locum():
    text = "\n\n".join(
        f"Q{n}. {q}\n\nYes. We pay you." for n, q in enumerate(["Will I be paid?", "Can I stop?", "Must I stay?"], 1)
    )
    assert any(w.startswith("will @locum be paid") for w in words(text))


def test_a_letter_is_to_the_locum_it_greets():
    assert (
        "@locum"
        in words("Dear Dr Imrie,\n\nDr Imrie will attend. You will be paid. Your fee is £90. You may rest.")[-4]
    )

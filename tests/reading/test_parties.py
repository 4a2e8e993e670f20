import pytest

from clausecheck.reading.context import Context
from clausecheck.reading.parties import identify
from clausecheck.reading.tokens import words_of


def parties(text, engagement="direct", author="other"):
    return identify(text, Context(words_of(text)), engagement=engagement, author=author)


def roles(found, first):
    return {alias.role for longer in found.aliases.get(first, {}).values() for alias in longer}


def test_both_sides_are_named_from_their_definitions():
    found = parties('the partners of Hill Surgery ("the Practice") and\n\nDr Ann O\'Neill ("the Contractor")')
    assert found.locum_names == ("Dr Ann O'Neill",)
    assert found.other_names == ("Hill Surgery",)


def test_a_locums_own_terms_are_headed_by_the_locum():
    assert parties("DR TAMSIN ORRELL\nFreelance GP\n\nMy fee is £400.", author="locum").locum_names == (
        "Dr Tamsin Orrell",
    )


def test_a_form_names_the_doctor_in_its_row():
    assert parties("| Doctor | Dr Teodor Vance |\n| Practice | Salt Surgery |").locum_names == ("Dr Teodor Vance",)


@pytest.mark.parametrize(
    ("text", "engagement", "term", "role"),
    [
        ('Acme Staffing Limited ("the Company")', "agency", "company", "other"),
        ('Khan Medical Limited ("the Company") and Hill Surgery ("the Practice")', "company", "company", "locum"),
        ('"Client" means the practice to which we introduce you.', "agency", "client", "client"),
        ('"Client" means Hill Surgery.', "direct", "client", "other"),
        ('"Partner" means a practice whose people use Acme.', "digital", "partner", "client"),
        ('"Representative" means the doctor supplied.', "agency", "representative", "locum"),
    ],
)
def test_a_definition_says_whose_side_a_term_is(text, engagement, term, role):
    assert roles(parties(text, engagement), term) == {role}


@pytest.mark.parametrize(
    "text",
    [
        '"Patient" means a person with an appointment.',
        '"Referee" means the accountant who acts for the Practice.',
        '"Duty Doctor" means the doctor whose name is on the rota.',
        '"Staff" means all those who work for the Practice.',
    ],
)
def test_a_defined_term_that_is_no_party_stays_a_word(text):
    term = text[1:].split('"')[0].lower().split()[0]
    assert roles(parties(text), term) == set()


@pytest.mark.parametrize(("author", "you"), [("other", "@locum"), ("locum", "@other")])
def test_you_is_whoever_the_author_writes_to(author, you):
    assert parties("You agree.", author=author).pronouns["you"] == you


def test_we_in_a_locums_own_terms_is_both():
    text = "I charge. I leave at six. I invoice. Unless we have agreed. My fee."
    assert parties(text, author="locum").pronouns["we"] == "@both"


def test_a_defined_we_is_what_its_definition_says():
    found = parties('"we" means Acme Health Limited. "you" means a doctor on the list.')
    assert (found.pronouns["we"], found.pronouns["you"]) == ("@other", "@locum")


@pytest.mark.parametrize(
    ("text", "you"),
    [
        ('Elm Tree Surgery ("we") engages Dr Ada Mbeki ("you"). You must stay.', "@locum"),
        ('This is between Elm Tree Surgery ("we") and Dr Ada Mbeki ("you"). You must stay.', "@locum"),
        ('By tapping Go you, a registered GP ("you", "Fern"), join. You must stay.', "@locum"),
        ('Dr Ada Mbeki ("I") works on these terms for practices ("you"). You pay my fee.', "@other"),
        ('These terms bind Dr Ada Mbeki ("I") and the surgery that books me ("you"). You pay my fee.', "@other"),
    ],
)
def test_a_pronoun_in_brackets_is_whoever_stands_before_it(text, you):
    author = "locum" if "my fee" in text else "other"
    assert parties(text, author=author).pronouns["you"] == you


def test_a_name_in_the_brackets_of_a_pronoun_is_the_same_side():
    found = parties('You, a registered GP ("you", "Fern"), join us. A Fern must stay.')
    assert roles(found, "fern") == {"locum"}


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ('These terms apply to a general practitioner ("the Practitioner") who works a shift.', "practitioner"),
        (
            'the partners of Hill Surgery (the "Partners") and\nthe medical practitioner who signs (the "Supplier").',
            "supplier",
        ),
        ('This is between Hill Surgery ("the Practice") and the doctor named below ("the Associate").', "associate"),
    ],
)
def test_a_common_term_is_the_locum_where_it_stands_for_a_doctor_not_named(text, term):
    assert roles(parties(text), term) == {"locum"}


def test_the_name_of_an_organisation_begins_after_the_sentence_before():
    assert parties("5. Fees. The Otter Federation pays. If Otter Federation cancels, it pays.").other_names == (
        "Otter Federation",
    )

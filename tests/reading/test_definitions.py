from clausecheck.reading.definitions import addressee, definitions, doctors, organisations, party_rows, recipient


def terms(text):
    return [(d.term, d.bracketed) for d in definitions(text)]


def test_a_name_in_brackets_is_a_definition():
    (found,) = definitions('(1) the partners of Hill Surgery ("the Practice"); and')
    assert (found.term, found.meaning, found.bracketed) == ("practice", "the partners of Hill Surgery", True)


def test_hereinafter_names_a_party():
    assert ("locum doctor", True) in terms("Dr A Khan, hereinafter called the Locum Doctor, agrees")


def test_several_terms_share_one_meaning():
    assert [t for t, _ in terms('"we", "us" and "Acme" mean Acme Health (UK) Limited.')] == ["we", "us", "acme"]


def test_a_meaning_ends_before_the_next_term():
    first, _ = definitions('"Contractor" means the limited company below.\n"Agency" means Acme Recruitment Limited.')
    assert first.meaning == "the limited company below."


def test_a_quoted_word_in_a_sentence_is_no_definition():
    assert terms('If you reply "yes" that is a booking.') == []


def test_names_are_found_as_written():
    assert doctors("between Dr Femi Adeyinka MRCGP and Dr S Lee") == ("Femi Adeyinka", "S Lee")
    assert organisations("made with Acme Health (UK) Limited of Bath") == ("Acme Health (UK) Limited",)


def test_a_letter_and_an_email_say_whom_they_address():
    assert addressee("Dear Dr Imrie,\n\nThank you") == ("Dr", "Imrie")
    assert addressee("Dear Sir,\n") == ("", "")
    assert recipient("From: Jo\nTo: Dr Femi Adeyinka <f@x.example>\n") == "Dr Femi Adeyinka"


def test_form_rows_name_parties():
    assert ("doctor", "Dr Teodor Vance") in party_rows("| Doctor   | Dr Teodor Vance |")


def test_long_runs_of_spaces_are_read_in_linear_time():
    assert definitions('"Doctor"' + " " * 50_000 + "x") is not None


def test_a_name_in_brackets_may_run_over_the_end_of_a_line():
    assert terms('Ashgrove Medical Locums Ltd ("the\nCompany") agrees as follows.') == [("company", True)]

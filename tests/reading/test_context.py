import pytest

from clausecheck.reading.context import Context
from clausecheck.reading.tokens import words_of


def context(text):
    return Context(words_of(text))


@pytest.mark.parametrize(
    ("text", "engagement"),
    [
        (
            "Terms between the Employment Business and the temporary worker. The Employment Business may deduct.",
            "agency",
        ),
        ("Acme Locum Recruitment Limited. Candidates accept assignments with hirers.", "agency"),
        ("Bank worker agreement. Bank shifts are offered to bank workers through the staff bank.", "bank"),
        ("Out of Hours Service. Shifts at the urgent care base. OOH doctors.", "ooh"),
        ("Members of Chambers. Chambers will invoice. Chambers may.", "chambers"),
        ("Platform user terms. The Platform lists sessions. The Platform may rate you. Our platform fee.", "platform"),
        ("The practice engages the locum. If an agency introduced you the practice pays the agency.", "direct"),
        (
            "Hill Medical Services Ltd (the Supplier). The Supplier shall procure. The Supplier shall procure. IR35.",
            "company",
        ),
    ],
)
def test_the_engagement_is_read_from_its_words(text, engagement):
    assert context(text).engagement() == engagement


@pytest.mark.parametrize(
    ("text", "nation"),
    [
        ("The law of Scotland applies. PVG membership.", "scotland"),
        ("Included in the Medical Performers List for Wales. Bwrdd Iechyd.", "wales"),
        ("The law of Northern Ireland applies. AccessNI.", "ni"),
        ("governed by the law of England and Wales", "england"),
        ("NHS England and the ICB may ask.", "england"),
    ],
)
def test_the_nation_is_read_from_its_words(text, nation):
    assert context(text).nation() == nation


@pytest.mark.parametrize(
    ("text", "author"),
    [
        ("My fee is £360. I charge £90 an hour. You pay within 14 days.", "locum"),
        ("You will be paid in 30 days. Send me your invoice.", "other"),
        ("The Locum shall pay the Practice.", "other"),
    ],
)
def test_the_author_is_the_locum_only_in_the_first_person(text, author):
    assert context(text).author() == author


def test_a_short_text_is_always_taken_for_a_locums():
    assert context("The tenant shall pay the landlord.").kind() == "locum"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The tenant shall pay the landlord rent for the demised premises. " * 40, "not-a-contract"),
        ("Der Arzt verpflichtet sich, alle Patienten am selben Tag zu behandeln. " * 40, "foreign-language"),
        (
            "The employer pays the salaried GP an annual salary. The employee has holiday entitlement. " * 20,
            "salaried",
        ),
        ("The locum shall see patients in each session at the surgery. " * 40, "locum"),
        # Few of the usual words: a platform that calls them Navigators and members, a deed that calls them physicians.
        (
            "A Navigator picks a wave on the calendar and the app opens and shuts it by the clock for everybody. " * 20
            + "Each consultation is by video. You prescribe for the member you are talking to. A GP joins by a click.",
            "locum",
        ),
        # Terms of purchase put before a doctor speak of goods throughout.
        (
            "The Supplier shall deliver the goods. The clinician sees patients in the surgery by appointment. " * 20,
            "locum",
        ),
    ],
)
def test_a_long_text_of_another_kind_is_known(text, kind):
    assert context(text).kind() == kind


@pytest.mark.parametrize(
    ("text", "engagement"),
    [
        ("We are a marketplace. Surgeries post gigs in the app; tap one and you are matched.", "platform"),
        ("We connect clinicians with practices. These are the platform's terms of service.", "platform"),
        ("You see patients by video and chat in the app. Go live when your queue opens. Bring a headset.", "digital"),
        ("Patients may be seen by video. The Practice uses an app for tasks.", "direct"),
    ],
)
def test_work_through_an_app_is_a_platforms_or_a_video_services(text, engagement):
    assert context(text).engagement() == engagement

"""Edits of what is paid for a duty, and of the numbers that make a term fair or unfair."""

from tests.mutations.mutations import Case, replaced, said

__all__ = ["TERMS"]

PAID = [
    Case(
        "admin-unless-rate",
        "admin-plain",
        said("The doctor need not complete letters and referrals after surgery unless paid at the hourly rate of £95."),
        "gone",
        also=("after-session",),
    ),
    Case(
        "change-only-if-agreed",
        "variation-agency",
        replaced("at any time by writing to the Contractor", "only with the Contractor's written agreement"),
        "protects",
        wrong="variation.both-agree does not know 'may change these terms only with the Contractor's agreement'",
    ),
    Case(
        "speak-but-for-regulators",
        "gagging-formal",
        said("The Locum shall keep patients' records confidential but may speak to a regulator at any time."),
        "gone",
    ),
    Case(
        "indemnity-for-own-negligence",
        "indemnity-formal",
        said("The Locum shall indemnify the Practice only against loss that the Locum's own negligence causes."),
        "softer",
    ),
    Case(
        "overrun-unless-rate",
        "overrun-formal",
        replaced(
            "The Locum is not paid for time worked after the end of the Session.",
            "The Locum shall not work after the end of the Session unless paid at the hourly rate of £95.",
        ),
        "gone",
        wrong="cancellation-by-locum.fixed-charge takes 'not work … unless paid … £95' for a charge on the locum",
    ),
    Case(
        "extras-unless-rate",
        "extras-email",
        said(
            "You need not see any urgent extras that reception adds to your list unless paid at the hourly rate of £95."
        ),
        "gone",
    ),
    Case(
        "extras-paid-each", "extras-email", replaced("on the day.", "on the day, each of them paid at £25."), "softer"
    ),
    Case(
        "visits-unless-rate",
        "visits-list",
        said("carry out no home visits unless paid for them at the hourly rate of £95"),
        "gone",
    ),
    Case(
        "visits-paid-at-rate",
        "visits-list",
        said("carry out home visits as directed by the duty doctor, each of them paid at £45"),
        "softer",
        wrong="a fee for each visit does not soften home-visits.as-directed, and passes for duty-doctor.only-if-booked",
    ),
    Case(
        "results-unless-rate",
        "results-you",
        said("You need not clear the practice's results and incoming letters unless paid at the hourly rate of £95."),
        "gone",
    ),
    Case(
        "cancel-unless-fee",
        "cancel-agency",
        replaced("at any time without charge", "only if it pays the full fee for it"),
        "gone",
    ),
]

UNPAID = [
    Case(
        "cancel-terms-without-payment",
        "locum-cancels",
        replaced(
            "3. The Practice shall pay invoices within 14 days of receipt.",
            "3. The Practice may cancel any session without payment.",
        ),
        "appears",
        topic="cancellation-by-practice",
        also=("payment-terms",),
    ),
    Case(
        "notice-one-sided",
        "gagging-formal",
        replaced(
            "Either party may end this contract by four weeks' written notice.",
            "The Practice may end this contract at once; the Locum must give three months' notice.",
        ),
        "turned",
        topic="termination",
    ),
    Case(
        "pay-when-paid",
        "variation-agency",
        replaced(
            "within 14 days of receiving a timesheet, whether or not the client\nhas paid", "once the client\nhas paid"
        ),
        "turned",
        topic="payment-terms",
    ),
    Case(
        "bound-to-one-agency",
        "variation-agency",
        replaced(
            "The Contractor may work for others, including the Agency's clients, at any time.",
            "The Contractor may not work for any other agency while these terms last.",
        ),
        "turned",
        topic="exclusivity",
    ),
    Case(
        "overrun-without-payment",
        "payment-formal",
        replaced("is paid at £95 an hour", "is worked without further payment"),
        "turned",
        topic="overrun",
    ),
    Case(
        "visits-without-payment",
        "deductions-formal",
        replaced(
            "Home visits are made only if the Locum agrees.",
            "The Locum makes home visits, with the travel to them, without further payment.",
        ),
        "turned",
        topic="home-visits",
        also=("expenses",),
    ),
    Case(
        "overrun-list-without-payment",
        "visits-list",
        replaced(
            "pay £95 an hour for any time worked after 12.40 pm",
            "make no further payment for any time worked after 12.40 pm",
        ),
        "turned",
        topic="overrun",
    ),
    Case(
        "overrun-you-without-payment",
        "results-you",
        replaced("we\npay you £95 an hour", "you\ndo so without further payment"),
        "turned",
        topic="overrun",
    ),
    Case(
        "complaints-behind-the-back",
        "noncompete-formal",
        replaced(
            "The Locum shall be told promptly of any complaint and may answer it before a reply is sent.",
            "The Practice may answer or settle any complaint about the Locum without consulting the Locum.",
        ),
        "turned",
        topic="complaints",
    ),
    Case(
        "terms-changed-alone",
        "visits-list",
        replaced("may be changed only in writing agreed by both sides", "may be changed by the practice at any time"),
        "turned",
        topic="variation",
    ),
]

NUMBERS = [
    Case(
        "admin-list-14-to-30",
        "admin-plain",
        replaced("no more than 14 patients", "no more than 30 patients a session"),
        "turned",
        topic="patient-cap",
    ),
    Case(
        "letter-14-to-45-days",
        "overrun-letter",
        replaced("settle invoices within 14 days", "settle invoices within 45 days"),
        "turned",
        topic="payment-terms",
    ),
    Case(
        "session-of-seven-hours",
        "overrun-formal",
        replaced("to 12.40 pm", "to 3.30 pm"),
        "appears",
        topic="session-length",
        wrong="session-length.too-long does not work out the length from two clock times",
    ),
    Case("shorter-list", "visits-list", replaced("up to 14 booked", "up to 12 booked"), "kept", topic="patient-cap"),
    Case(
        "results-at-the-end-of-each-session",
        "results-you",
        replaced("every day", "at the end of each session"),
        "stays",
        wrong="'letters at the end of each session' passes for admin-time.protected though it is the practice's work",
    ),
    Case("12-to-30-patients", "cap-formal", replaced("no more than 12", "no more than 30"), "turned"),
    Case("12-to-15-patients", "cap-formal", replaced("no more than 12", "no more than 15"), "kept"),
    Case("thirty-in-words", "cap-formal", replaced("no more than 12", "no more than thirty"), "turned"),
    Case("12-becomes-a-minimum", "cap-formal", replaced("no more than 12", "at least 12"), "turned", also=("targets",)),
    Case("14-to-60-days", "payment-formal", replaced("within 14 days", "within 60 days"), "turned"),
    Case("14-to-28-days", "payment-formal", replaced("within 14 days", "within 28 days"), "kept"),
    Case("two-weeks-in-words", "payment-formal", replaced("within 14 days", "within two weeks"), "kept"),
    Case("three-months-in-words", "payment-formal", replaced("within 14 days", "within three months"), "turned"),
    Case(
        "15-to-7-minutes",
        "cap-formal",
        replaced("lasts 15 minutes", "lasts 7 minutes"),
        "turned",
        topic="appointment-length",
        wrong="appointment-length.short does not know 'each appointment lasts 7 minutes'",
    ),
    Case(
        "list-14-to-28-patients",
        "visits-list",
        replaced("up to 14 booked", "up to 28 booked"),
        "turned",
        topic="patient-cap",
        wrong="patient-cap.too-many does not see that the lead-in 'during each session' makes it 28 a session",
    ),
]

TERMS = [*PAID, *UNPAID, *NUMBERS]

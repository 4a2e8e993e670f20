"""The same term in another place, or in a place that does not speak."""

from tests.mutations.bases import BASES
from tests.mutations.mutations import (
    Case,
    defined,
    faq,
    older_mail,
    schedule,
    struck,
    table,
    tagged_deleted,
    ticked,
    unticked,
)

__all__ = ["PLACES"]

MOVED = [
    Case(
        "variation-faq",
        "variation-agency",
        faq("Can the terms change?", "The Agency may change these terms at any time by writing to the Contractor."),
        "stays",
    ),
    Case(
        "gagging-table",
        "gagging-formal",
        table(
            "Confidentiality",
            "The Locum shall not speak to anyone outside the Practice about its affairs without its consent",
        ),
        "stays",
    ),
    Case(
        "admin-table",
        "admin-plain",
        table("Letters and referrals", "Completed after surgery, in the doctor's own time and without payment"),
        "stays",
    ),
    Case(
        "indemnity-table",
        "indemnity-formal",
        table("Indemnity", "The Locum indemnifies the Practice against all claims, losses and costs"),
        "stays",
    ),
    Case(
        "deduction-faq",
        "deductions-formal",
        faq("Can money be kept back?", "Yes. The Practice may deduct any sum which it considers to be due to it."),
        "stays",
    ),
    Case(
        "replacement-table",
        "locum-cancels",
        table("Cancellation by the Locum", "The Locum pays the full cost of a replacement doctor"),
        "stays",
    ),
    Case(
        "overrun-table",
        "overrun-formal",
        table("Overrun", "No payment is made for time worked after the end of the Session"),
        "stays",
    ),
    Case("cap-table", "cap-formal", table("Patients per session", "Maximum 12"), "kept"),
    Case(
        "cap-table-30-under-a-maximum",
        "cap-formal",
        table("Maximum patients per session", "30"),
        "turned",
        wrong="patient-cap.cap takes 'Maximum patients per session | 30' for a protection, whatever the number",
    ),
    Case(
        "cap-table-30",
        "cap-formal",
        table("Patients per session", "Maximum 30"),
        "appears",
        wrong="patient-cap.too-many does not read the label 'Patients per session' with its value 'Maximum 30'",
    ),
    Case("payment-table-60", "payment-formal", table("Payment of invoices", "Within 60 days of receipt"), "appears"),
    Case(
        "cancel-table",
        "cancel-agency",
        table("Cancellation by the Client", "Allowed at any time, without charge"),
        "stays",
    ),
    Case(
        "overrun-definition",
        "overrun-formal",
        defined(
            '"Session Fee" means £380, which covers all time worked, including time after the end of the Session.',
            "The Session Fee is the whole of what is paid.",
        ),
        "stays",
    ),
    Case(
        "extras-definition",
        "extras-email",
        defined(
            '"The list" means the booked appointments and any urgent extras that reception adds on the day.',
            "You will see the patients on the list.",
        ),
        "stays",
        wrong="a definition that puts urgent extras on the list is not read into 'the patients on the list'",
    ),
    Case(
        "results-definition",
        "results-you",
        defined(
            '"Session work" includes clearing the practice\'s pathology results and incoming letters.',
            "You will carry out the session work.",
        ),
        "stays",
        wrong="a definition that puts the practice's results into the session work is not read into the duty",
    ),
    Case(
        "overrun-faq",
        "overrun-letter",
        faq("What happens if surgery runs over?", "We do not pay anything extra for the additional time."),
        "stays",
    ),
    Case(
        "overrun-faq-short",
        "overrun-letter",
        faq("Am I paid if surgery runs over?", "No."),
        "stays",
    ),
    Case(
        "extras-faq",
        "extras-email",
        faq("Do I have to see urgent extras that reception adds to my list?", "Yes, all of them."),
        "stays",
    ),
    Case("visits-faq-no", "visits-list", faq("Do I have to do home visits?", "No, our own doctors do them."), "gone"),
]

RANKED = [
    Case(
        "schedule-30-prevails",
        "cap-formal",
        schedule("The Locum shall see no more than 30 patients in a Session.", prevails=True),
        "turned",
        also=("precedence",),
    ),
    Case(
        "schedule-30-yields",
        "cap-formal",
        schedule("The Locum shall see no more than 30 patients in a Session.", prevails=False),
        "kept",
        also=("precedence",),
    ),
    Case(
        "schedule-60-days-prevails",
        "payment-formal",
        schedule("The Practice shall pay each invoice within 60 days of receiving it.", prevails=True),
        "turned",
        also=("precedence",),
    ),
    Case(
        "schedule-60-days-yields",
        "payment-formal",
        schedule("The Practice shall pay each invoice within 60 days of receiving it.", prevails=False),
        "kept",
        also=("precedence",),
    ),
    Case(
        "schedule-unpaid-overrun-prevails",
        "payment-formal",
        schedule("No payment is made for time worked after the finish.", prevails=True),
        "turned",
        topic="overrun",
        also=("precedence",),
    ),
    Case(
        "schedule-unpaid-overrun-yields",
        "payment-formal",
        schedule("No payment is made for time worked after the finish.", prevails=False),
        "kept",
        topic="overrun",
        also=("precedence",),
    ),
    Case(
        "schedule-no-deduction-prevails",
        "deductions-formal",
        schedule("The Practice shall make no deduction from the Locum's fees.", prevails=True),
        "softer",
        also=("precedence",),
    ),
]

NEW_OFFER = (
    "The surgery is 9.00 am to 1.00 pm, with 14 booked appointments of 15 minutes each. "
    "The fee is £410 a session and we pay invoices within 14 days of getting them."
)

SENTENCES = {name: base for name, base in BASES.items() if base.adverse and base.target.endswith(".")}
"""Contracts with a sentence that hurts wherever it stands; a branch of a list would need its lead-in."""


ANYWHERE = [
    *(Case(f"in-a-row-{name}", name, table("Also agreed", base.target), "stays") for name, base in SENTENCES.items()),
    *(Case(f"in-an-answer-{name}", name, faq("What else?", base.target), "stays") for name, base in SENTENCES.items()),
    *(Case(f"ticked-{name}", name, ticked, "stays") for name in SENTENCES),
    *(Case(f"unticked-{name}", name, unticked("None of these."), "gone") for name in SENTENCES),
    *(Case(f"deleted-{n}", n, tagged_deleted, "gone") for n in SENTENCES),
]

SILENT = [
    Case("mail-superseded", "extras-email", older_mail(NEW_OFFER, superseded=True), "gone"),
    Case("mail-superseded-in-chevrons", "extras-email", older_mail(NEW_OFFER, superseded=True, chevrons=True), "gone"),
    Case("mail-thanked-for", "extras-email", older_mail("See you on the 18th.", superseded=False), "stays"),
    Case(
        "mail-thanked-for-in-chevrons",
        "extras-email",
        older_mail("See you on the 18th.", superseded=False, chevrons=True),
        "stays",
        wrong="a full stop before a line quoted with '>' ends no sentence, so session-length.stated is lost",
    ),
    *(Case(f"struck-{name}", name, struck, "gone") for name, base in BASES.items() if base.adverse),
    Case("struck-cap", "cap-formal", struck, "lost"),
    Case("struck-payment", "payment-formal", struck, "lost"),
    Case(
        "unticked-deduction",
        "deductions-formal",
        unticked("The Practice may make no deduction from the fees."),
        "protects",
    ),
    Case(
        "unticked-overrun",
        "overrun-formal",
        unticked("Time worked after the end of the Session is paid at £95 an hour."),
        "protects",
    ),
    Case(
        "unticked-cap",
        "cap-formal",
        unticked("The Locum shall see all patients who attend, without any limit on their number."),
        "turned",
    ),
]

PLACES = [*MOVED, *RANKED, *ANYWHERE, *SILENT]

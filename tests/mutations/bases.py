"""Small contracts in several drafting styles; one sentence of each decides how it stands on one topic."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["BASES", "Base"]


@dataclass(frozen=True)
class Base:
    """A contract with one sentence that decides how it stands on one topic."""

    topic: str
    adverse: bool
    """Whether the sentence hurts the locum; otherwise it protects."""
    target: str
    text: str

    def __post_init__(self) -> None:
        if self.text.count(self.target) != 1:
            raise ValueError(f"the sentence must stand in its contract once: {self.target}")


BASES = {
    "overrun-formal": Base(
        "overrun",
        True,
        "The Locum is not paid for time worked after the end of the Session.",
        """AGREEMENT FOR LOCUM SERVICES

Between Thornley Medical Centre ("the Practice") and Dr Amara Nwosu ("the Locum")

1. Services
1.1 The Locum shall provide general medical services at the surgery in Thornley on the dates in the booking.
1.2 A Session runs from 8.30 am to 12.40 pm.

2. Fees
2.1 The Practice shall pay the Locum £380 for each Session.
2.2 The Locum is not paid for time worked after the end of the Session.
2.3 Invoices are paid within 14 days of receipt.

3. Premises
3.1 The Practice provides a consulting room, a computer and a login for the Locum.
""",
    ),
    "overrun-letter": Base(
        "overrun",
        True,
        "If surgery runs over, we do not pay anything extra for the additional time.",
        """Dear Dr Patel

Thank you for agreeing to cover our morning surgeries at Larkfield Surgery in the week of 9 March. We are writing to
confirm what we discussed on the telephone.

We will pay you £400 for each morning session, which starts at 8.30 am and finishes at 12.30 pm. We will see you have
a room and a login of your own. If surgery runs over, we do not pay anything extra for the additional time.

We settle invoices within 14 days. You are free to work for other practices at any time.

Yours sincerely

Helen Marsh
Practice Manager
""",
    ),
    "cap-formal": Base(
        "patient-cap",
        False,
        "The Locum shall see no more than 12 patients in a Session.",
        """TERMS OF ENGAGEMENT

Parties: Oakwell Surgery ("the Practice") and Dr Tom Reid ("the Locum").

1. Workload
1.1 The Locum shall see no more than 12 patients in a Session.
1.2 Each appointment lasts 15 minutes.
1.3 The Session begins at 2.00 pm and ends at 6.10 pm.

2. Fees
2.1 The Practice shall pay the Locum £390 for each Session.
2.2 The Practice shall pay each invoice within 14 days of receiving it.

3. General
3.1 Either party may end this agreement by giving four weeks' written notice to the other.
""",
    ),
    "extras-email": Base(
        "extras",
        True,
        "You must also see any urgent extras that reception adds to your list on the day.",
        """From: Priya Shah <manager@brookside.example>
To: Dr Ellen Ward
Date: 4 May 2026
Subject: Locum cover on 18 and 19 May

Hi Ellen

Great that you can do both days. The surgery is 9.00 am to 1.00 pm, with 14 booked appointments of 15 minutes each.
You must also see any urgent extras that reception adds to your list on the day.

The fee is £410 a session and we pay invoices within 14 days of getting them. There is parking behind the building and
you will have your own room and login.

Best wishes
Priya
""",
    ),
    "indemnity-formal": Base(
        "indemnity",
        True,
        "The Locum shall indemnify the Practice against all claims, losses and costs arising from the Services.",
        """CONTRACT FOR SERVICES

This contract is made between Harbour Road Surgery ("the Practice") and Dr Lucy Grant ("the Locum").

1. The Services. The Locum shall provide medical services to patients of the Practice on the dates in the booking.

2. Fees. The Practice shall pay the Locum £85 an hour and shall pay every invoice within 14 days of its date.

3. Indemnity. The Locum shall indemnify the Practice against all claims, losses and costs arising from the Services.

4. Ending the contract. Either party may end this contract by four weeks' notice in writing to the other.
""",
    ),
    "payment-formal": Base(
        "payment-terms",
        False,
        "The Practice shall pay each invoice within 14 days of receiving it.",
        """LOCUM AGREEMENT

Made between The Elms Practice ("the Practice") and Dr Daniel Okoro ("the Locum").

1. Sessions
1.1 The Locum shall attend at The Elms for the sessions listed in the booking, each from 8.30 am to 12.40 pm.
1.2 The Locum shall see up to 14 patients in a session.

2. Money
2.1 The fee is £395 a session.
2.2 The Practice shall pay each invoice within 14 days of receiving it.
2.3 Time worked after the finish is paid at £95 an hour.

3. Law
3.1 This agreement is governed by the law of England and Wales.
""",
    ),
    "cancel-agency": Base(
        "cancellation-by-practice",
        True,
        "The Client may cancel a booked session at any time without charge.",
        """TERMS OF BUSINESS FOR LOCUM DOCTORS

Meridian Medical Staffing Ltd ("the Agency") supplies doctors to clients ("the Client"). The doctor named in the
booking is "the Contractor".

1. Bookings. The Agency will offer sessions to the Contractor, who may accept or decline any of them.

2. Cancellation. The Client may cancel a booked session at any time without charge.

3. Fees. The Agency will pay the Contractor the hourly rate stated in the booking within 14 days of receiving a
timesheet, whether or not the Client has paid the Agency.

4. Direct work. The Contractor may work for any Client directly.
""",
    ),
    "noncompete-formal": Base(
        "non-compete",
        True,
        "The Locum shall not work at another practice within five miles for six months after this agreement ends.",
        """AGREEMENT

Parties: Castle Street Partners ("the Practice") and Dr Ravi Menon ("the Locum").

1. The Practice engages the Locum for the sessions set out in the booking, at £385 a session.

2. The Practice shall pay each invoice within 14 days.

3. The Locum shall not work at another practice within five miles for six months after this agreement ends.

4. The Locum shall be told promptly of any complaint and may answer it before a reply is sent.

5. Either party may terminate this agreement on four weeks' written notice.
""",
    ),
    "visits-list": Base(
        "home-visits",
        True,
        "carry out home visits as directed by the duty doctor",
        """Locum booking terms: Fernhill Medical Practice and Dr Sian Hughes

During each session the locum will:
(a) consult with up to 14 booked patients, at 15 minutes each;
(b) carry out home visits as directed by the duty doctor;
(c) write up the notes of the patients seen.

The practice will:
(d) pay £400 for each session, from 8.30 am to 12.40 pm;
(e) pay invoices within 14 days; and
(f) pay £95 an hour for any time worked after 12.40 pm.

These terms may be changed only in writing agreed by both sides.
""",
    ),
    "results-you": Base(
        "results-inbox",
        True,
        "You will clear the practice's pathology results and incoming letters every day.",
        """Working with us at Priory Lane Surgery

This note sets out the terms on which you work for us as a locum GP.

Your day. You start at 8.30 am and finish at 12.40 pm. You will have no more than 14 patients. You will clear the
practice's pathology results and incoming letters every day.

Your money. We pay you £390 a session within 14 days of your invoice. If you work after 12.40 pm at our request, we
pay you £95 an hour.

Your freedom. You may turn down any session that we offer, and you may work anywhere else.
""".replace("clear the\npractice's", "clear the practice's"),
    ),
    "deductions-formal": Base(
        "deductions",
        True,
        "The Practice may deduct from the Locum's fees any sum which it considers to be due to it.",
        """LOCUM TERMS

Whitegate Health Centre ("the Practice") engages Dr Joanna Bell ("the Locum") on these terms.

Fees
1. The fee is £400 for each session of 4 hours 10 minutes.
2. Invoices are paid within 14 days of receipt.
3. The Practice may deduct from the Locum's fees any sum which it considers to be due to it.

Workload
4. The Locum sees no more than 14 patients in a session.
5. Home visits are made only if the Locum agrees.

Ending
6. Either party may end the agreement on four weeks' notice.
""",
    ),
    "locum-cancels": Base(
        "cancellation-by-locum",
        True,
        "If the Locum cancels a session, the Locum shall pay the Practice the full cost of a replacement doctor.",
        """LOCUM SERVICES AGREEMENT

Riverside Surgery ("the Practice") and Dr Hannah Cole ("the Locum") agree as follows.

1. The Locum shall attend for the sessions in the booking and the Practice shall pay £400 for each of them.

2. If the Locum cancels a session, the Locum shall pay the Practice the full cost of a replacement doctor.

3. The Practice shall pay invoices within 14 days of receipt.

4. The Practice is the controller of the patient records and shall give the Locum a login of her own.

5. Either party may end this agreement by four weeks' written notice.
""",
    ),
    "variation-agency": Base(
        "variation",
        True,
        "The Agency may change these terms at any time by writing to the Contractor.",
        """NORTHGATE LOCUMS LTD: TERMS FOR DOCTORS

In these terms "the Agency" is Northgate Locums Ltd and "the Contractor" is the doctor who signs below.

1. The Agency will tell the Contractor of sessions, and the Contractor may accept or decline any of them.

2. The Agency will pay the Contractor £90 an hour within 14 days of receiving a timesheet, whether or not the client
has paid the Agency.

3. The Agency may change these terms at any time by writing to the Contractor.

4. The Contractor may work for others, including the Agency's clients, at any time.
""",
    ),
    "gagging-formal": Base(
        "gagging",
        True,
        "The Locum shall not speak to anyone outside the Practice about its affairs without its consent.",
        """LOCUM CONTRACT

Beech Hill Surgery ("the Practice") and Dr Owen Price ("the Locum") agree these terms.

1. The Practice shall pay the Locum £395 for each session, from 8.30 am to 12.40 pm.

2. The Practice shall pay invoices within 14 days.

3. The Locum shall not speak to anyone outside the Practice about its affairs without its consent.

4. Either party may end this contract by four weeks' written notice.
""",
    ),
    "admin-plain": Base(
        "admin-time",
        True,
        "The doctor completes letters and referrals after surgery, in the doctor's own time and without payment.",
        """Booking form: Station Road Surgery

Doctor: Dr Nadia Karim (the doctor)
Practice: Station Road Surgery (the practice)
Session: 2.00 pm to 6.10 pm
Fee: £390 a session, paid within 14 days of invoice

Terms
The doctor sees no more than 14 patients.
The doctor completes letters and referrals after surgery, in the doctor's own time and without payment.
The practice provides a room and a login. The doctor may decline any session and may work for other practices.
""",
    ),
}

"""A long invented contract as a PDF, on topic throughout: the hardest ordinary text for the rules."""

from io import BytesIO

__all__ = ["contract_pdf", "contract_words"]

CLAUSES = """\
The Locum shall attend the Premises {n} minutes before the start of each Session and shall remain until every
patient on the list has been seen, whatever the hour at which the Session was expected to finish.

The Session Fee is £{p} and is inclusive of any overrun, travelling time, administration and home visits, save
that work asked for by the duty doctor after the Finish Time is paid at £{h} an hour.

The Practice may cancel a Session on {n} hours' notice without payment. Where less notice is given the Practice
shall pay {n} per cent of the Session Fee within thirty (30) days of a valid invoice.

The Locum shall see not more than {n} patients in a Session. Telephone, video and online consultations do not
count towards that number and shall be dealt with between appointments or at the end of the list.

The Locum is responsible for results, letters and tasks arising from the consultations of the day, and shall
sign repeat prescriptions placed before them by the dispensary in batches of up to {n}.

The Locum shall indemnify the Practice against all claims, costs and losses howsoever arising out of the
Services, and shall hold cover of at least £{p},000 with a defence organisation approved by the Practice.

Neither party shall disclose the other's confidential information. Nothing in this clause prevents the Locum
from raising a concern with a regulator or from taking advice from a trade union within {n} days.

Invoices must reach the practice manager by the {n}th of the month. An invoice received later may be refused,
and interest on late payment is limited to two per cent a year above the base rate of the Bank of England.

The Locum may send a suitably qualified substitute on giving {n} days' written notice, and the Practice shall
not unreasonably withhold its consent. The substitute is paid by the Locum at the Locum's own expense.

For {n} months after the end of this Agreement the Locum shall not work at any surgery within {n} miles of the
Premises, nor solicit any patient, member of staff or supplier of the Practice.

Either party may end this Agreement on {n} weeks' notice in writing. The Practice may end it at once if the
Locum fails to meet the targets set out in Schedule {n}, as amended from time to time.

The Practice provides a consulting room, a computer, a login of the Locum's own and the equipment which is
reasonably needed. Time lost because its systems fail is paid as if it had been worked.

The Locum shall comply with all policies, protocols and guidelines in the Locum Handbook, and shall carry out
such other duties as the partners may from time to time reasonably require of a general practitioner.

A break of {n} minutes is taken in the middle of each Session if demand permits. The Locum is on call for urgent
extras during the break and until the doors are closed to the public at half past six.

The parties first try to settle a dispute by talking to one another, then through the local medical committee,
and each bears its own costs. This Agreement is governed by the law of England and Wales.
"""

_WORDS_A_PAGE = 450


def contract_words(words: int) -> list[str]:
    """Numbered paragraphs of together at least `words` words, never the same twice."""
    clauses = [" ".join(clause.split()) for clause in CLAUSES.split("\n\n")]
    out: list[str] = []
    count = number = 0
    while count < words:
        text = clauses[number % len(clauses)].format(n=number % 58 + 2, p=300 + number, h=90 + number % 70)
        out.append(f"{number // 9 + 1}.{number % 9 + 1} {text}")
        count += len(out[-1].split())
        number += 1
    return out


def contract_pdf(pages: int) -> bytes:
    """The contract on about so many A4 pages of 450 words."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer

    style = getSampleStyleSheet()["Normal"]
    style.fontSize, style.leading = 11, 15.5
    story: list[object] = [Paragraph('Elm Tree Surgery ("the Practice") and Dr Ada Mbeki ("the Locum")', style)]
    for paragraph in contract_words(pages * _WORDS_A_PAGE):
        story += [Paragraph(paragraph, style), Spacer(1, 5)]
    out = BytesIO()
    SimpleDocTemplate(out, pagesize=A4, invariant=1).build(story)
    return out.getvalue()

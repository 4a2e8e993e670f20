import pytest

from clausecheck.reading import read_example


@pytest.mark.parametrize(
    ("text", "by", "bearer", "force"),
    [
        ("The Locum shall see all patients.", "", "locum", "must"),
        ("You must stay until the list is finished.", "", "locum", "must"),
        ("The Practice will pay within 30 days.", "", "other", "must"),
        ("The Practice may add patients.", "", "other", "may"),
        ("The Locum shall not disclose rates.", "", "locum", "must-not"),
        ("You can't refuse extras.", "", "locum", "must-not"),
        ("The Locum is not obliged to accept work.", "", "locum", "need-not"),
        ("You are free to decline.", "", "locum", "need-not"),
        ("You need not tell us.", "", "locum", "need-not"),
        ("We reserve the right to cancel.", "", "other", "may"),
        ("The Practice is entitled to deduct sums.", "", "other", "may"),
        ("The Locum agrees to indemnify the Practice.", "", "locum", "must"),
        ("You are expected to see extras.", "", "locum", "must"),
        ("Please send us your invoice.", "", "locum", "must"),
        ("Please tell me about complaints.", "locum", "other", "must"),
        ("Send invoices to the office.", "", "locum", "must"),
        ("Do not share your login.", "", "locum", "must-not"),
        ("Extras shall be seen by the Locum.", "", "locum", "must"),
        ("Extras shall be added to the list.", "", "nobody", "must"),
        ("No fee shall be payable.", "", "nobody", "must-not"),
        ("Neither party shall be liable for loss of profit.", "", "either", "must-not"),
        ("If the Practice cancels, the Locum shall invoice it.", "", "locum", "must"),
        ("If the Locum cannot attend the Practice shall be told and the Locum may rest.", "", "nobody", "must"),
        ("After each session the Practice may telephone.", "", "other", "may"),
        ("Once the Locum has accepted a booking the Locum must complete it.", "", "locum", "must"),
        ("The fee is £300.", "", "nobody", "states"),
        ("A patient may complain.", "", "third", "may"),
    ],
)
def test_a_sentence_binds_this_party_with_this_force(text, by, bearer, force):
    limb = read_example(text, by).limbs[-1]
    assert (limb.bearer, limb.force) == (bearer, force)


def test_a_list_branch_takes_its_lead_ins_force():
    contract = read_example("The Locum shall:\n\n(a) undertake home visits;\n\n(b) sign repeat prescriptions.")
    assert [(limb.bearer, limb.force) for limb in contract.limbs][-1] == ("locum", "must")

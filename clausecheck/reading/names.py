"""What the parties to a locum's contract are called, and the words that are no party though they look like one."""

from clausecheck.reading.wordlist import word_set

__all__ = [
    "AMBIGUOUS",
    "CLIENT_TERMS",
    "COMPOUND_AFTER",
    "DETERMINERS",
    "GENERIC_LOCUM",
    "LOCUM_TERMS",
    "NOT_ITS_MODIFIER",
    "ORGANISATION",
    "OTHER_TERMS",
    "PLURAL_OTHER",
    "THIRD_PLURAL",
    "THIRD_SINGULAR",
    "VERB_OR_NOUN",
]


def _lines(block: str) -> frozenset[str]:
    return frozenset(line.strip() for line in block.split(",") if line.strip())


LOCUM_TERMS = _lines(
    "locum, locum gp, locum doctor, locum general practitioner, locum practitioner, locum clinician, gp locum, "
    "contractor, candidate, temporary worker, agency worker, bank worker, bank doctor, bank gp, worker, sessional "
    "gp, sessional doctor, sessional clinician, sessional general practitioner, sessional practitioner, freelance "
    "gp, freelance doctor, freelance general practitioner, engaged practitioner, engaged doctor, locum worker, "
    "temporary doctor, self employed gp, visiting doctor, visiting gp, doctor engaged, flexible worker, locum "
    "medical practitioner, portfolio gp, remote gp, remote clinician, out of hours gp, ooh gp, ooh doctor, shift "
    "doctor"
)
"""Always the locum unless a definition says otherwise."""

GENERIC_LOCUM = _lines(
    "doctor, clinician, practitioner, general practitioner, gp, consultant, associate, freelancer, "
    "member, medical practitioner, individual, representative, supplier, service provider"
)
"""The locum when defined, or when nothing else in the contract names the locum."""

OTHER_TERMS = _lines(
    "practice, surgery, medical centre, health centre, medical practice, gp practice, partnership, partners, agency, "
    "employment business, employment agency, company, trust, board, health board, health authority, provider, "
    "platform, federation, alliance, organisation, service, hiring practice, engaging practice, host practice, "
    "contracting practice, cooperative, co operative, society, university health board, practice partners, gp "
    "partners, collaborative, chambers, group, out of hours provider, contracting authority, medical group, engager, "
    "employer"
)
CLIENT_TERMS = _lines(
    "client, hirer, end user, end client, customer, client practice, end hirer, host organisation, user practice"
)
AMBIGUOUS = _lines(
    "supplier, individual, representative, consultant, company, service company, consultancy, principal, partner, "
    "member, associate, provider, service provider, intermediary, personnel, relevant doctor, named doctor, key "
    "person, psc, personal service company, limited company contractor, contractor company, agent, user, gp, "
    "clinician, doctor, practitioner, business, host, operator, purchaser, customer, commissioner"
)
"""Terms whose definition must say which side they are."""
PLURAL_OTHER = frozenset({"partners", "gp partners", "practice partners"})

VERB_OR_NOUN = word_set(
    "charges lists rates forms books shifts costs terms accounts contracts records covers offers posts blocks areas "
    "rotas engages rooms"
)
"""Verbs rather than the second half of a compound where a determiner follows: the Surgery charges the Locum."""

DETERMINERS = word_set("the this said our your my any each every a an that such either neither both no")

COMPOUND_AFTER = word_set(
    "manager managers management nurse nurses staff team policy policies list lists system systems premises rota "
    "rotas protocol protocols handbook procedure procedures business pharmacist pharmacists area boundary boundaries "
    "population patients address telephone phone website email accounts account accountant meeting meetings computer "
    "computers equipment administrator administrators secretary leaflet guidelines guideline fee fees rate rates "
    "session sessions work pension forms form pack cover agreement contract contracts booking bookings invoice "
    "invoices car vehicle vehicles shift shifts services doctor doctors gp gps practitioner practitioners clinician "
    "clinicians medical appointments bank agencies register chambers induction folder pool budget cost costs market "
    "duties hours data records messaging intranet schedule standards tool app rules members director directors "
    "building payroll lead guidance profile portal area safety record placement assignment assignments introduction "
    "hub network site sites surgery surgeries partner reception receptionist mobile stamp letterhead formulary "
    "charges charge insurance policyholder number ref reference engagement run pals colleague colleagues colours "
    "name names income spend supply workforce staffing personnel day days block blocks requirements terms vacancy "
    "vacancies role roles post liaison lists"
)
"""After a party's name these make a compound: the practice manager is not the practice."""

NOT_ITS_MODIFIER = word_set(
    "another other others salaried regular named duty second different replacement substitute usual registered "
    "junior senior family neighbouring own absent general medical nhs best good single local host host's only more "
    "fellow same next previous former usual on call employed resident lead first two three four five many most "
    "several neighbour training partner permanent retained recognised approved associate cross private dental "
    "covering incoming outgoing responsible independent sole trainee clinical in of per sick group branch"
)
"""Before a bare party word these make it somebody or something else."""

THIRD_SINGULAR = word_set(
    "patient partner manager nurse colleague person child secretary pharmacist registrar trainee caller relative "
    "someone somebody anyone anybody nobody doctor clinician gp practitioner substitute receptionist employee chair "
    "director administrator deputy dr mr mrs ms miss coordinator driver chaperone parent paramedic individual "
    "replacement physician student supervisor examiner whoever referee expert mediator arbitrator"
)
THIRD_PLURAL = word_set(
    "patients partners managers nurses colleagues people persons children pharmacists registrars trainees callers "
    "relatives doctors clinicians gps practitioners staff records notes results forms sessions fees sums "
    "appointments calls visits documents invoices policies terms prescriptions requests letters systems contacts "
    "shifts others charges times hours dates parties duties rates costs losses claims practices surgeries clients "
    "things rooms employees members insurers messages slots items girls phones lists ones samples conditions rules "
    "events parts days tests reports breaks services expenses contributions changes procedures referrals templates "
    "consultations blocks users questions"
)

ORGANISATION = (
    r"(?:Surgery|Surgeries|Medical (?:Centre|Center|Practice|Group|Partnership|Services)|Family Practice|Group Practice"
    r"|Health (?:Centre|Board|Trust|Partnership)|GP Practice|Practice|Partnership|Primary Care(?: Network| Centre)?"
    r"|University Health Board|(?:NHS )?(?:Foundation )?Trust|Urgent Care|Out[- ]of[- ]Hours|Recruitment|Locums"
    r"|Staffing|Chambers|Federation|Alliance|Healthcare|Medical|Limited|Ltd|LLP|CIC|C\.I\.C\.)"
)
"""How the name of a practice, company or board ends."""

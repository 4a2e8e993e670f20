"""The words around a pronoun or a name that decide whether it is a party."""

from clausecheck.reading.names import THIRD_PLURAL, THIRD_SINGULAR
from clausecheck.reading.wordlist import word_set

__all__ = [
    "AWAY",
    "BEFORE_PARTY",
    "COPULAS",
    "DEFINITE",
    "GIVES",
    "HE",
    "IT_ACTS",
    "OBJECT_AFTER",
    "PERSONS",
    "PLACES",
    "PRACTISE",
    "REFERRING",
    "SELF",
    "STREETS",
    "THEY",
    "THINGS_DO",
    "THIRD_PERSON",
    "VERBS",
    "WISHES",
]

HE = {"he": "", "she": "", "him": "", "his": "'s", "hers": "'s", "her": "?"}
THEY = {"they": "", "them": "", "their": "'s", "theirs": "'s"}
THIRD_PERSON = HE.keys() | THEY.keys() | {"it", "its"}
SELF = word_set("himself herself itself themselves yourself yourselves ourselves myself")
OBJECT_AFTER = word_set(
    "to from at in on for by with of and or if when as the a an any that which who within before after until unless "
    "into under over about because during only immediately directly again not promptly ; : is are was shall will "
    "must may can what whatever how such all both this these those so nor but than where while once upon through "
    "back up out off down along each one two some no more less between every whether against per save except "
    "provided subject forthwith there here anything everything then instead without £ since unable where"
)
"""After `her` these show that it is no possessive."""
IT_ACTS = word_set(
    "shall will must may can ought has pays owes incurs thinks considers requires wishes decides suffers gives needs "
    "receives reasonably employs engages cancels fails agrees holds asks believes deems chooses sees makes provides"
)
GIVES = word_set("give gives giving grant grants offer offers allow allows tell tells ask asks")
"""Before `her` these make it the one who gets: `give her access`."""
COPULAS = word_set("is are be as not was were being been remain remains become becomes of")
"""`is a worker` says what somebody is; it names nobody."""
THINGS_DO = word_set(
    "be been apply prevail continue remain become lapse run include cover count take have end expire start begin "
    "last mean cease fall come go appear arise no effect cost help stand override supersede replace form constitute"
)
"""`it shall apply` speaks of a thing, `it shall pay` of a party."""
WISHES = word_set("want wish agree accept require need intend pay consent object respond")
PERSONS = word_set("dr doctor individual representative consultant gp clinician practitioner locum named")
AWAY = frozenset({"on", "in", "after", "whose", "responsible", "concerned"})
"""After `the doctor` these make it some doctor or other: the doctor on duty."""
STREETS = frozenset({"road", "lane", "street", "centre"})
DEFINITE = frozenset({"the", "this", "said", "our", "your", "my"})
BEFORE_PARTY = frozenset({"by", "to", "from", "between", "and", "or", "nor", "for", "with"})
"""Before a capital and no article: `paid by Practice`."""
PLACES = frozenset({"at", "in", "near", "around"})
VERBS = word_set(
    "will shall must may can to is has agrees pays provides should cancels does cannot would are have needs gives "
    "fails not wishes who requires undertakes accepts ought agree pay shall's was"
)
PRACTISE = word_set("as in at medicine within anywhere without")
REFERRING = THIRD_PERSON | SELF | THIRD_SINGULAR | THIRD_PLURAL
"""Words that refer to somebody or change whom the next pronoun means."""

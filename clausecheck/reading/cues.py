"""Word cues of a contract's engagement, nation and author: one line a cue.

A line reads `weight opening most: phrase | phrase`: what each occurrence counts, what it counts more in
the opening, and how many are counted.
"""

__all__ = ["ELSEWHERE", "ENGAGEMENTS", "LOCUM_WRITES", "NATIONS", "NOT_EMPLOYED", "OTHER_WRITES", "SALARIED", "TRADE"]

ENGAGEMENTS: dict[str, tuple[float, str]] = {
    "agency": (
        4.0,
        """
        1.5 2 3: employment business | employment agency
        1 3 2: recruitment | staffing | resourcing | locum agency | medical personnel
        1 1 4: the agency | our agency | agency s
        1 0.5 3: hirer | hirers
        0.7 0.5 4: temporary worker | temporary workers | candidate | candidates | agency worker | agency workers
        0.3 0.3 5: assignment | assignments
        1 1 1: conduct of employment agencies | conduct regulations
        """,
    ),
    "chambers": (
        4.0,
        """
        1 1.5 5: chambers
        1 1 2: member of chambers | members of chambers | members of the chambers
        """,
    ),
    "digital": (
        5.0,
        """
        1 2 3: digital consulting | online consulting | online consultations | remote consulting
            | virtual clinic | virtual clinics
            | digital gp | online gp | digital first | remote clinic | remote clinics | online doctor
            | remote gp | virtual gp
            | online clinic | online clinics | remote consultations | video consultations
            | digital consultations | virtual surgery
        0.7 1 3: by video | video and chat | video or chat | video phone or chat | video consultation
            | video conversation | video call | video calls
        0.5 1 4: app | apps
        0.3 0.3 4: tap | taps | tapping | swipe | in app | your account | your profile | your score
        0.3 0.3 3: headset | mbps | second screen | go live | log in
        0.5 0.5 4: video encounter | video encounters | video queue | video slot | video slots
        0.3 0.2 5: queue | encounter | encounters | text thread | text threads | logged on | log on | log off
        0.6 0.6 3: webcam | camera | broadband | bandwidth | dashboard | telemedicine | telehealth
        """,
    ),
    "platform": (
        5.0,
        """
        0.7 1.5 6: the platform | our platform | this platform
        1 1.5 2: marketplace | matching | user terms | terms of use | terms of service
        1 1.5 2: we connect | connects you | connect you | connects locums | connects practices | connects surgeries
            | connects clinicians | connects doctors | connecting locums | connecting practices
        0.5 0.5 4: platform fee | listing | listings | star rating | ratings | rating
        0.3 0.3 4: gig | gigs | posting | postings | matched
        0.3 0.3 4: tap | taps | tapping | swipe | in app | your account | your profile | your score
        0.3 0.5 4: app | apps
        0.2 0.5 6: platform
        """,
    ),
    "ooh": (
        4.0,
        """
        0.7 2 4: out of hours | ooh
        0.5 2 3: urgent care | urgent primary care
        0.3 0.2 4: nhs 24 | 111 | overnight | weekend
        0.1 0.1 10: shift | shifts | base
        """,
    ),
    "bank": (
        3.0,
        """
        1 2 4: staff bank | bank worker | bank workers | bank doctor | bank doctors | bank gp | bank gps
            | bank clinician | bank shift
            | bank shifts | bank staff | bank contract | bank agreement | bank engagement | bank assignment
            | bank assignments
            | bank member | bank members | bank terms | flexible pool | flexible staffing pool
        0.5 1 4: the bank may | the bank will | the bank shall | the bank is | the bank and | on the bank
            | the bank s list
        """,
    ),
    "company": (
        4.0,
        """
        1.5 0 2: the supplier shall procure | the consultancy shall procure | the company shall procure
            | the contractor shall procure
        2 2 2: personal service company | limited company contractor | limited company contractors | service company
        0.7 0.7 2: chapter 10 | off payroll | ir35 | status determination
        0 2.5 1: gp services limited | clinical limited | medical services limited | medical limited
            | locums limited | locum limited
            | healthcare limited | consulting limited | doctors limited | gp services ltd | clinical ltd
            | medical services ltd
            | medical ltd | locums ltd | locum ltd | healthcare ltd | consulting ltd | services limited
            | services ltd | gp limited | gp ltd
        0.1 0.4 8: the supplier | the consultancy | the intermediary | the company
        0.2 0.3 6: the individual | the representative | the consultant | the key person
        """,
    ),
}
"""Score needed, and cues. The engagement that passes its score by most wins; none: direct."""

NATIONS = {
    "scotland": """
        1 1 4: scotland | scottish | scots
        1 1 3: nhs 24 | cnoris | sheriff | pvg | protecting vulnerable groups | sppa | 17j | 17c | hscp | delict
            | health and social care partnership
        2 2 2: nhs lothian | nhs grampian | nhs highland | nhs tayside | nhs fife | nhs borders
            | nhs lanarkshire | nhs forth valley
            | nhs ayrshire | nhs dumfries | nhs orkney | nhs shetland | nhs western isles | nhs greater glasgow
        1 1 2: edinburgh | glasgow | aberdeen | dundee | inverness | stirling | argyll | lothian | strathclyde
        """,
    "wales": """
        1 1 4: welsh | cymru | cymraeg | for wales | in wales | inspectorate wales | all wales | law of wales
            | nhs wales
        1.5 1.5 3: bwrdd | iechyd | betsi | hywel dda | cwm taf | aneurin bevan | swansea bay | powys | meddygfa
            | canolfan
            | llan* | university health board
        1.5 0 1: gmpi | general medical practice indemnity
        1 1 2: cardiff | swansea | wrexham | bangor | aberystwyth | carmarthen | gwynedd
        """,
    "ni": """
        1.5 1.5 3: northern ireland
        1.5 1.5 3: hsc | hscb | sppg | accessni | access ni | rqia | nimdta | health and social care board
            | health and social care pension | health and social care trust
            | regulation and quality improvement authority
        1 1 3: belfast | derry | londonderry | lisburn | newry | armagh | omagh | enniskillen | ballymena
            | antrim | strabane
            | tyrone | fermanagh | lough | bally*
        """,
    "england": """
        0.7 0.7 3: nhs england | integrated care board | icb | cqc | care quality commission
        1 0.5 2: english law | law of england | laws of england
        1 0.5 1: cnsgp | clinical negligence scheme for general practice
        1 1 1: performers list for england | performers list in england | england and the marches
        """,
}

LOCUM_WRITES = """
    1 0 99: my terms | my fee | my fees | my invoice | my invoices | my rate | my rates | my diary
        | my availability | my services
        | my charge | my charges | my booking | my bookings | my own patients | my session | my sessions
        | my price | my prices
        | my hourly | my mileage | my pension | my indemnity | my professional | my clinic | my list | my time
        | my finish
        | i charge | i invoice | i do not sign | i do not supervise | i do not work | i do not act
        | i do not take | i don t do
        | i see up to | i will see | i will invoice | i will leave | i will send you an invoice
        | i will sign prescriptions
        | i shall see | i shall invoice | i shall leave | i am self | i am a self | i am an independent
        | i am registered with
        | i am a locum | i am a freelance | i am happy to do | i am a member of | i work to | i finish | i stop
        | i leave at | i expect
        | i supply my | i offer my | i issue | i code | i take a break | i need a break | i bill | i consult
        | asking me | engage me | book me | booking me | pay me | paying me | cancel me | ask me | keep me
        | owe me | hire me | i ll invoice
        | payable to me | paid to me | charged by me | let me down | make me | put me down
"""
OTHER_WRITES = """
    1 0 99: you will | you must | you should | you shall | you agree | you may | you are | you can | you ll
        | your invoice | your invoices | your fee | your session | your sessions | your own patients | your list
        | your gmc
        | your indemnity | your booking | your bookings | your shift | your shifts | your pay | pay you
        | offer you | ask you
        | our patients | our policies | our terms | our practice | our locums | we pay | we ask | we will pay
        | we need you | book you
"""
SALARIED = """
    1 0 99: contract of employment | your employment | the employer | the employee | salaried gp contract
        | salaried gp agreement
        | annual salary | salary of | basic salary | probationary period | particulars of employment
        | terms of employment
        | continuous employment | holiday entitlement | annual leave entitlement | sick pay scheme
        | disciplinary and grievance
        | salaried general practitioner | salaried doctor | salaried gp
"""
NOT_EMPLOYED = """
    1 0 99: self employed | no employment | contract for services | locum | locums | independent contractor
        | bank worker | bank doctor
        | bank gp | sessional | out of hours | agency | not an employee | freelance
"""
ELSEWHERE = """
    1 0 99: licensor | licensee | licensed software | software licence | software license | end user licence
        | landlord | tenant
        | lessor | lessee | demised premises | the borrower | the lender | mortgage | the vendor
        | share capital | ground rent
    0.5 0 12: purchase price | subscriber | the buyer | the seller | goods
"""
TRADE = """
    1 0 999: locum | locums | session | sessions | surgery | gp | gps | doctor | doctors | clinician
        | clinicians | patient | patients
        | performers list | gmc | general practitioner | general practitioners | medical practitioner | practice
    1 0 20: surgeries | clinic | clinics | clinical | consultation | consultations | prescription | prescriptions
        | prescribe | prescribing | physician | physicians | medicine | medicines | referrals | general practice
        | medical practice | medical centre | health centre | health board | primary care | out of hours
        | general medical council | general medical services | defence body | defence organisation | nhs
        | medical indemnity | home visit | home visits | triage | telephone consultations
"""

"""The closed sets of words a rule file may use. Everything else is refused by name."""

__all__ = [
    "AXES",
    "BASES",
    "BETTER",
    "CONFIDENCES",
    "EFFECTS",
    "ENGAGEMENTS",
    "EXAMPLE_BY",
    "EXAMPLE_KEYS",
    "FORCES",
    "KINDS",
    "NATIONS",
    "PARTIES",
    "QUANTITIES",
    "REDLINES",
    "SCOPES",
    "SIGNAL_KEYS",
    "SOURCE_KEYS",
    "SOURCE_KINDS",
    "SOURCE_NATIONS",
    "SOURCE_STATUSES",
    "STANCES",
    "TOPIC_KEYS",
    "TOPIC_REQUIRED",
]

AXES = ("workload", "availability", "pay", "control", "liability", "exit", "language")

STANCES = ("adverse", "protective", "neutral")
CONFIDENCES = ("high", "medium", "low")
BASES = ("law", "guidance", "market", "judgement")
BETTER = ("lower", "higher")
REDLINES = ("insert", "replace", "none")

PARTIES = ("locum", "other", "either", "third", "nobody")
FORCES = ("must", "must-not", "need-not", "may", "states")
KINDS = ("prose", "row", "answer", "definition", "heading")
ENGAGEMENTS = ("direct", "company", "agency", "platform", "chambers", "ooh", "bank", "digital")
NATIONS = ("england", "wales", "scotland", "ni")

EFFECTS = ("withdraw", "soften", "harden")
SCOPES = ("limb", "clause", "contract")
EXAMPLE_BY = ("locum", "other")

QUANTITIES = (
    "patients_per_session",
    "patients_per_day",
    "patients_per_hour",
    "appointment_minutes",
    "telephone_minutes",
    "session_minutes",
    "consulting_minutes",
    "break_minutes",
    "admin_minutes",
    "visits_per_session",
    "payment_days",
    "timesheet_days",
    "cancellation_full_fee_hours",
    "cancellation_free_hours",
    "notice_weeks_locum",
    "notice_weeks_other",
    "noncompete_months",
    "noncompete_miles",
    "direct_engagement_months",
    "late_interest_over_base_percent",
    "insurance_gbp",
    "penalty_gbp",
    "overrun_gbp_per_hour",
    "session_fee_gbp",
    "hourly_fee_gbp",
    "pension_employer_percent",
    "optout_withdrawal_days",
    "response_minutes",
    "minimum_sessions_per_month",
    "claim_days",
)

TOPIC_REQUIRED = ("topic", "axis", "title", "question", "why", "ask", "basis", "signals")
TOPIC_KEYS = (*TOPIC_REQUIRED, "silent", "sources", "quantity", "false alarms", "redline")

SIGNAL_KEYS = (
    "id",
    "stance",
    "severity",
    "confidence",
    "plain",
    "when",
    "unless",
    "unless in clause",
    "unless in contract",
    "under",
    "who",
    "force",
    "kinds",
    "engagement",
    "nation",
    "sets",
    "effects",
    "also",
    "settles",
    "ladder",
    "names document",
    "examples",
)

EXAMPLE_KEYS = ("text", "by", "under")

SOURCE_KEYS = ("title", "address", "kind", "nation", "read", "status")
SOURCE_KINDS = ("law", "guidance", "market")
SOURCE_NATIONS = ("UK", "GB", "England", "England & Wales", "Wales", "Scotland", "Northern Ireland")
SOURCE_STATUSES = ("confirmed", "confirmed-2nd")

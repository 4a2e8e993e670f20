"""The words that options and the configuration file accept."""

from enum import StrEnum

__all__ = ["Engagement", "Engine", "Form", "Nation", "Ocr", "Tracked"]


class Form(StrEnum):
    """The forms a report comes in."""

    terminal = "terminal"
    brief = "brief"
    json = "json"
    html = "html"
    markdown = "markdown"
    sarif = "sarif"
    csv = "csv"
    xlsx = "xlsx"


class Engagement(StrEnum):
    """How the locum is engaged."""

    direct = "direct"
    company = "company"
    agency = "agency"
    platform = "platform"
    chambers = "chambers"
    ooh = "ooh"
    bank = "bank"
    digital = "digital"


class Nation(StrEnum):
    """Whose rules of the health service apply."""

    england = "england"
    wales = "wales"
    scotland = "scotland"
    ni = "ni"


class Tracked(StrEnum):
    """What is read where changes of a Word file are pending."""

    accept = "accept"
    reject = "reject"
    mark = "mark"


class Engine(StrEnum):
    """What reads a PDF."""

    pdfium = "pdfium"
    pdfplumber = "pdfplumber"


class Ocr(StrEnum):
    """How pictures of text are recognised."""

    auto = "auto"
    off = "off"
    fast = "fast"
    accurate = "accurate"

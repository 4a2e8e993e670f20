"""The vocabulary of Rich Text, as far as it decides what the text says."""

__all__ = ["CHARACTERS", "SIGNS", "SILENT", "SPOKEN", "STORIES"]

CHARACTERS = {
    "tab": "\t", "line": "\n", "page": "\n", "column": "\n", "softline": "\n", "lbr": "\n",
    "emdash": "—", "endash": "–", "emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005", "bullet": "•",
    "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
    "zwj": "", "zwnj": "", "ltrmark": "", "rtlmark": "",
}  # fmt: skip
"""Control words that print a character."""

SIGNS = {"~": "\xa0", "_": "-", "-": "", "{": "{", "}": "}", "\\": "\\", "\n": "", "\r": "", "\t": "\t"}
"""Control signs that print a character; an optional hyphen does not."""

STORIES = {
    "header": "header", "headerl": "header", "headerr": "header", "headerf": "header",
    "footer": "footer", "footerl": "footer", "footerr": "footer", "footerf": "footer",
    "footnote": "footnote", "annotation": "comment", "shptxt": "text-box", "dptxbxtext": "text-box",
    "listtext": "number", "pntext": "number",
}  # fmt: skip
"""Groups that hold text of their own kind."""

SILENT = frozenset(
    (
        "colortbl", "info", "pict", "listtable", "listoverridetable", "rsidtbl", "generator", "themedata",
        "colorschememapping", "datastore", "latentstyles", "xmlnstbl", "mmathPr", "datafield", "objdata", "sp",
        "ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "template", "operator", "atnid", "atnref",
        "atndate", "atrfstart", "atrfend", "bkmkstart", "bkmkend", "tc", "tcn", "xe", "rxe", "txe", "private",
        "pntxta", "pntxtb", "pn", "nonesttables", "nonshppict", "shprslt", "falt", "panose", "fname", "filetbl",
        "userprops", "docvar", "objclass", "objname", "objalias", "background", "wgrffmtfilter", "pgptbl",
        "protusertbl", "keywords", "title", "author", "company", "subject", "doccomm", "upr", "atntime", "atnparent",
        "atnicn", "listname", "leveltext", "levelnumbers", "liststylename", "blipuid", "picprop", "factoidname",
        "ffname", "ffl", "ffentrymcr", "ffexitmcr", "ffstattext", "ffhelptext", "ffformat", "hl", "hlloc", "hlsrc",
    )
)  # fmt: skip
"""Groups that are no text of the document."""

SPOKEN = frozenset(
    ("shpinst", "ud", "moMath", "moMathPara", "nesttableprops", "htmltag", "cs", "ts", "do", "shpgrp", "mmath")
)
"""Groups marked as to be passed over by readers that do not know them, which hold text all the same."""

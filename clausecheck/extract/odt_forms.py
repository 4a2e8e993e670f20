"""Fields to fill in of OpenDocument texts: what is ticked or typed speaks, what is empty does not."""

from xml.etree.ElementTree import Element

from clausecheck.extract.odt_styles import OFFICE

__all__ = ["control_text", "controls_in", "field_mark"]

_FORM = "{urn:oasis:names:tc:opendocument:xmlns:form:1.0}"
_FIELD = "{urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0}"
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


def controls_in(body: Element) -> dict[str, Element]:
    """Form controls by the names that drawings call them by."""
    controls: dict[str, Element] = {}
    for forms in body.iter(OFFICE + "forms"):
        for element in forms.iter():
            for key in (element.get(_XML_ID), element.get(_FORM + "id")):
                if key:
                    controls.setdefault(key, element)
    return controls


def control_text(control: Element | None) -> str:
    """What a form control shows: a box ticked or empty, or the text in it."""
    if control is None:
        return ""
    kind = control.tag.rpartition("}")[2]
    if kind in ("checkbox", "radio"):
        state = control.get(_FORM + "current-state") or control.get(_FORM + "state")
        chosen = state == "checked" or (control.get(_FORM + "current-selected") or "") == "true"
        return f"{'☒' if chosen else '☐'} {control.get(_FORM + 'label') or ''}".rstrip() + " "
    if kind in ("text", "textarea", "combobox", "formatted-text", "number", "date"):
        return control.get(_FORM + "current-value") or control.get(_FORM + "value") or ""
    if kind == "listbox":
        chosen_ones = [each for each in control if each.get(_FORM + "current-selected") == "true"]
        return ", ".join(each.get(_FORM + "label") or "" for each in chosen_ones)
    return ""


def field_mark(element: Element) -> str | None:
    """The box that a form's check box taken over from Word shows; None for all other elements."""
    if element.tag not in (_FIELD + "fieldmark", _FIELD + "fieldmark-start"):
        return None
    if not (element.get(_FIELD + "type") or "").endswith("FORMCHECKBOX"):
        return "" if element.tag == _FIELD + "fieldmark-start" else None
    ticked = any(
        (each.get(_FIELD + "name") or "").endswith("Checkbox_Checked") and each.get(_FIELD + "value") == "true"
        for each in element.iter(_FIELD + "param")
    )
    return "☒" if ticked else "☐"

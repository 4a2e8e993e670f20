"""pdfium itself: the C functions that are called for every word or line, and opening a file.

They take plain addresses, which halves the cost of a call. pdfium is not safe to call from several threads.
"""

import ctypes
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from clausecheck.errors import PasswordNeeded, UnreadableInput

if TYPE_CHECKING:
    from ctypes import _SimpleCData as Simple

    Result = type[Simple[Any]] | None

__all__ = ["open_document", "pdfium"]


_PASSWORD_ERROR = 4
"""FPDF_ERR_PASSWORD of pdfium's fpdfview.h."""


def _library() -> Any:  # noqa: ANN401 - a ctypes library, or a module with the same functions
    """The library that pypdfium2 brings.

    It is opened without pypdfium2's description of all 400 functions, whose import takes longer than ten pages. Where
    the library lies elsewhere, as in system packages, pypdfium2 finds it.
    """
    place = find_spec("pypdfium2_raw")
    for folder in (place.submodule_search_locations or ()) if place else ():
        for name in ("libpdfium.so", "libpdfium.dylib", "pdfium.dll"):
            path = os.path.join(folder, name)
            if os.path.exists(path):
                return ctypes.CDLL(path)
    import pypdfium2_raw  # type: ignore[import-untyped]

    return pypdfium2_raw


@cache
def pdfium() -> SimpleNamespace:
    """The functions in use under short names; handles are addresses, 0 or None where pdfium has nothing to give."""
    library = _library()
    address, number, real, size = ctypes.c_void_p, ctypes.c_int, ctypes.c_float, ctypes.c_ulong

    def bare(name: str, result: "Result", *arguments: "type[Simple[Any]]") -> Callable[..., Any]:
        pointer = ctypes.cast(getattr(library, name), address).value or 0
        call: Callable[..., Any] = ctypes.CFUNCTYPE(result, *arguments)(pointer)
        return call

    bare("FPDF_InitLibrary", None)()  # starting twice does no harm
    return SimpleNamespace(
        **_whole_file(bare),
        **_one_letter(bare),
        open=bare("FPDF_LoadMemDocument64", address, ctypes.c_char_p, ctypes.c_size_t, ctypes.c_char_p),
        close=bare("FPDF_CloseDocument", None, address),
        last_error=bare("FPDF_GetLastError", size),
        pages=bare("FPDF_GetPageCount", number, address),
        open_page=bare("FPDF_LoadPage", address, address, number),
        close_page=bare("FPDF_ClosePage", None, address),
        frame=bare("FPDF_GetPageBoundingBox", number, address, address),
        rotation=bare("FPDFPage_GetRotation", number, address),
        open_text=bare("FPDFText_LoadPage", address, address),
        close_text=bare("FPDFText_ClosePage", None, address),
        characters=bare("FPDFText_CountChars", number, address),
        text=bare("FPDFText_GetText", number, address, number, number, address),
        annotations=bare("FPDFPage_GetAnnotCount", number, address),
        open_annotation=bare("FPDFPage_GetAnnot", address, address, number),
        close_annotation=bare("FPDFPage_CloseAnnot", None, address),
        kind_of=bare("FPDFAnnot_GetSubtype", number, address),
        flags=bare("FPDFAnnot_GetFlags", number, address),
        rectangle=bare("FPDFAnnot_GetRect", number, address, address),
        quads=bare("FPDFAnnot_CountAttachmentPoints", ctypes.c_size_t, address),
        quad=bare("FPDFAnnot_GetAttachmentPoints", number, address, ctypes.c_size_t, address),
        string=bare("FPDFAnnot_GetStringValue", size, address, ctypes.c_char_p, address, size),
        objects=bare("FPDFPage_CountObjects", number, address),
        object_at=bare("FPDFPage_GetObject", address, address, number),
        inner_objects=bare("FPDFFormObj_CountObjects", number, address),
        inner_at=bare("FPDFFormObj_GetObject", address, address, size),
        type_of=bare("FPDFPageObj_GetType", number, address),
        bounds=bare("FPDFPageObj_GetBounds", number, address, address, address, address, address),
        matrix=bare("FPDFPageObj_GetMatrix", number, address, address),
        segments=bare("FPDFPath_CountSegments", number, address),
        segment_at=bare("FPDFPath_GetPathSegment", address, address, number),
        segment_type=bare("FPDFPathSegment_GetType", number, address),
        segment_closes=bare("FPDFPathSegment_GetClose", number, address),
        point=bare("FPDFPathSegment_GetPoint", number, address, address, address),
        page_width=bare("FPDF_GetPageWidthF", real, address),
        page_height=bare("FPDF_GetPageHeightF", real, address),
        new_bitmap=bare("FPDFBitmap_CreateEx", address, number, number, number, address, number),
        free_bitmap=bare("FPDFBitmap_Destroy", None, address),
        fill=bare("FPDFBitmap_FillRect", number, address, number, number, number, number, size),
        stride=bare("FPDFBitmap_GetStride", number, address),
        buffer=bare("FPDFBitmap_GetBuffer", address, address),
        draw=bare("FPDF_RenderPageBitmap", None, address, address, *[number] * 6),
    )


def _one_letter(bare: Callable[..., Callable[..., Any]]) -> dict[str, Callable[..., Any]]:
    """What is asked of a letter on a page, by its number."""
    address, number, real = ctypes.c_void_p, ctypes.c_int, ctypes.c_float
    return {
        "character": bare("FPDFText_GetUnicode", ctypes.c_uint, address, number),
        "box": bare("FPDFText_GetLooseCharBox", number, address, number, address),
        "angle": bare("FPDFText_GetCharAngle", real, address, number),
        "slope": bare("FPDFText_GetMatrix", number, address, number, address),
        "font_size": bare("FPDFText_GetFontSize", ctypes.c_double, address, number),
        "origin": bare("FPDFText_GetCharOrigin", number, address, number, address, address),
    }


def _whole_file(bare: Callable[..., Callable[..., Any]]) -> dict[str, Callable[..., Any]]:
    """What is asked once a file, and of the fields of its form."""
    address, number, size = ctypes.c_void_p, ctypes.c_int, ctypes.c_ulong
    return {
        "permissions": bare("FPDF_GetDocPermissions", size, address),
        "security": bare("FPDF_GetSecurityHandlerRevision", number, address),
        "attachments": bare("FPDFDoc_GetAttachmentCount", number, address),
        "attachment": bare("FPDFDoc_GetAttachment", address, address, number),
        "attachment_name": bare("FPDFAttachment_GetName", size, address, address, size),
        "form_type": bare("FPDF_GetFormType", number, address),
        "open_form": bare("FPDFDOC_InitFormFillEnvironment", address, address, address),
        "close_form": bare("FPDFDOC_ExitFormFillEnvironment", None, address),
        "field_type": bare("FPDFAnnot_GetFormFieldType", number, address, address),
        "field_flags": bare("FPDFAnnot_GetFormFieldFlags", number, address, address),
        "field_value": bare("FPDFAnnot_GetFormFieldValue", size, address, address, address, size),
        "field_checked": bare("FPDFAnnot_IsChecked", number, address, address),
        "options": bare("FPDFAnnot_GetOptionCount", number, address, address),
        "option": bare("FPDFAnnot_GetOptionLabel", size, address, address, number, address, size),
        "option_chosen": bare("FPDFAnnot_IsOptionSelected", number, address, address, number),
    }


@contextmanager
def open_document(name: str, data: bytes, password: str | None) -> Iterator[int]:
    """A document handle, closed at the end; raises PasswordNeeded, or UnreadableInput for a damaged file."""
    calls = pdfium()
    secret = None if password is None else password.encode("utf-8")
    handle = calls.open(data, len(data), secret)
    if not handle:
        if calls.last_error() == _PASSWORD_ERROR:
            what = "the PDF is protected by a password" if password is None else "the password does not open the PDF"
            raise PasswordNeeded(name, what, "Give it with --password, or save a copy without one and check that.")
        raise UnreadableInput(
            name, "the PDF is damaged", "Download it again; opening it and printing it to PDF often repairs it."
        )
    try:
        yield handle
    finally:
        calls.close(handle)

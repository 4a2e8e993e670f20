"""Orders on their way to the worker."""

from clausecheck.extract.limits import Limits
from clausecheck.web.order import Defaults, File, Order, pack, unpack


def test_an_order_comes_out_as_it_went_in():
    order = Order(
        files=(File("a\n“b”.pdf", b"\n\0{}"), File("", b"")),
        together=True,
        model=File("model.docx", b"PK"),
        engagement="agency",
        nation="wales",
        password="pässword",  # noqa: S106
        sheet=File("deal.yaml", b"agreed: {}"),
        agreed=(("start", "08:30"),),
        figures=(("session_fee_gbp", "480"),),
        defaults=Defaults(Limits(pages=7), ("/rules",), "/m.pdf", None, None, "pdfplumber", "off", (("a", 1.5),)),
    )
    assert unpack(pack(order)) == order


def test_an_order_of_one_file_comes_out_as_it_went_in():
    order = Order(files=(File("a.txt", b"text"),))
    assert unpack(pack(order)) == order

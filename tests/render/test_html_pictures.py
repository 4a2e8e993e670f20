import pytest

from clausecheck.render.html_pictures import WIDTH, axes_picture, minutes_picture
from clausecheck.report import AxisGrade, Grade, StakhanovRatio


def ratio(**changes: object) -> StakhanovRatio:
    values = {
        "value": 1.2,
        "unbounded": False,
        "minutes_demanded": 300.0,
        "minutes_paid": 250.0,
        "working": (),
        "parts": (("patients", 240.0), ("paperwork", 60.0)),
    }
    return StakhanovRatio(**{**values, **changes})


def test_each_axis_stands_under_its_letter():
    picture = axes_picture(Grade("D", "", (), (AxisGrade("pay", "A", ()), AxisGrade("exit", "E", ()))))
    heads = dict(picture.heads)
    assert [(row.title, row.x) for row in picture.rows] == [("Pay", heads["A"]), ("Exit", heads["E"])]
    assert picture.words == "Pay A, Exit E."


def test_no_axes_no_picture():
    assert axes_picture(Grade("A", "", (), ())) is None


def test_bars_are_as_long_as_their_minutes():
    picture = minutes_picture(ratio())
    assert [(bar.kind, bar.x, bar.width) for bar in picture.asked] == [
        ("patients", 0.0, 288.0),
        ("paperwork", 288.0, 72.0),
    ]
    assert picture.paid.width == WIDTH * 250 / 300
    assert picture.words == (
        "The fee pays for 250 minutes. 300 minutes of work can be asked for: patients 240, paperwork 60."
    )


def test_work_without_a_limit_has_a_bar_without_an_end():
    picture = minutes_picture(ratio(value=None, unbounded=True, minutes_demanded=None))
    assert picture.endless
    assert [bar.kind for bar in picture.asked] == ["patients", "paperwork", "endless"]
    assert picture.asked[-1].x + picture.asked[-1].width == pytest.approx(WIDTH)
    assert picture.words.endswith("beyond it there is no upper limit to what can be asked for.")


def test_nothing_known_of_the_work_is_said():
    picture = minutes_picture(ratio(value=None, minutes_demanded=None, parts=()))
    assert picture.asked == ()
    assert "does not say how much" in picture.words


def test_work_beyond_the_session_that_is_paid_is_said_to_be():
    assert "is paid as well" in minutes_picture(ratio(value=1.0, minutes_demanded=250.0)).words


def test_without_minutes_paid_there_is_no_picture():
    assert minutes_picture(ratio(minutes_paid=None)) is None


def test_a_total_without_parts_is_one_bar():
    assert [(bar.label, bar.minutes) for bar in minutes_picture(ratio(parts=())).asked] == [("work", 300.0)]

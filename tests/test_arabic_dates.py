"""Dates in every kind that Arabic news pages print, against answers written by hand."""

import pytest

from crawler.arabic.dates import parse_date
from tests.dated import cases

CASES = list(cases())


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.kind}-{case.line}")
def test_a_string_says_what_a_reader_reads_in_it(case):
    found = parse_date(case.text, timezone=case.timezone, now=case.now, want=case.want)
    if case.value is None:
        assert found is None
        return
    assert found is not None
    assert (found.value, found.precision) == (case.value, case.precision)
    if case.hijri:
        assert found.hijri == case.hijri


ARABIC_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
DRESSES = {
    "Arabic-Indic digits": lambda text: text.translate(ARABIC_INDIC),
    "Persian digits": lambda text: text.translate(PERSIAN),
    "in an isolate": lambda text: f"\u2067{text}\u2069",
    "marks at every space": lambda text: text.replace(" ", "\u200f \u200f"),
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
}


@pytest.mark.parametrize("dress", DRESSES)
def test_digits_spaces_and_marks_change_no_answer(dress):
    def answer(case, text):
        found = parse_date(text, timezone=case.timezone, now=case.now, want=case.want)
        return found and (found.value, found.precision)

    changed = [
        case.text
        for case in CASES
        if answer(case, case.text) != answer(case, DRESSES[dress](case.text))
    ]
    assert changed == []

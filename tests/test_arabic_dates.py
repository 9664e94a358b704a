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

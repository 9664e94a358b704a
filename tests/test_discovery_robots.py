"""Rules that pages set for robots."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.discovery.robots import robots_rules

RULES = [
    (b'<meta name="robots" content="noindex">', [], {"noindex"}),
    (b"<META NAME='ROBOTS' CONTENT='NoIndex,NoFollow'/>", [], {"noindex", "nofollow"}),
    (b'<meta content="none" name="robots">', [], {"noindex", "nofollow"}),
    (b"<meta name=robots content=noindex>", [], {"noindex"}),
    (b'<meta name="googlebot" content="noindex">', [], set()),
    (b'<meta name="warraq" content="nofollow">', [], {"nofollow"}),
    (b'<meta name="description" content="noindex">', [], set()),
    (b"", ["noindex"], {"noindex"}),
    (b"", ["googlebot: noindex", "otherbot: none"], set()),
    (b"", ["warraq: noindex, nofollow"], {"noindex", "nofollow"}),
    (b"<p>noindex</p>", [], set()),
]


@pytest.mark.parametrize(("body", "headers", "expected"), RULES)
def test_the_rules_for_us(body, headers, expected):
    assert robots_rules(body, headers) == expected


@given(st.binary(max_size=200), st.lists(st.text(max_size=30), max_size=3))
def test_nothing_raises(body, headers):
    robots_rules(b"<meta name=robots content=" + body, headers)

"""The catalogue of outlets: whom it covers, and that each of its parts is sane."""

import re
import time
from collections import Counter
from pathlib import Path

import pytest

from crawler.discovery.shapes import wanted
from crawler.outlets import load_outlets

SEEDS = Path(__file__).parent.parent / "seeds"
ARAB_LEAGUE = set("AE BH DJ DZ EG IQ JO KM KW LB LY MA MR OM PS QA SA SD SO SY TN YE".split())
CATALOGUE = load_outlets([SEEDS])


def test_two_hundred_outlets_of_every_arab_country_and_the_international_services():
    assert len(CATALOGUE) >= 200
    countries = {outlet.country for outlet in CATALOGUE.values()}
    assert countries >= ARAB_LEAGUE
    assert len(countries - ARAB_LEAGUE - {None}) >= 6


def test_every_kind_of_outlet_is_there():
    kinds = Counter(outlet.kind for outlet in CATALOGUE.values())
    assert set(kinds) == {
        "newspaper",
        "agency",
        "broadcaster",
        "portal",
        "magazine",
        "aggregator",
    }
    assert kinds["agency"] >= 20


def test_every_outlet_says_where_to_begin_and_every_file_how_far_it_is_known():
    for outlet in CATALOGUE.values():
        assert outlet.seeds, outlet.name
        assert "tested" in (SEEDS / f"{outlet.name}.toml").read_text(encoding="utf-8")


def test_names_that_outlets_share_are_told_apart_by_domain():
    titles = Counter(outlet.title for outlet in CATALOGUE.values())
    assert titles["الوطن"] >= 5
    domains = Counter(outlet.domain for outlet in CATALOGUE.values())
    assert domains.most_common(1)[0][1] == 1


@pytest.mark.parametrize(
    ("name", "address", "is_wanted"),
    [
        ("bbcarabic", "https://www.bbc.com/arabic/articles/c123", None),
        ("bbcarabic", "https://www.bbc.com/news/world-1234567", False),
        ("dw-ar", "https://www.dw.com/ar/خبر/a-12345678", None),
        ("dw-ar", "https://www.dw.com/en/news/a-12345678", False),
        ("france24", "https://www.france24.com/ar/فيديو/20261124-خبر", False),
        ("radioalgerie", "https://www.radioalgerie.dz/news/ar/article/1.html", None),
        ("radioalgerie", "https://www.radioalgerie.dz/news/fr/article/1.html", False),
        ("cnnarabic", "https://arabic.cnn.com/middle-east/article/2026/11/24/title", True),
        ("albayan", "https://www.albayan.ae/economy/uae/2026-11-24-1.4000000", True),
        ("akhbarona", "https://www.akhbarona.com/economy/400000.html", True),
    ],
)
def test_rules_for_addresses(name, address, is_wanted):
    assert wanted(address, CATALOGUE[name]) is is_wanted


def test_no_rule_takes_long_over_a_hostile_address():
    hostile = "/" + "a-1" * 700 + "/" + "1/" * 400
    for outlet in CATALOGUE.values():
        for pattern in (*outlet.allow, *outlet.deny):
            start = time.process_time()
            re.search(pattern, hostile)
            assert time.process_time() - start < 0.05, (outlet.name, pattern)

"""Where a page is published, as the page itself says, for times that are printed without a zone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawler.arabic.dates import is_date_line
from crawler.arabic.text import fold
from crawler.arabic.zones import zone_named
from crawler.extraction.metadata import text
from crawler.places import zone_at

if TYPE_CHECKING:
    from crawler.extraction.metadata import Metadata
    from crawler.extraction.page import Page

# «القاهرة: الأربعاء، 07 أكتوبر 2020 12:19 م»: a page's head says what day it is, and where.
TODAY = re.compile(r"(?P<place>\w+(?:\s\w+)?)\s*[:،,|-]\s*(?P<day>.{6,70})")
MOST_CHARACTERS = 90
# Where outlets and their publishers are called after their country.
PUBLISHERS = (
    "og:site_name",
    "publisher",
    "copyright",
    "application-name",
    "dc.publisher",
)
NATIONS_TABLE = """
Africa/Cairo = المصري
Asia/Riyadh = السعودي
Asia/Dubai = الإماراتي
Asia/Qatar = القطري
Asia/Kuwait = الكويتي
Asia/Bahrain = البحريني
Asia/Muscat = العماني
Asia/Aden = اليمني
Asia/Baghdad = العراقي
Asia/Amman = الأردني
Asia/Beirut = اللبناني
Asia/Damascus = السوري
Asia/Gaza = الفلسطيني
Africa/Khartoum = السوداني
Africa/Tripoli = الليبي
Africa/Tunis = التونسي
Africa/Algiers = الجزائري
Africa/Casablanca = المغربي
Africa/Nouakchott = الموريتاني
"""
ZONE_OF_NATION = {
    fold(name): zone
    for zone, _, name in (row.partition(" = ") for row in NATIONS_TABLE.strip().splitlines())
}


def zone_of_page(page: Page, metadata: Metadata, address: str) -> str | None:
    """The time zone of the page's country: by its host, its locale, its publisher's name, or the city before today's date."""
    locales = [*metadata.meta.get("og:locale", []), page.root.get("lang") or ""]
    host = urlsplit(address).hostname or ""
    return zone_at(host, locales) or _zone_of_publisher(metadata) or _zone_of_today(page)


def _zone_of_publisher(metadata: Metadata) -> str | None:
    """The zone of the country that the outlet or its publisher is called after: «… الأردنية»."""
    publishers = metadata.resolve([node.get("publisher") for node in metadata.nodes])
    names = [text(node.get("name")) for node in publishers]
    names += [name for meta in PUBLISHERS for name in metadata.meta.get(meta, [])]
    words = (word.removesuffix("ه") for name in names for word in fold(name).split())
    return next((zone for word in words if (zone := ZONE_OF_NATION.get(word))), None)


def _zone_of_today(page: Page) -> str | None:
    for placed in page.blocks:
        line = placed.block.text
        found = TODAY.fullmatch(line) if len(line) <= MOST_CHARACTERS else None
        if found and (zone := zone_named(found["place"])) and is_date_line(found["day"]):
            return zone
    return None

"""Pictures with captions and credits, videos and embedded posts of an article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from crawler.arabic.text import clean
from crawler.extraction.hrefs import absolute
from crawler.extraction.metadata import text
from crawler.items import Image, Media

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from crawler.extraction.metadata import Metadata
    from crawler.extraction.page import Page, PlacedBlock

VIDEO_HOSTS = frozenset(
    (
        "youtube.com",
        "youtube-nocookie.com",
        "youtu.be",
        "vimeo.com",
        "dailymotion.com",
        "jwplatform.com",
        "brightcove.net",
        "rumble.com",
    )
)
POST_HOSTS = frozenset(
    (
        "twitter.com",
        "x.com",
        "platform.twitter.com",
        "facebook.com",
        "instagram.com",
        "t.me",
        "tiktok.com",
        "threads.net",
        "soundcloud.com",
        "spotify.com",
        "telegram.org",
    )
)
CREDIT = re.compile(
    r"^(.*?)[\s.،,|–—-]*[(\[«]?\s*(?:تصوير|عدسة|المصدر|مصدر الصورة|الصورة|حقوق الصورة)\s*[:：/-]\s*(.{2,60}?)\s*[)\]»]?\.?$"
)
BRACKETED = re.compile(r"^(.*?)\s*[(\[]([^()\[\]]{2,40})[)\]]\.?$")
SOURCES = ("data-src", "data-original", "data-lazy-src", "data-lazy", "src")
# Pictures named like this, in lower case, are buttons and place holders.
NO_PICTURE = re.compile(
    r"logo|icon|avatar|gravatar|placeholder|blank\.|spacer|pixel|emoji|/ads?/|banner|loading|1x1|share|data:image"
)


def images(
    page: Page, metadata: Metadata, title: str | None, story: list[PlacedBlock]
) -> list[Image]:
    """The main picture that the head names, then those in or right above the text."""
    found: dict[str, Image] = {}
    for url in _declared(page, metadata, title):
        found.setdefault(_key(url), Image(url=url, is_main=not found))
    start = page.blocks.index(story[0]) if story else 0
    end = page.blocks.index(story[-1]) + 1 if story else 0
    for element, position in page.images:
        if start - 6 <= position <= end and (source := _address(page, element)):
            caption, credit = _caption(element)
            image = found.setdefault(_key(source), Image(url=source))
            image.caption, image.credit = image.caption or caption, image.credit or credit
    return list(found.values())


def _declared(page: Page, metadata: Metadata, title: str | None) -> Iterator[str]:
    values: list[Any] = [
        metadata.first("og:image", "twitter:image", "og:image:url", "twitter:image:src")
    ]
    values += [
        text(node.get("url")) or text(node.get("contentUrl")) or text(node.get("name"))
        for node in metadata.resolve(metadata.article(title).get("image"))
    ]
    for value in filter(None, values):
        if (url := absolute(page.url, value)) and not NO_PICTURE.search(url.lower()):
            yield url


def _address(page: Page, element: _Element) -> str | None:
    """A picture's address, the lazily loaded one first."""
    for name in SOURCES:
        value = element.get(name)
        if value and not NO_PICTURE.search(value.lower()) and (url := absolute(page.url, value)):
            return url
    return None


def _key(url: str) -> str:
    """What tells pictures apart: sizes of one picture share it."""
    return re.sub(r"-\d{2,4}x\d{2,4}(?=\.\w{3,4}$)", "", urlsplit(url).path)


def _caption(element: _Element) -> tuple[str | None, str | None]:
    """Caption and credit of a picture's figure."""
    for above in element.iterancestors("figure", "div"):
        if above.tag == "figure" or "caption" in (above.get("class") or ""):
            for part in above.iter("figcaption", "p", "span", "div"):
                if part.tag == "figcaption" or "caption" in (part.get("class") or ""):
                    return split_credit(clean("".join(map(str, part.itertext()))))
        if above.tag == "figure":
            break
    return None, None


def split_credit(caption: str) -> tuple[str | None, str | None]:
    """A caption without its credit, and the credit.

    >>> split_credit("وصول الوفد (أ ف ب)")
    ('وصول الوفد', 'أ ف ب')
    >>> split_credit("وصول الوفد. تصوير: سلمى حداد")
    ('وصول الوفد', 'سلمى حداد')
    """
    for pattern in (CREDIT, BRACKETED):
        if found := pattern.match(caption[:400]):
            return found[1].strip() or None, found[2].strip()
    return caption or None, None


def media(page: Page) -> tuple[list[Media], list[Media]]:
    """Videos, and embedded posts, in page order."""
    videos: dict[str, Media] = {}
    embeds: dict[str, Media] = {}
    for element in page.media:
        source = element.get("data-src") or element.get("src") or ""
        url = absolute(page.url, source)
        host = (urlsplit(url).hostname or "").removeprefix("www.").removeprefix("m.")
        if host in VIDEO_HOSTS or (element.tag == "video" and url):
            videos.setdefault(url, Media(url=url, provider=host))
        elif host in POST_HOSTS:
            embeds.setdefault(url, Media(url=url, provider=host))
    return list(videos.values()), list(embeds.values())

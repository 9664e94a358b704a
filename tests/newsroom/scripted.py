"""Listings that a site's own scripts ask for: JSON entries, pieces of HTML behind "load more"."""

from __future__ import annotations

import json
from urllib.parse import parse_qs

from tests.newsroom import extras, listings

JSON = "application/json"
PAGE_SIZE = 20


def scripted(outlet, path, query):
    """Status, media type and content of such a listing; None for other paths."""
    page = int(parse_qs(query).get("page", ["1"])[0])
    return PATHS[path](outlet, page) if path in PATHS else None


def members(outlet, page):
    """The indexes on a page, and whether there are more."""
    every = outlet.indexes()
    return every[(page - 1) * PAGE_SIZE : page * PAGE_SIZE], page * PAGE_SIZE < len(every)


def latest(outlet, page):
    """Entries with their dates, and the next page's address."""
    indexes, has_more = members(outlet, page)
    entries = [
        {
            "id": each,
            "title": outlet.story(each).title,
            "link": outlet.url(each),
            "published_at": outlet.story(each).published.isoformat(),
        }
        for each in indexes
    ]
    following = f"/api/latest?page={page + 1}" if has_more else None
    data = {"status": "ok", "data": {"items": entries, "next_page_url": following}}
    return 200, JSON, json.dumps(data, ensure_ascii=False)


def load(outlet, page):
    """A section whose later parts a button loads."""
    indexes, has_more = members(outlet, 1)
    button = '<button class="load-more" data-url="/api/more?page=2">تحميل المزيد</button>'
    text = f"<h1>الأحدث</h1>{listings.cards(outlet, indexes)}" + (button if has_more else "")
    return 200, "text/html", extras.page(outlet, "الأحدث", text)[1]


def more(outlet, page):
    """What the button loads: a piece of HTML within JSON."""
    indexes, has_more = members(outlet, page)
    data = {"html": listings.cards(outlet, indexes), "has_more": has_more}
    return 200, JSON, json.dumps(data, ensure_ascii=False)


def consent(outlet):
    """What stands before all pages until a reader has agreed to cookies."""
    words = (
        "<h1>خصوصيتك تهمنا</h1><p>نستخدم نحن وشركاؤنا ملفات تعريف الارتباط لتحسين تجربتك. "
        "يرجى الموافقة للمتابعة.</p>"
        '<form method="post" action="/consent"><button>أوافق</button></form>'
    )
    return extras.page(outlet, "ملفات تعريف الارتباط", words)[1]


PATHS = {"/api/latest": latest, "/latest": load, "/api/more": more}
COOKIE = "consent=yes"

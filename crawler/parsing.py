"""A page of HTML to a selector, its bytes read as extraction reads them."""

from __future__ import annotations

from parsel import Selector

from crawler.exceptions import NotAnArticle
from crawler.extraction.encoding import decode


def html_selector(body: bytes, declared: str | None = None) -> Selector:
    """A selector over a page; over an empty one where the bytes are no text.

    `declared` is the HTTP header's charset, which the bytes may contradict.

    >>> html_selector("<h1>خبر</h1>".encode(), "iso-8859-1").css("h1::text").get()
    'خبر'
    """
    try:
        text = decode(body, declared).text
    except NotAnArticle:
        text = ""
    return Selector(text=text or "<html/>", type="html")

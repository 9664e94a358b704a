"""One article page as a look at a site sees it: read, or why not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from crawler.exceptions import NotAnArticle
from crawler.extraction.article import extract_article
from crawler.extraction.encoding import decode
from crawler.survey.answers import said, standing
from crawler.survey.listing import ZONED

if TYPE_CHECKING:
    from crawler.items import Article
    from crawler.outlets import Outlet
    from crawler.survey.answers import Answer

# Fields whose rule is told, the most important first.
TOLD = ("title", "body", "published_at", "authors", "sources", "keywords")


@dataclass(slots=True, kw_only=True)
class Reading:
    """An article's page and what became of it."""

    url: str
    answer: Answer
    article: Article | None = None
    reason: str = ""
    """Why there is no article: a slug of NotAnArticle, or of the answer."""
    detail: str = ""
    """The same in words."""
    charset: str = ""
    """The encoding by which the page was read, and whether its declaration was wrong."""

    @property
    def rules(self) -> dict[str, str]:
        """Field → the rule that found it, for the fields that matter most."""
        found = self.article.provenance if self.article else {}
        return {name: found[name] for name in TOLD if name in found}

    @property
    def has_zone(self) -> bool:
        """Whether the printed date says how far it is from UTC."""
        text = self.article.published_text if self.article else None
        return bool(text and ZONED.search(text))


def read_article(answer: Answer, outlet: Outlet) -> Reading:
    """The article of an answer, read as a crawl would."""
    reading = Reading(url=answer.asked, answer=answer)
    stands = standing(answer, outlet.domain)
    if stands != "ok":
        reading.reason, reading.detail = stands, said(answer)
        return reading
    try:
        text = decode(answer.body, answer.charset)
        reading.charset = text.encoding + (
            f" (declared {text.declared})" if text.repaired and text.declared else ""
        )
        reading.article = extract_article(
            answer.body,
            answer.place,
            outlet=outlet,
            encoding=answer.charset,
            now=datetime.now(UTC),
        )
    except NotAnArticle as error:
        reading.reason, reading.detail = error.reason, error.detail
    return reading

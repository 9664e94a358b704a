"""Pages of other sites that an aggregator leads to: whose they are, and how they are credited."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from crawler.arabic.text import clean
from crawler.extraction.elsewhere import source_link
from crawler.fetching import request_options
from crawler.items import Article, RelatedArticle
from crawler.outlets import Outlet, load_outlets
from crawler.selection import described
from crawler.urls import article_id, canonical_url, same_site, site_of
from spiders.reading import fill_from_link, page_selector

if TYPE_CHECKING:
    from scrapy.http import Response
    from scrapy.settings import BaseSettings

    from crawler.frontier.pages import Page
    from spiders.visit import Visit

# Reasons that an item's page is no article, where its text may stand on another site.
WITHOUT_TEXT = ("no_body", "no_title", "empty", "listing")


class Owners:
    """The outlets of the seed files, read when the first page of another site is met."""

    def __init__(self, settings: BaseSettings) -> None:
        self.settings = settings
        self._known: list[Outlet] | None = None

    def known(self) -> list[Outlet]:
        """All outlets whose seed file is good."""
        if self._known is None:
            folders = self.settings.getlist("SEEDS_PATHS")
            self._known = list(load_outlets(folders, broken=lambda _: None).values())
        return self._known

    def of(self, url: str, outlet: Outlet) -> Outlet | None:
        """The outlet on whose site an address lies, met while `outlet` is crawled; None where
        nobody has described it.
        """
        return outlet if same_site(url, outlet.domain) else described(url, self.known())

    def title(self, url: str, outlet: Outlet) -> str:
        """What the owner of an address is called: its outlet's title, else its host."""
        owner = self.of(url, outlet)
        return owner.title if owner else site_of(url)

    def options(self, url: str, visit: Visit) -> dict[str, Any]:
        """Keyword arguments of a request: those of the outlet that it goes to."""
        if same_site(url, visit.outlet.domain):
            return {**visit.options, "meta": visit.options["meta"] | visit.rendering}
        site = site_of(url)
        owner = self.of(url, visit.outlet) or Outlet(name=site, title=site, domain=site)
        return request_options(owner, self.settings)


def leads_to(response: Response, outlet: Outlet) -> str | None:
    """The page of another site that an aggregator's item is about; None for any other page."""
    if outlet.elsewhere is None or not same_site(response.url, outlet.domain):
        return None
    return source_link(page_selector(response), response.url, outlet.domain)


def credit(article: Article, response: Response, outlet: Outlet, owners: Owners) -> None:
    """Add to an aggregator's article whom it is from, and where that stands."""
    if address := leads_to(response, outlet):
        _add_credit(article, address, owners.title(address, outlet))


def credit_of(
    address: str, response: Response, page: Page, outlet: Outlet, owners: Owners
) -> Article | None:
    """The record of an item without a text of its own; None where its listing gives no headline."""
    title = clean(page.link.title or "")
    if not title:
        return None
    url = canonical_url(response.url)
    article = Article(
        id=article_id(url, outlet=outlet),
        url=url,
        outlet=outlet.name,
        outlet_title=outlet.title,
        country=outlet.country,
        title=title,
        language="ar",
        fetched_at=datetime.now(UTC),
        provenance={"title": f"{page.by}:title"},
        crawl={"status": response.status, "bytes": len(response.body)},
    )
    fill_from_link(article, page.link, page.by)
    _add_credit(article, address, owners.title(address, outlet))
    return article


def _add_credit(article: Article, address: str, name: str) -> None:
    if not article.sources or article.provenance.get("sources") == "link:canonical":
        article.sources = [name]
        article.provenance["sources"] = "link:source"
    if address not in {each.url for each in article.related}:
        article.related.insert(0, RelatedArticle(title=article.title, url=address))
        article.provenance.setdefault("related", "link:source")

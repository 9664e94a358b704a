"""The generic spider: any outlet, one or many in one process."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from scrapy import Request, Spider

from crawler.discovery.admission import Admission
from crawler.discovery.links import Link
from crawler.discovery.markup import MOST_BYTES
from crawler.discovery.recognise import is_article_page, recognise
from crawler.discovery.sections import section_links
from crawler.exceptions import NotAnArticle, OutletError
from crawler.fetching import request_options, slots
from crawler.selection import choose, count, day
from crawler.urls import canonical_url, same_site
from spiders.listings import home_links, listing_links, page_links, usual_places
from spiders.reading import (
    content_type,
    failed_request,
    failure_name,
    fill_from_link,
    page_rules,
    page_selector,
    published_day,
    read_page,
    rejected,
    run_name,
)
from spiders.visit import Place, Visit

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Iterator
    from typing import Self

    from parsel import Selector
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.settings import BaseSettings
    from twisted.python.failure import Failure

    from crawler.outlets import Outlet, Seed

logger = logging.getLogger(__name__)

ARGUMENTS = ("outlets", "country", "kind", "url", "since", "until", "limit")
# Articles go before listings, so that few links wait in memory; later pages go last.
ARTICLE_PRIORITY, LISTING_PRIORITY = 100, 0
# Pages of one section, feed or search that are followed.
MOST_PAGES = 200
# Sitemaps within sitemaps, sections within home pages.
MOST_DEPTH = 3


class NewsSpider(Spider):
    """Crawls outlets from their seeds: listings to links, links to articles.

    A seed file makes a subclass with its name and `outlet`; without one, arguments say what to
    crawl: `outlets`, `country`, `kind` or `url`; `since`, `until` (days) and `limit` (articles of
    each outlet) hold for all.
    """

    name = "news"
    outlet: Outlet | None = None

    def __init__(self, *args: Any, **arguments: str) -> None:
        super().__init__(*args)
        self.arguments = {key: arguments.pop(key, "") for key in ARGUMENTS}
        if arguments:
            known = ", ".join(ARGUMENTS)
            raise OutletError(f"unknown argument {next(iter(arguments))!r}; there are: {known}")
        self.run = run_name(self.name)
        self.limit = count(self.arguments["limit"], "limit")
        self.obeys_pages = True
        self.visits: dict[str, Visit] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """A spider that knows its outlets; their delays become the crawler's DOWNLOAD_SLOTS."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        outlets = spider.chosen(crawler.settings)
        if cls.outlet is None:
            own = {**slots(outlets, crawler.settings), **crawler.settings.getdict("DOWNLOAD_SLOTS")}
            crawler.settings.set("DOWNLOAD_SLOTS", own, priority="spider")
        spider.obeys_pages = crawler.settings.getbool("ROBOTSTXT_OBEY")
        since, until = (day(spider.arguments[name], name) for name in ("since", "until"))
        for outlet in outlets:
            options = request_options(outlet, crawler.settings)
            gate = Admission(outlet, since, until)
            spider.visits[outlet.name] = Visit(outlet, gate, options, spider.limit)
        return spider

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Add the outlet's own settings, below the command line's."""
        super().update_settings(settings)
        if cls.outlet:
            settings.setdict(cls.outlet.settings, priority="spider")

    def chosen(self, settings: BaseSettings) -> list[Outlet]:
        """The outlets of this run."""
        which = {key: self.arguments[key] for key in ("outlets", "country", "kind", "url")}
        if self.outlet is None:
            return choose(settings.getlist("SEEDS_PATHS"), **which)
        if any(which.values()):
            raise OutletError(f"{self.name} is one outlet; -a outlets=… goes with `crawl news`")
        return [self.outlet]

    async def start(self) -> AsyncIterator[Any]:
        """The seeds of all outlets."""
        self.crawler.stats.set_value("run/id", self.run)
        for visit in self.visits.values():
            for seed in visit.seeds():
                for request in self.seed_requests(visit, seed):
                    yield request

    def seed_requests(self, visit: Visit, seed: Seed) -> Iterator[Request]:
        """The first request of a seed."""
        if seed.kind == "article":
            yield from self.take(visit, Link(seed.url), Place("seed", seed.url))
            return
        visit.admission.listings.add(seed.url)
        place = Place(seed.kind, seed.url, is_seed=True)
        yield self.listing_request(visit, seed.url, place)

    def listing_request(self, visit: Visit, url: str, place: Place, rank: int = 0) -> Request:
        """A request for a listing; the later its page and its rank, the later it is fetched."""
        larger = {"download_maxsize": MOST_BYTES} if place.by == "sitemap" else {}
        return Request(
            url,
            self.parse_listing,
            errback=self.listing_failed,
            priority=LISTING_PRIORITY - place.page - rank,
            dont_filter=True,  # the visit's admission has decided
            cb_kwargs={"visit": visit, "place": place},
            **{**visit.options, "meta": visit.options["meta"] | larger},
        )

    def take(self, visit: Visit, link: Link, place: Place) -> Iterator[Request]:
        """The request for an article, now or, where a limit is near, when others have failed."""
        visit.waiting.append((link, place))
        yield from self.pump(visit)

    def pump(self, visit: Visit) -> Iterator[Request]:
        """Requests for waiting links, as many as the limit leaves room for."""
        for link, place in visit.due():
            yield Request(
                canonical_url(link.url),
                self.parse_article,
                errback=self.article_failed,
                priority=ARTICLE_PRIORITY,
                dont_filter=True,
                cb_kwargs={"visit": visit, "link": link, "place": place},
                **visit.options,
            )

    def parse_listing(self, response: Response, visit: Visit, place: Place) -> Iterator[Any]:
        """Requests for what a listing names; its article, where it turns out to be one."""
        if visit.is_full():
            return
        kind = recognise(response.body, content_type(response), response.url)
        if place.is_guess and kind == "html":
            return  # a page that says "not found" in words
        if kind == "other":
            self.count("listings/unreadable")
            logger.warning("%s: %s is no listing", visit.outlet.name, response.url)
            return
        if kind != "html":
            place = place.at(response.url, "section" if kind == "json" else kind)
            yield from self.follow(visit, listing_links(response, kind, visit), place)
            return
        selector = page_selector(response)
        if is_article_page(selector, response.url) and not place.is_home:
            visit.admission.seen.add(visit.admission.key(response.url))
            visit.in_flight += 1
            yield from self.parse_article(response, visit, Link(response.url), place)
            return
        yield from self.parse_page(selector, response, visit, place)

    def parse_page(
        self, selector: Selector, response: Response, visit: Visit, place: Place
    ) -> Iterator[Any]:
        """Requests for what a section or home page links to."""
        if self.obeys_pages and "nofollow" in page_rules(response):
            self.count("listings/refused/nofollow")
            return
        links = page_links(selector, response.url, visit)
        if place.is_home:
            links += home_links(selector, response.url, visit)
            if visit.finds_by_itself():
                robots = place.inside("robots")
                yield self.listing_request(visit, response.urljoin("/robots.txt"), robots)
        place = place.at(response.url, "home" if place.is_home else "section")
        yield from self.follow(visit, links, place)

    def follow(self, visit: Visit, links: Iterable[Link], place: Place) -> Iterator[Any]:
        """Requests for links that the visit's admission lets through, and for the next page."""
        following: list[Link] = []
        fresh = 0
        visit.listings += 1
        for rank, link in enumerate(links):
            if link.kind == "next":
                following.append(link)
            elif link.kind != "article":
                yield from self.deeper(visit, link, place, rank)
            else:
                visit.found += 1
                reason = visit.admission.refuse_article(link)
                self.count(f"links/refused/{reason}" if reason else "links/followed")
                # sitemaps have no next page, and too many links to remember them twice
                if place.by != "sitemap" and reason in (None, "seen"):
                    fresh += place.is_fresh(visit.admission.key(link.url))
                if reason is None:
                    yield from self.take(visit, link, place)
        if fresh and place.page < MOST_PAGES:
            for link in following:
                yield from self.deeper(visit, link, place.next_page(), 0)

    def deeper(self, visit: Visit, link: Link, place: Place, rank: int) -> Iterator[Request]:
        """The request for a listing that a listing names."""
        inner = place if link.kind == "next" else place.inside(link.kind)
        reason = "too_deep" if inner.depth > MOST_DEPTH else visit.admission.refuse_listing(link)
        if reason:
            self.count(f"listings/refused/{reason}")
        elif not visit.is_full():
            yield self.listing_request(visit, link.url, inner, rank)

    def parse_article(
        self, response: Response, visit: Visit, link: Link, place: Place
    ) -> Iterator[Any]:
        """The article of a page, or the links of one that turns out to be a listing."""
        visit.in_flight -= 1
        if not same_site(response.url, visit.outlet.domain):
            self.count("pages/redirected_offsite")
            logger.debug("%s leads to another site: %s", link.url, response.url)
        else:
            yield from self.read(response, visit, link, place)
        yield from self.pump(visit)

    def read(self, response: Response, visit: Visit, link: Link, place: Place) -> Iterator[Any]:
        """The item of an article's page."""
        if self.obeys_pages and "noindex" in page_rules(response):
            self.count("pages/not_article/noindex")
            return
        try:
            article = read_page(response, visit.outlet)
        except NotAnArticle as error:
            yield from self.not_article(error, response, visit, place)
            return
        visit.admission.seen.add(visit.admission.key(article.url))
        if (met := canonical_url(response.url)) not in (article.url, *article.urls):
            article.urls.append(met)
        fill_from_link(article, link, place.by)
        if visit.admission.excludes(published_day(article, visit.outlet.timezone)):
            self.count("articles/dropped/out_of_range")
            return
        article.crawl |= {
            "run": self.run,
            "spider": self.name,
            "discovered_by": place.by,
            "discovered_from": place.url,
        }
        visit.taken += 1
        yield article

    def not_article(
        self, error: NotAnArticle, response: Response, visit: Visit, place: Place
    ) -> Iterator[Any]:
        """Count a page without an article; follow the articles of one that is a listing."""
        yield from rejected(error, response, self.crawler.stats, visit.outlet)
        if error.reason == "listing" and place.depth < MOST_DEPTH:
            links = section_links(page_selector(response), response.url, visit.outlet)
            yield from self.follow(
                visit, links, place.inside("section").at(response.url, "section")
            )

    def article_failed(self, failure: Failure) -> Iterator[Any]:
        """Count an article that could not be fetched; let another take its place."""
        request = failed_request(failure)
        visit: Visit = request.cb_kwargs["visit"]
        visit.in_flight -= 1
        self.count(f"downloads/failed/{failure_name(failure)}")
        logger.debug("%s: %s", request.url, failure.value)
        yield from self.pump(visit)

    def listing_failed(self, failure: Failure) -> Iterator[Any]:
        """Count a listing that could not be fetched; without robots.txt, try the usual places."""
        request = failed_request(failure)
        visit: Visit = request.cb_kwargs["visit"]
        place: Place = request.cb_kwargs["place"]
        if place.is_guess:
            return
        if place.by == "robots":
            yield from self.follow(visit, usual_places(request.url, visit), place)
            return
        name = failure_name(failure)
        self.count(f"downloads/failed/{name}")
        if place.is_seed:
            self.count("seeds/failed")
            logger.warning("%s: seed %s: %s", visit.outlet.name, request.url, name)

    def closed(self, reason: str) -> None:  # noqa: ARG002 (Scrapy's signature)
        """Name the outlets in which no link to an article was found: their seeds may have moved."""
        for visit in self.visits.values():
            if not visit.found and not visit.taken:
                logger.warning(
                    "%s: no link to an article in %d listings", visit.outlet.name, visit.listings
                )

    def count(self, name: str) -> None:
        """Add one to a stat."""
        self.crawler.stats.inc_value(name)

"""The generic spider: any outlet, one or many in one process."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from scrapy import Request

from crawler.arabic.dates import ParsedDate
from crawler.discovery.admission import Admission
from crawler.discovery.links import Link
from crawler.discovery.markup import MOST_BYTES
from crawler.discovery.recognise import is_article_page, recognise
from crawler.discovery.sections import section_links
from crawler.exceptions import NotAnArticle, OutletError
from crawler.fetching import concurrency, pages_per_day, request_options, slots
from crawler.frontier.schedule import GONE, Outcome
from crawler.rendering.wanted import RENDERED, render_meta, renderable
from crawler.selection import choose, count, period, yes
from crawler.urls import canonical_url, same_site
from spiders.brakes import Brakes
from spiders.elsewhere import WITHOUT_TEXT, Owners, credit, credit_of, leads_to
from spiders.following import MOST_DEPTH, FollowingSpider
from spiders.listings import home_links, listing_links, page_links, usual_places
from spiders.place import Place
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
    retry_after,
)
from spiders.visit import Visit
from spiders.walk import Walk, has_changed

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from typing import Self

    from parsel import Selector
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.settings import BaseSettings
    from twisted.python.failure import Failure

    from crawler.frontier.pages import Page
    from crawler.items import Article
    from crawler.outlets import Outlet

logger = logging.getLogger(__name__)

ARGUMENTS = ("outlets", "country", "kind", "url", "since", "until", "limit", "scheduled")


class NewsSpider(FollowingSpider):
    """Crawls outlets from their seeds: listings to links, links to articles.

    A seed file makes a subclass with its name and `outlet`; without one, arguments say what to
    crawl: `outlets`, `country`, `kind` or `url`; `since`, `until` (days), `limit` (articles of each
    outlet) and `scheduled=yes` (only listings whose time has come) hold for all.
    """

    name = "news"
    owners: Owners

    def __init__(self, *args: Any, **arguments: str) -> None:
        super().__init__(*args)
        self.arguments = {key: arguments.pop(key, "") for key in ARGUMENTS}
        if arguments:
            known = ", ".join(ARGUMENTS)
            raise OutletError(f"unknown argument {next(iter(arguments))!r}; there are: {known}")
        self.limit = count(self.arguments["limit"], "limit")
        self.is_scheduled = yes(self.arguments["scheduled"], "scheduled")
        self.obeys_pages = True

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """A spider that knows its outlets; their delays become the crawler's DOWNLOAD_SLOTS."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.owners = Owners(crawler.settings)
        outlets = renderable(spider.chosen(crawler.settings), crawler.settings)
        # an aggregator leads to other outlets, whose own delays hold there
        leads_out = any(outlet.elsewhere == "follow" for outlet in outlets)
        if cls.outlet is None or leads_out:
            visited = [*spider.owners.known(), *outlets] if leads_out else outlets
            own = {**slots(visited, crawler.settings), **crawler.settings.getdict("DOWNLOAD_SLOTS")}
            crawler.settings.set("DOWNLOAD_SLOTS", own, priority="spider")
        spider.obeys_pages = crawler.settings.getbool("ROBOTSTXT_OBEY")
        days = period(spider.arguments["since"], spider.arguments["until"])
        for outlet in outlets:
            options = request_options(outlet, crawler.settings)
            gate = Admission(outlet, *days)
            brakes = Brakes(
                window=2 * concurrency(outlet, crawler.settings),
                limit=spider.limit,
                budget=pages_per_day(outlet, crawler.settings),
            )
            visit = spider.visits[outlet.name] = Visit(outlet, gate, options, brakes)
            visit.goes_on = not spider.arguments["url"]
            visit.rendering = render_meta(outlet, crawler.settings)
        # room for all that every outlet may have on its way, or those that do not answer take it all
        most = sum(visit.brakes.window for visit in spider.visits.values())
        if most > crawler.settings.getint("CONCURRENT_REQUESTS"):
            crawler.settings.set("CONCURRENT_REQUESTS", most, priority="spider")
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
            if type(self) is not NewsSpider and not any(which.values()):
                raise OutletError(
                    f"{self.name} has no seed file; {self.name}.toml in SEEDS_PATHS says where from"
                )
            return choose(settings.getlist("SEEDS_PATHS"), **which)
        if other := next((key for key, value in which.items() if value), None):
            raise OutletError(f"{self.name} is one outlet; -a {other}=… goes with `crawl news`")
        return [self.outlet]

    def listing_request(self, visit: Visit, url: str, place: Place) -> Request:
        """A request for a listing."""
        meta = visit.options["meta"] | {"handle_httpstatus_list": [304]}
        if place.by == "sitemap":
            meta["download_maxsize"] = MOST_BYTES
        headers = dict(visit.options["headers"])
        if place.by in RENDERED and visit.rendering:
            meta |= visit.rendering
        elif place.listing and visit.goes_on:
            headers |= place.listing.conditions(datetime.now(UTC))
        return Request(
            url,
            self.parse_listing,
            errback=self.listing_failed,
            dont_filter=True,  # the visit's admission has decided
            cb_kwargs={"visit": visit, "place": place},
            meta=meta,
            headers=headers,
            cookies=visit.options["cookies"],
        )

    def article_request(self, visit: Visit, page: Page) -> Request:
        """A request for an article's page."""
        return Request(
            canonical_url(page.link.url),
            self.parse_article,
            errback=self.article_failed,
            dont_filter=True,  # the frontier has decided
            cb_kwargs={"visit": visit, "page": page},
            **self.owners.options(page.link.url, visit),
        )

    async def parse_listing(
        self, response: Response, visit: Visit, place: Place
    ) -> AsyncIterator[Any]:
        """The article of a listing that turns out to be one; what others name is written down."""
        async with self.reading(visit):
            if visit.brakes.is_full():
                return
            if has_changed(response, place, visit):
                async for item in self.read_listing(response, visit, place):
                    yield item
            else:
                self.count("listings/unchanged")
                await self.unchanged(visit, place)

    async def read_listing(
        self, response: Response, visit: Visit, place: Place
    ) -> AsyncIterator[Any]:
        """Follow what a listing names, as its kind wants it."""
        kind = recognise(response.body, content_type(response), response.url)
        if place.is_guess and kind == "html":
            return  # a page that says "not found" in words
        if kind == "other":
            self.count("listings/unreadable")
            logger.warning("%s: %s is no listing", visit.outlet.name, response.url)
            return
        if kind != "html":
            place = place.at(response.url, "section" if kind == "json" else kind)
            await self.follow(visit, listing_links(response, kind, visit), place)
            return
        selector = page_selector(response)
        if is_article_page(selector, response.url) and not place.is_home:
            visit.admission.seen.met(visit.admission.key(response.url))
            page = visit.queue.page(Link(response.url), place.by, place.url)
            async for item in self.read(response, visit, page, place.depth):
                yield item
            return
        await self.read_page(selector, response, visit, place)

    async def read_page(
        self, selector: Selector, response: Response, visit: Visit, place: Place
    ) -> None:
        """Follow what a section or home page links to."""
        if self.obeys_pages and "nofollow" in page_rules(response):
            self.count("listings/refused/nofollow")
            return
        links = page_links(selector, response.url, visit)
        if place.is_home:
            links += home_links(selector, response.url, visit)
            self.plan_robots(visit, place)
        place = place.at(response.url, "home" if place.is_home else "section")
        await self.follow(visit, links, place)

    async def parse_article(
        self, response: Response, visit: Visit, page: Page
    ) -> AsyncIterator[Any]:
        """The article of a page; the links of one that turns out to be a listing are written down."""
        async with self.reading(visit, page):
            if same_site(response.url, visit.outlet.domain) or visit.outlet.elsewhere == "follow":
                async for item in self.read(response, visit, page):
                    yield item
            else:
                self.count("pages/redirected_offsite")
                logger.debug("%s leads to another site: %s", page.link.url, response.url)
                visit.queue.settle(page, Outcome("done", "redirected_offsite"))

    async def read(
        self, response: Response, visit: Visit, page: Page, depth: int = 0
    ) -> AsyncIterator[Any]:
        """The item of an article's page."""
        if self.obeys_pages and "noindex" in page_rules(response):
            self.count("pages/not_article/noindex")
            visit.queue.settle(page, Outcome("done", "noindex"))
            return
        try:
            owner = self.owners.of(response.url, visit.outlet)
            article = self.article_of(response, owner)
        except NotAnArticle as error:
            async for item in self.not_article(error, response, visit, page, depth):
                yield item
            return
        visit.looks.article(article, owner or visit.outlet)
        if visit.outlet.elsewhere == "credit":
            credit(article, response, visit.outlet, self.owners)
        visit.admission.seen.met(visit.admission.key(article.url))
        if (met := canonical_url(response.url)) not in (article.url, *article.urls):
            article.urls.append(met)
        fill_from_link(article, page.link, page.by)
        day_of_it = published_day(article, visit.outlet.timezone)
        if day_of_it and visit.admission.excludes(day_of_it):
            self.count("articles/dropped/out_of_range")
            visit.queue.put_off(page, ParsedDate(day_of_it, "day", str(day_of_it)))
            return
        article.crawl |= self.found_by(page)
        visit.brakes.taken += 1
        yield self.on_way.note(article, visit.queue, page)

    def article_of(self, response: Response, owner: Outlet | None) -> Article:
        """The article of a page of an outlet's; NotAnArticle where it has none.

        What an outlet's own spider overrides where selectors do not do.
        """
        return read_page(response, owner)

    def found_by(self, page: Page) -> dict[str, str]:
        """What a record says of the run and of the listing that led to its page."""
        found = {"discovered_by": page.by, "discovered_from": page.found_on}
        return {"run": self.run, "spider": self.name, **found}

    async def not_article(
        self, error: NotAnArticle, response: Response, visit: Visit, page: Page, depth: int
    ) -> AsyncIterator[Any]:
        """Count a page without an article; follow the articles of one that is a listing.

        An aggregator's item without a text of its own leads to another site's.
        """
        if error.reason in WITHOUT_TEXT and (address := leads_to(response, visit.outlet)):
            async for item in self.elsewhere(address, response, visit, page):
                yield item
            return
        visit.queue.settle(page, Outcome("done", error.reason))
        visit.looks.no_article(response.url, error.reason)
        for item in rejected(error, response, self.crawler.stats, visit.outlet):
            yield item
        if error.reason == "listing" and depth < MOST_DEPTH:
            links = section_links(page_selector(response), response.url, visit.outlet)
            place = Place("section", response.url, depth=depth + 1)
            await self.follow(visit, links, place)

    async def elsewhere(
        self, address: str, response: Response, visit: Visit, page: Page
    ) -> AsyncIterator[Any]:
        """Follow an item to the page that it is about, or record it with its credit."""
        self.count(f"pages/elsewhere/{visit.outlet.elsewhere}")
        if visit.outlet.elsewhere == "follow":
            visit.queue.settle(page, Outcome("done", "elsewhere"))
            await self.follow(
                visit, [replace(page.link, url=address)], Place(page.by, response.url)
            )
        elif article := credit_of(address, response, page, visit.outlet, self.owners):
            article.crawl |= self.found_by(page)
            visit.brakes.taken += 1
            yield self.on_way.note(article, visit.queue, page)
        else:
            visit.queue.settle(page, Outcome("done", "elsewhere"))

    async def article_failed(self, failure: Failure) -> None:
        """Count an article that could not be fetched, and say when it is tried again."""
        request = failed_request(failure)
        visit: Visit = request.cb_kwargs["visit"]
        page: Page = request.cb_kwargs["page"]
        name = failure_name(failure)
        async with self.reading(visit, page, name):
            self.count(f"downloads/failed/{name}")
            visit.looks.failed[name] += 1
            logger.debug("%s: %s", request.url, failure.value)
            self.failed(visit, page, name, retry_after(failure))

    async def listing_failed(self, failure: Failure) -> None:
        """Count a listing that could not be fetched; without robots.txt, try the usual places."""
        request = failed_request(failure)
        visit: Visit = request.cb_kwargs["visit"]
        place: Place = request.cb_kwargs["place"]
        name = failure_name(failure)
        async with self.reading(visit, failure=name):
            if place.is_guess:
                return
            if place.page > 1 and name in GONE and place.listing:
                await Walk(visit, place).ended()  # many sites end so
            if place.by == "robots":
                await self.follow(visit, usual_places(request.url, visit), place)
                return
            self.count(f"downloads/failed/{name}")
            visit.looks.failed[name] += 1
            if place.is_seed:
                self.count("seeds/failed")
                logger.warning("%s: seed %s: %s", visit.outlet.name, request.url, name)

    def closed(self, reason: str) -> None:  # noqa: ARG002 (Scrapy's signature)
        """Name the outlets in which no link to an article was found: their seeds may have moved."""
        for visit in self.visits.values():
            if visit.listings and not visit.found and not visit.brakes.taken:
                name, read = visit.outlet.name, visit.listings
                logger.warning("%s: no link to an article in %d listings", name, read)

"""A few requests for a command, through all of Scrapy's and our middlewares."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.exceptions import IgnoreRequest

from crawler.fetching import declared_charset, request_options
from crawler.outlets import Outlet
from crawler.survey.answers import Answer
from crawler.urls import site_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from scrapy.http import Response

    from crawler.survey.answers import Fetch

    Work = Callable[[Fetch], Awaitable[None]]

# Longest silence that a look waits for: a crawl has time, a person has not.
TIMEOUT = 15


class Errand(Spider):
    """Runs `work` with a function that fetches; robots.txt, delays and private hosts hold as in a crawl."""

    name = "errand"
    work: Work
    error: Exception | None = None
    """What `work` raised."""
    outlet: Outlet | None = None

    async def start(self) -> AsyncIterator[Any]:
        """Do the work; no request is scheduled."""
        try:
            await self.work(self.fetch)
        except Exception as error:  # noqa: BLE001 - raised again by the command, outside the reactor
            self.error = error
        nothing: tuple[Any, ...] = ()
        for each in nothing:
            yield each

    async def fetch(self, url: str, outlet: Outlet | None = None) -> Answer:
        """The answer to a request of an address; it never raises for a server's fault."""
        site = site_of(url)
        options = request_options(
            outlet or Outlet(name=site, title=site, domain=site), self.settings
        )
        meta = {"download_timeout": TIMEOUT, **options["meta"]}
        if urlsplit(url).path == "/robots.txt":
            meta["dont_obey_robotstxt"] = True
        try:
            request = Request(url, headers=options["headers"], meta=meta, dont_filter=True)
            response = await self.crawler.engine.download_async(request)
        except IgnoreRequest as error:
            return Answer(asked=url, problem=refusal(str(error)))
        except Exception as error:  # noqa: BLE001 - whatever a downloader raises means: no answer
            return Answer(asked=url, problem=" ".join(str(error).split()) or type(error).__name__)
        return answer_of(url, response)


def refusal(words: str) -> str:
    """A slug for a request that a middleware did not send."""
    if "robots.txt" in words:
        return "robots"
    return "private" if "private" in words else words or "refused"


def answer_of(url: str, response: Response) -> Answer:
    """A response as an answer to a request of `url`."""
    header = response.headers.get("Content-Type") or b""
    rules = response.headers.getlist("X-Robots-Tag")
    return Answer(
        asked=url,
        url=response.url,
        status=response.status,
        body=response.body,
        content_type=header.decode("latin-1"),
        charset=declared_charset(response),
        robots=tuple(each.decode("latin-1") for each in rules),
    )

"""A few requests for a command, through all of Scrapy's and our middlewares."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.exceptions import IgnoreRequest

from crawler.bare import leave_out
from crawler.discovery.recognise import recognise
from crawler.exceptions import WarraqError
from crawler.fetching import declared_charset, request_options
from crawler.outlets import Outlet
from crawler.rendering.wanted import render_meta, renderable
from crawler.survey.answers import Answer
from crawler.urls import site_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

    from scrapy.http import Response
    from scrapy.settings import Settings

    from crawler.survey.answers import Fetch

    Work = Callable[[Fetch], Awaitable[None]]

# Longest silence that a look waits for: a crawl has time, a person has not.
TIMEOUT = 15
# Requests where a connection fails; an answer, whatever it says, is not asked for again.
TRIES = 2


class Errand(Spider):
    """Does `work` with a function that fetches; robots.txt, delays and private hosts hold as in a crawl."""

    name = "errand"
    work: Work
    error: Exception | None = None
    """What `work` raised."""
    is_done = False

    async def start(self) -> AsyncIterator[Any]:
        """Do the work; no request is scheduled."""
        try:
            await self.work(self.fetch)
            self.is_done = True
        except Exception as error:  # noqa: BLE001 - raised again by `run`, outside the reactor
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
        meta = {"download_timeout": TIMEOUT, "dont_retry": True, **options["meta"]}
        if urlsplit(url).path == "/robots.txt":
            meta["dont_obey_robotstxt"] = True
        request = Request(url, **{**options, "meta": meta}, dont_filter=True)
        answer = await self.answer(request)
        rendering = render_meta(outlet, self.settings) if outlet else {}
        if rendering and recognise(answer.body, answer.content_type, answer.place) == "html":
            return await self.answer(request.replace(meta={**meta, **rendering}))
        return answer

    async def answer(self, request: Request) -> Answer:
        """The answer to a request; where a connection fails it is sent again."""
        url = request.url
        for _ in range(TRIES):
            try:
                return answer_of(url, await self.crawler.engine.download_async(request))
            except IgnoreRequest as error:
                return Answer(asked=url, problem=refusal(str(error)))
            except Exception as error:  # noqa: BLE001 - whatever a downloader raises means: no answer
                problem = failure_words(error)
        return Answer(asked=url, problem=problem)


def run(settings: Settings, work: Work, outlets: Sequence[Outlet] = ()) -> None:
    """Do the work in a process of Scrapy's own; what it raises is raised, WarraqError for Ctrl-C.

    Pages of those of `outlets` that want a browser are built by one.
    """
    own = settings.copy()
    leave_out(own)
    renderable(list(outlets), own)
    process = AsyncCrawlerProcess(own)
    crawler = process.create_crawler(Errand)
    process.crawl(crawler, work=work)
    process.start()
    errand = crawler.spider
    if isinstance(errand, Errand) and errand.error:
        raise errand.error
    if not isinstance(errand, Errand) or not errand.is_done:
        raise WarraqError("ended before its work was done")


def refusal(words: str) -> str:
    """A slug for a request that a middleware did not send."""
    if "robots.txt" in words:
        return "robots"
    return "private" if "private" in words else words or "refused"


def failure_words(error: Exception) -> str:
    """Why no answer came, in words; the reason within where Twisted wraps it in a list.

    >>> failure_words(TimeoutError("took longer than 15 s"))
    'took longer than 15 s'
    """
    reasons = getattr(error, "reasons", None) or getattr(error.__cause__, "reasons", None)
    inner = reasons[-1] if reasons else error
    words = inner.getErrorMessage() if hasattr(inner, "getErrorMessage") else str(inner)
    name = type(getattr(inner, "value", inner)).__name__
    return " ".join(words.split()).rstrip(".") or f"the connection broke: {name}"


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

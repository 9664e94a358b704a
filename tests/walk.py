"""A spider driven by hand: answers from a table instead of the net, in the scheduler's order."""

import asyncio
import heapq
import itertools
from dataclasses import dataclass, field
from urllib.parse import urljoin

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider
from scrapy.responsetypes import responsetypes
from scrapy.settings import Settings
from scrapy.spidermiddlewares.httperror import HttpError
from scrapy.utils.test import get_reactor_settings
from twisted.python.failure import Failure

PARAGRAPHS = (
    "افتتح وزير الأشغال صباح اليوم الجسر رقم {n} فوق النهر بحضور عدد كبير من سكان المدينة ومن المهندسين.",
    "وقال الوزير في كلمته إن العمل في الجسر رقم {n} استمر عامين كاملين وشارك فيه أكثر من مئتي عامل من أبناء المنطقة.",
    "وأضاف أن الوزارة تدرس إقامة جسور أخرى في العام المقبل لتخفيف الزحام عن وسط المدينة وعن الطرق المؤدية إليه.",
)


def article(n, *, body_class="", date="2026-11-24T10:00:00+03:00"):
    """A page with an article that differs from all others by its number."""
    text = "".join(f"<p>{paragraph.format(n=n)}</p>" for paragraph in PARAGRAPHS)
    time = f'<time datetime="{date}">{date[:10]}</time>' if date else ""
    return (
        f'<html lang="ar"><head><meta charset="utf-8"><title>افتتاح الجسر رقم {n} فوق النهر</title>'
        f'<meta property="og:type" content="article"></head><body class="{body_class}">'
        f"<nav><a href='/'>الرئيسية</a> <a href='/sport'>رياضة</a></nav><article>"
        f"<h1>افتتاح الجسر رقم {n} فوق النهر</h1>{time}{text}</article></body></html>"
    )


def section(urls, rest=""):
    """A section page with a headline for each address."""
    cards = "".join(
        f'<li><h3><a href="{url}">افتتاح الجسر الجديد فوق النهر {url}</a></h3></li>' for url in urls
    )
    return f'<html lang="ar"><body><nav><a href="/sport">رياضة</a></nav><ul>{cards}</ul>{rest}</body></html>'


def rss(urls, date=None):
    """A feed with an entry for each address."""
    when = f"<pubDate>{date}</pubDate>" if date else ""
    items = "".join(
        f"<item><title>افتتاح الجسر</title><link>{url}</link>{when}</item>" for url in urls
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>'


def sitemap(urls):
    """A sitemap with an entry for each address."""
    return "<urlset>" + "".join(f"<url><loc>{url}</loc></url>" for url in urls) + "</urlset>"


@dataclass
class Walk:
    """What a spider did."""

    items: list = field(default_factory=list)
    asked: list = field(default_factory=list)
    requests: list = field(default_factory=list)
    stats: dict = field(default_factory=dict)
    crawler: Crawler = None
    reason: str = "finished"


def respond(request, answers):
    """The response to a request: the table's body, or its (status, headers, body); else 404."""
    url = request.url
    for _ in range(10):
        answer = answers.get(url, (404, {}, ""))
        status, headers, body = answer if isinstance(answer, tuple) else (200, {}, answer)
        if "Location" not in headers:
            break
        url = urljoin(url, headers["Location"])
    body = body.encode() if isinstance(body, str) else body
    headers = {"Content-Type": "text/html; charset=utf-8", **headers}
    cls = responsetypes.from_args(
        headers={k.encode(): v.encode() for k, v in headers.items()}, url=url, body=body
    )
    return cls(url, status=status, headers=headers, body=body, request=request)


async def outcome(request, answers):
    """What the callback, or for an error the errback, yields."""
    response = respond(request, answers)
    if response.status == 200:
        called = request.callback(response, **request.cb_kwargs)
    else:
        failure = Failure(HttpError(response))
        failure.request = request
        called = request.errback(failure)
    if hasattr(called, "__aiter__"):
        return [each async for each in called]
    if hasattr(called, "__await__"):
        called = await called
    return [each for each in called or () if not isinstance(each, Request)]


class Waiting:
    """Requests in the scheduler's order."""

    def __init__(self):
        self.heap, self.order = [], itertools.count()

    def push(self, request):
        heapq.heappush(self.heap, (-request.priority, next(self.order), request))

    def pop(self):
        return heapq.heappop(self.heap)[-1]


async def walk(spidercls, answers, *, settings=None, most=2000, **arguments):
    """Run a spider to its end over a table of answers."""
    defaults = {**get_reactor_settings(), "LOG_ENABLED": False, "SEEDS_PATHS": []}
    given = Settings(defaults)
    given.update(settings or {})
    crawler = Crawler(spidercls, given)
    crawler.spider = spider = crawler._create_spider(**arguments)
    crawler._apply_settings()
    done, waiting = Walk(crawler=crawler), Waiting()

    async def begin():
        async for each in spider.start():
            waiting.push(each)

    # as the engine does it: start() may wait for what callbacks find
    start = asyncio.ensure_future(begin())
    while not start.done() or waiting.heap:
        await asyncio.sleep(0)
        if len(done.asked) >= most:
            start.cancel()
            break
        if waiting.heap:
            request = waiting.pop()
            done.asked.append(request.url)
            done.requests.append(request)
            done.items += await outcome(request, answers)
    if start.done():
        try:
            start.result()
        except CloseSpider as ending:
            done.reason = ending.reason
    done.stats = crawler.stats.get_stats()
    return done

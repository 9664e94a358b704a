"""Which outlets want a browser, whether there is one, and what their requests then say."""

from __future__ import annotations

import logging
import os
import shutil
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from crawler.exceptions import OutletError
from crawler.fetching import own_settings

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings

    from crawler.outlets import Outlet

logger = logging.getLogger(__name__)

# The setting of a seed file that switches it on.
SWITCH = "RENDER"
PACKAGE = "scrapy_playwright"
HANDLER = "crawler.rendering.handler.RenderingHandler"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Listings that are HTML; a browser would make a page of its own out of a feed.
RENDERED = ("home", "section")


def wants(outlet: Outlet, settings: BaseSettings) -> bool:
    """Whether the outlet's pages are built by a browser."""
    return bool(own_settings(outlet, settings).get(SWITCH, settings.getbool(SWITCH)))


def renderable(outlets: list[Outlet], settings: BaseSettings) -> list[Outlet]:
    """The outlets that can be crawled here; a browser is made ready where one of them wants it.

    OutletError where there is none and all outlets want it; of several, those that do are left out.
    """
    wanting = [each for each in outlets if wants(each, settings)]
    if not wanting:
        return outlets
    if (line := missing(settings)) is None:
        enable(settings)
        return outlets
    told = f"{', '.join(each.name for each in wanting)}: pages are built by a browser: {line}"
    left = [each for each in outlets if each not in wanting]
    if not left:
        raise OutletError(told)
    logger.error("%s; left out here", told)
    return left


def browser_path(settings: BaseSettings) -> str | None:
    """The browser's program: RENDER_BROWSER, or the system's Chromium; None where there is none."""
    if named := settings["RENDER_BROWSER"]:
        return shutil.which(str(named))
    return next(filter(None, map(shutil.which, NAMES)), None)


def missing(settings: BaseSettings) -> str | None:
    """What has to be installed before a page can be rendered; None where nothing has."""
    if find_spec(PACKAGE) is None:
        return "pip install -e '.[render]'"
    if browser_path(settings) is None:
        return (
            f"no browser {settings['RENDER_BROWSER'] or NAMES[0]!r}; RENDER_BROWSER names another"
        )
    return None


def enable(settings: BaseSettings) -> None:
    """Let the crawler's downloader render what asks for it; everything else goes its usual way."""
    handlers = {"http": HANDLER, "https": HANDLER}
    settings.set("DOWNLOAD_HANDLERS", handlers, priority="spider")
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    launch = {"executable_path": browser_path(settings), "args": arguments}
    settings.set("PLAYWRIGHT_LAUNCH_OPTIONS", launch, priority="spider")
    settings.set("PLAYWRIGHT_MAX_PAGES_PER_CONTEXT", settings.getint("RENDER_TABS"), "spider")
    timeout = settings.getfloat("DOWNLOAD_TIMEOUT") * 1000
    settings.set("PLAYWRIGHT_DEFAULT_NAVIGATION_TIMEOUT", timeout, priority="spider")


def render_meta(outlet: Outlet, settings: BaseSettings) -> dict[str, Any]:
    """What a request's meta says where its page is to be rendered; nothing for other outlets."""
    if not wants(outlet, settings):
        return {}
    agent = own_settings(outlet, settings).get("USER_AGENT", settings["USER_AGENT"])
    context = {"user_agent": agent, "locale": "ar", "service_workers": "block"}
    return {
        "playwright": True,
        "playwright_context": outlet.name,
        "playwright_context_kwargs": context,
        "playwright_page_goto_kwargs": {"wait_until": "domcontentloaded"},
    }

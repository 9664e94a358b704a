"""Only what differs from Scrapy's defaults, with the reason; the environment is read here only."""

from __future__ import annotations

import os
from pathlib import Path

from scrapy.extensions.corestats import CoreStats
from scrapy.extensions.throttle import AutoThrottle
from scrapy.squeues import FifoMemoryQueue

from crawler.exporters import (
    ArticleCsvExporter,
    ArticleJsonExporter,
    ArticleJsonLinesExporter,
    ArticleMarshalExporter,
    ArticlePickleExporter,
    ArticleXmlExporter,
)
from crawler.extensions.counts import Counts
from crawler.extensions.exit_code import ExitCode
from crawler.extensions.progress import Progress
from crawler.extensions.run_record import RunRecord
from crawler.extensions.summary import Summary
from crawler.extensions.throttle import OutletThrottle
from crawler.logformatter import OneLine
from crawler.middlewares.politeness import Politeness
from crawler.middlewares.safety import Safety
from crawler.spiderloader import OutletSpiderLoader
from pipelines.duplicates import DuplicatesPipeline
from pipelines.frontier import FrontierPipeline
from pipelines.mongodb import MongoDBPipeline
from pipelines.validation import ValidationPipeline

PROJECT_DIR = Path(__file__).resolve().parent.parent

BOT_NAME = "warraq"
SPIDER_MODULES = ["spiders"]
COMMANDS_MODULE = "crawler.commands"
# Spiders for outlets that need code: `scrapy genspider`.
NEWSPIDER_MODULE = "spiders"
TEMPLATES_DIR = str(Path(__file__).resolve().parent / "templates")
# Every seed file is a spider.
SPIDER_LOADER_CLASS = OutletSpiderLoader

# Where seed files are read from, first one wins; a comma-separated list on the command line.
SEEDS_PATHS = [str(PROJECT_DIR / "seeds")]
# The embedded database, the journal, locks, saved pages. In the clone; in the current folder where
# the package is installed elsewhere.
_HOME = PROJECT_DIR if (PROJECT_DIR / "scrapy.cfg").exists() else Path.cwd()
DATA_DIR = os.environ.get("WARRAQ_DATA", str(_HOME / "data"))

# A server of your own; without it an embedded one starts by itself on loopback.
MONGODB_URI = os.environ.get("MONGODB_URI", "")
MONGODB_DATABASE = os.environ.get("MONGODB_DATABASE", "warraq")

# Copies of another outlet's text: keep (with `story`), mark (with `duplicate_of` too) or drop.
STORIES = "keep"

# Private and loopback hosts are refused unless named here (host or host:port).
ALLOWED_PRIVATE_HOSTS: list[str] = []
DOWNLOADER_MIDDLEWARES = {
    Safety: 60,  # before robots.txt is asked for (100): that is a request too
    Politeness: 70,  # likewise: the request for robots.txt goes through its outlet's slot
}

# Who we are, so that an outlet can ask us to stop; put your own page here.
USER_AGENT = os.environ.get("WARRAQ_USER_AGENT", "Warraq/0.1 (+https://example.org/warraq)")
ROBOTSTXT_OBEY = True
# The name that a robots.txt would have for us.
ROBOTSTXT_USER_AGENT = "Warraq"
# One request at a time and one a second for each outlet; a seed file may say otherwise.
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 1
# Slower than that while an outlet is slow.
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 1
# Requests a day that an outlet gets, over all runs; 0 for no bound. A seed file may say otherwise.
PAGES_PER_DAY = 0
# Requests of all outlets together; most of them wait for their outlet's delay. A run of more
# outlets has room for two of each.
CONCURRENT_REQUESTS = 64
# Listings begin with the newest: what comes first is fetched first.
SCHEDULER_MEMORY_QUEUE = FifoMemoryQueue
# Outlets with several languages choose by this.
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "ar",
}
# No page of the press is larger; sitemaps have their own bound.
DOWNLOAD_MAXSIZE = 10 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0
# Whether pages are built by a browser (the extra `render`); a seed file says so for its outlet alone.
RENDER = False
# The browser's program; empty for the system's Chromium.
RENDER_BROWSER = ""
# Pages after which a browser is closed and another started: memory that pages leak goes with it.
RENDER_PAGES_PER_BROWSER = 200
# Pages of an outlet that it builds at a time.
RENDER_TABS = 4
# A server that is silent for so long is not waited for; Scrapy's 180 s hold an outlet's only slot.
DOWNLOAD_TIMEOUT = 30
# Neither is needed, both open a port.
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
# pymongo logs every heartbeat at DEBUG.
LOG_LEVEL = "INFO"
# An article is no log line.
LOG_FORMATTER = OneLine
# Arabic as Arabic, not as \\u0627.
FEED_EXPORT_ENCODING = "utf-8"

ITEM_PIPELINES = {
    ValidationPipeline: 100,
    DuplicatesPipeline: 200,
    MongoDBPipeline: 300,
    FrontierPipeline: 400,  # a page is done only when all others have let its article through
}
# The record's own mapping: dates, empty fields and line separators as docs/article-schema.md says.
FEED_EXPORTERS = {
    "jsonl": ArticleJsonLinesExporter,
    "jsonlines": ArticleJsonLinesExporter,
    "jl": ArticleJsonLinesExporter,
    "json": ArticleJsonExporter,
    "csv": ArticleCsvExporter,
    "xml": ArticleXmlExporter,
    "marshal": ArticleMarshalExporter,
    "pickle": ArticlePickleExporter,
}

EXTENSIONS = {
    CoreStats: None,  # fails, loudly, when a run could not begin
    Counts: 0,
    ExitCode: 10,  # first, so that the others can read its verdict when the spider closes
    RunRecord: 15,  # before the summary, which shows what is degraded
    Progress: 20,
    Summary: 30,
    AutoThrottle: None,  # takes DOWNLOAD_DELAY for every outlet's least delay
    OutletThrottle: 40,  # takes each outlet's own
}
# None: a live line only where a person watches a terminal and the log goes to a file.
PROGRESS_ENABLED = None
# What was found, left out and why; cron mails it as well.
SUMMARY_ENABLED = True
# The summary says it for people, the run record keeps all of it.
STATS_DUMP = False

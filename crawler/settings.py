"""Only what differs from Scrapy's defaults, with the reason; the environment is read here only."""

from __future__ import annotations

import os
from pathlib import Path

from crawler.extensions.exit_code import ExitCode
from crawler.extensions.progress import Progress
from crawler.extensions.summary import Summary

PROJECT_DIR = Path(__file__).resolve().parent.parent

BOT_NAME = "warraq"
SPIDER_MODULES = ["spiders"]
COMMANDS_MODULE = "crawler.commands"

# Where seed files are read from, first one wins; a comma-separated list on the command line.
SEEDS_PATHS = [str(PROJECT_DIR / "seeds")]
# Database files, feeds, quarantined pages.
DATA_DIR = os.environ.get("WARRAQ_DATA", str(PROJECT_DIR / "data"))

# A server of your own; without it an embedded one starts by itself on loopback.
MONGODB_URI = os.environ.get("MONGODB_URI", "")
MONGODB_DATABASE = os.environ.get("MONGODB_DATABASE", "warraq")

# Private and loopback hosts are refused unless named here (host or host:port).
ALLOWED_PRIVATE_HOSTS: list[str] = []

EXTENSIONS = {
    ExitCode: 10,  # first, so that the others can read its verdict when the spider closes
    Progress: 20,
    Summary: 30,
}
# None: a live line only where a person watches a terminal and the log goes to a file.
PROGRESS_ENABLED = None
# What was found, left out and why; cron mails it as well.
SUMMARY_ENABLED = True
# The summary says it for people, the run record keeps all of it.
STATS_DUMP = False

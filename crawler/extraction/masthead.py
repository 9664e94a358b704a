"""Days that a page gives only in its <title> or beside the number of a paper's issue."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crawler.arabic.dates import is_date_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crawler.extraction.page import Page

# «العنوان | سياسة | 12.05.2016»
PARTS = re.compile(r"\s[-–—|]\s|\s*\|\s*|,\s")
YEAR = re.compile(r"[\d٠-٩]{4}")
# «13 يناير 2014م - العدد 16639»
ISSUE = re.compile(r"[\s–-]{0,4}العدد:?\s?\(?[\d٠-٩]{2,6}")
# Blocks of a page's head, and characters of such a line.
MOST_BLOCKS = 30
MOST_CHARACTERS = 160


def masthead_days(page: Page) -> Iterator[tuple[str, str]]:
    """Rule and line: the day behind the headline in <title>, then the day of the issue."""
    title = next((each.text or "" for each in page.tagged["title"]), "")
    for part in PARTS.split(title)[1:]:
        if YEAR.search(part) and is_date_line(part.strip()):
            yield "selector:title", part
    for placed in page.blocks[:MOST_BLOCKS]:
        line = placed.block.text[:MOST_CHARACTERS]
        if found := ISSUE.search(line):
            yield "label:العدد", line[: found.start()]

"""When an article was published and changed: declared in the head or printed beside the headline."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from itertools import zip_longest
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from crawler.arabic.dates import is_date_line, parse_date
from crawler.arabic.labels import match_label
from crawler.extraction.masthead import masthead_days
from crawler.extraction.metadata import text
from crawler.extraction.stamps import (
    FIGURES,
    MOST_CHARACTERS,
    OTHERS,
    above_headline,
    below_text,
    declared_stamp,
    is_midnight,
    is_on,
    may_be_date,
    says_updated,
    urgency,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from crawler.arabic.dates import ParsedDate, Want
    from crawler.extraction.metadata import Metadata
    from crawler.extraction.page import Page, PlacedBlock

PUBLISHED_METAS = (
    "article:published_time",
    "datepublished",
    "og:published_time",
    "publish_date",
    "pubdate",
    "publishdate",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "dc.date.created",
    "date",
    "article:published",
    "rnews:datepublished",
    "originalpublicationdate",
    "article.published",
    "cxenseparse:recs:publishtime",
    "published_at",
    "news:publication_date",
)
MODIFIED_METAS = (
    "article:modified_time",
    "datemodified",
    "og:updated_time",
    "last-modified",
    "lastmod",
    "dcterms.modified",
)
# Blocks above the headline and below it in which a printed date is looked for.
ABOVE = 6
BELOW = 14
# A time alone: «11:23 م», «الساعة 14:05».
CLOCK = re.compile(r"(?:الساعة\s)?\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s?\w{1,6}){0,2}")
AHEAD = timedelta(days=1)
# How stamps end that have their zone with them, and a zone to tell whether a line has none.
WITH_ZONE = re.compile(r"(?:Z|[+-]\d\d:?\d\d)$")
# «20250224T1013», and all that is no figure.
ZONELESS = re.compile(r"\dT\d{2}:?\d{2}(?::?\d{2}(?:\.\d+)?)?$")
NO_FIGURE = re.compile(r"\D")
FAR = "Pacific/Kiritimati"
YEAR = re.compile(r"\d{4}")
LONG = timedelta(days=500)


@dataclass(frozen=True, slots=True)
class Found:
    """A date, the rule that found it, and the text it was printed as."""

    rule: str
    parsed: ParsedDate


class Dates:
    """Reads the dates of one page in the outlet's time zone; without an outlet, in that of its place."""

    def __init__(
        self,
        timezone: str | None,
        now: datetime | None,
        *,
        place: Callable[[], str | None] = lambda: None,
        is_old: Callable[[datetime], bool] = lambda _: False,
    ) -> None:
        self.zone_is_known = timezone is not None
        self.timezone = timezone or "UTC"
        self.now = now or datetime.now(UTC)
        self.place = place
        self.counts_from_clock = now is None
        self.is_old = is_old
        self.known: dict[tuple[str, Want], ParsedDate | None] = {}
        """What the page's stamps were read as: pages repeat theirs."""

    @cached_property
    def home(self) -> str:
        """The zone of times that are printed without one."""
        return self.timezone if self.zone_is_known else self.place() or self.timezone

    def published(
        self,
        page: Page,
        metadata: Metadata,
        title: str | None,
        story: list[PlacedBlock],
        printed: str | None,
    ) -> Found | None:
        """The publishing date: structured data first, unless what is printed shows its zone wrong."""
        structured = next(self._structured(metadata, title, "datePublished", PUBLISHED_METAS), None)
        if structured is None:
            found = self._with_stamp(page, metadata, self._visible(page, story, printed))
            of_page = ((rule, self._parse(line)) for rule, line in masthead_days(page))
            return found or next((Found(rule, day) for rule, day in of_page if day), None)
        if structured.rule.startswith("meta:") and ZONELESS.search(structured.parsed.text):
            return self._zoned(page, structured)
        if self._calls_itself_utc(structured.parsed):
            visible = self._visible(page, story, printed)
            if visible and self._zone_is_wrong(structured.parsed, visible.parsed):
                return visible
        return structured

    def modified(
        self, page: Page, metadata: Metadata, title: str | None, printed: str | None
    ) -> Found | None:
        """The outlet's own update time; None where there is none."""
        for found in self._structured(metadata, title, "dateModified", MODIFIED_METAS):
            return found
        if printed and (parsed := self._parse(printed, updated=True)):
            return Found("label:updated", parsed)
        for placed, behind in zip_longest(page.blocks, page.blocks[1:]):
            if placed.chrome in OTHERS:
                continue
            line = placed.block.text[:MOST_CHARACTERS]
            label = match_label(line)
            is_labelled = label is not None and label.role == "updated"
            if not (is_labelled or says_updated(line)):
                continue
            is_apart = bool(label and not label.rest and behind)  # «آخر تحديث:» and a <time>
            if is_apart:
                line = page.nodes[behind.node].element.get("datetime") or behind.block.text
            if parsed := self._parse(line, updated=not is_apart):
                return Found(f"label:{label.label if label else 'updated'}", parsed)
        return None

    def printed(self, line: str | None) -> Found | None:
        """The publishing date of a line of text."""
        parsed = self._parse(line)
        label = match_label(line or "")
        return Found(f"label:{label.label}" if label else "printed", parsed) if parsed else None

    def instant(self, stamp: str) -> datetime | None:
        """A stamp as an aware UTC datetime; None where it has no time."""
        parsed = self._parse(stamp)
        value = parsed.value if parsed else None
        return value.astimezone(UTC) if isinstance(value, datetime) else None

    def _structured(
        self, metadata: Metadata, title: str | None, name: str, metas: tuple[str, ...]
    ) -> Iterator[Found]:
        if parsed := self._parse(text(metadata.article(title).get(name))):
            yield Found(f"json-ld:{name}", parsed)
        for meta in metas:
            for content in metadata.meta.get(meta, [])[:1]:
                if parsed := self._parse(content):
                    yield Found(f"meta:{meta}", parsed)

    def _with_stamp(self, page: Page, metadata: Metadata, visible: Found | None) -> Found | None:
        """What is printed; a day alone with the time of the one element that calls itself that day's publishing."""
        declared = self._parse(metadata.page_date())
        of_page = Found("json-ld:WebPage", declared) if declared else None
        if visible is None:
            return next(self._time_elements(page), of_page)
        day = visible.parsed.value
        if isinstance(day, datetime):
            return visible
        stamps = [
            found
            for found in self._time_elements(page)
            if found.rule == "itemprop:datePublished" and is_on(found.parsed, day)
        ]
        if of_page and is_on(of_page.parsed, day):
            stamps = [of_page]
        if len({found.parsed.value for found in stamps}) != 1:
            return visible
        return Found(stamps[0].rule, replace(stamps[0].parsed, text=visible.parsed.text))

    def _zoned(self, page: Page, structured: Found) -> Found:
        """A stamp without a zone, or the one in the page's microdata that gives the same clock and its zone."""
        for found in self._time_elements(page):
            stamp = found.parsed.value
            is_published = found.rule == "itemprop:datePublished"
            if is_published and isinstance(stamp, datetime) and WITH_ZONE.search(found.parsed.text):
                figures = NO_FIGURE.sub("", found.parsed.text)
                if figures.startswith(NO_FIGURE.sub("", structured.parsed.text)):
                    return found
        return structured

    def _time_elements(self, page: Page) -> Iterator[Found]:
        """`<time datetime>` and `itemprop=datePublished` outside comments and lists."""
        others = {id(node.element) for node in page.nodes if node.chrome in OTHERS}
        for element in page.root.iter("time", "span", "meta", "abbr", "div", "p"):
            published = "datepublished" in (element.get("itemprop") or "").lower() or (
                element.tag == "abbr" and "published" in (element.get("class") or "")
            )
            if element.tag != "time" and not published:
                continue
            if (
                any(id(above) in others for above in element.iterancestors())
                or "updated" in (element.get("class") or "").split()[:1]
            ):
                continue
            stamp = declared_stamp(element) or "".join(map(str, element.itertext()))
            if parsed := self._parse(stamp[:MOST_CHARACTERS]):
                yield Found("itemprop:datePublished" if published else "selector:time", parsed)

    def _visible(self, page: Page, story: list[PlacedBlock], printed: str | None) -> Found | None:
        """The date printed beside the headline, or in a labelled line of the column."""
        if printed and (parsed := self._parse(printed)):
            labelled = Found("label:published", parsed)
            placed = next((each for each in page.blocks if each.block.text == printed), None)
            return self._with_clock(page, placed, labelled) if placed else labelled
        for zone in self._near(page, story):
            for placed in sorted(zone, key=urgency):
                if found := self._stamped(page, placed) or self.printed(placed.block.text):
                    return self._with_clock(page, placed, found)
        return None

    def _with_clock(self, page: Page, placed: PlacedBlock, found: Found) -> Found:
        """A day with the time that stands alone in the block behind or before it."""
        if found.parsed.precision != "day":
            return found
        spot = page.blocks.index(placed)
        near = [*page.blocks[spot + 1 : spot + 3], *page.blocks[max(0, spot - 1) : spot]]
        for line in (each.block.text for each in near):
            if CLOCK.fullmatch(line):
                parsed = self._parse(f"{found.parsed.text} {line}")
                if parsed and parsed.precision == "minute":
                    return Found(found.rule, parsed)
        return found

    def _stamped(self, page: Page, placed: PlacedBlock) -> Found | None:
        """The date in the attribute of a `<time>`, with the text that is printed."""
        parsed = self._parse(declared_stamp(page.nodes[placed.node].element))
        if parsed is None or (is_midnight(parsed) and self._is_day(placed.block.text)):
            return None  # a date alone is stored as its midnight
        return Found("selector:time", replace(parsed, text=placed.block.text))

    def _is_day(self, line: str) -> bool:
        """Whether a line prints a date without a time."""
        parsed = self._parse(line)
        return parsed is not None and parsed.precision == "day"

    def _near(self, page: Page, story: list[PlacedBlock]) -> Iterator[list[PlacedBlock]]:
        """Short blocks between headline and text, then those above the headline, then those behind the text."""
        spot = page.headline
        start = page.blocks.index(story[0]) if story else len(page.blocks)
        end = page.blocks.index(story[-1]) if story else start
        top = spot if 0 <= spot <= start else max(0, start - ABOVE)
        between = page.blocks[top : min(start, top + BELOW)]
        yield [placed for placed in (*between, *story[:3]) if may_be_date(placed)]
        above = filter(may_be_date, above_headline(page.blocks[max(0, top - ABOVE) : top]))
        yield [
            each
            for each in above
            if FIGURES.search(each.block.text) or is_date_line(each.block.text)
        ]
        last = (each for each in story[-2:] if is_date_line(each.block.text))
        yield [*filter(may_be_date, (*last, *below_text(page.blocks[end + 1 : end + 6])))]

    def _parse(self, stamp: str | None, *, updated: bool = False) -> ParsedDate | None:
        """A date that is not in the future; None for anything else."""
        if not stamp or len(stamp) > MOST_CHARACTERS:
            return None
        want: Want = "updated" if updated else "published"
        if (stamp, want) not in self.known:
            self.known[stamp, want] = self._read(stamp, want)
        return self.known[stamp, want]

    def _read(self, stamp: str, want: Want) -> ParsedDate | None:
        parsed = parse_date(stamp, timezone=self.timezone, now=self.now, want=want)
        if parsed and self._is_of_then(stamp, parsed, want):
            return None
        if parsed and not self.zone_is_known and isinstance(parsed.value, datetime):
            parsed = self._at_home(stamp, parsed, want)
        if parsed is None or as_instant(parsed.value) > self.now + AHEAD:
            return None
        return parsed

    def _is_of_then(self, stamp: str, parsed: ParsedDate, want: Want) -> bool:
        """Whether a line counts from a day that nobody knows: an age, a day without a year on a page saved long ago."""
        if not self.counts_from_clock or YEAR.search(stamp):
            return False
        earlier = parse_date(stamp, timezone=self.timezone, now=self.now - LONG, want=want)
        return earlier != parsed and self.is_page_old

    @cached_property
    def is_page_old(self) -> bool:
        """Whether the page's own dates show that it was not fetched now."""
        return self.is_old(self.now)

    def _at_home(self, stamp: str, parsed: ParsedDate, want: Want) -> ParsedDate | None:
        """The time at the page's own place, where the line names no zone."""
        if WITH_ZONE.search(stamp):
            return parsed
        elsewhere = parse_date(stamp, timezone=FAR, now=self.now, want=want)
        if elsewhere is None or elsewhere.value == parsed.value or self.home == self.timezone:
            return parsed
        return parse_date(stamp, timezone=self.home, now=self.now, want=want)

    def _calls_itself_utc(self, structured: ParsedDate) -> bool:
        """Whether a stamp of a page of a known zone is written as UTC, which may be local time."""
        return self.zone_is_known and structured.text.strip().endswith(("Z", "+00:00", "+0000"))

    def _zone_is_wrong(self, structured: ParsedDate, visible: ParsedDate) -> bool:
        """Whether a date that calls itself UTC is local time: the printed clock agrees."""
        first, second = structured.value, visible.value
        if not (isinstance(first, datetime) and isinstance(second, datetime)):
            return False
        local = second.astimezone(ZoneInfo(self.timezone)).replace(tzinfo=None)
        declared = first.astimezone(UTC).replace(tzinfo=None)
        return first != second and abs(local - declared) < timedelta(minutes=1)


def as_instant(value: datetime | date) -> datetime:
    """A date as the record stores it: a civil day is that day's midnight UTC."""
    if isinstance(value, datetime):
        return value.astimezone(UTC)
    return datetime(value.year, value.month, value.day, tzinfo=UTC)

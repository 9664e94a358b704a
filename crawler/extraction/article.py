"""The door: a page in, its article out."""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from crawler.arabic.text import content_key, fold, word_count
from crawler.exceptions import NotAnArticle
from crawler.extraction.age import is_old
from crawler.extraction.attributed import attributed
from crawler.extraction.blocks import links_headline
from crawler.extraction.body import neighbours, story_blocks, title_position
from crawler.extraction.credits import Credits, flag
from crawler.extraction.dated_bylines import dated_writers
from crawler.extraction.dateline import dateline_date
from crawler.extraction.declared import declared_body
from crawler.extraction.elsewhere import canonical_links, credited
from crawler.extraction.encoding import Decoded, decode
from crawler.extraction.headline import around, headlines, site_in_title
from crawler.extraction.language import detect
from crawler.extraction.lead import with_lead
from crawler.extraction.live import is_live, live_updates, without_entries
from crawler.extraction.media import images, media
from crawler.extraction.metadata import Metadata
from crawler.extraction.mojibake import repair_double
from crawler.extraction.parsing import parse
from crawler.extraction.place import zone_of_page
from crawler.extraction.plaintext import is_plaintext, read_plaintext
from crawler.extraction.published import Dates, as_instant
from crawler.extraction.sections import is_opinion, sections
from crawler.extraction.selected import select
from crawler.extraction.signatures import is_shortened, signature
from crawler.extraction.teasers import count_teasers
from crawler.extraction.trailing import split_trailing
from crawler.extraction.verdict import check
from crawler.items import Article, Author
from crawler.loaders import ArticleLoader
from crawler.urls import article_id, canonical_url, same_site, site_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from crawler.extraction.blocks import Block
    from crawler.extraction.column import Trailing
    from crawler.extraction.page import Page
    from crawler.extraction.published import Found
    from crawler.outlets import Outlet

# Closing lines in which the writer is looked for.
MOST_SIGNED = 2


def extract_article(  # noqa: PLR0913 - one more than the public door has
    html: bytes | str,
    url: str,
    *,
    outlet: Outlet | None = None,
    now: datetime | None = None,
    encoding: str | None = None,
    zone_of: Callable[[str], str | None] = lambda _: None,
) -> Article:
    """The article of a page or of a plain text.

    `outlet` gives selectors, name and time zone; `now` is the moment that relative dates count
    from; `encoding` is what the HTTP header declared; `zone_of` knows the time zones of some
    sites, and is asked only without an outlet, for a time that is printed without a zone. Raises
    NotAnArticle, and nothing else, for a page that has no article; its `reason` says why.
    """
    source = Decoded(repair_double(html), "") if isinstance(html, str) else decode(html, encoding)
    if not source.text or source.text.isspace():
        raise NotAnArticle("empty", "no text")
    if is_plaintext(source.text):
        return _from_plaintext(source.text, url, outlet, now)
    return _Reading(parse(source.text, url, source.data), url, outlet, now, zone_of).article()


class _Reading:
    """One page on its way to an article."""

    def __init__(
        self,
        page: Page,
        url: str,
        outlet: Outlet | None,
        now: datetime | None,
        zone_of: Callable[[str], str | None],
    ) -> None:
        self.outlet = outlet
        self.page = page
        self.metadata = metadata = Metadata(page.tagged)
        self.canonical = canonical_links(page.tagged["link"])
        self.address = address = _canonical(self.canonical, metadata, url, outlet)
        self.site = self.metadata.first("og:site_name", "application-name") or (
            outlet.title if outlet else site_in_title(self.page)
        )
        self.dates = Dates(
            outlet.timezone if outlet else None,
            now,
            # of these and not of self: a page is freed at once where nothing leads round to it
            place=lambda: zone_of(address) or zone_of_page(page, metadata, address),
            is_old=lambda today: is_old(page, metadata, today),
        )
        self.loader = ArticleLoader(_empty(self.address, outlet))
        self.chosen = select(self.page.root, outlet)
        self.signers: list[Author] = []

    def article(self) -> Article:
        title = self._title()
        self._live(title)
        self.page.headline = title_position(self.page, title)
        summary = self.metadata.first("og:description", "description")
        self.story = with_lead(self.page, story_blocks(self.page, title, summary))
        column: list[Block] = [placed.block for placed in self.story]
        column = self._signed(column)
        if blocks := self.chosen.blocks("body"):
            column = blocks
        trailing = split_trailing(column, title=title, site=self.site)
        self._neighbours(trailing, title)
        body = self._body(trailing)
        updates = len(self.loader.get_collected_values("updates"))
        language = check(
            self.page,
            self.metadata,
            title,
            body,
            headlines=self._linked_headlines(),
            teasers=count_teasers(self.story),
            updates=updates,
        )
        self._text(trailing, title, language)
        self._dates(trailing, title)
        self._credits(trailing, title, body)
        self._media(title)
        domain = self.outlet.domain if self.outlet else site_of(self.address)
        return credited(_finished(self.loader), self.canonical, domain)

    def _title(self) -> str | None:
        found = chain(self.chosen.texts("title"), headlines(self.page, self.metadata, self.site))
        for rule, value in islice(found, 1):
            self.loader.add_rule("title", rule, value)
        title: str | None = self.loader.get_output_value("title")
        return title

    def _signed(self, column: list[Block]) -> list[Block]:
        """The column without a closing line that signs it."""
        for index in range(len(column) - 1, max(1, len(column) - 1 - MOST_SIGNED), -1):
            if authors := signature(column[index].text):
                self.signers = authors
                return column[:index] + column[index + 1 :]
        return column

    def _neighbours(self, trailing: Trailing, title: str | None) -> None:
        """Labelled lines between headline and text, and right below the text."""
        above, below = neighbours(self.page, self.story)
        head = split_trailing(above, title=title, site=self.site, is_head=True)
        tail = split_trailing(below, title=title, site=self.site)
        for zone in (head, tail):
            is_labelled = (zone.sources_rule or "").startswith("label:")
            if (not trailing.sources and (zone is head or is_labelled)) or (
                trailing.sources_rule == "agency-line" and is_labelled
            ):
                trailing.sources, trailing.sources_rule = zone.sources, zone.sources_rule
                trailing.sources_text = zone.sources_text
            if not trailing.authors and (zone is head or zone.authors_label):
                trailing.authors, trailing.authors_label = zone.authors, zone.authors_label
            if not trailing.keywords:
                trailing.keywords, trailing.keywords_label = zone.keywords, zone.keywords_label
            trailing.published_text = trailing.published_text or zone.published_text
            trailing.updated_text = trailing.updated_text or zone.updated_text
        trailing.kicker = trailing.kicker or head.kicker
        trailing.dateline = trailing.dateline or head.dateline

    def _body(self, trailing: Trailing) -> str:
        body = "\n\n".join(block.text for block in trailing.body)
        title = self.loader.get_output_value("title")
        if found := declared_body(self.page, self.metadata, title, body):
            body = found[1]
            self.loader.add_rule("body", *found)
        rule = self.chosen.rules.get("body", "density")
        self.loader.add_rule("body", rule, body)
        return body

    def _live(self, title: str | None) -> None:
        updates = live_updates(self.metadata.article(title), self.dates)
        self.loader.add_rule("updates", "json-ld:liveBlogUpdate", updates)
        without_entries(self.page, updates)
        if updates or is_live(self.metadata.article(title)):
            self.loader.add_rule("type", "json-ld:@type", "live")

    def _text(self, trailing: Trailing, title: str | None, language: str) -> None:
        add = self.loader.add_rule
        for field, (rule, value) in around(self.page, title or "").items():
            add(field, rule, value)
        add("kicker", "label:عاجل", trailing.kicker)
        add("headings", "heading", [b.text for b in trailing.body if b.kind == "heading"])
        add("dateline", "dateline", trailing.dateline)
        add("summary", "meta:description", self.metadata.first("og:description", "description"))
        add("language", "letters", language)
        free = flag(self.metadata.article(title).get("isAccessibleForFree"))
        add("is_free", "json-ld:isAccessibleForFree", free)

    def _dates(self, trailing: Trailing, title: str | None) -> None:
        printed = next(
            (value for _, value in self.chosen.texts("published_at")), trailing.published_text
        )
        found = self.dates.published(self.page, self.metadata, title, self.story, printed)
        if found is None and trailing.body:
            found = self.dates.printed(dateline_date(trailing.body[0].text))
        if found:
            self._published(found)
        if found := self.dates.modified(self.page, self.metadata, title, trailing.updated_text):
            self.loader.add_rule("modified_at", found.rule, as_instant(found.parsed.value))

    def _published(self, found: Found) -> None:
        add, parsed = self.loader.add_rule, found.parsed
        add("published_at", found.rule, as_instant(parsed.value))
        add("published_text", found.rule, parsed.text)
        add("published_precision", found.rule, parsed.precision)
        add("published_hijri", found.rule, parsed.hijri)

    def _credits(self, trailing: Trailing, title: str | None, body: str) -> None:
        add, names = self.loader.add_rule, Credits(self.page, self.metadata, title, self.site)
        if not is_shortened(self.signers):
            add("authors", "signature", self.signers)
        for rule, value in self.chosen.texts("authors"):
            add("authors", rule, [Author(name=value)])
        add("authors", f"label:{trailing.authors_label or 'byline'}", trailing.authors)
        self.loader.add_rules("authors", names.authors(self.story))
        add("authors", "signature", self.signers)
        if "authors" not in self.loader.provenance:
            writers = dated_writers(self.page, self.story, self.site)
            add("authors", "line:date", [Author(name=name) for name in writers])
        if trailing.sources_rule != "agency-line" or not names.is_own(trailing.sources):
            add("sources", trailing.sources_rule or "", trailing.sources)
            add("sources_text", trailing.sources_rule or "", trailing.sources_text)
        self.loader.add_rules("sources", names.agencies())
        if "sources" not in self.loader.provenance:
            self._attributed(names)
        add("keywords", f"label:{trailing.keywords_label}", trailing.keywords)
        self.loader.add_rules("keywords", names.keywords(body, self.story))
        self.loader.add_rules("sections", sections(self.page, self.metadata, title, names.is_site))
        related = [*trailing.related, *names.related(self.story)]
        unique = {
            fold(each.title): each
            for each in reversed(related)
            if fold(each.title) != fold(title or "")
        }
        add("related", "label", list(reversed(unique.values())))

    def _attributed(self, names: Credits) -> None:
        """The source in an element of that name, where no line gives one."""
        for rule, sources, printed in attributed(self.page, self.page.headline, self.story):
            if others := [name for name in sources if not names.is_site(name)]:
                self.loader.add_rule("sources", rule, others)
                self.loader.add_rule("sources_text", rule, printed)

    def _media(self, title: str | None) -> None:
        add = self.loader.add_rule
        add("images", "selector:img", images(self.page, self.metadata, title, self.story))
        videos, embeds = media(self.page)
        add("videos", "selector:iframe", videos)
        add("embeds", "selector:iframe", embeds)

    def _linked_headlines(self) -> int:
        """Linked headlines that stand neither in navigation nor in the text."""
        inside = {id(placed) for placed in self.story}
        return sum(
            links_headline(placed.block)
            for placed in self.page.blocks
            if placed.chrome not in {"nav", "footer", "sidebar"} and id(placed) not in inside
        )


def _empty(address: str, outlet: Outlet | None) -> Article:
    facts: dict[str, Any] = {}
    if outlet:
        facts = {"outlet": outlet.name, "outlet_title": outlet.title, "country": outlet.country}
    return Article(id=article_id(address, outlet=outlet), url=address, title="", type="", **facts)


def _canonical(links: list[str | None], metadata: Metadata, url: str, outlet: Outlet | None) -> str:
    """The address the page gives itself, believed only within the outlet's own site."""
    domain = outlet.domain if outlet else site_of(url)
    for candidate in (*links[:1], metadata.first("og:url")):
        if (
            candidate
            and candidate.startswith("http")
            and same_site(candidate, domain)
            and not is_front(candidate)
        ):
            return canonical_url(candidate)
    return canonical_url(url)


def is_front(address: str) -> bool:
    """Whether an address is a site's front page, which is no article's canonical address."""
    parts = urlsplit(address)
    return not parts.path.strip("/") and not parts.query


def _from_plaintext(source: str, url: str, outlet: Outlet | None, now: datetime | None) -> Article:
    plain = read_plaintext(source)
    loader = ArticleLoader(_empty(canonical_url(url) if url else "file://", outlet))
    add, trailing = loader.add_rule, plain.trailing
    add("title", "line:1", plain.title)
    add("body", "paragraphs", "\n\n".join(block.text for block in trailing.body))
    dates = Dates(outlet.timezone if outlet else None, now)
    if found := dates.printed(plain.date_line or trailing.published_text):
        add("published_at", found.rule, as_instant(found.parsed.value))
        add("published_text", found.rule, found.parsed.text)
        add("published_precision", found.rule, found.parsed.precision)
        add("published_hijri", found.rule, found.parsed.hijri)
    add("authors", f"label:{trailing.authors_label}", trailing.authors)
    add("sources", trailing.sources_rule or "", trailing.sources)
    add("sources_text", trailing.sources_rule or "", trailing.sources_text)
    add("keywords", f"label:{trailing.keywords_label}", trailing.keywords)
    add("related", "label", trailing.related)
    add("dateline", "dateline", trailing.dateline)
    body = loader.get_output_value("body") or ""
    language = detect(f"{plain.title} {body}")
    if len(body.split()) < 8:
        raise NotAnArticle("no_body", "a plain text of a few words")
    if language != "ar":
        raise NotAnArticle("not_arabic", f"the text is in {language}")
    add("language", "letters", language)
    return _finished(loader)


def _finished(loader: ArticleLoader) -> Article:
    """The item, with what follows from its text."""
    article = loader.load_item()
    if not article.type:
        article.type = "opinion" if is_opinion(article.sections) else "news"
    if article.body:
        article.word_count = word_count(article.body)
        article.paragraph_count = len(article.body.split("\n\n"))
    article.content_key = content_key(article.title, article.body)
    article.provenance = loader.provenance
    return article

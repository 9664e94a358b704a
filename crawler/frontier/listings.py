"""A listing as the last runs knew it: whether it has changed, what it names, when to look again."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crawler.outlets import Outlet

# Bounds of the time between two looks, and the first one.
LEAST, MOST, FIRST = timedelta(minutes=10), timedelta(hours=24), timedelta(minutes=30)
# Share of new entries above which a listing is looked at twice as often.
MANY_NEW = 0.3
# A server's word that nothing has changed is checked against the page itself once in so long.
BELIEVED = timedelta(days=1)
# By how much the clocks of a press may differ from ours and each other.
SLACK = timedelta(hours=1)
# Share of its age for which a listing's date of change is believed, and the bounds of that time.
BELIEVED_SHARE, LEAST_BELIEVED, MOST_BELIEVED = 0.1, timedelta(days=1), timedelta(days=30)
# Listings that one listing may name and that are remembered with it.
MOST_CHILDREN = 5_000


@dataclass(slots=True, kw_only=True)
class Listing:
    """A feed, sitemap, section or home page; `url` is the `_id` of its document."""

    url: str
    outlet: str
    etag: str = ""
    last_modified: str = ""
    digest: str = ""
    """Hash of its body when it was last read."""
    tags_agree: bool | None = None
    """Whether ETag and Last-Modified stayed where the body did; False once they stayed where it changed."""
    is_misdated: bool = False
    """Whether it changed once while the listing that names it said that it had not."""
    is_whole: bool = False
    """Whether everything that it and its later pages name is written down."""
    rules: str = ""
    """Hash of the outlet's rules under which its links were chosen."""
    children: list[list[str]] = field(default_factory=list)
    """Kind and address of the listings that it names, and the moment of their last change where it is said."""
    links: int = 0
    """Articles that it and its later pages name."""
    entries: int = 0
    """Articles on its first page."""
    new: int = 0
    """Those of them that were not known."""
    interval: float = FIRST.total_seconds()
    """Seconds between two looks."""
    read_at: datetime | None = None
    checked_at: datetime | None = None
    next_visit: datetime | None = None

    def conditions(self, now: datetime) -> dict[str, str]:
        """Headers that ask for the page only if it has changed; none where its word is no proof."""
        if not (self.is_whole and self.tags_agree and self.read_at):
            return {}
        if not timedelta() <= now - self.read_at <= BELIEVED:
            return {}
        named = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in named.items() if value}

    def is_unchanged(self, digest: str) -> bool:
        """Whether a body is the one whose links are all written down."""
        return self.is_whole and self.digest == digest

    def is_early(self, now: datetime) -> bool:
        """Whether all that it names is written down and it is not yet time to look again.

        What a clock has written that ran ahead is no time to wait for.
        """
        if not (self.is_whole and self.next_visit):
            return False
        return now < self.next_visit <= now + MOST

    def has_stayed(self, changed: datetime | None, now: datetime) -> bool:
        """Whether all that it names is written down, by its date of change in the listing that names it.

        The longer it has not changed, the longer that is believed without a look.
        """
        age = self._age_when_read(changed)
        if age <= SLACK or not (self.is_whole and self.read_at) or self.is_misdated:
            return False
        believed = min(max(age * BELIEVED_SHARE, LEAST_BELIEVED), MOST_BELIEVED)
        return timedelta() <= now - self.read_at <= believed

    def _age_when_read(self, changed: datetime | None) -> timedelta:
        """How long ago it had changed when it was last read; nothing where either is not known."""
        return self.read_at - changed if self.read_at and changed else timedelta()

    def read(
        self,
        digest: str,
        etag: str,
        last_modified: str,
        now: datetime,
        changed: datetime | None = None,
    ) -> None:
        """Note a page that was fetched, and what it proves of its server's word, and of its date of change."""
        if self.digest != digest and self._age_when_read(changed) > SLACK:
            self.is_misdated = True
        tagged = etag or last_modified
        if tagged and self.digest and (etag, last_modified) == (self.etag, self.last_modified):
            self.tags_agree = self.tags_agree is not False and self.digest == digest
        self.digest, self.etag, self.last_modified = digest, etag, last_modified
        self.read_at = now

    def looked_at(self, now: datetime, *, new: int, entries: int) -> None:
        """Set when to look again: sooner where much was new, later where nothing was."""
        self.new, self.entries = new, entries
        self.interval = next_interval(self.interval, new / entries if entries else 0.0)
        self.checked_at = now
        self.next_visit = now + timedelta(seconds=self.interval)


def next_interval(seconds: float, share_new: float) -> float:
    """Seconds between two looks after one at which such a share of the entries was new.

    >>> next_interval(1800, 0.5), next_interval(1800, 0.1), next_interval(1800, 0)
    (900.0, 1800.0, 2700.0)
    """
    factor = 0.5 if share_new > MANY_NEW else 1.0 if share_new else 1.5
    return min(max(seconds * factor, LEAST.total_seconds()), MOST.total_seconds())


def digest_of(body: bytes) -> str:
    """A short hash of a page."""
    return blake2b(body, digest_size=16).hexdigest()


def rules_of(outlet: Outlet) -> str:
    """A hash of what decides which links are followed and by which key they are known."""
    rules = (outlet.domain, outlet.allow, outlet.deny)
    keys = (outlet.keep_query, outlet.drop_query, outlet.id_pattern)
    return digest_of(repr(rules + keys).encode())


def listing_of(document: Mapping[str, Any], url: str, outlet: Outlet) -> Listing:
    """The listing of a document; a blank one where there is none or the outlet's rules have changed."""
    rules = rules_of(outlet)
    if document.get("rules") != rules:
        return Listing(url=url, outlet=outlet.name, rules=rules)
    known = {each.name for each in fields(Listing)}
    return Listing(url=url, **{name: value for name, value in document.items() if name in known})


def document_of(listing: Listing) -> dict[str, Any]:
    """The document of a listing."""
    values = {each.name: getattr(listing, each.name) for each in fields(Listing)}
    del values["url"]
    values["children"] = listing.children[:MOST_CHILDREN]
    return {name: value for name, value in values.items() if value not in (None, "", [])}

"""The outlets of the made-up press: addresses, what stands under each, and what is true of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, unquote

from tests.newsroom import stories
from tests.newsroom.layouts import LAYOUTS

# What an outlet lists besides its articles, in turn.
EXTRAS = (
    "repost",
    "gallery",
    "video",
    "contact",
    "soft_404",
    "login_wall",
    "bot_challenge",
    "french",
    "english",
)
ARTICLES_PER_EXTRA = 22
WIRE_EVERY, WIRE_AT = 20, 7
AGENCY = 2
# The number in the address of index 0; newer pages have higher ones.
TOP_ID = 5_000_000
NAMES = (
    ("mizan_alyawm", "ميزان اليوم", "JO", "aggregator", "Asia/Amman"),
    ("daftar_alhadara", "دفتر الحاضرة", "EG", "newspaper", "Africa/Cairo"),
    ("wikalat_aldifaf", "وكالة الضفاف", "LB", "agency", "Asia/Beirut"),
    ("sawt_alsawaqi", "صوت السواقي", "EG", "newspaper", "Africa/Cairo"),
    ("nashrat_aljabal", "نشرة الجبل", "SY", "newspaper", "Asia/Damascus"),
    ("jaridat_almarsa", "جريدة المرسى", "MA", "newspaper", "Africa/Casablanca"),
    ("sahifat_alkuthban", "صحيفة الكثبان", "SA", "newspaper", "Asia/Riyadh"),
    ("mubashir_alwadi", "مباشر الوادي", "QA", "broadcaster", "Asia/Qatar"),
)
# Where an article is met a second time: prefix of the path by which the last digit of its index.
PREFIXES = {4: "/amp", 8: "/m"}


@dataclass(frozen=True, slots=True)
class Place:
    """What stands at an index: `article` or an extra's kind."""

    kind: str
    index: int


class Outlet:
    """One outlet. Its pages have indexes: 0 and up those of the start, newest first; negative ones
    are published while the press runs."""

    def __init__(self, number, base, seed, articles):
        self.number = number
        self.base = base
        self.seed = seed
        self.articles = articles
        self.layout = LAYOUTS[number % len(LAYOUTS)]
        self.fresh = 0
        self.revisions = {}
        extras = max(len(EXTRAS), articles // ARTICLES_PER_EXTRA) if articles else 0
        self.size = articles + extras
        turn = number // len(NAMES)
        profile = NAMES[number % len(NAMES)]
        self.name = profile[0] + (f"_{turn + 1}" if turn else "")
        self.title, self.country, self.kind, self.timezone = profile[1:]
        self.is_agency = number % len(NAMES) == AGENCY
        # in robots.txt; None for an outlet that asks for none
        self.crawl_delay = 0.01 if number % len(NAMES) == 5 else None
        self.story = lru_cache(maxsize=8192)(self._story)

    def indexes(self):
        """Everything that is listed, newest first."""
        return range(-self.fresh, self.size)

    def publish(self, count):
        """Add new articles."""
        self.fresh += count

    def revise(self, indexes):
        """Change the text of articles."""
        for index in indexes:
            self.revisions[index] = self.revisions.get(index, 0) + 1
        self.story.cache_clear()

    def place(self, index):
        """What an index stands for."""
        if index < self.articles:
            return Place("article", index)
        return Place(EXTRAS[(index - self.articles) % len(EXTRAS)], index)

    def _story(self, index):
        """The story at an index; extras have one too."""
        kind = self.place(index).kind
        if kind == "repost":
            return stories.repost(self.story(self._long(index % 5)), index)
        told = stories.story(self.seed, self.number, index)
        if kind == "article" and not self.is_agency and index % WIRE_EVERY == WIRE_AT:
            original = stories.story(self.seed, AGENCY, index)
            if len(original.paragraphs) > 3:
                told = stories.wire_copy(original, self.number, index, self.seed)
        return stories.revised(told, self.seed, self.revisions.get(index, 0))

    def _long(self, start):
        """The first index from `start` with a text of some length; a small outlet's last has to do."""
        every = range(start, self.articles)
        return next((i for i in every if len(self.story(i).paragraphs) > 3), self.articles - 1)

    def path(self, index):
        """The canonical path of an index."""
        return self.layout.path(TOP_ID - index, self.story(index))

    def url(self, index):
        """The canonical address."""
        return self.base + quote(self.path(index), safe="/?=&%:-._")

    def index_of(self, path):
        """The index whose path this is, whatever its slug; None for any other path."""
        number = self.layout.number_in(unquote(path))
        if number is None or not -self.fresh <= TOP_ID - number < self.size:
            return None
        return TOP_ID - number

    def listed_url(self, index, where):
        """The address by which a listing links an index: at times an alias of the canonical one."""
        url = self.url(index)
        if where == "feed" and index % 3 == 0:
            return url + ("&" if "?" in url else "?") + "utm_source=rss&utm_medium=feed"
        if where == "section" and (prefix := PREFIXES.get(index % 10)):
            return url.replace(self.base, self.base + prefix, 1)
        if where == "section" and index % 10 == 5:
            return url + "#comments"
        if where == "section" and index % 10 == 6:
            return self.base + self.path(index)  # raw Arabic letters
        return url

    def truth(self, index):
        """What a careful editor would put into the record of an index."""
        kind, told = self.place(index).kind, self.story(index)
        record = {"url": self.url(index), "outlet": self.name, "index": index}
        if kind not in {"article", "repost"}:
            return record | {"is_article": False, "reason": kind}
        record |= {"is_article": True, "type": "news", "language": "ar"}
        record |= self.layout.truth(told, self)
        if told.repost_of is not None:
            record["duplicate_of"] = self.url(told.repost_of)
        if told.wire_of is not None:
            record["wire_of"] = told.wire_of
        record["revision"] = 1 + self.revisions.get(index, 0)
        record["aliases"] = [self.listed_url(index, where) for where in ("feed", "section")]
        return record

    def related(self, index, count=3):
        """Indexes of other articles, for related blocks."""
        step = max(1, self.articles // (count + 1))
        found = [(index + step * (turn + 1)) % self.articles for turn in range(count)]
        return [each for each in dict.fromkeys(found) if each != index]

    def seed_file(self):
        """The outlet as a seed file."""
        lines = [
            f'title = "{self.title}"',
            f'country = "{self.country}"',
            f'kind = "{self.kind}"',
            f'domain = "{self.base.removeprefix("http://")}"',
            f'timezone = "{self.timezone}"',
            "",
        ]
        for kind, path in self.layout.SEEDS:
            lines += ["[[seeds]]", f'url = "{self.base}{path}"', f'kind = "{kind}"', ""]
        lines += [
            "# It stands on this machine: no need to wait.",
            "[settings]",
            "DOWNLOAD_DELAY = 0",
            "AUTOTHROTTLE_ENABLED = false",
            "CONCURRENT_REQUESTS_PER_DOMAIN = 8",
        ]
        return "\n".join(lines) + "\n"


def outlets(count, articles, seed, bases):
    """The first `count` outlets at the given addresses."""
    return [Outlet(number, bases[number], seed, articles) for number in range(count)]

"""What a page says of itself in its head: JSON-LD and meta elements."""

from __future__ import annotations

import html
import json
import re
from collections import defaultdict, deque
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING, Any

from crawler.arabic.text import clean, fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from crawler.extraction.page import Tagged

Node = dict[str, Any]

# Scripts that are read, and characters of each: more is no article's metadata.
MOST_SCRIPTS = 60
MOST_CHARACTERS = 1_500_000
MOST_NODES = 2_000
ARTICLE_TYPES = frozenset(
    "article newsarticle blogposting reportagenewsarticle opinionnewsarticle analysisnewsarticle liveblogposting "
    "askpublicnewsarticle backgroundnewsarticle reviewnewsarticle scholarlyarticle techarticle report "
    "socialmediaposting advertisercontentarticle satiricalarticle discussionforumposting".split()
)
COMMENT_MARKS = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*;?\s*$"
)
TRAILING_COMMA = re.compile(r",(\s*[}\]])")
MISSING_COMMA = re.compile(r'([}\]"])(\s*\n\s*)(")')
# The plain fields of a script that is no JSON.
FIELD = re.compile(
    r'"(@type|headline|datePublished|dateModified|articleSection|inLanguage)"\s*:\s*"((?:[^"\\]|\\.){1,400})"'
)
NESTED = ("@graph", "mainEntity", "mainEntityOfPage")
# Share of the shorter headline's words that two headlines of one article have in common at least.
SAME_ARTICLE = 0.25


class Metadata:
    """JSON-LD and meta elements of a page, read once."""

    def __init__(self, tagged: Tagged) -> None:
        self.nodes = list(_nodes(tagged["script"]))
        self.by_id = {
            str(node["@id"]): node for node in self.nodes if "@id" in node and len(node) > 1
        }
        self.articles: dict[str | None, Node] = {}
        """Title → what `article` has found for it."""
        self.meta: defaultdict[str, list[str]] = defaultdict(list)
        for element in tagged["meta"]:
            name = element.get("property") or element.get("name") or element.get("itemprop") or ""
            content = clean(element.get("content") or "")
            if name and content:
                self.meta[name.strip().lower()].append(content)

    def article(self, title: str | None = None) -> Node:
        """The article's own JSON-LD node: of several, the one with the page's headline; may be empty."""
        if title not in self.articles:
            self.articles[title] = self._article(fold(title or ""))
        return self.articles[title]

    def _article(self, key: str) -> Node:
        found = [node for node in self.nodes if types(node) & ARTICLE_TYPES]
        for node in found:
            if key and fold(text(node.get("headline"))) == key:
                return node
        return next((node for node in found if _may_be_called(node, key)), {})

    def page_date(self) -> str:
        """When the page itself was published, as its JSON-LD says; empty where it does not."""
        pages = (node for node in self.nodes if "webpage" in types(node))
        return next((text(node["datePublished"]) for node in pages if "datePublished" in node), "")

    def first(self, *names: str) -> str | None:
        """The first content of the first of these meta names that the page has."""
        return next((self.meta[name][0] for name in names if self.meta.get(name)), None)

    def resolve(self, value: Any) -> list[Node]:
        """A JSON-LD value as nodes, references by `@id` followed; texts become names."""
        values = value if isinstance(value, list) else [value]
        nodes = []
        for each in values[:50]:
            if isinstance(each, str) and each.strip():
                nodes.append({"name": clean(html.unescape(each))})
            elif isinstance(each, dict):
                nodes.append(self.by_id.get(str(each.get("@id")), each) if len(each) <= 2 else each)
        return nodes

    def breadcrumb(self) -> list[str]:
        """Names of a BreadcrumbList, outermost first, as printed."""
        for node in self.nodes:
            if "breadcrumblist" in types(node) and isinstance(node.get("itemListElement"), list):
                elements = [each for each in node["itemListElement"] if isinstance(each, dict)]
                names = [text(each.get("name")) or text(each.get("item")) for each in elements]
                return [name for name in names if name and "://" not in name]
        return []


def _may_be_called(node: Node, title_key: str) -> bool:
    """Whether a node can be the article of this headline: pages carry nodes of other articles too."""
    title, headline = set(title_key.split()), set(fold(text(node.get("headline"))).split())
    if not title or not headline:
        return True
    return len(title & headline) >= min(len(title), len(headline)) * SAME_ARTICLE


def types(node: Node) -> set[str]:
    """Lower-case types of a JSON-LD node.

    >>> types({"@type": ["NewsArticle", "schema:Article"]}) == {"newsarticle", "article"}
    True
    """
    value = node.get("@type")
    values = value if isinstance(value, list) else [value]
    return {
        each.rpartition("/")[2].rpartition(":")[2].lower()
        for each in values
        if isinstance(each, str)
    }


def text(value: Any) -> str:
    """A JSON-LD value as clean text; empty where it is none."""
    if isinstance(value, list):
        value = next((each for each in value if isinstance(each, str)), None)
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name")
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    return clean(html.unescape(value)) if isinstance(value, str) else ""


def _nodes(scripts: list[_Element]) -> Iterator[Node]:
    """Every node of every JSON-LD script, graphs and lists unfolded, in page order."""
    count = 0
    found = (each for each in scripts if "ld+json" in (each.get("type") or "").lower())
    for script in islice(found, MOST_SCRIPTS):
        waiting = deque([_loaded(script.text or "")])
        while waiting and count < MOST_NODES:
            value = waiting.popleft()
            if isinstance(value, list):
                waiting.extendleft(reversed(value))
            elif isinstance(value, dict):
                count += 1
                yield value
                inner = [value[name] for name in NESTED if isinstance(value.get(name), list | dict)]
                waiting.extendleft(reversed(inner))


def _loaded(source: str) -> Any:
    """A script's JSON, with the usual faults mended; None where it stays broken."""
    if len(source) > MOST_CHARACTERS:
        return None
    with suppress(ValueError, RecursionError):
        return json.loads(source, strict=False)
    source = COMMENT_MARKS.sub("", COMMENT_MARKS.sub("", source)).strip().rstrip(";")
    without = TRAILING_COMMA.sub(r"\1", source)
    for mended in (source, without, MISSING_COMMA.sub(r"\1,\2\3", without)):
        try:
            return json.loads(mended, strict=False)
        except (ValueError, RecursionError):
            continue
    return _salvaged(source)


def _salvaged(source: str) -> Node | None:
    """The plain fields of a script that is no JSON, where it is an article's."""
    found: Node = {}
    for name, value in FIELD.findall(source[:20_000]):
        found.setdefault(name, value)
    return found if types(found) & ARTICLE_TYPES else None

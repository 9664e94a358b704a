"""Whether a page is an article at all, and if not, what it is instead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, unquote, urlsplit

from crawler.arabic.text import fold
from crawler.exceptions import NotAnArticle
from crawler.extraction.language import detect
from crawler.extraction.metadata import ARTICLE_TYPES, types

if TYPE_CHECKING:
    from crawler.extraction.metadata import Metadata
    from crawler.extraction.page import Page
    from crawler.extraction.teasers import Teasers

# Words of body from which a page can be an article, and from which nothing but its language counts.
LEAST_WORDS = 8
SURE_WORDS = 60
# Linked headlines outside navigation from which a page is a list, where its text is short.
MANY_HEADLINES = 8
MANY_PICTURES = 4
# Characters in which a wall is looked for.
MOST_MAIN_TEXT = 3_000

LISTING_TYPES = frozenset(
    "collectionpage searchresultspage itemlist profilepage aboutpage contactpage".split()
)
LISTING_PATH = re.compile(
    r"^/?$|/(?:tags?|category|categories|cat|author|authors|topics?|search|archives?(?!/(?!(?:19|20)\d\d/?$)\d+/?$)|page/\d+|section|sections|writers?"
    r"|feed|calendar|label|الوسوم|وسم|تصنيف|كاتب|قسم)(?:/|$)",
    re.IGNORECASE,
)
# Those of them below which no article has its address.
NO_ARTICLES_PATH = re.compile(
    r"^/?$|/(?:tags?|authors?|search|page/\d+|writers?|feed|label|calendar|الوسوم|وسم|كاتب)(?:/|$)",
    re.IGNORECASE,
)
LISTING_QUERY = re.compile(r"(?:^|&)(?:s|q|search|page|paged|cat|tag)=", re.IGNORECASE)
# Queries that name one article: ?p=2293, ?id=7, ?newsid=99.
IDENTIFYING = re.compile(
    r"(?:^|&)(?:p|\w*id|article|news|story|post|nid|n|a|storyid)=\d+", re.IGNORECASE
)
# Those that do so whatever else the query says: article.php?id=77120&cat=4.
ITEM_QUERY = re.compile(
    r"(?:^|&)(?:id|nid|sid|aid|news_?id|article_?id|story_?id|post_?id|p)=\d{3,}(?:&|$)",
    re.IGNORECASE,
)
# Paths that end in an item's number, or have its day: /news/77120, /item/771-bridge, /2025/03/12/….
NUMBERED_PATH = re.compile(
    r"/(?:(?!(?:19|20)\d\d(?:[-_/.]|$))\d{3,}(?:[-_][^/]*)?|[^/]*-\d{4,}(?:\.html?)?)/?$|/(?:19|20)\d\d/\d\d?/\d\d?/[^/]+"
)
# Words of a headline that no section is called by, and letters of those in it that mean something.
LEAST_TOLD = 6
LEAST_LETTERS = 3
# Words of a short item at such an address.
ITEM_WORDS = 20
# Scripts that show one item by whatever its number is called: view.php?cat=3321.
ITEM_SCRIPT = re.compile(
    r"/(?:view|show|detail|read|article|story)\w{0,12}\.\w{3,4}\?\w+=\d{3,}(?:&|$)", re.IGNORECASE
)
# Classes of <body> by which WordPress and its kin tell an archive from a single post.
ARCHIVE_CLASSES = ({"archive"}, {"search-results"}, {"home", "blog"})
# Those by which it and its kin say that a page is one article's: Joomla and K2, Drupal.
SINGLE_CLASSES = frozenset(
    {"single", "single-post", "view-article", "view-item", "node-type-article", "node-type-news"}
)
# Headlines of archives: «التصنيف: عقارات», «الوسم: بنوك»; a sentence behind the colon is a quotation.
ARCHIVE_TITLE = re.compile(
    r"^(?:التصنيف|تصنيف|الوسم|وسم|الكاتب|القسم|قسم|الأرشيف|أرشيف|نتائج البحث|category|tag|author|archives?|search results)"
    r"\s?:\s?\S+(?:\s\S+){0,2}$",
    re.IGNORECASE,
)
# <title> of a front page: «الرئيسية - صحيفة النهر».
FRONT_TITLE = re.compile(
    r"(?:الصفحة الرئيسية|الرئيسية|home ?page|home)(?:\s*[-–|:»].{0,60})?", re.IGNORECASE
)
# How an excerpt ends on a page that lists articles.
EXCERPT = re.compile(r"\[(?:…|\.{3})\]$")
NOT_FOUND = re.compile(
    r"\b404\b|الصفحه غير موجوده|لم يتم العثور|غير متوفر[ه]?$|page not found|not found|عفوا الصفحه|الصفحه المطلوبه|"
    r"الصفحه التي تبحث عنها|خطا 404|لا توجد نتائج|الرابط غير صحيح|تم حذف"
)
# What a wall says below the opening of an article.
WALL = re.compile(
    r"(?:محتوي|المقال|ماده|القراءه|متاح|حصري)\s+(?:\w+\s+)?للمشتركين|للمشتركين فقط|"
    r"(?:سجل|سجلوا|تسجيل|اشترك|اشتركوا)\s(?:\w+\s){0,4}(?:لمتابعه|لاكمال|لمواصله|لقراءه|لاستكمال)\s(?:ال)?(?:قراءه|مقال|ماده)"
)
LOGIN = re.compile(
    r"تسجيل الدخول|سجل دخولك|سجل الدخول|log ?in|sign in|للمشتركين فقط|اشترك لقراءه|هذا المحتوي للمشتركين"
)
# A question about cookies in place of a page; the word alone may be what a text is about.
COOKIES = r"(?:ملفات تعريف الارتباط|ملفات الارتباط|الكوكيز|كوكيز|cookies)"
AGREE = r"(?:اوافق|موافق\b|الموافقه|بالموافقه|قبول الكل|اقبل|i agree|accept|consent)"
CONSENT = re.compile(f"{COOKIES}.{{0,200}}{AGREE}|{AGREE}.{{0,200}}{COOKIES}")
ROBOTS = re.compile(
    r"just a moment|checking your browser|cloudflare|attention required|are you a robot|captcha|access denied|"
    r"enable javascript|ddos|التحقق من انك لست روبوت|verify you are human|تحقق من متصفحك|لست روبوت|request unsuccessful"
)
ABOUT = re.compile(
    r"^(?:اتصل بنا|من نحن|عن الموقع|سياسه الخصوصيه|شروط الاستخدام|اعلن معنا|حولنا|contact|about|privacy)"
)


def check(  # noqa: PLR0913 - a verdict weighs everything that was found
    page: Page,
    metadata: Metadata,
    title: str | None,
    body: str,
    *,
    headlines: int,
    teasers: Teasers,
    updates: int,
) -> str:
    """The language of an article's page.

    Raises NotAnArticle with the reason for a page that is none; `headlines` are the linked
    headlines outside navigation and text, `teasers` those of the text, `updates` the entries of a
    live blog.
    """
    words = len(body.split())
    surface = fold(f"{title or ''} {_document_title(page)}")[:400]
    if words < SURE_WORDS and not updates:
        _check_substitutes(page, surface, body)
    _check_archive(page, title, body)
    _check_listing(page, metadata, title, body, headlines)
    if not updates and teasers.are_all(declared=_calls_itself_article(metadata)):
        raise NotAnArticle("listing", f"its text is {teasers.teasers} teasers")
    if not updates and words < LEAST_WORDS and not _is_declared(page, metadata, title):
        raise NotAnArticle(*_without_text(page, metadata, words))
    if not title:
        raise NotAnArticle("no_title", "a text without a headline", quarantine=True)
    language = detect(f"{title}\n{body}") or "und"
    if language != "ar":
        raise NotAnArticle("not_arabic", f"the text is in {language}")
    return language


def _is_declared(page: Page, metadata: Metadata, title: str | None) -> bool:
    """Whether a page without text is an article all the same: an address or a post is its whole text."""
    article = metadata.article(title)
    dated = bool(article.get("datePublished")) and bool(types(article) & ARTICLE_TYPES)
    return dated and not page.media and not (metadata.first("og:type") or "").startswith("video")


def _check_substitutes(page: Page, surface: str, body: str) -> None:
    """Pages that are served in an article's place."""
    text = surface + " " + fold(body[:600])
    everything = text if page.blocks else surface
    if len(page.blocks) < 15:
        everything += " " + fold(" ".join(each.block.text for each in page.blocks)[:1500])
    for reason, pattern, where in (
        ("bot_challenge", ROBOTS, everything),
        ("consent_wall", CONSENT, text),
        ("soft_404", NOT_FOUND, text),
        ("login_wall", LOGIN, text if body else everything),
        ("login_wall", WALL, _main_text(page)),
        ("service_page", ABOUT, surface),
    ):
        if found := pattern.search(where):
            raise NotAnArticle(reason, f"the page says “{found[0]}”")


def _main_text(page: Page) -> str:
    """The folded text of a short page without navigation."""
    blocks = [each.block.text for each in page.blocks if each.chrome not in {"nav", "footer"}]
    return fold(" ".join(blocks)[:MOST_MAIN_TEXT])


def _check_archive(page: Page, title: str | None, body: str) -> None:
    """Listings whose first excerpt reads like a short article."""
    classes = _body_classes(page)
    if not classes & SINGLE_CLASSES and any(each <= classes for each in ARCHIVE_CLASSES):
        raise NotAnArticle("listing", "its <body> calls itself an archive")
    if found := ARCHIVE_TITLE.search(title or ""):
        raise NotAnArticle("listing", f"its headline is “{found[0]}”")
    if FRONT_TITLE.fullmatch(title or ""):
        raise NotAnArticle("listing", "its title is a front page's")
    if "\n\n" not in body and EXCERPT.search(body):
        raise NotAnArticle("listing", "its text is an excerpt")


def _body_classes(page: Page) -> set[str]:
    element = page.root.find("body")
    return set((element.get("class") or "").lower().split()) if element is not None else set()


def _takes_up(title: str | None, body: str) -> bool:
    """Whether a text of some paragraphs takes up its headline: no section's name is that long, no excerpt is whole."""
    words = fold(title or "").split()
    if len(words) < LEAST_TOLD or "\n\n" not in body or body.endswith(("…", "...", "]")):
        return False
    key, told = fold(body), [word[2:] for word in words if len(word) > LEAST_LETTERS]
    return sum(word in key for word in told) * 2 >= len(told)


def _check_listing(
    page: Page, metadata: Metadata, title: str | None, body: str, headlines: int
) -> None:
    words = len(body.split())
    parts = _parts(page.url)
    kinds = {kind for node in metadata.nodes for kind in types(node)}
    declared = _calls_itself_article(metadata)
    if kinds & LISTING_TYPES and not kinds & ARTICLE_TYPES:
        raise NotAnArticle("listing", "its JSON-LD says so")
    path = unquote(parts.path)
    numbered = path.strip("/") == "" and IDENTIFYING.search(parts.query)
    looks = bool(parts.netloc and LISTING_PATH.search(path) and not numbered) or (
        bool(LISTING_QUERY.search(parts.query)) and not (declared or _names_item(parts))
    )
    is_list = looks and (headlines >= 3 or words < SURE_WORDS)
    if not is_list and headlines < MANY_HEADLINES:
        return
    tells = not NO_ARTICLES_PATH.search(path) and _takes_up(title, body)
    if is_list and not (words >= SURE_WORDS and (declared or tells)):
        raise NotAnArticle("listing", f"its address is a list's and it links {headlines} headlines")
    is_single = (
        declared
        or tells
        or bool(_body_classes(page) & SINGLE_CLASSES)
        or (words >= ITEM_WORDS and (_names_item(parts) or bool(NUMBERED_PATH.search(path))))
    )
    if headlines >= MANY_HEADLINES and words < SURE_WORDS and not is_single:
        raise NotAnArticle("listing", f"{headlines} linked headlines and {words} words of text")


def _names_item(parts: SplitResult) -> bool:
    """Whether an address names one item in its query."""
    shown = ITEM_SCRIPT.search(f"{parts.path}?{parts.query}")
    return bool(shown or ITEM_QUERY.search(parts.query))


def _calls_itself_article(metadata: Metadata) -> bool:
    kinds = (types(node) & ARTICLE_TYPES for node in metadata.nodes)
    return any(kinds) or metadata.first("og:type") == "article"


def _parts(url: str) -> SplitResult:
    """The parts of an address; all empty for what is none."""
    try:
        return urlsplit(url)
    except ValueError:
        return urlsplit("")


def _without_text(page: Page, metadata: Metadata, words: int) -> tuple[str, str]:
    kind = metadata.first("og:type") or ""
    pictures = sum(1 for element, _ in page.images if element.get("src") or element.get("data-src"))
    if kind.startswith("video") or page.media:
        return "video", f"a video and {words} words of text"
    if pictures >= MANY_PICTURES:
        return "gallery", f"{pictures} pictures and {words} words of text"
    return "no_body", f"{words} words of text"


def _document_title(page: Page) -> str:
    found = page.tagged["title"]
    return (found[0].text or "") if found else ""

"""What surrounds a text, told by the names that page builders give its elements."""

from __future__ import annotations

import re
from functools import lru_cache
from operator import add
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

# Words in class and id → what the element is. Whole words, after cutting at -, _ and capitals.
CHROME_TABLE = {
    "related": "related recommended recommend recommendation recommendations morenews readmore readalso read-also "
    "seealso similar writermore authormore morewriter moreauthor morebyauthor authorlatest authorposts authorarticles writerarticles "
    "otherwriters otherauthors youmaylike maylike mightlike suggested suggestions yarpp jp-relatedposts outbrain taboola mgid "
    "moretopics relatedposts relatedpost relatednews relatedarticles readmorenews alsoread",
    "share": "share shares sharing social sharethis addtoany a2a addthis shareaholic sharedaddy socials sharer "
    "socialshare sharebar whatsapp telegram follow followus",
    "tags": "tags tag tagcloud tagged hashtags keywords taglist posttags tagsinline articletags",
    "author": "author authors byline writer writeby writtenby writers reporter journalist authorbox authorinfo aboutauthor postauthor kateb editor authorname",
    "comments": "comment comments disqus respond reply commentlist commentform fbcomments",
    "newsletter": "newsletter subscribe subscription subscriptions mailchimp signup optin paywall",
    "ad": "ad ads advert advertisement advertising adsense banner banners dfp sponsored sponsor promo gpt adslot "
    "adbox adv advt ads-container adunit",
    "caption": "caption figcaption wpcaption imgcaption imagecaption photocaption credit credits copyrights imgdesc "
    "imgcap imgtitle imagedesc imagecap imagetitle photodesc photocap phototitle picdesc piccaption pictitle "
    "mediadescription imginfo imageinfo imagedescription photodescription legend",
    "nav": "nav navbar navigation menu menus breadcrumb breadcrumbs crumbs pagination pager pagenav prevnext "
    "postnav nextprev topbar toolbar navmenu megamenu offcanvas skiplink",
    "sidebar": "sidebar sidebars widget widgets trending popular mostread mostviewed latestnews lastnews ticker "
    "marquee carousel slider aside rightcol leftcol breakingnews newsticker sidepanel",
    "footer": "footer copyright colophon footerwidgets cookie cookies gdpr consent popup modal overlay lightbox",
    "tools": "toc tableofcontents tableofcontent lwptoc eztoc contentstable print printer fontsize rating ratings rate reactions emoji viewcount viewscount viewscounter postviews numviews pageviews counter readingtime "
    "bookmark listen audioplayer player tts poll votes vote login "
    "matchbox matchcard matchinfo matchdetails matchwidget matchresult matchstats scoreboard livescore standings lineup",
    "embed": "twittertweet twittervideo instagrammedia tiktokembed fbpost fbvideo blueskyembed telegrampost",
    "date": "date datetime timestamp published publishdate postdate entrydate pubdate time posttime",
    "meta": "postfooter entryfooter articlefooter itemfooter submitted meta postmeta entrymeta articlemeta postinfo newsinfo",
}
# Footers of the article itself, which hold its tags, writer and source.
OWN_FOOTERS = frozenset("postfooter entryfooter articlefooter itemfooter".split())
# Names that mean it only where they are the whole name: Drupal calls rows and fields views-….
WHOLE_NAMES = {"views": "tools", "cap": "caption", "by": "author"}
# Names of words that are there for screen readers only: no reader sees them.
SPOKEN = frozenset(
    "screenreadertext screenreaderonly visuallyhidden sronly visualhide a11yhidden".split()
)
CHROME = {
    word.replace("-", ""): kind for kind, words in CHROME_TABLE.items() for word in words.split()
}
TAGS = {
    "nav": "nav",
    "footer": "footer",
    "aside": "sidebar",
    "figcaption": "caption",
    "figure": "caption",
    "address": "author",
    "time": "date",
    "menu": "nav",
}
# What microdata and RDFa call the parts of an article.
PROPERTIES = {
    "author": "author",
    "creator": "author",
    "datepublished": "date",
    "datemodified": "date",
    "created": "date",
    "issued": "date",
    "keywords": "tags",
    "comment": "comments",
}
# Elements that hold a whole page or column whatever their classes say.
NEVER_CHROME = frozenset({"html", "body", "main", "article", "form", "h1"})
# Names by which pages call the text itself.
STORY = frozenset(
    "articlebody articlecontent articletext articledetails articledesc entrycontent postcontent postbody storybody "
    "storycontent storytext newsbody newscontent newstext newsdetails contentbody bodytext fulltext singlecontent "
    "contenttext textcontent detailsbody maintext entry article_body post-entry itemfulltext articlefulltext "
    "newsdetail storydetails bodycontent tdpostcontent pagecontent nodecontent fieldbody fieldnamebody body details "
    "description theiaPostContent itembody contentdetails".lower()
    .replace("_", "")
    .replace("-", "")
    .split()
)
# Names whose words do not matter.
NAMED = dict.fromkeys(SPOKEN, "spoken") | dict.fromkeys(STORY, "story")
CUT = re.compile(r"[\s_\-]+|(?<=[a-z])(?=[A-Z])")
HIDDEN = re.compile(r"display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden", re.IGNORECASE)
# Longest class attribute that is looked at.
MOST = 300


ROLES = frozenset({"navigation", "complementary", "banner", "search", "contentinfo", "dialog"})
# First words of names that are about an element's neighbours: no-share, has-sidebar, end-of-recommendations.
ABOUT_OTHERS = frozenset("no has with without is hide not disable layout col row end".split())


# Chrome in which menus stand.
MENUS = frozenset({"nav", "footer"})
# Attributes that say what an element is; those that name it.
NAMES = frozenset({"class", "id"})
TELLING = NAMES.union("itemprop property rel role style hidden aria-hidden".split())


def describe(element: _Element, tag: str) -> tuple[str | None, bool]:
    """What an element is around a text, None where it may be the text; and whether it calls itself the text."""
    items = element.items()
    if len(items) > 1 or (items and items[0][0] not in TELLING):
        items = [each for each in items if each[0] in TELLING]
    return _described(tag, *items) if items else (TAGS.get(tag), False)


@lru_cache(maxsize=8192)
def _described(tag: str, *items: tuple[str, str]) -> tuple[str | None, bool]:
    attributes = dict(items)
    names = f"{attributes.get('class', '')} {attributes.get('id', '')}"
    kind, is_story = told_by_names(names[:MOST]) if len(names) > 1 else (None, False)
    if not NAMES.issuperset(attributes):
        is_story = is_story or attributes.get("itemprop") == "articleBody"
        kind = "hidden" if is_hidden(attributes) else _declared(attributes, kind)
    if kind != "hidden":
        kind = None if tag in NEVER_CHROME else TAGS.get(tag, kind)
    return kind, is_story


def _declared(attributes: Mapping[str, str], kind: str | None) -> str | None:
    """What role, microdata or RDFa say; `kind` where they say nothing."""
    if attributes.get("role") in ROLES:
        kind = "nav"
    declared = attributes.get("itemprop") or attributes.get("property") or attributes.get("rel")
    return PROPERTIES.get(declared.lower().rpartition(":")[2], kind) if declared else kind


def told_by_names(names: str) -> tuple[str | None, bool]:
    """What classes and id say: the first kind of chrome, none where one of them names the story.

    >>> told_by_names("widget share-bar"), told_by_names("entry-content share-bar")
    (('sidebar', False), (None, True))
    """
    kinds = [*filter(None, map(_kind, names.split()))]
    return (None, True) if "story" in kinds else (_most_telling(kinds), False)


@lru_cache(maxsize=8192)
def _kind(name: str) -> str | None:
    """The kind of chrome of one name, or `story`."""
    lower = name.lower()
    bare = lower.replace("-", "").replace("_", "")
    if bare == name or bare in NAMED or lower in WHOLE_NAMES:
        return NAMED.get(bare) or WHOLE_NAMES.get(lower) or CHROME.get(bare)
    words = _words(name, lower)
    if words and words[0] == "elementor":  # a page builder that calls everything a widget
        words = [word for word in words if word not in {"elementor", "widget"}]
        bare = "".join(words)
    if not words or words[0] in ABOUT_OTHERS:
        return None
    names = [bare, *(map(add, words, words[1:]) if len(words) > 2 else ()), *words]
    if "footer" in words and not OWN_FOOTERS.isdisjoint(names):
        names.remove("footer")
    return _most_telling([*filter(None, map(CHROME.get, names))])


def _words(name: str, lower: str) -> list[str]:
    """The words of a name, cut at -, _ and capitals."""
    if name == lower:
        return [*filter(None, lower.replace("_", "-").split("-"))]
    return [word.lower() for word in CUT.split(name) if word]


def _most_telling(kinds: list[str]) -> str | None:
    """The first kind; `meta` only where nothing says more: `post-meta-author`."""
    if not kinds or kinds[0] != "meta":
        return kinds[0] if kinds else None
    return next((kind for kind in kinds if kind != "meta"), "meta")


def is_hidden(attributes: Mapping[str, str]) -> bool:
    """Whether the markup itself hides an element."""
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    return "style" in attributes and HIDDEN.search(attributes["style"]) is not None

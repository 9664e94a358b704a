"""What surrounds a text, told by the names that page builders give its elements."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

# Words in class and id → what the element is. Whole words, after cutting at -, _ and capitals.
CHROME_TABLE = {
    "related": "related recommended recommend recommendation recommendations morenews readmore readalso read-also "
    "seealso similar youmaylike maylike mightlike suggested suggestions yarpp jp-relatedposts outbrain taboola mgid "
    "moretopics relatedposts relatedpost relatednews relatedarticles readmorenews alsoread",
    "share": "share shares sharing social sharethis addtoany a2a addthis shareaholic sharedaddy socials sharer "
    "socialshare sharebar whatsapp telegram follow followus",
    "tags": "tags tag tagcloud tagged hashtags keywords taglist posttags tagsinline articletags",
    "author": "author authors byline writer authorbox authorinfo aboutauthor postauthor kateb editor authorname",
    "comments": "comment comments disqus respond reply commentlist commentform fbcomments",
    "newsletter": "newsletter subscribe subscription subscriptions mailchimp signup optin paywall",
    "ad": "ad ads advert advertisement advertising adsense banner banners dfp sponsored sponsor promo gpt adslot "
    "adbox adv advt ads-container adunit",
    "caption": "caption figcaption wpcaption imgcaption imagecaption photocaption credit credits copyrights",
    "nav": "nav navbar navigation menu menus breadcrumb breadcrumbs crumbs pagination pager pagenav prevnext "
    "postnav nextprev topbar toolbar navmenu megamenu offcanvas skiplink",
    "sidebar": "sidebar sidebars widget widgets trending popular mostread mostviewed latestnews lastnews ticker "
    "marquee carousel slider aside rightcol leftcol breakingnews newsticker sidepanel",
    "footer": "footer copyright colophon footerwidgets cookie cookies gdpr consent popup modal overlay lightbox",
    "tools": "print printer fontsize rating ratings rate reactions emoji views viewcount counter readingtime "
    "bookmark listen audioplayer player tts poll votes vote login",
    "date": "date datetime timestamp published publishdate postdate entrydate pubdate time posttime",
    "meta": "meta postmeta entrymeta articlemeta postinfo newsinfo",
}
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
CUT = re.compile(r"[\s_\-]+|(?<=[a-z])(?=[A-Z])")
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# Longest class attribute that is looked at.
MOST = 300


@lru_cache(maxsize=8192)
def chrome_of(names: str) -> str | None:
    """What an element with these classes and id is around a text; None where it may be the text."""
    for name in names.split():
        whole = name.replace("-", "").replace("_", "").lower()
        if whole in STORY:
            return None
    for name in names.split():
        words = [word.lower() for word in CUT.split(name) if word]
        if words[:1] == ["elementor"]:  # a page builder that calls everything a widget
            words = [word for word in words if word not in {"elementor", "widget"}]
        # no-share, has-sidebar, with-comments: about the element's neighbours, not itself
        if not words or words[0] in {
            "no",
            "has",
            "with",
            "without",
            "is",
            "hide",
            "not",
            "disable",
            "layout",
            "col",
            "row",
        }:
            continue
        pairs = [first + second for first, second in pairwise(words)]
        for word in ["".join(words), *pairs, *words]:
            if kind := CHROME.get(word):
                return kind
    return None


def chrome_kind(attributes: Mapping[str, str], tag: str) -> str | None:
    """What an element is around a text, by its tag, role, class and id."""
    if tag in NEVER_CHROME:
        return None
    if kind := TAGS.get(tag):
        return kind
    if attributes.get("role") in {
        "navigation",
        "complementary",
        "banner",
        "search",
        "contentinfo",
        "dialog",
    }:
        return "nav"
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".strip()
    return chrome_of(names[:MOST]) if names else None


@lru_cache(maxsize=8192)
def _calls_itself_story(names: str) -> bool:
    return any(name.replace("-", "").replace("_", "").lower() in STORY for name in names.split())


def is_story(attributes: Mapping[str, str]) -> bool:
    """Whether an element calls itself the article's text."""
    if attributes.get("itemprop") == "articleBody":
        return True
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".strip()
    return bool(names) and _calls_itself_story(names[:MOST])


def is_hidden(attributes: Mapping[str, str]) -> bool:
    """Whether the markup itself hides an element."""
    if attributes.get("hidden") is not None or attributes.get("aria-hidden") == "true":
        return True
    return HIDDEN.search(attributes.get("style") or "") is not None

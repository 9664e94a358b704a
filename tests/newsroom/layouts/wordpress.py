"""A WordPress theme: JSON-LD graph, share bar, a related link in mid-text, author box, tags, comments."""

from __future__ import annotations

import json
import re

from tests.newsroom.layouts.markup import (
    EGYPT,
    common,
    e,
    iso,
    local,
    navigation,
    persons,
    related_truth,
    teasers,
)
from tests.newsroom.stories import COMMENTS

SEEDS = (("feed", "/feed/"), ("sitemap", "/sitemap_index.xml"))
ENCODING = "utf-8"


def path(number, story):
    day = story.published
    slug = re.sub(r"[^\w]+", "-", story.title).strip("-")
    return f"/{day.year}/{day.month:02d}/{day.day:02d}/{slug}-{number}/"


def number_in(path):
    found = re.match(r"/\d{4}/\d\d/\d\d/[^/]*?-?(\d+)/?$", path)
    return int(found[1]) if found else None


def is_inline(story):
    """Whether the story has a related link between its paragraphs."""
    return len(story.paragraphs) > 5


def truth(story, outlet):
    related = related_truth(outlet, story.index)
    return common(
        story,
        published_at=iso(story.published),
        published_precision="second",
        sources=list(story.sources),
        keywords=list(story.keywords),
        authors=persons(story.authors),
        sections=[story.section],
        related=related,
        images=[{"url": f"{outlet.base}/img/{story.index}.jpg", "is_main": True}],
    )


def graph(story, outlet, index):
    url = outlet.url(index)
    nodes = [
        {
            "@type": "WebSite",
            "@id": outlet.base + "/#website",
            "name": outlet.title,
            "url": outlet.base,
        },
        {
            "@type": ["Article", "NewsArticle"],
            "@id": url + "#article",
            "headline": story.title,
            "datePublished": iso(story.published),
            "dateModified": iso(story.modified or story.published),
            "author": [{"@id": f"{outlet.base}/#/person/{n}"} for n in range(len(story.authors))]
            or {"name": "admin", "@type": "Person"},
            "image": {"@id": url + "#primaryimage"},
            "publisher": {"@id": outlet.base + "/#organization"},
        },
        {
            "@type": "ImageObject",
            "@id": url + "#primaryimage",
            "url": f"{outlet.base}/img/{index}.jpg",
        },
        {
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": 1, "name": "الرئيسية", "item": outlet.base},
                {"@type": "ListItem", "position": 2, "name": story.section},
                {"@type": "ListItem", "position": 3, "name": story.title},
            ],
        },
    ]
    nodes += [
        {"@type": "Person", "@id": f"{outlet.base}/#/person/{n}", "name": name}
        for n, name in enumerate(story.authors)
    ]
    return json.dumps(
        {"@context": "https://schema.org", "@graph": nodes}, ensure_ascii=index % 2 == 0
    )


def text(story, outlet, index):
    pieces = []
    links = teasers(outlet, index)
    for spot, paragraph in enumerate(story.paragraphs):
        if spot == 3 and is_inline(story):
            url, title = links[0]
            pieces.append(f'<p><strong>اقرأ أيضاً: <a href="{url}">{e(title)}</a></strong></p>')
        tag = "h2" if spot in story.headings else "p"
        pieces.append(f"<{tag}>{e(paragraph)}</{tag}>")
    if story.sources:
        pieces.append(f"<p>نقلا عن: {e(story.sources[0])}</p>")
    return "\n".join(pieces)


def render(story, outlet, index):
    day = local(story, outlet)
    authors = " و".join(e(name) for name in story.authors) or "admin"
    links = teasers(outlet, index)
    cards = "".join(
        f'<article class="card"><h3><a href="{url}">{e(title)}</a></h3><span>{e("منذ يومين")}</span></article>'
        for url, title in (links[1:] if is_inline(story) else links)
    )
    tags = "".join(f'<a href="/tag/{e(word)}/" rel="tag">{e(word)}</a>' for word in story.keywords)
    comments = "".join(
        f'<li class="comment"><time datetime="2026-10-01T10:00:00+00:00">قبل يوم</time><p>{e(each)}</p></li>'
        for each in COMMENTS[: index % 4]
    )
    return f"""<!DOCTYPE html><html dir="rtl" lang="ar"><head><meta charset="UTF-8"><title>{e(story.title)} - {e(outlet.title)}</title>
<link rel="canonical" href="{outlet.url(index)}"><meta property="og:type" content="article"><meta property="og:title" content="{e(story.title)}">
<meta property="og:site_name" content="{e(outlet.title)}"><meta property="og:image" content="{outlet.base}/img/{index}.jpg">
<script type="application/ld+json" class="yoast-schema-graph">{graph(story, outlet, index)}</script></head>
<body class="rtl single single-post no-sidebar"><header id="masthead"><nav class="main-navigation"><ul class="menu">{navigation()}</ul></nav></header>
<div id="content" class="site-content has-sidebar"><main id="main"><article class="post type-post hentry category-news">
<header class="entry-header"><h1 class="entry-title">{e(story.title)}</h1>
<div class="entry-meta"><span class="posted-on"><time class="entry-date published" datetime="{story.published.isoformat()}">{day.day} {EGYPT[day.month - 1]}، {day.year}</time></span>
<span class="byline"> بواسطة <span class="author vcard"><a class="url fn n" href="/author/x/">{authors}</a></span></span></div></header>
<div class="share-buttons social"><a href="#">فيسبوك</a><a href="#">تويتر</a><a href="#">واتساب</a></div>
<div class="entry-content">{text(story, outlet, index)}</div>
<footer class="entry-footer"><span class="tags-links">{tags}</span></footer></article>
<section class="related-posts"><h3>مقالات ذات صلة</h3>{cards}</section>
<div id="comments" class="comments-area"><h2>التعليقات</h2><ol>{comments}</ol><form><textarea></textarea></form></div></main>
<aside class="widget-area"><section class="widget"><h2>الأكثر قراءة</h2><ul>{"".join(f'<li><a href="{u}">{e(t)}</a></li>' for u, t in teasers(outlet, index + 1, 4))}</ul></section></aside>
</div><footer id="colophon">جميع الحقوق محفوظة © {e(outlet.title)}</footer></body></html>"""

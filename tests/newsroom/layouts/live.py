"""A broadcaster: `<time>` and microdata on ordinary items; every sixth is a live blog."""

from __future__ import annotations

import json
import re

from tests.newsroom.layouts.markup import (
    common,
    e,
    flow,
    iso,
    local,
    navigation,
    persons,
    related_truth,
    teasers,
)
from tests.newsroom.stories import entries

SEEDS = (("sitemap", "/sitemap.xml"), ("home", "/"))
ENCODING = "utf-8"


def is_live(story):
    return story.index % 6 == 5


def path(number, story):
    return f"/{'live' if is_live(story) else 'story'}/{number}"


def number_in(path):
    found = re.match(r"/(?:live|story)/(\d+)/?$", path)
    return int(found[1]) if found else None


def truth(story, outlet):
    record = common(
        story,
        published_at=iso(story.published),
        published_precision="second",
        authors=persons(story.authors),
        sections=[story.section],
        related=related_truth(outlet, story.index, 2),
    )
    if is_live(story):
        record["type"] = "live"
        record["updates"] = [
            {"published_at": iso(moment), "title": title, "body": text}
            for moment, title, text in entries(story, outlet.seed)
        ]
    return record


def live_data(story, outlet, index):
    updates = [
        {
            "@type": "BlogPosting",
            "headline": title,
            "articleBody": text,
            "datePublished": iso(moment),
        }
        for moment, title, text in entries(story, outlet.seed)
    ]
    node = {
        "@context": "https://schema.org",
        "@type": "LiveBlogPosting",
        "headline": story.title,
        "datePublished": iso(story.published),
        "liveBlogUpdate": updates,
    }
    return f'<script type="application/ld+json">{json.dumps(node, ensure_ascii=False)}</script>'


def timeline(story, outlet):
    return "".join(
        f'<div class="live-entry"><time datetime="{iso(moment)}">{moment:%H:%M}</time><h3>{e(title)}</h3><p>{e(text)}</p></div>'
        for moment, title, text in entries(story, outlet.seed)
    )


def render(story, outlet, index):
    live = is_live(story)
    head = live_data(story, outlet, index) if live else ""
    below = f'<section class="live-updates">{timeline(story, outlet)}</section>' if live else ""
    day = local(story, outlet)
    author = "".join(
        f'<span itemprop="author" class="author">{e(name)}</span>' for name in story.authors
    )
    others = "".join(
        f'<li><a href="{url}">{e(title)}</a></li>' for url, title in teasers(outlet, index, 2)
    )
    return f"""<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{e(story.title)} | {e(outlet.title)}</title>
<meta property="og:title" content="{e(story.title)}"><meta property="og:type" content="article"><link rel="canonical" href="{outlet.url(index)}">{head}</head>
<body><header class="site-header"><ul>{navigation()}</ul></header>
<div class="breadcrumb"><a href="/">الرئيسية</a> <a href="/s/1">{e(story.section)}</a></div>
<article itemscope itemtype="http://schema.org/NewsArticle"><h1 itemprop="headline">{e(story.title)}</h1>
<div class="info">{author}<time itemprop="datePublished" datetime="{story.published.isoformat()}">{day:%d/%m/%Y %H:%M}</time></div>
<div itemprop="articleBody" class="wysiwyg">{flow(story)}</div></article>{below}
<div class="also"><h4>شاهد أيضاً</h4><ul>{others}</ul></div>
<footer>جميع الحقوق محفوظة لقناة {e(outlet.title)}</footer></body></html>"""

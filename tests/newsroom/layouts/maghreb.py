"""A Maghreb outlet: months of Morocco or Algeria, kicker, subtitle, captions with credits."""

from __future__ import annotations

import re

from tests.newsroom.layouts.markup import (
    ALGERIA,
    MOROCCO,
    WEEKDAYS,
    common,
    e,
    local,
    minute,
    navigation,
    persons,
    related_truth,
    teasers,
)

SEEDS = (
    ("feed", "/rss.xml"),
    ("section", "/s/1"),
    ("section", "/s/2"),
    ("section", "/s/3"),
    ("section", "/s/4"),
)
ENCODING = "utf-8"


def path(number, story):
    return f"/{'-'.join(story.title.split()[:5])}-{number}.html"


def number_in(path):
    found = re.match(r"/[^/]*-(\d+)\.html$", path)
    return int(found[1]) if found else None


def truth(story, outlet):
    return common(
        story,
        published_at=minute(story),
        published_precision="minute",
        kicker=story.kicker,
        subtitle=story.subtitle,
        authors=persons(story.authors),
        sources=list(story.sources),
        keywords=list(story.keywords),
        related=related_truth(outlet, story.index),
        images=[
            {
                "url": f"{outlet.base}/img/{story.index}.jpg",
                "caption": story.caption,
                "credit": story.credit,
            }
        ],
    )


def render(story, outlet, index):
    day = local(story, outlet)
    months = MOROCCO if index % 2 else ALGERIA
    kicker = f'<div class="article-kicker">{e(story.kicker)}</div>' if story.kicker else ""
    subtitle = f'<h2 class="sub-title">{e(story.subtitle)}</h2>' if story.subtitle else ""
    author = (
        f'<div class="author-name">{e("، ".join(story.authors))}</div>' if story.authors else ""
    )
    figure = f'<figure><img src="/img/{index}.jpg" alt=""><figcaption>{e(story.caption)} (تصوير: {e(story.credit)})</figcaption></figure>'
    paragraphs = [
        f"<div><strong>{e(text)}</strong></div>"
        if spot in story.headings
        else f"<div>{e(text)}</div>"
        for spot, text in enumerate(story.paragraphs)
    ]
    source = f"<div>المصدر : {e(story.sources[0])}</div>" if story.sources else ""
    tags = "".join(f'<a href="/tag/{e(word)}">{e(word)}</a>' for word in story.keywords)
    others = "".join(
        f'<div class="item"><a href="{url}">{e(title)}</a></div>'
        for url, title in teasers(outlet, index)
    )
    return f"""<!doctype html><html lang="fr" dir="rtl"><head><meta charset="utf-8"><title>{e(story.title)}</title>
<meta property="og:title" content="{e(story.title)} - {e(outlet.title)}"><meta property="og:site_name" content="{e(outlet.title)}"></head>
<body><nav><ul>{navigation()}</ul></nav><main><section class="article-view">{kicker}<h1>{e(story.title)}</h1>{subtitle}{author}
<div class="date-post">{WEEKDAYS[day.weekday()]} {day.day} {months[day.month - 1]} {day.year} - {day:%H:%M}</div>{figure}
<div class="article-content">{"".join(paragraphs[:2])}<div class="ads">إعلان</div>{"".join(paragraphs[2:])}{source}</div>
<section class="tags"><h3>كلمات مفتاحية</h3>{tags}</section>
<section class="related"><h3>قد يعجبك أيضا</h3>{others}</section></section></main>
<footer>جميع الحقوق محفوظة</footer></body></html>"""

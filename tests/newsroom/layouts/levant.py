"""A Levantine paper: months of the Levant with their doubles, columns signed with بقلم."""

from __future__ import annotations

import re

from tests.newsroom.layouts.markup import (
    EGYPT,
    LEVANT,
    WEEKDAYS,
    common,
    e,
    flow,
    local,
    navigation,
    persons,
    related_truth,
    teasers,
)

SEEDS = (("sitemap", "/sitemap.xml"), ("home", "/"))
ENCODING = "utf-8"


def path(number, story):
    return f"/مقالات/{number}-{'-'.join(story.title.split()[:4])}"


def number_in(path):
    found = re.match(r"/مقالات/(\d+)(?:-[^/]*)?/?$", path)
    return int(found[1]) if found else None


def truth(story, outlet):
    return common(
        story,
        published_at=local(story, outlet).date().isoformat(),
        published_precision="day",
        authors=persons(story.authors, "author"),
        keywords=list(story.keywords),
        sources=list(story.sources) if story.index % 2 else [],
        related=related_truth(outlet, story.index),
    )


def render(story, outlet, index):
    day = local(story, outlet)
    byline = (
        f'<div class="writer">بقلم: {e(" و".join(story.authors))}</div>' if story.authors else ""
    )
    source = (
        f'<div class="src">المصدر: {e(story.sources[0])}</div>'
        if story.sources and index % 2
        else ""
    )
    tags = "".join(f'<li><a href="/tag/{e(word)}">#{e(word)}</a></li>' for word in story.keywords)
    others = "".join(
        f'<li><a href="{url}">{e(title)}</a></li>' for url, title in teasers(outlet, index)
    )
    return f"""<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{e(story.title)} | {e(outlet.title)}</title>
<meta name="twitter:title" content="{e(story.title)}"><meta name="keywords" content="أخبار، صحيفة، {e(outlet.title)}، العالم"></head>
<body><div class="topbar">اليوم الخميس 1 تشرين الأول 2026</div><div class="menu"><ul>{navigation()}</ul></div>
<div class="wrapper"><div class="col-main"><h1 class="t">{e(story.title)}</h1>{byline}
<div class="d">{WEEKDAYS[day.weekday()]} {day.day} {LEVANT[day.month - 1]} / {EGYPT[day.month - 1]} {day.year}</div>
<div class="share"><span>شارك</span></div>
<div class="txt">{flow(story, "h4")}</div>{source}
<ul class="tags"><li>الوسوم:</li>{tags}</ul>
<div class="more"><h3>اقرأ أيضاً</h3><ul>{others}</ul></div></div></div>
<div class="foot">كل الحقوق محفوظة</div></body></html>"""

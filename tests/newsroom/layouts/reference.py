"""An aggregator: date line, source line, tag links, and a whole related article below."""

from __future__ import annotations

import re

from tests.newsroom.layouts.markup import ENGLISH, common, e, flow, navigation, ordinal

SEEDS = (("sitemap", "/sitemap.xml"), ("home", "/"))
ENCODING = "utf-8"
LABELS = ("المصدر: ", "المصدر : ", "مصدر الخبر: ")
RELATED = "إقرأ أيضاً"


def path(number, story):
    return f"/news/{number}"


def number_in(path):
    found = re.match(r"/news/(\d+)(?:/.*)?$", path)
    return int(found[1]) if found else None


def date_line(story):
    day = story.published
    return f"تاريخ النشر: {ordinal(day.day)}, {ENGLISH[day.month - 1]} {day.year} GMT"


def other(outlet, index):
    """The related article that is printed whole: the next with some length, if there is one."""
    turns = [(index + 3 + turn) % outlet.articles for turn in range(outlet.articles)]
    long = (each for each in turns if each != index and len(outlet.story(each).paragraphs) >= 4)
    return next(long, turns[0])


def truth(story, outlet):
    second = other(outlet, story.index % max(1, outlet.articles))
    told = outlet.story(second)
    return common(
        story,
        published_at=story.published.date().isoformat(),
        published_precision="day",
        sources=list(story.sources),
        keywords=list(story.keywords),
        related=[
            {
                "title": told.title,
                "url": outlet.url(second),
                "body": "\n\n".join((f"{told.place} – {told.paragraphs[0]}", *told.paragraphs[1:])),
                "sources": list(told.sources or ("صحيفة المرفأ الجديد",)),
            }
        ],
    )


def render(story, outlet, index):
    second = other(outlet, index % max(1, outlet.articles))
    told = outlet.story(second)
    source = f"<p>{LABELS[index % 3]}{e(story.sources[0])}</p>" if story.sources else ""
    tags = " ".join(f'<a href="/tag/{e(word)}">{e(word)}</a>' for word in story.keywords)
    inner = "\n".join(
        f"<p>{e(text)}</p>"
        for text in (f"{told.place} – {told.paragraphs[0]}", *told.paragraphs[1:])
    )
    inner_source = e((told.sources or ("صحيفة المرفأ الجديد",))[0])
    return f"""<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8">
<title>{e(story.title)} | {e(outlet.title)}</title><meta property="og:title" content="{e(story.title)}">
<link rel="canonical" href="{outlet.url(index)}"></head>
<body><header><ul>{navigation()}</ul></header><div class="container"><div class="post">
<h1>{e(story.title)}</h1><div class="date">{date_line(story)}</div><div class="content">{flow(story, "h3")}
{source}</div>
<div class="tags">كلمات دلالية: {tags}</div>
<h3>{RELATED}:</h3><div class="related"><h2><a href="{outlet.url(second)}">{e(told.title)}</a></h2>{inner}
<p>المصدر: {inner_source}</p></div></div></div>
<footer>جميع الحقوق محفوظة</footer></body></html>"""

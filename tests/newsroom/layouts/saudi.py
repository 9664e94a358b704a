"""A Saudi broadsheet: Hijri and Gregorian dates in Arabic-Indic digits, div soup with hashed names."""

from __future__ import annotations

import re

from hijridate import Gregorian

from tests.newsroom.layouts.markup import (
    EASTERN,
    EGYPT,
    WEEKDAYS,
    common,
    e,
    local,
    navigation,
    persons,
    related_truth,
    teasers,
)

SEEDS = (("sitemap", "/sitemap.xml"),)
ENCODING = "utf-8"
HIJRI = "محرم|صفر|ربيع الأول|ربيع الآخر|جمادى الأولى|جمادى الآخرة|رجب|شعبان|رمضان|شوال|ذو القعدة|ذو الحجة".split(
    "|"
)


def path(number, story):
    return f"/node/{number}"


def number_in(path):
    found = re.match(r"/node/(\d+)/?$", path)
    return int(found[1]) if found else None


def truth(story, outlet):
    return common(
        story,
        published_at=local(story, outlet).date().isoformat(),
        published_precision="day",
        authors=persons(story.authors[:1]),
        dateline=story.place,
        sources=list(story.sources),
        related=related_truth(outlet, story.index),
    ) | {"body": "\n\n".join((f"{story.place} - {story.paragraphs[0]}", *story.paragraphs[1:]))}


def date_line(story, outlet):
    day = local(story, outlet)
    hijri = Gregorian(day.year, day.month, day.day).to_hijri()
    line = (
        f"{WEEKDAYS[day.weekday()]} {hijri.day} {HIJRI[hijri.month - 1]} {hijri.year} هـ - "
        f"{day.day} {EGYPT[day.month - 1]} {day.year} م"
    )
    return line.translate(EASTERN)


def render(story, outlet, index):
    texts = (f"{story.place} - {story.paragraphs[0]}", *story.paragraphs[1:])
    paragraphs = "".join(
        f'<div class="css-9f2k"><span><b>{e(text)}</b></span></div>'
        if spot in story.headings
        else f'<div class="css-9f2k"><span>{e(text)}</span></div>'
        for spot, text in enumerate(texts)
    )
    author = f'<div class="css-a1 byline">{e(story.authors[0])}</div>' if story.authors else ""
    source = (
        f'<div class="css-9f2k"><span>المصدر: {e(story.sources[0])}</span></div>'
        if story.sources
        else ""
    )
    others = "".join(
        f'<div class="css-c7"><a href="{url}"><h4>{e(title)}</h4></a></div>'
        for url, title in teasers(outlet, index)
    )
    return f"""<!doctype html><html lang="ar-SA" dir="rtl"><head><meta charset="utf-8"><title>{e(story.title)} | {e(outlet.title)}</title></head>
<body><div id="__root"><div class="css-h0"><div class="css-n1" role="navigation"><ul>{navigation()}</ul></div></div>
<div class="css-m3"><div class="css-t8"><h1 class="css-q">{e(story.title)}</h1><div class="css-d2">{date_line(story, outlet)}</div>{author}</div>
<div class="css-b5">{paragraphs}{source}</div><div class="css-r6"><div class="css-l">أخبار ذات صلة</div>{others}</div></div>
<div class="css-f4">حقوق النشر محفوظة</div></div></body></html>"""

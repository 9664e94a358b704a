"""A news agency: no metadata at all, text in `<br>`-separated lines of one div, a dateline."""

from __future__ import annotations

import re
from dataclasses import replace

from tests.newsroom.layouts.markup import (
    LEVANT,
    common,
    e,
    local,
    minute,
    navigation,
    related_truth,
    teasers,
)
from tests.newsroom.vocabulary import WIRE

SEEDS = (
    ("home", "/"),
    ("section", "/s/1"),
    ("section", "/s/2"),
    ("section", "/s/3"),
    ("section", "/s/4"),
)
ENCODING = "utf-8"


def path(number, story):
    return f"/article.php?id={number}"


def number_in(path):
    found = re.match(r"/article\.php\?(?:.*&)?id=(\d+)", path)
    return int(found[1]) if found else None


def lines(story, outlet):
    """The paragraphs as printed, dateline included."""
    day = local(story, outlet)
    dateline = f"{story.place} في {day.day} {LEVANT[day.month - 1]} ({WIRE}) – "
    return (dateline + story.paragraphs[0], *story.paragraphs[1:])


def truth(story, outlet):
    printed = replace(story, paragraphs=lines(story, outlet))
    return common(
        printed,
        published_at=minute(story),
        published_precision="minute",
        sources=[WIRE],
        dateline=story.place,
        related=related_truth(outlet, story.index, 2),
    )


def render(story, outlet, index):
    day = local(story, outlet)
    text = "<br><br>\n".join(e(line) for line in lines(story, outlet))
    others = "".join(
        f'<div class="row"><a href="{url}">{e(title)}</a></div>'
        for url, title in teasers(outlet, index, 2)
    )
    return f"""<html dir="rtl"><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>{e(outlet.title)} - {e(story.title)}</title></head>
<body bgcolor="#ffffff"><div id="top"><img src="/logo.gif"><ul>{navigation()}</ul></div>
<div id="main"><div class="newstitle">{e(story.title)}</div>
<div class="newsdate">{day.day} {LEVANT[day.month - 1]} {day.year} - {day:%H:%M}</div>
<div class="newstext">{text}</div>
<div class="toolsbar"><a href="javascript:window.print()">طباعة</a> <a href="#">أرسل إلى صديق</a></div>
<div class="relatednews"><b>أخبار ذات صلة</b>{others}</div></div>
<div id="bottom">كافة الحقوق محفوظة {e(outlet.title)}</div></body></html>"""

"""An old page of nested tables in windows-1256; the encoding stands in the markup or the header only."""

from __future__ import annotations

import re

from tests.newsroom.layouts.markup import common, e, local, minute, persons, related_truth, teasers

SEEDS = (
    ("home", "/"),
    ("feed", "/rss.asp"),
    ("section", "/s/1"),
    ("section", "/s/2"),
    ("section", "/s/3"),
    ("section", "/s/4"),
)
ENCODING = "windows-1256"


def path(number, story):
    return f"/show_news.asp?newsid={number}"


def number_in(path):
    found = re.match(r"/show_news\.asp\?(?:.*&)?newsid=(\d+)", path)
    return int(found[1]) if found else None


def truth(story, outlet):
    return common(
        story,
        published_at=minute(story),
        published_precision="minute",
        sources=list(story.sources),
        authors=persons(story.authors[:1], "author"),
        related=related_truth(outlet, story.index, 2),
    )


def render(story, outlet, index):
    day = local(story, outlet)
    declared = (
        '<meta http-equiv="Content-Type" content="text/html; charset=windows-1256">'
        if index % 2
        else ""
    )
    paragraphs = "".join(
        f'<p align="justify"><b><font face="Tahoma" size="3">{e(text)}</font></b></p>'
        if spot in story.headings
        else f'<p align="justify"><font face="Tahoma" size="3">{e(text)}</font></p>'
        for spot, text in enumerate(story.paragraphs)
    )
    author = (
        f'<p><font face="Tahoma" size="2">كتب: {e(story.authors[0])}</font></p>'
        if story.authors
        else ""
    )
    source = f'<p><font size="2">المصدر: {e(story.sources[0])}</font></p>' if story.sources else ""
    others = "".join(
        f'<tr><td><a href="{url}">{e(title)}</a></td></tr>'
        for url, title in teasers(outlet, index, 2)
    )
    return f"""<html dir="rtl"><head>{declared}<title>{e(story.title)} - {e(outlet.title)}</title></head><body>
<table width="100%" border="0"><tr><td><a href="/">الرئيسية</a> | <a href="/s/1">محليات</a> | <a href="/s/2">اقتصاد</a> | <a href="/s/3">رياضة</a></td></tr></table>
<table width="980" border="0"><tr><td width="200" valign="top"><table class="mostread"><tr><td>الأكثر قراءة</td></tr>{others}</table></td>
<td valign="top"><table width="100%"><tr><td><h1><font color="#990000">{e(story.title)}</font></h1></td></tr>
<tr><td><font size="2">تاريخ النشر: {day:%Y/%m/%d} {day:%H:%M}</font></td></tr>
<tr><td>{author}{paragraphs}{source}</td></tr>
<tr><td>مواضيع ذات صلة</td></tr><tr><td><table class="related-news">{others}</table></td></tr></table></td></tr></table>
<table width="100%"><tr><td align="center">جميع الحقوق محفوظة</td></tr></table></body></html>"""

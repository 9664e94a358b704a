"""What several layouts share: escaping, dates in words, truths, chrome around the page."""

from __future__ import annotations

from datetime import UTC
from html import escape
from zoneinfo import ZoneInfo

EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
EGYPT = "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر".split()
LEVANT = "كانون الثاني|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين الأول|تشرين الثاني|كانون الأول".split(
    "|"
)
MOROCCO = "يناير فبراير مارس أبريل ماي يونيو يوليوز غشت شتنبر أكتوبر نونبر دجنبر".split()
ALGERIA = "جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر أكتوبر نوفمبر ديسمبر".split()
ENGLISH = (
    "January February March April May June July August September October November December".split()
)
WEEKDAYS = "الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد".split()
NAVIGATION = (("محليات", "/s/1"), ("اقتصاد", "/s/2"), ("رياضة", "/s/3"), ("ثقافة", "/s/4"))


def e(text):
    return escape(text, quote=True)


def local(story, outlet):
    """The publishing time on the outlet's clock."""
    return story.published.astimezone(ZoneInfo(outlet.timezone))


def iso(moment):
    return moment.astimezone(UTC).isoformat()


def minute(story):
    """The publishing time to the minute, as the record has it."""
    return story.published.replace(second=0).isoformat()


def ordinal(day):
    suffix = "th" if 10 < day < 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{suffix}"


def common(story, **fields):
    """The truth of title and body; what else a layout prints comes as fields, empty ones left out."""
    record = {"title": story.title, "body": "\n\n".join(story.paragraphs), **fields}
    return {name: value for name, value in record.items() if value not in (None, [], "")}


def flow(story, heading="h2"):
    """Paragraphs and sub-headings as `<p>` and headings."""
    return "\n".join(
        f"<{heading}>{e(text)}</{heading}>" if spot in story.headings else f"<p>{e(text)}</p>"
        for spot, text in enumerate(story.paragraphs)
    )


def navigation():
    return "".join(f'<li><a href="{path}">{name}</a></li>' for name, path in NAVIGATION)


def teasers(outlet, index, count=3):
    """Address and headline of other articles."""
    return [(outlet.url(each), outlet.story(each).title) for each in outlet.related(index, count)]


def related_truth(outlet, index, count=3):
    return [{"title": title, "url": url} for url, title in teasers(outlet, index, count)]


def persons(names, role=None):
    return [{"name": name, **({"role": role} if role else {})} for name in names]

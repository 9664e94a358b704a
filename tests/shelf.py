"""A few stored articles with everything an article can have, for the commands that read the store."""

from datetime import UTC, datetime, timedelta

from crawler.items import Author, Image, Media, RelatedArticle, Update
from tests import command

DAY = datetime(2024, 1, 29, tzinfo=UTC)
WHOLE = {
    "outlet": "press",
    "outlet_title": "الصحافة",
    "country": "EG",
    "title": "افتتاح المكتبة الكبرى | صور",
    "subtitle": "ألف كتاب في اليوم الأول",
    "summary": "فتحت المكتبة أبوابها.",
    "published_at": DAY,
    "published_text": "الإثنين 29 يناير 2024",
    "published_precision": "day",
    "modified_at": DAY + timedelta(hours=30),
    "body": 'القاهرة – فتحت المكتبة أبوابها.\n\nوقال المدير: "أهلاً", ثم سكت.',
    "headings": ["أرقام"],
    "authors": [Author(name="سلمى حداد"), Author(name="عمر زيدان", role="photographer")],
    "sources": ["رويترز", "صدى البلد"],
    "sources_text": "المصدر: رويترز + صدى البلد",
    "dateline": "القاهرة",
    "keywords": ["مكتبة", "كتب نادرة"],
    "sections": ["ثقافة", "كتب"],
    "images": [
        Image(url="https://press.example/1.jpg", caption="الباب", credit="أ ف ب", is_main=True),
        Image(url="https://press.example/2.jpg"),
    ],
    "videos": [Media(url="https://youtube.com/watch?v=1", provider="youtube.com")],
    "related": [
        RelatedArticle(title="خبر أول", url="https://press.example/9", label="إقرأ أيضاً"),
        RelatedArticle(title="خبر ثان", published_at=DAY, sources=["وام"]),
    ],
    "updates": [Update(title="بدء", body="بدأ الحفل.", published_at=DAY + timedelta(hours=9))],
    "is_free": False,
    "word_count": 9,
    "story": "s" * 32,
    "fetched_at": DAY + timedelta(days=1, milliseconds=120),
    "provenance": {"title": "json-ld:headline", "a.b$": "x"},
    "crawl": {"status": 200, "encoding": {"used": "utf-8"}},
}


def scrapy(folder, database, *arguments, **environment):
    """A finished `scrapy …` on a database of the embedded server with its data in `folder`."""
    settings = {"DATA_DIR": folder.parent, "MONGODB_DATABASE": database}
    return command.scrapy(*arguments, variables=environment, **settings)

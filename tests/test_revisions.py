"""What makes a revision, and what an earlier text says of the change."""

from datetime import UTC, datetime

import pytest

from crawler import extract_article
from crawler.storage.quarantine import MOST_BYTES

PAGE = """<!DOCTYPE html><html lang="ar"><head><title>بدء أعمال الصيانة في المدينة</title>
<meta property="article:published_time" content="2026-05-03T08:00:00+03:00">
<meta property="article:modified_time" content="{modified}"></head><body><main><article>
<h1>{title}</h1><div class="date">آخر تحديث: {modified}</div>
<div class="share"><span>{shares} مشاركة</span><span>{views} مشاهدة</span></div>
<p>أعلنت بلدية المدينة صباح اليوم بدء أعمال الصيانة في الشارع الرئيسي، وقال رئيسها إن العمل يستمر خمسة أيام.</p>
<p>ويشمل الأرصفة والإنارة وشبكة المياه، {detail} حتى انتهاء الأشغال كلها في نهاية الأسبوع المقبل.</p>
<div class="share"><span>{shares}</span> مشاركة</div></article></main></body></html>"""
FIRST = {
    "title": "بدء أعمال الصيانة في المدينة",
    "modified": "2026-05-03T08:10:00+03:00",
    "shares": "12",
    "views": "1,204",
    "detail": "ودعت البلدية السائقين إلى سلوك الطرق البديلة",
}


def read(**changed):
    article = extract_article(PAGE.format(**FIRST | changed), "https://press.example/2026/5/3/1")
    article.fetched_at = datetime.now(UTC)
    return article


@pytest.mark.parametrize(
    "changed",
    [
        {"shares": "15"},
        {"views": "9,871"},
        {"modified": "2026-05-04T11:00:00+03:00"},
        {"modified": "2026-05-05T11:00:00+03:00", "shares": "1,015", "views": "20,000"},
    ],
)
async def test_a_changed_date_or_counter_alone_is_no_revision(writer, changed):
    assert await writer.write(read()) == "new"
    again = read(**changed)
    assert await writer.write(again) == "unchanged"
    assert again.revision == 1
    assert await writer.store.revisions.count_documents({}) == 0


@pytest.mark.parametrize(
    ("changed", "field", "removed", "added"),
    [
        ({"title": "بدء أعمال الصيانة في الشارع الرئيسي"}, "title", "المدينة", "الشارع الرئيسي"),
        ({"detail": FIRST["detail"] + " والحذر"}, "body", "", "والحذر"),
    ],
)
async def test_a_changed_title_or_text_is_one(writer, changed, field, removed, added):
    first = read()
    await writer.write(first)
    again = read(**changed)
    assert await writer.write(again) == "changed"
    assert again.revision == 2
    (earlier,) = [each async for each in writer.store.revisions.find()]
    assert (earlier["_id"], earlier["article"]) == (f"{first.id}:1", first.id)
    assert earlier[field] == getattr(first, field)
    assert earlier["replaced_at"].tzinfo
    (change,) = earlier["changes"]
    assert (change["field"], change.get("removed", ""), change.get("added", "")) == (
        field,
        removed,
        added,
    )
    assert change["context"] in getattr(first, field)
    assert earlier["words_removed"] == len(removed.split())
    assert earlier["words_added"] == len(added.split())


async def test_each_change_is_one_more_and_all_earlier_texts_stay(writer):
    titles = [f"بدء أعمال الصيانة في الحي رقم {number}" for number in range(5)]
    for title in [*titles, titles[0]]:
        await writer.write(read(title=title))
    earlier = {each["_id"]: each["title"] async for each in writer.store.revisions.find()}
    (key,) = {each.partition(":")[0] for each in earlier}
    assert earlier == {f"{key}:{n}": title for n, title in enumerate(titles, 1)}
    article = await writer.store.articles.find_one()
    assert (article["revision"], article["title"]) == (6, titles[0])


async def test_a_text_that_leaves_no_room_for_its_changes_is_kept_without(writer, make_article):
    huge = "ا " * (MOST_BYTES // 4)
    await writer.write(make_article(1, body=huge))
    assert (
        await writer.write(make_article(1, body="ب " * (MOST_BYTES // 4), content_key="f" * 32))
        == "changed"
    )
    earlier = await writer.store.revisions.find_one()
    assert earlier["body"].strip() == huge.strip()
    assert "changes" not in earlier

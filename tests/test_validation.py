"""What is no article, or can't be stored as one, is dropped with its reason."""

from datetime import UTC, datetime, timedelta

import pytest

from pipelines.validation import fault

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({}, None),
        ({"published_at": NOW + timedelta(hours=20)}, None),
        ({"body": None, "published_at": NOW}, None),
        ({"title": "  "}, "no_title"),
        ({"body": None}, "no_body"),
        ({"url": "ftp://press.example/1"}, "bad_url"),
        ({"language": "fr"}, "not_arabic"),
        ({"published_at": NOW + timedelta(days=2)}, "published_in_future"),
        ({"published_at": NOW.replace(tzinfo=None)}, "date_without_zone"),
        ({"modified_at": NOW.replace(tzinfo=None)}, "date_without_zone"),
    ],
)
def test_the_fault_of_an_article(make_article, fields, reason):
    assert fault(make_article(**fields), NOW) == reason

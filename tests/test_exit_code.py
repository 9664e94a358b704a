"""The verdict of a run."""

import pytest

from crawler.extensions.exit_code import problem, total

READ = {
    "downloader/response_count": 9,
    "downloader/response_status_count/200": 9,
    "item_scraped_count": 5,
}


@pytest.mark.parametrize(
    ("stats", "reason", "expected"),
    [
        (READ, "finished", None),
        (READ, "closespider_itemcount", None),
        (READ, "shutdown", None),
        ({}, "shutdown", None),
        ({"downloader/response_status_count/304": 1}, "finished", None),
        ({"articles/dropped/duplicate_url": 1}, "finished", None),
        ({**READ, "spider_exceptions/count": 1}, "finished", "lost to errors"),
        ({**READ, "items/errors": 1}, "finished", "lost to errors"),
        (
            {**READ, "storage/failed": "the server went away"},
            "storage_failed",
            "the server went away",
        ),
        (READ, "memusage_exceeded", "ended early: memusage_exceeded"),
        ({"requests/refused/private": 2}, "finished", "ALLOWED_PRIVATE_HOSTS"),
        (
            {"downloader/exception_type_count/scrapy.exceptions.CannotResolveHostError": 3},
            "finished",
            "nothing could be fetched: no such host, or no network (CannotResolveHostError) ×3",
        ),
        ({"robotstxt/forbidden": 1}, "finished", "robots.txt forbids"),
        ({}, "finished", "no seed that can be fetched"),
        (
            {"downloader/response_count": 4, "downloader/response_status_count/403": 4},
            "finished",
            "every page answered with an error: 403 ×4",
        ),
        (
            {**READ, "item_scraped_count": 0, "pages/not_article/listing": 3},
            "finished",
            "no article among 3 pages read: listing ×3",
        ),
        ({**READ, "item_scraped_count": 0}, "finished", "no article was found"),
        (
            {**READ, "item_scraped_count": 0, "files/unreadable": 2},
            "finished",
            "2 files could not be read",
        ),
        (
            {
                **READ,
                "item_scraped_count": 0,
                "downloader/exception_type_count/scrapy.exceptions.DownloadTimeoutError": 3,
            },
            "outlet_fails",
            "no article could be fetched: no answer in time (DownloadTimeoutError) ×3",
        ),
    ],
)
def test_problem_names_what_kept_the_job_from_being_done(stats, reason, expected):
    line = problem(stats, reason)
    assert line is None if expected is None else expected in line


def test_total_adds_counters_and_leaves_words_alone():
    assert total({"a/x": 1, "a/y": 2, "a/z": "text", "b": 4}, "a/") == 3

"""Pages saved with the record that they should give: written once, read again after every change."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from crawler.exceptions import NotAnArticle, OutletError, WarraqError
from crawler.extraction.article import extract_article
from crawler.outlets import find_outlet
from crawler.records import to_json_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from crawler.items import Article
    from crawler.outlets import Outlet

# Fields that say when or how a page was read, not what it says; another selector may find the same.
LEFT_OUT = (
    "crawl",
    "content_key",
    "fetched_at",
    "first_seen_at",
    "provenance",
    "schema_version",
)
# The entry of a saved record that is no field: what the page has to be read with.
ABOUT = "snapshot"
# Letters of a value that a difference shows.
SHOWN = 60


def expected_record(article: Article) -> dict[str, Any]:
    """The fields of an article that its page alone decides."""
    record = to_json_record(article)
    return {name: value for name, value in record.items() if name not in LEFT_OUT}


def save(
    folder: Path, outlet: Outlet, body: bytes, url: str, charset: str | None = None
) -> tuple[Path, Article]:
    """The saved page, below a folder of the outlet's, and its article.

    NotAnArticle where it has none; WarraqError where the files can't be written or are there already.
    """
    now = datetime.now(UTC).replace(microsecond=0)
    article = extract_article(body, url, outlet=outlet, encoding=charset, now=now)
    about = {"outlet": outlet.name, "url": url, "charset": charset, "taken_at": now.isoformat()}
    record = {ABOUT: about, **expected_record(article)}
    page = folder / outlet.name / f"{now:%Y-%m-%d}-{article.id[:8]}.html"
    text = json.dumps(record, ensure_ascii=False, indent=2) + "\n"
    try:
        page.parent.mkdir(parents=True, exist_ok=True)
        with page.open("xb") as file:
            file.write(body)
        page.with_suffix(".json").write_text(text, encoding="utf-8")
    except FileExistsError as error:
        raise WarraqError(
            f"{error.filename}: is there already; delete it to save it anew"
        ) from None
    except OSError as error:
        raise WarraqError(f"{error.filename or page}: {error.strerror}") from error
    return page, article


def snapshots(folder: Path) -> list[Path]:
    """The records of saved pages in a folder and below, by name; WarraqError where there are none."""
    found = sorted(folder.rglob("*.json")) if folder.is_dir() else []
    if not found:
        raise WarraqError(f"{folder}: no saved pages there")
    return found


def check(path: Path, folders: Iterable[Path | str]) -> list[str]:
    """What a saved page gives that differs from its record, one line a field; nothing where nothing does."""
    try:
        expected = json.loads(path.read_text(encoding="utf-8"))
        about = expected.pop(ABOUT)
        outlet, taken = str(about["outlet"]), datetime.fromisoformat(about["taken_at"])
        body = path.with_suffix(".html").read_bytes()
        found = extract_article(
            body,
            about["url"],
            outlet=find_outlet(outlet, folders),
            encoding=about.get("charset"),
            now=taken,
        )
    except NotAnArticle as error:
        return [f"no article: {error}"]
    except OutletError as error:
        return [str(error)]
    except OSError as error:
        return [f"{error.filename}: {error.strerror}"]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        return [f"is no record of a saved page: {type(error).__name__}: {error}"]
    return list(differences(expected, expected_record(found)))


def differences(expected: Mapping[str, Any], found: Mapping[str, Any]) -> Iterator[str]:
    """A line for each field that differs.

    >>> list(differences({"title": "خبر", "sources": ["رويترز"]}, {"title": "خبر"}))
    ['sources: ["رويترز"] expected, nothing found']
    """
    for name in dict.fromkeys([*expected, *found]):
        if expected.get(name) != found.get(name):
            wanted, got = expected.get(name), found.get(name)
            yield f"{name}: {_shown(wanted, got)} expected, {_shown(got, wanted)} found"


def _shown(value: object, other: object) -> str:
    """A value from a little before the place where it differs from the other."""
    if value is None:
        return "nothing"
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    if len(text) > SHOWN and isinstance(other, type(value)):
        twin = other if isinstance(other, str) else json.dumps(other, ensure_ascii=False)
        same = next((n for n, (a, b) in enumerate(zip(text, twin, strict=False)) if a != b), None)
        start = max(0, (min(len(text), len(twin)) if same is None else same) - SHOWN // 3)
        text = ("…" if start else "") + text[start:]
    text = " ".join(text.split())
    return text if len(text) <= SHOWN else text[:SHOWN] + "…"

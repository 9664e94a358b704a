"""Saved pages on disk: which files, and the address that each came from."""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from parsel import Selector

from crawler.discovery.links import absolute
from crawler.exceptions import WarraqError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SUFFIXES = (".html", ".htm", ".xhtml", ".txt")
PACKED = ".gz"
MANIFEST = "manifest.tsv"
# Bytes of a page in which its head names its address.
HEAD = 256 * 1024


def saved_files(path: Path) -> Iterator[Path]:
    """The pages and texts in a folder and below, by name; a file itself."""
    if path.is_file():
        yield path
        return
    if not path.is_dir():
        raise WarraqError(f"{path}: no such file or folder")
    found = sorted(each for each in path.rglob("*") if _is_saved(each))
    yield from (each for each in found if each.is_file())


def _is_saved(path: Path) -> bool:
    return _unpacked_name(path).suffix.lower() in SUFFIXES


def _unpacked_name(path: Path) -> Path:
    return path.with_suffix("") if path.suffix.lower() == PACKED else path


def unpacked(path: Path, body: bytes, most: int) -> bytes:
    """What a file holds, unpacked where its name ends in `.gz`.

    WarraqError where that is broken, or more than `most` bytes (0 for any number).
    """
    if path.suffix.lower() != PACKED:
        return body
    try:
        found = gzip.GzipFile(fileobj=io.BytesIO(body)).read(most + 1 if most else -1)
    except (OSError, EOFError, zlib.error) as error:
        raise WarraqError(f"{path}: is no whole gzip file: {error}") from error
    if most and len(found) > most:
        raise WarraqError(f"{path}: is more than {most:,} bytes when unpacked (DOWNLOAD_MAXSIZE)")
    return found


def other_files(path: Path) -> Counter[str]:
    """Ending → number of the files in a folder and below that are neither pages nor texts."""
    found = (each for each in path.rglob("*") if not each.name.startswith((".", MANIFEST)))
    return Counter(
        each.suffix.lower() or "no ending"
        for each in found
        if not _is_saved(each) and each.is_file()
    )


def manifest(path: Path) -> dict[str, str]:
    """`id` → address, from a `manifest.tsv` (columns `id`, `url`) in the folder or above it.

    An id is a file's name or its path from the folder, with or without its endings. WarraqError for
    a file in the folder itself that is no such table; above it, it may be somebody else's.
    """
    folder = path if path.is_dir() else path.parent
    for place in (folder / MANIFEST, folder.parent / MANIFEST):
        if place.is_file():
            try:
                return _table(place)
            except WarraqError:
                if place.parent == folder:
                    raise
    return {}


def _table(place: Path) -> dict[str, str]:
    try:
        text = place.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise WarraqError(f"{place}: not UTF-8 at byte {error.start}") from error
    rows = csv.DictReader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE)
    if not {"id", "url"} <= {*(rows.fieldnames or ())}:
        raise WarraqError(f"{place}: its first line must name the columns id and url, with a tab")
    return {row["id"]: row["url"] for row in rows if row["id"] and row["url"]}


def known_as(path: Path, addresses: dict[str, str]) -> str | None:
    """The id under which a manifest has a file, the longest path first; None where it has none.

    >>> from pathlib import Path
    >>> known_as(Path("/saved/a/1.html"), {"1": "https://a.com/1", "a/1.html": "https://b.com/1"})
    'a/1.html'
    """
    if not addresses:
        return None
    for length in range(len(path.parts), 0, -1):
        name = Path(*path.parts[-length:])
        bare = _unpacked_name(name)
        for key in (name.as_posix(), bare.as_posix(), bare.with_suffix("").as_posix()):
            if key in addresses:
                return key
    return None


def named_twice(files: Iterable[Path], addresses: dict[str, str]) -> str | None:
    """A line about the first id of a manifest that means files in several places; None where each is clear."""
    means: dict[str, Path] = {}
    for path in files:
        if key := known_as(path, addresses):
            other = means.setdefault(key, path)
            if _unpacked_name(other).with_suffix("") != _unpacked_name(path).with_suffix(""):
                return f"{MANIFEST}: {key!r} is {other} and {path}; write their paths"
    return None


def printed_address(body: bytes) -> str | None:
    """The address that a page names as its own (`rel=canonical`, `og:url`); None where it has none.

    >>> printed_address(b'<link rel="canonical" href="https://a.com/1">')
    'https://a.com/1'
    """
    head = body[:HEAD].decode("utf-8", "replace")
    if "<" not in head:
        return None
    selector = Selector(text=head)
    named = [
        *selector.xpath("//link[@rel='canonical']/@href").getall(),
        *selector.xpath("//meta[@property='og:url' or @name='og:url']/@content").getall(),
    ]
    return next((url for each in named if (url := absolute("", each))), None)


def address_of(path: Path, body: bytes, addresses: dict[str, str] | None = None) -> str:
    """The address that a saved page came from: the manifest's, else its own, else the file's."""
    known = manifest(path) if addresses is None else addresses
    key = known_as(path, known)
    return (known[key] if key else printed_address(body)) or path.resolve().as_uri()

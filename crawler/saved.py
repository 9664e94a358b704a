"""Saved pages on disk: which files, and the address that each came from."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from parsel import Selector

from crawler.discovery.links import absolute
from crawler.exceptions import WarraqError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SUFFIXES = (".html", ".htm", ".xhtml", ".txt")
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
    found = sorted(each for each in path.rglob("*") if each.suffix.lower() in SUFFIXES)
    yield from (each for each in found if each.is_file())


def manifest(path: Path) -> dict[str, str]:
    """File stem → address, from a `manifest.tsv` (columns `id`, `url`) in the folder or above it."""
    folder = path if path.is_dir() else path.parent
    for place in (folder / MANIFEST, folder.parent / MANIFEST):
        if place.is_file():
            with place.open(encoding="utf-8-sig", newline="") as lines:
                rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
                return {row["id"]: row["url"] for row in rows if row.get("id") and row.get("url")}
    return {}


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
    return known.get(path.stem) or printed_address(body) or path.resolve().as_uri()

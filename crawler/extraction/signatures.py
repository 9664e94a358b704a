"""Lines below a text that sign it or say where it was taken from."""

from __future__ import annotations

import re

from crawler.arabic.given import is_bare_name
from crawler.arabic.labels import match_label, writer_role
from crawler.arabic.names import is_person_name, normalise_source, usual_name
from crawler.arabic.text import fold
from crawler.extraction.opening import read_opening
from crawler.items import Author

MOST_WORDS = 8
JOBS = re.compile(
    r"(?:\.{2}|[،,:|-])\s*(?:صحاف|صحف|كاتب|باحث|أكاديم|محلل|أستاذ|خبير|روائي|شاعر|إعلام|ناشط|مراسل)"
)
# «كريم. ب», «ن. مرزوقي», «ل/س»: how papers of the Maghreb sign; «أ. د» and «ق.م» are no text either.
SHORTENED = re.compile(
    r"[*•\s(]*(?:[\u0621-\u064a]{3,10}\s?[./]\s?[\u0621-\u064a]|[\u0621-\u064a]\s?[./]\s?[\u0621-\u064a]{3,12})\s?\.?[)\s]*"
)
SIGNED = re.compile(r"^\s*[*•]\s*")
# «(إعداد سلمى حداد للنشرة العربية - تحرير كريم عباس)»
BRACKET = re.compile(r"[(\[]([^()\[\]]{8,200})[)\]]\.?")
DASH = re.compile(r"\s+[-–—]\s+|[،؛]\s*")
BULLETIN = re.compile(r"\s+(?:للنشرة|لنشرة|في النشرة)\s.*")
# «* نقلا عن جريدة الضفاف», «الخبر نقلا عن صدى الوادي», «عن «الشرق الأوسط»»
TAKEN_FROM = re.compile(
    r"[*•\s]{0,4}(?:(?:الخبر|المقال|التقرير|هذا المقال|ينشر|نشر)\s)?"
    r"(?P<how>نقلا[ً]? عن|نقلاً عن|بالاتفاق مع|خدمة|عن)\s(?P<who>.{2,40})"
)
KINDS = re.compile(r"^(?:صحيفة|جريدة|موقع|مجلة|وكالة|قناة|شبكة|بوابة)\s+")
# Words that credit only what is a paper's name.
SAYS_LITTLE = frozenset({"عن", "خدمه"})
QUOTED = re.compile(r"[«“\"][^»”\"]{2,30}[»”\"](?P<nation>\sال\w+ية)?")


def signature(line: str) -> list[Author]:
    """The writers that a closing line names; empty for any other line.

    >>> [each.name for each in signature("*سلمى حداد.. صحافية متدربة")]
    ['سلمى حداد']
    >>> [each.name for each in signature("سلمى حداد - تونس")]
    ['سلمى حداد']
    """
    if found := BRACKET.fullmatch(line.strip()):
        return _bracketed(found[1])
    if SHORTENED.fullmatch(line):
        return [Author(name=line.strip(" *•()"))]
    agency, stroke, names = line.partition("/")
    if stroke and usual_name(agency):
        return _behind_agency(names)
    label = match_label(line)
    if label and label.role == "byline":  # read with the other labelled lines
        return []
    if line.endswith((".", ":", "؟")) or len(line.split()) > MOST_WORDS:
        return []
    opening = read_opening(line.removeprefix("من "), None)
    if opening and opening.authors and all(map(is_bare_name, opening.authors)):
        return [Author(name=name) for name in opening.authors]
    has_job = JOBS.search(line) is not None
    if not SIGNED.match(line) and not has_job:
        return []
    name = re.split(r"\.{2}|[،,:|(-]", SIGNED.sub("", line))[0].strip()
    # «* تحركات دولية» is a sub-heading
    is_sure = is_bare_name(name) or (has_job and len(name.split()) >= 2 and is_person_name(name))
    return [Author(name=name)] if is_sure else []


def _behind_agency(names: str) -> list[Author]:
    """The writers behind an agency's name: «وام/سلمى حداد/كريم عباس»."""
    persons = [name.strip() for name in names.split("/")]
    is_name = (2 <= len(name.split()) <= 4 and is_person_name(name) for name in persons)
    return [Author(name=name) for name in persons] if all(is_name) else []


def _bracketed(inside: str) -> list[Author]:
    """The persons of an agency's line in brackets, each behind a word that says what he did."""
    authors: list[Author] = []
    for part in DASH.split(inside):
        label = match_label(part)
        first, _, rest = part.strip().partition(" ")
        is_labelled = label is not None and label.role == "byline"
        name = BULLETIN.sub("", label.rest if label and is_labelled else rest)
        role = label.author_role if label and is_labelled else writer_role(first)
        if role is None or not 2 <= len(name.split()) <= 4 or not is_person_name(name):
            return []
        authors.append(Author(name=name, role=role))
    return authors


def is_shortened(authors: list[Author]) -> bool:
    """Whether a signature has no full name, so that one printed elsewhere says more.

    >>> is_shortened(signature("كريم. ب")), is_shortened(signature("سلمى حداد - تونس"))
    (True, False)
    """
    return all(SHORTENED.fullmatch(each.name) for each in authors)


def taken_from(line: str) -> list[str]:
    """Whom a closing line credits; empty for any other line.

    >>> taken_from("* نقلا عن جريدة الضفاف"), taken_from("عن «الشرق الأوسط»"), taken_from("عن الوزير")
    (['الضفاف'], ['الشرق الأوسط'], [])
    """
    found = TAKEN_FROM.fullmatch(line.strip().rstrip("."))
    if not found or len(line.split()) > MOST_WORDS:
        return []
    who = found["who"].strip()
    if fold(found["how"]) in SAYS_LITTLE and not (
        QUOTED.fullmatch(who) or usual_name(who) or KINDS.match(who)
    ):
        return []
    if (quoted := QUOTED.fullmatch(who)) and quoted["nation"]:
        who = who.removesuffix(quoted["nation"])  # «ذي تايمز» البريطانية
    names = normalise_source(who)
    return [KINDS.sub("", name).strip('«»“”" ') or name for name in names]

"""What agencies print below a text to say that it is over: «انتهى», a time, the editors' initials."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crawler.arabic.dates import is_date_line
from crawler.arabic.text import fold

if TYPE_CHECKING:
    from crawler.extraction.blocks import Block

# «// انتهى //», «(النهاية)», «(يتبع)», «–30–»
OVER = r"[/\\(\[*#|–—-]*\s*(?:ان?تهى|إنتهى|النهاية|يتبع|انتهى الخبر)(?:\s?/?\s?\d{1,4}\s?[\u0621-\u064a]?)?\s*[/\\)\]*#|.–—-]*"
WHOLE_LINE = re.compile(rf"\s*{OVER}\s*")
# Marked off by brackets or strokes: «… خلال عامين. (النهاية) م ع / ط م ا».
AT_THE_END = re.compile(
    r"\s*(?:[(\[]\s*|/{1,2}\s*)(?:انتهى|إنتهى|النهاية|يتبع)\s*[)\]/]{1,2}"
    r"(?:\s*[\u0621-\u064a](?:[ ./]{1,3}[\u0621-\u064a]){1,7})?\s*\Z"
)
# «14:20 ت م», «1420 جمت»
CLOCK = re.compile(r"\d{1,2}[:.]?\d{2}\s*(?:ت\s?\.?\s?م|ت\s?\.?\s?غ|جمت|غرينتش|GMT)?\.?")
# «م ع / ح س», «ع.ف», «ص ب ا»: single letters and what parts them
INITIALS = re.compile(
    r"[=*#/.\s–—-]*[\u0621-\u064aـ](?:\s*[ ./\\،,–—-]\s*[\u0621-\u064aـ]){1,7}[ ./\\–—-]*"
)
# What aggregators print below a text that they have copied, and papers below an opinion; folded.
NOTICES = tuple(
    map(
        fold,
        (
            "كانت هذه تفاصيل خبر",
            "كانت هذه تفاصيل الخبر",
            "كما تجدر الإشارة بأن الخبر",
            "تجدر الإشارة بأن الخبر الأصلي",
            "تجدر الإشارة إلى أن الخبر الأصلي",
            "تجدر الإشارة إلى أن خبر",
            "جدير بالذكر أن خبر",
            "الجدير بالذكر أن خبر",
            "ملحوظة مضمون هذا الخبر",
            "ملحوظة هذا الخبر",
            "ملاحظة هذا الخبر",
            "هذا الخبر منقول",
            "هذا المحتوى منقول",
            "هذا المقال منقول",
            "تم نقل هذا الخبر",
            "تم نشر هذا الخبر",
            "هذا المحتوى تم نشره",
            "إخلاء مسؤولية",
            "ونقدم لكم من خلال",
            "نقدم لكم من خلال",
            "ونقدم لكم عبر",
            "ويقدم موقع",
            "ويقدم لكم موقع",
            "ترحب شبكة",
            "ترحب صحيفة",
            "ترحب قناة",
            "نرحب بتعليقات",
            "ترحب إدارة الموقع",
            "سياسة التعليقات",
            "تنويه الآراء",
            "تنويه المقالات",
            "يمكنك قراءة الخبر من المصدر",
            "إذا أعجبك الخبر",
        ),
    )
)
# «*كاتب وباحث», «صحافية من تونس»: what the writer is, without a name.
JOB = re.compile(
    r"\s*[*•–-]?\s*(?:كاتبة?|باحثة?|صحافية?|صحفية?|أكاديمية?|إعلامية?|محللة?|روائية?|أستاذة?|ناشطة?|استشارية?|مستشارة?|خبيرة?)(?:\s\S+){0,6}"
)
# «- مل -»
CODE = re.compile(r"[-–—]\s?[\u0621-\u064a]{2,4}\s?[-–—]")
MAIL = re.compile(r"(?:[^@]{1,30}[:\s]\s?)?[\w.+-]{1,64}@[\w.-]{1,64}")
# Lines below the text that are looked at.
MOST_LINES = 4
# Characters of the longest mark at the end of one.
MOST_MARK = 60
LEAST_BODY = 1


def without_endings(blocks: list[Block]) -> list[Block]:
    """The blocks of a text without the marks behind it."""
    kept = list(blocks)
    least = max(LEAST_BODY, len(kept) - MOST_LINES)
    while len(kept) > least and is_ending(kept[-1].text):
        kept.pop()
    last = kept[-1].text if kept else ""
    if (found := AT_THE_END.search(last, max(0, len(last) - MOST_MARK))) and found.start():
        kept[-1] = kept[-1]._replace(text=last[: found.start()])
    return kept


def without_initials(line: str) -> str:
    """A line without the editors' initials before the agencies or behind them: «ن.س/ ر.ك (د ب أ)».

    >>> without_initials("ن.س/ ر.ك (د ب أ)"), without_initials("--(بترا) م ع/ ن ح"), without_initials("أ ف ب")
    ('(د ب أ)', '--(بترا)', 'أ ف ب')
    """
    start, end = line.find("("), line.rfind(")") + 1
    if start > 0 and INITIALS.fullmatch(line[:start].strip()):
        return line[start:]
    return line[:end] if 0 < end < len(line) and INITIALS.fullmatch(line[end:].strip()) else line


def is_ending(line: str) -> bool:
    """Whether a line is nothing but such a mark.

    >>> [is_ending(line) for line in ("// انتهى //", "14:20 ت م", "م ع / ح س", "انتهى الاجتماع")]
    [True, True, True, False]
    """
    text = line.strip()
    if any(pattern.fullmatch(text) for pattern in (WHOLE_LINE, CLOCK, INITIALS, CODE, MAIL)):
        return True
    if fold(text).startswith(NOTICES):
        return True
    if is_date_line(text) and any(map(str.isdecimal, text)):
        return True
    return JOB.fullmatch(text) is not None and not text.endswith((".", ":", "؟"))

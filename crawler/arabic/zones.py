"""Time zones as the Arabic press names them."""

from __future__ import annotations

import re
from datetime import timedelta, timezone
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from crawler.arabic.text import fold

if TYPE_CHECKING:
    from datetime import tzinfo

    from crawler.arabic.shapes import Line

# Zone = names that stand behind بتوقيت; folded on loading.
PLACES_TABLE = """
UTC = غرينتش | جرينتش | غرينيتش | جرينيتش | غرينويتش | جرينتش العالمي | العالمي | العالمي الموحد | غرينيج | قرينتش | كرينتش | غرنتش | جرنتش | كرينج | الدولي | greenwich | عالمي
Africa/Cairo = القاهرة | مصر | القاهره الكبرى | الإسكندرية | جمهورية مصر العربية | cairo | egypt
Asia/Riyadh = مكة المكرمة | مكة | الرياض | السعودية | المملكة | مكه | mecca | makkah | riyadh | saudi | جدة | المدينة المنورة | المملكة العربية السعودية
Asia/Dubai = أبوظبي | أبو ظبي | دبي | الإمارات | الامارات العربية المتحدة | الشارقة | دولة الإمارات | dubai | abu dhabi
Asia/Muscat = مسقط | سلطنة عمان | سلطنة عُمان
Asia/Qatar = الدوحة | قطر | doha
Asia/Kuwait = الكويت
Asia/Bahrain = المنامة | البحرين
Asia/Aden = صنعاء | اليمن | عدن
Asia/Baghdad = بغداد | العراق | أربيل
Asia/Amman = عمان | عمّان | الأردن | المملكة الأردنية | amman
Asia/Beirut = بيروت | لبنان | beirut
Asia/Damascus = دمشق | سوريا | سورية
Asia/Jerusalem = القدس | القدس المحتلة | إسرائيل | تل أبيب | القدس الشريف | jerusalem
Asia/Hebron = فلسطين | رام الله | الضفة الغربية
Asia/Gaza = غزة | قطاع غزة | مدينة غزة | gaza
Africa/Khartoum = الخرطوم | السودان
Africa/Tripoli = طرابلس | ليبيا | بنغازي
Africa/Tunis = تونس
Africa/Algiers = الجزائر
Africa/Casablanca = الرباط | المغرب | الدار البيضاء | المملكة المغربية
Africa/Nouakchott = نواكشوط | موريتانيا | نواكشط
Africa/Mogadishu = مقديشو | الصومال
Africa/Djibouti = جيبوتي
Indian/Comoro = جزر القمر | موروني
Europe/Istanbul = إسطنبول | اسطنبول | تركيا | أنقرة
Asia/Tehran = طهران | إيران
Europe/London = لندن | بريطانيا | المملكة المتحدة | london
Europe/Paris = باريس | فرنسا | أوروبا الوسطى | paris
Europe/Berlin = برلين | ألمانيا | وسط أوروبا
Europe/Athens = شرق أوروبا | أوروبا الشرقية | أثينا
Europe/Moscow = موسكو | روسيا
Etc/GMT-3 = شرق أوروبا الصيفي | شرق أفريقيا | شرق إفريقيا
Etc/GMT-2 = شرق أوروبا الرسمي | وسط أوروبا الصيفي | وسط أفريقيا | وسط إفريقيا
Etc/GMT-1 = وسط أوروبا الرسمي | غرب أوروبا الصيفي | غرب أفريقيا | غرب إفريقيا
UTC winter of Western Europe = غرب أوروبا الرسمي | العالمي المنسق
Etc/GMT-4 Gulf = الخليج
America/Los_Angeles = لوس أنجلوس | كاليفورنيا | الساحل الغربي | غرب الولايات المتحدة
America/New_York = واشنطن | نيويورك | شرق الولايات المتحدة | الساحل الشرقي | شرق أمريكا | الولايات المتحدة الشرقي | new york
"""
# Zone, gloss = letters behind a time.
LETTERS_TABLE = """
UTC = utc | gmt | z | ت.غ | ت غ | تغ | ج م ت | ut
Asia/Riyadh Arabia = ast | ksa | التوقيت العربي الرسمي | التوقيت العربي
UTC universal = التوقيت العالمي المنسق | التوقيت العالمي
America/New_York = التوقيت الشرقي لأمريكا الشمالية
Asia/Dubai = uae
Etc/GMT-4 Gulf = gst
Etc/GMT-2 Eastern Europe = eet
Etc/GMT-3 Eastern Europe's summer = eest
Etc/GMT-1 Central Europe = cet
Etc/GMT-2 Central Europe's summer = cest
Etc/GMT-1 Britain's summer = bst
Etc/GMT-3 Moscow, Turkey, East Africa = msk | trt | eat
Etc/GMT+5 = est
Etc/GMT+4 = edt
Etc/GMT+8 = pst
Etc/GMT+7 = pdt
Africa/Cairo Cairo local time = clt
"""
# In shapes: a sign and hours behind GMT, غرينتش or توقيت, or right behind the time; 10:30 GMT - 5 تعليقات has none.
NAMED_OFFSET = re.compile(
    r"[kcT][:(]?(?P<sign>[+-])(?:(?P<hours>[12])(?::?(?P<minutes>2))?|(?P<four>[NI]))(?![:/][12]|,n)(?<!-[12](?=[xuw]))"
)
# Right-to-left text turns it round: GMT 3+.
TURNED = re.compile(r"(?:[kc](?P<hours>[12])(?P<sign>[+-])|(?P<before>[12])(?P<plus>[+])[(]?[kcT])")
BARE_OFFSET = re.compile(
    r"[(,]?(?P<sign>[+-])(?:(?P<hours>(?<=[+])1|2)(?::?(?P<minutes>2))?|(?P<four>[NI]))"
    r"(?:(?=$|,(?!n)|[)(|.\-#kTcY])|(?<=[NI])(?=[12n])|(?<=2:2)(?=[12n]))"
)
PLACE = re.compile(r"T[j:u]?(?P<zone>[ck])|[(](?P<inside>c)[)]|(?P<before>c)T(?!c)")
# 2024-01-29T10:00:00 03:00: an address has made the plus sign a space.
LOST_PLUS = re.compile(r"(?P<hours>2):(?P<minutes>2)$")
# بتوقيت with a name that is none of ours.
UNKNOWN = re.compile(r"[(,-]?T[jx]*x")
MOST_HOURS = 14
PARTS_OF_HOUR = frozenset({0, 30, 45})
ZONE_OF_PLACE = {
    fold(name): zone.split()[0]
    for zone, _, names in (row.partition(" = ") for row in PLACES_TABLE.strip().splitlines())
    for name in names.split(" | ")
}


def zone_named(place: str) -> str | None:
    """The time zone of a place; None for one that is not known.

    >>> zone_named("القاهرة"), zone_named("المدينة")
    ('Africa/Cairo', None)
    """
    return ZONE_OF_PLACE.get(fold(place))


def find_zone(line: Line, start: int = 0, *, signed: bool = False) -> tzinfo | None:
    """The zone named in a line from `start` on, right behind a time; None where none is.

    `signed` says that a minus sign there is one of an offset: the time is ISO 8601's.
    """
    shape = line.shape
    if "v" in shape[start:]:
        return None
    found = BARE_OFFSET.match(shape, start)
    if found and (found["sign"] == "+" or signed or found["four"]):
        return _offset(line, found)
    if signed and (found := LOST_PLUS.match(shape, start)):
        return _offset(line, found)
    for expression in (NAMED_OFFSET, TURNED):
        found = expression.search(shape, start)
        if found and _is_greenwich(line, found) and (offset := _offset(line, found)):
            return offset
    if found := PLACE.search(shape, start):
        group = next(name for name in ("zone", "inside", "before") if found[name])
        return ZoneInfo(str(line.values[found.start(group)]))
    for at in range(start, len(shape)):
        if shape[at] == "k" or (shape[at] == "c" and line.values[at] == "UTC"):
            return ZoneInfo(str(line.values[at]))
    return None


def _is_greenwich(line: Line, found: re.Match[str]) -> bool:
    """Whether the name beside the hours is Greenwich's, or only the word توقيت."""
    at = next(i for i in (found.start(), found.end() - 1) if line.shape[i] in "kcT")
    return line.shape[at] == "T" or line.values[at] == "UTC"


def _offset(line: Line, found: re.Match[str]) -> tzinfo | None:
    groups = found.groupdict()
    if groups.get("four"):
        hours, minutes = divmod(line.number(found, "four"), 100)
    else:
        hours = line.number(found, "hours" if groups.get("hours") else "before")
        minutes = line.number(found, "minutes") if groups.get("minutes") else 0
    if hours > MOST_HOURS or minutes not in PARTS_OF_HOUR:
        return None
    delta = timedelta(hours=hours, minutes=minutes)
    return timezone(-delta if groups.get("sign") == "-" else delta)

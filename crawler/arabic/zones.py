"""Time zones as the Arabic press names them."""

from __future__ import annotations

import re
from datetime import timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from crawler.arabic.calendars import plain

# Zone = names that stand behind بتوقيت; folded on loading.
PLACES_TABLE = """
UTC = غرينتش | جرينتش | غرينيتش | جرينيتش | غرينويتش | جرينتش العالمي | العالمي | العالمي الموحد | غرينيج | قرينتش | كرينتش
Africa/Cairo = القاهرة | مصر | القاهره الكبرى | الإسكندرية
Asia/Riyadh = مكة المكرمة | مكة | الرياض | السعودية | المملكة | جدة | المدينة المنورة | المملكة العربية السعودية | ksa
Asia/Dubai = أبوظبي | أبو ظبي | دبي | الإمارات | الامارات العربية المتحدة | الشارقة | uae
Asia/Muscat = مسقط | سلطنة عمان | سلطنة عُمان
Asia/Qatar = الدوحة | قطر
Asia/Kuwait = الكويت
Asia/Bahrain = المنامة | البحرين
Asia/Aden = صنعاء | اليمن | عدن
Asia/Baghdad = بغداد | العراق | أربيل
Asia/Amman = عمان | عمّان | الأردن
Asia/Beirut = بيروت | لبنان
Asia/Damascus = دمشق | سوريا | سورية
Asia/Jerusalem = القدس | القدس المحتلة | إسرائيل | تل أبيب
Asia/Hebron = فلسطين | رام الله | الضفة الغربية
Asia/Gaza = غزة | قطاع غزة
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
Europe/London = لندن | بريطانيا | المملكة المتحدة
Europe/Paris = باريس | فرنسا
Europe/Berlin = برلين | ألمانيا | وسط أوروبا
Europe/Moscow = موسكو | روسيا
America/New_York = واشنطن | نيويورك | شرق الولايات المتحدة | الساحل الشرقي | شرق أمريكا
"""
# Zones by the letters that stand behind a time.
LETTERS_TABLE = {
    "utc": "UTC",
    "gmt": "UTC",
    "z": "UTC",
    "ت غ": "UTC",
    "ت.غ": "UTC",
    "تغ": "UTC",
    "ksa": "Asia/Riyadh",
    "uae": "Asia/Dubai",
    "eet": "Etc/GMT-2",
    "eest": "Etc/GMT-3",
    "cet": "Etc/GMT-1",
    "cest": "Etc/GMT-2",
    "bst": "Etc/GMT-1",
    "est": "Etc/GMT+5",
    "edt": "Etc/GMT+4",
    "msk": "Etc/GMT-3",
    "clt": "Africa/Cairo",
}


def _places() -> dict[str, str]:
    pairs = (line.partition(" = ") for line in PLACES_TABLE.strip().splitlines())
    return {plain(name): zone for zone, _, names in pairs for name in names.split(" | ")}


PLACES = _places()
_names = "|".join(re.escape(name) for name in sorted(PLACES, key=len, reverse=True))
_letters = "|".join(re.escape(name) for name in sorted(LETTERS_TABLE, key=len, reverse=True))
OFFSET = re.compile(
    r"(?:(?:gmt|utc|غرينتش|جرينتش|توقيت غرينتش|توقيت جرينتش)\s*)?(?P<sign>[+-])\s?(?P<hours>\d{1,2})(?::?(?P<minutes>[0-5]\d))?(?![\d:/.-])"
)
PLACE = re.compile(
    rf"(?:(?:ب|ال)?توقيت(?:\s+(?:مدينه|دوله|العاصمه))?\s*(?:ال)?:?\s*|\(\s*)(?P<place>{_names})(?![^\W\d_])"
)
BARE_GREENWICH = re.compile(r"(?:غرينتش|جرينتش|غرينيتش|جرينيتش)(?![^\W\d_])")
LETTERS = re.compile(rf"(?<![^\W\d_])(?P<letters>{_letters})(?![^\W\d_])")
LOCAL = re.compile(r"(?:بال)?توقيت\s+ال?محلي")


def find_zone(rest: str) -> tzinfo | None:
    """The zone named in the text around a time (in `calendars.plain` spelling); None where none is.

    >>> find_zone("14:30 بتوقيت القاهره")
    zoneinfo.ZoneInfo(key='Africa/Cairo')
    """
    if LOCAL.search(rest):
        return None
    if found := OFFSET.search(rest):
        hours, minutes = int(found["hours"]), int(found["minutes"] or 0)
        if hours <= 14:
            delta = timedelta(hours=hours, minutes=minutes)
            return timezone(delta if found["sign"] == "+" else -delta)
    if found := PLACE.search(rest):
        return ZoneInfo(PLACES[found["place"]])
    if BARE_GREENWICH.search(rest):
        return ZoneInfo("UTC")
    if found := LETTERS.search(rest):
        return ZoneInfo(LETTERS_TABLE[found["letters"]])
    return None

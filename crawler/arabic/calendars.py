"""Month and weekday names of the Arabic press, and the Hijri calendar."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from hijridate import Gregorian, Hijri

# Number and family of a month = its spellings; hamza, vowel marks and ة/ه need no entry of their own.
GREGORIAN_TABLE = """
1 Egypt and Gulf = يناير | ينایر | ينايير | ينائر | جنوار
1 Levant and Iraq = كانون الثاني | كانون ثاني | كانون ثان | كانون الثان | كانون 2 | كانون 02 | كانون الثانى | كانون تاني | كانون التاني | ك 2
1 Maghreb = جانفي | جانفيي | جانفى
1 English and French = january | jan | janvier | janv
1 Persian, Kurdish = ژانویه | کانوونی دووەم | كانونی دووەم
2 Egypt and Gulf = فبراير | فبرائر | فيبراير | فبراي | فبرير | فبرایر | فيراير | فبرايير | فبرابر
2 Levant and Iraq = شباط | سباط | اشباط | شوباط
2 Maghreb = فيفري | فيڤري | فيفرى | فبفري | فيفيري
2 English and French = february | feb | febr | fevrier | fevr | fev
2 Persian, Kurdish = فوریه | شوبات
3 Egypt and Gulf = مارس | مارص
3 Levant and Iraq = آذار | ادار | آزار
3 Maghreb = مارش
3 English and French = march | mar | mars
3 Persian, Kurdish = ئازار
4 Egypt and Gulf = أبريل | إبريل | ابرايل | ابريل
4 Levant and Iraq = نيسان | نسيان
4 Maghreb = أفريل | إفريل | أڤريل | اپريل
4 English and French = april | apr | avril | avr
4 Persian, Kurdish = آوریل
5 Egypt and Gulf = مايو | مايوا
5 Levant and Iraq = أيار | ايّار
5 Maghreb = ماي | ماى
5 English and French = may | mai
5 Kurdish = ئایار
6 Egypt and Gulf = يونيو | يونيه | يونيوه | يونية
6 Levant and Iraq = حزيران | حزیران | حزيرن
6 Maghreb = جوان | يونيوا | جويين
6 English and French = june | jun | juin
6 Persian, Kurdish = ژوئن | حوزەیران
7 Egypt and Gulf = يوليو | يوليه | يولية | يوليوا | يوليوه
7 Levant and Iraq = تموز | تمّوز
7 Maghreb = جويلية | جويليا | جوييلية | جوليه | جويلي | يوليوز | جولية | يوليوس
7 English and French = july | jul | juillet | juil
7 Persian, Kurdish = ژوئیه | ژوییه | تەمووز
8 Egypt and Gulf = أغسطس | اوغسطس | أغسطوس | إغسطس | أغستس | أغطس
8 Levant and Iraq = آب
8 Maghreb = أوت | غشت | غشث | غست | أوط | أوث
8 Mauritania = أغشت | اغشت | أغست
8 English and French = august | aug | aout
8 Kurdish = ئاب
9 Egypt and Gulf = سبتمبر | سبتمبير | سبمتبر | سيبتمبر | سبتمر | ستمبر | سبتامبر | سيبتامبر | سبتمير
9 Levant and Iraq = أيلول
9 Maghreb = شتنبر | شتانبر | شتمبر | شتنبير | سبتنبر
9 English and French = september | sept | sep | septembre
9 Persian, Kurdish = سپتامبر | ئەیلوول
10 Egypt and Gulf = أكتوبر | اكتوبير | إكتوبر | اوكتوبر | أكتوير
10 Levant and Iraq = تشرين الأول | تشرين أول | تشرين اولى | تشرين الاولى | تشرين 1 | تشرين 01 | ت 1
10 English and French = october | oct | octobre
10 Persian, Kurdish = اکتبر | تشرینی یەکەم
11 Egypt and Gulf = نوفمبر | نوفمبير | نوڤمبر | نفمبر | نوفنبر | نوفيمبر | نوفامبر | نوفمير
11 Levant and Iraq = تشرين الثاني | تشرين ثاني | تشرين ثان | تشرين الثان | تشرين الثانى | تشرين التاني | تشرين تاني | تشرين 2 | تشرين 02 | ت 2
11 Maghreb = نونبر | نونبير | نومبر | نوانبر
11 English and French = november | nov | novembre
11 Persian, Kurdish = نوامبر | تشرینی دووەم
12 Egypt and Gulf = ديسمبر | دسمبر | ديسمبير | ديسنبر | ديسمبز | ديسيمبر | ديسامبر | ديسمير
12 Levant and Iraq = كانون الأول | كانون أول | كانون الاولى | كانون 1 | كانون 01 | ك 1
12 Maghreb = دجنبر | دجمبر | ديجنبر | دسنبر | دجنبير | دجينبر
12 English and French = december | dec | decembre
12 Persian, Kurdish = دسامبر | کانوونی یەکەم
"""
# Libya, 1969-2011: ordinary words, so they count between a day and a year only.
LIBYAN_TABLE = """
1 where is the fire = أي النار | أي نار | اينار | آي النار
2 the light = النوار | نوار
3 the spring = الربيع | ربيع
4 the bird = الطير | طير
5 the water = الماء | ماء
6 the summer = الصيف | صيف
7 Nasser = ناصر
8 Hannibal = هانيبال | هنيبال | هانيبعل | هنيبعل | حنبعل
9 the conqueror = الفاتح | فاتح
10 the dates = التمور | الثمور | تمور
11 the ploughing = الحرث | حرث
12 the hearth = الكانون
"""
HIJRI_TABLE = """
1 Muharram = محرم | المحرم | محرم الحرام | المحرم الحرام
2 Safar = صفر | صفر الخير | صفر المظفر
3 Rabi I = ربيع الأول | ربيع أول | ربيع 1 | ربيع الأولى | ربيع الأنور
4 Rabi II = ربيع الآخر | ربيع الآخرة | ربيع الثاني | ربيع ثاني | ربيع ثان | ربيع آخر | ربيع 2 | ربيع الثانى | ربيع التاني
5 Jumada I = جمادى الأولى | جمادى الأول | جمادى أولى | جمادى أول | جمادى 1 | جماد الأول | جماد الأولى | جماد أول | جمادا الأولى | جمادي اولي
6 Jumada II = جمادى الآخرة | جمادى الثانية | جمادى الثاني | جمادى الآخر | جمادى آخر | جمادى آخرة | جمادى ثانية | جمادى ثاني | جمادى 2 | جماد الثاني | جماد الآخر | جماد الآخرة | جماد ثاني | جماد الثانية | جمادا الآخرة
7 Rajab = رجب | رجب الفرد | رجب المرجب | رجب الأصب
8 Shaban = شعبان | شعبان المعظم
9 Ramadan = رمضان | رمضان المبارك | رمضان المعظم | رمضان الكريم
10 Shawwal = شوال | شوال المكرم
11 Dhu al-Qada = ذو القعدة | ذي القعدة | ذا القعدة | القعدة | ذي قعدة | ذو قعدة | ذى القعدة | ذي العقدة | ذو القعده الحرام | ذي القعدة الحرام
12 Dhu al-Hijja = ذو الحجة | ذي الحجة | ذا الحجة | الحجة | ذي حجة | ذو حجة | ذى الحجة | ذو الحجة الحرام | ذي الحجة الحرام
"""
# Monday is 0, as `date.weekday` counts.
WEEKDAY_TABLE = """
0 Monday = الاثنين | الإثنين | اثنين | الاتنين | الاثنيين | الأثنبن | الاثنان | monday | mon | lundi | دوشنبه | دووشەممە
1 Tuesday = الثلاثاء | ثلاثاء | الثلاثا | التلات | الثلاثاءء | الثلثاء | التلاتاء | الثلاتاء | الثلاتا | التلاثاء | الثلالثاء | الثلاثاه | tuesday | tue | tues | mardi | سه شنبه | سێشەممە
2 Wednesday = الأربعاء | أربعاء | الاربعا | الإربعاء | الاربعاءء | الأربعاه | الاربع | الأربغاء | wednesday | wed | mercredi | چهارشنبه | چوارشەممە
3 Thursday = الخميس | خميس | الخمبس | الخميص | thursday | thu | thur | thurs | jeudi | پنجشنبه | پنج شنبه | پێنجشەممە
4 Friday = الجمعة | جمعة | الجمعه | الحمعة | الجمغة | friday | fri | vendredi | هەینی
5 Saturday = السبت | سبت | السيت | saturday | sat | samedi | شنبه | شەممە
6 Sunday = الأحد | أحد | الاحد | الآحد | sunday | sun | dimanche | یکشنبه | یەکشەممە
"""
FIRST_HIJRI, LAST_HIJRI = 1343, 1500


def gregorian(year: int, month: int, day: int) -> date | None:
    """A civil day; None for one that does not exist or no press could print.

    >>> gregorian(2024, 2, 30)
    """
    if not 1900 <= year <= 2100:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


@lru_cache(maxsize=512)
def from_hijri(year: int, month: int, day: int) -> date | None:
    """The civil day of an Umm al-Qura date; None for one that does not exist.

    >>> from_hijri(1445, 7, 17)
    datetime.date(2024, 1, 29)
    """
    if not FIRST_HIJRI <= year <= LAST_HIJRI:
        return None
    try:
        return date(*Hijri(year, month, day).to_gregorian().datetuple())
    except (ValueError, OverflowError):
        return None


def hijri_year(day: date) -> int:
    """The Umm al-Qura year of a civil day; of days outside the calendar the nearest.

    >>> hijri_year(date(2024, 1, 29))
    1445
    """
    try:
        return Gregorian(day.year, day.month, day.day).to_hijri().year
    except (ValueError, OverflowError):
        return FIRST_HIJRI if day.year < 1950 else LAST_HIJRI

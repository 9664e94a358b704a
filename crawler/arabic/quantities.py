"""The words that count: days of the month, days told by name, units of time and numbers."""

from __future__ import annotations

# Value, gloss = days of the month as words.
ORDINALS_TABLE = """
1 first = الأول | الاول | أول | غرة
2 second = الثاني | الثانى
3 third = الثالث
4 fourth = الرابع
5 fifth = الخامس
6 sixth = السادس
7 seventh = السابع
8 eighth = الثامن
9 ninth = التاسع
10 tenth = العاشر
11 eleventh = الحادي عشر | الحادى عشر
12 twelfth = الثاني عشر | الثانى عشر
13 thirteenth = الثالث عشر
14 fourteenth = الرابع عشر
15 fifteenth = الخامس عشر
16 sixteenth = السادس عشر
17 seventeenth = السابع عشر
18 eighteenth = الثامن عشر
19 nineteenth = التاسع عشر
20 twentieth = العشرين | العشرون
21 = الحادي والعشرين | الواحد والعشرين | الحادي والعشرون
22 = الثاني والعشرين | الثاني والعشرون
23 = الثالث والعشرين | الثالث والعشرون
24 = الرابع والعشرين | الرابع والعشرون
25 = الخامس والعشرين | الخامس والعشرون
26 = السادس والعشرين | السادس والعشرون
27 = السابع والعشرين | السابع والعشرون
28 = الثامن والعشرين | الثامن والعشرون
29 = التاسع والعشرين | التاسع والعشرون
30 thirtieth = الثلاثين | الثلاثون
31 = الحادي والثلاثين | الواحد والثلاثين | الحادي والثلاثون
"""
# Hours, gloss = words behind الساعة.
HOURS_TABLE = """
1 one = الساعة الواحدة
2 two = الساعة الثانية
3 three = الساعة الثالثة
4 four = الساعة الرابعة
5 five = الساعة الخامسة
6 six = الساعة السادسة
7 seven = الساعة السابعة
8 eight = الساعة الثامنة
9 nine = الساعة التاسعة
10 ten = الساعة العاشرة
11 eleven = الساعة الحادية عشرة | الساعة الحادية عشر
12 twelve = الساعة الثانية عشرة | الساعة الثانية عشر
"""
# Days back = words.
NAMED_DAYS_TABLE = """
0 today = اليوم | today | النهارده | النهاردة | aujourd hui | aujourd ' hui
1 yesterday = أمس | البارحة | يوم أمس | ليلة أمس | مساء أمس | صباح أمس | بالأمس | الأمس | امبارح | إمبارح | ليلة البارحة | مساء البارحة | yesterday | hier
2 the day before yesterday = يوم أمس الأول | يوم أول أمس | يوم أول من أمس | أول أمس | أول من أمس | أمس الأول | قبل أمس | أمس الاولى | أول البارحة | الأول من أمس | قبل البارحة | قبل يوم أمس | أول امبارح | أمس الاول | avant hier | day before yesterday | the day before yesterday
"""
# Unit, number, gloss = words: `s` singular, `p` plural, `d` dual.
UNITS_TABLE = """
second s = ثانية | second | sec | seconde
second p = ثواني | ثوان | ثوانى | seconds | secs | secondes
second d = ثانيتين | ثانيتان
minute s = دقيقة | minute | min
minute p = دقائق | دقايق | minutes | mins
minute d = دقيقتين | دقيقتان
hour s = ساعة | hour | hr | heure
hour p = ساعات | hours | hrs | heures
hour d = ساعتين | ساعتان
day s = يوم | يوما | day | jour
day p = أيام | days | jours
day d = يومين | يومان | يومين اثنين
week s = أسبوع | أسبوعا | week | semaine
week p = أسابيع | weeks | semaines
week d = أسبوعين | أسبوعان
month s = شهر | شهرا | month
month p = أشهر | شهور | months | mois
month d = شهرين | شهران
year s = سنة | عام | عاما | year | an
year p = سنوات | سنين | أعوام | years | ans
year d = سنتين | سنتان | عامين | عامان
"""
# Units of one letter: behind a number that stands behind منذ.
SHORT_UNITS_TABLE = """
second = ث
minute = د | m
hour = س | سا
day = d
"""
# Value = masculine and feminine forms.
NUMBERS_TABLE = """
1 = واحد | واحدة | إحدى | one | احدى
2 = اثنان | اثنتين | اثنتان | اثنا | اثنتا | اثني | اثنتي | إثنتين
3 = ثلاث | ثلاثة | تلات | تلاتة
4 = أربع | أربعة
5 = خمس | خمسة
6 = ست | ستة
7 = سبع | سبعة
8 = ثماني | ثمانية | ثمان | ثمانى | تمانية
9 = تسع | تسعة
10 = عشر | عشرة
20 = عشرين | عشرون
30 = ثلاثين | ثلاثون
40 = أربعين | أربعون
50 = خمسين | خمسون
60 = ستين | ستون
100 = مئة | مائة
"""
# Share of a unit = words.
FRACTIONS_TABLE = """
0.5 half = نصف | النصف | half
0.25 quarter = ربع | الربع
0.33 third = ثلث | الثلث
"""

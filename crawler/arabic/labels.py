"""The phrases by which Arabic pages mark source, keywords, related articles and what is no text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from crawler.arabic.text import clean, fold

Role = Literal[
    "app",
    "breaking",
    "byline",
    "caption",
    "comments",
    "contents",
    "copyright",
    "follow",
    "keywords",
    "newsletter",
    "published",
    "read_more",
    "reading_time",
    "related",
    "share",
    "sidebar",
    "source",
    "tools",
    "updated",
    "views",
]

# Phrases that label a line when a separator follows or they are the whole line; folded on loading,
# so spelling variants (أ/ا, أيضاً/ايضا) need no entry of their own.
LABELS: dict[Role, str] = {
    # whom the outlet credits
    "source": """المصدر|المصادر|مصدر|مصدر الخبر|مصدر المقال|مصدر التقرير|مصدر النص|نقلا عن|نقلا|عن
        |المصدر الرئيسي|المصدر الأصلي|رابط المصدر|وكالات|وكالة|المرجع|المراجع|مصدر الصورة والخبر|source""",
    # tags
    "keywords": """موسومة تحت|موسوم تحت|موسوم بـ|التسميات|تسميات|كلمات دلالية|الكلمات الدلالية|كلمات دالة|الكلمات الدالة|كلمات مفتاحية
        |الكلمات المفتاحية|كلمات البحث|الوسوم|وسوم|وسم|الوسم|تاغات|تاجات|التاجات|تاج|تاغ|سمات|السمات
        |أوسمة|الأوسمة|علامات|العلامات|هاشتاج|هاشتاغ|هاشتاق|الهاشتاغات|مواضيع|المواضيع|الموضوعات|tags
        |tag|keywords|عناوين متفرقة|كلمات ذات صلة|وسوم المقال|وسوم الخبر|المزيد عن|المزيد حول|لمزيد من الأخبار حول|اقرأ المزيد عن|مواضيع الخبر""",
    # other articles
    "related": """طالع|طالعوا|اقرأ|اقرأ أيضا|اقرأ ايضا على موقعنا|أقرأ أيضا|اقرؤوا أيضا|اقرأي أيضا|اقرأوا أيضا|اقرأ كذلك
        |قرأ أيضا|شاهد أيضا|شاهدوا أيضا|طالع أيضا|طالعوا أيضا|تابع أيضا|انظر أيضا|راجع أيضا|إقرأ أيضا
        |مواضيع ذات صلة|موضوعات ذات صلة|المواضيع ذات الصلة|الموضوعات ذات الصلة|أخبار ذات صلة
        |الأخبار ذات الصلة|مقالات ذات صلة|المقالات ذات الصلة|محتوى ذو صلة|ذات صلة|ذو صلة|تقارير ذات صلة
        |قصص ذات صلة|منشورات ذات صلة|مواد ذات صلة|عناوين ذات صلة|روابط ذات صلة|فيديوهات ذات صلة
        |مواضيع متعلقة|موضوعات متعلقة|أخبار متعلقة|مقالات متعلقة|مواضيع مرتبطة|موضوعات مرتبطة
        |أخبار مرتبطة|مقالات مرتبطة|مواضيع مشابهة|مقالات مشابهة|أخبار مشابهة|موضوعات مشابهة|أخبار أخرى
        |مقالات أخرى|مواضيع أخرى|موضوعات أخرى|قد يعجبك|قد يعجبك أيضا|ربما يعجبك|ربما يعجبك أيضا
        |قد يهمك|قد يهمك أيضا|قد يهمك قراءة|ربما يهمك|يهمك أيضا|قد تعجبك|ربما تود قراءة|نرشح لك
        |نرشح لكم|مقترحات|اخترنا لك|اخترنا لكم|ننصحك بقراءة|ننصح بقراءة|تابع القراءة عن
        |المزيد من الأخبار|أخبار قد تهمك|مواضيع قد تهمك|موضوعات قد تهمك|مقالات قد تهمك|من الأرشيف
        |للقراءة أيضا|وللمزيد اقرأ|مواضيع مقترحة|مقالات مقترحة|يمكنك قراءة|يمكنك أيضا قراءة
        |أيضا|related|related posts|related articles|related news|read also|see also|you may also like
        |you might also like|ربما فاتك|ربما فاتتك|قد يفوتك|لا يفوتك|لا تفوت|more stories|you may have missed|تعرف على المزيد|اعرف المزيد|في نفس السياق|موضوع ذو صلة|مقال ذو صلة|خبر ذو صلة|اقرأ في""",
    # what the text's own headings are, with links to them
    "contents": """محتويات المقال|محتويات المقالة|محتويات الخبر|محتويات التقرير|محتويات الموضوع|جدول المحتويات|فهرس المحتويات|قائمة المحتويات
        |المحتويات|محتويات|فهرس المقال|محاور المقال|عناصر المقال|عناوين المقال|table of contents|contents""",
    # goes on elsewhere
    "read_more": """اقرأ المزيد|إقرأ المزيد|قراءة المزيد|لقراءة المزيد|تابع القراءة|أكمل القراءة|اقرأ أكثر
        |المزيد|التفاصيل|للمزيد|لمزيد من التفاصيل|للمزيد من التفاصيل|التالي|السابق|المقال التالي
        |المقال السابق|الخبر التالي|الخبر السابق|الموضوع التالي|الموضوع السابق|read more|continue reading
        |للاطلاع على المزيد|لقراءة الخبر كاملا|عرض المزيد|أظهر المزيد|إظهار المزيد""",
    "share": """شارك|شاركها|شاركه|شارك الخبر|شارك المقال|شارك هذا الخبر|شارك هذا المقال|شارك الموضوع|مشاركة
        |مشاركة الخبر|مشاركة المقال|شارك على|شارك عبر|انشر|أنشر|نسخ الرابط|انسخ الرابط|أرسل إلى صديق
        |أرسل لصديق|أرسل|فيسبوك|فيس بوك|تويتر|واتساب|واتس اب|تيليجرام|تلغرام|تيليغرام|لينكد إن|لينكدإن
        |بينتيريست|بينتريست|ماسنجر|سناب شات|إكس|البريد الإلكتروني|رابط مختصر|الرابط المختصر|الرابط|رابط دائم|الرابط الدائم|رابط الخبر|رابط المقال
        |تم نسخ الرابط|share|tweet|facebook|twitter|whatsapp|telegram|share this|copy link|email|linkedin
        |شاركنا رأيك|شارك مع أصدقائك|شارك هذه الصفحة|شارك هذا الموضوع|شارك القصة|شاركوا
        |أرسل رسالة|أرسل بريدا|أرسل بريدا إلكترونيا|راسل الكاتب|تواصل مع الكاتب|الملف الشخصي|جميع المقالات|كل المقالات|العودة إلى الأعلى|العودة للأعلى|العودة إلى أعلى|إلى الأعلى|أعلى الصفحة|back to top""",
    "follow": """تابعونا|تابعونا على|تابعنا|تابعنا على|تابعوا آخر الأخبار|تابعونا عبر|لمتابعة آخر الأخبار|
        |انضم إلينا|انضموا إلينا|تابعنا عبر|follow us|تابعوا قناتنا|تابعونا على جوجل نيوز|تابعوا صفحتنا""",
    "newsletter": """اشترك في النشرة البريدية|النشرة البريدية|النشرة الإخبارية|القائمة البريدية|اشترك الآن
        |اشترك|اشترك في نشرتنا|سجل الآن|subscribe|newsletter|اشترك معنا""",
    "app": """حمل التطبيق|حمل تطبيقنا|حمل تطبيق|تحميل التطبيق|نزل التطبيق|متوفر على جوجل بلاي""",
    "copyright": """جميع الحقوق محفوظة|الحقوق محفوظة|كافة الحقوق محفوظة|حقوق النشر محفوظة|حقوق النشر|
        |حقوق الطبع والنشر محفوظة|حقوق الطبع والنشر|كل الحقوق محفوظة|all rights reserved|copyright""",
    "published": """تاريخ النشر|تاريخ الإضافة|تاريخ الخبر|نشر في|نشر|نشرت في|نشر بتاريخ|تم النشر|نشر يوم
        |تم النشر في|تاريخ ووقت النشر|نُشر|أدرج يوم|أضيف في|أضيف بتاريخ|نشرت|التاريخ|published|posted on|حرر في
        |تم نشره في|نشرت بتاريخ|منشور في|كتب في|نشر منذ|آخر نشر|الوقت|حررت في|وقت النشر|نشر فى""",
    "updated": """آخر تحديث|تم التحديث|تم تحديثه|تحديث|آخر تعديل|تاريخ التحديث|محدث|عدل في|حدث في
        |تم التحديث في|آخر تحديث في|تم تحديثه في|last updated|updated|تم التعديل|وقت التحديث""",
    "caption": """شرح الصورة|وصف الصورة|في الصورة|صورة أرشيفية|أرشيفية|الصورة|صورة تعبيرية|صورة توضيحية|مصدر الصورة|من الأرشيف|حقوق الصورة
        |تعليق على الصورة|التعليق على الصورة|صورة من الأرشيف|تعبيرية|صورة متداولة""",
    "breaking": "عاجل|خبر عاجل|خاص|حصري|عاجل جدا",
    "reading_time": "مدة القراءة|وقت القراءة|زمن القراءة",
    "views": "مشاهدات|عدد المشاهدات|المشاهدات|عدد القراءات|القراءات|عدد الزيارات|عدد مرات القراءة|views",
    "comments": """تعليقات|التعليقات|أضف تعليق|أضف تعليقا|اترك تعليقا|اترك تعليقك|لا تعليقات|لا توجد تعليقات
        |تعليق|التعليق|اترك ردا|إلغاء الرد|أضف تعليقك|شاركنا بتعليقك|اكتب تعليقك|comments|leave a reply
        |leave a comment|comment|تعليقات الزوار|تعليقات القراء|علق على الخبر|لا يوجد تعليقات""",
    "tools": """article information|طباعة|طباعة الخبر|حجم الخط|تكبير الخط|تصغير الخط|استمع|استمع للخبر|استمع إلى المقال|حفظ
        |print|إعلان|إعلانات|advertisement|الإعلان|اعلان|حفظ المقال|الاستماع للمقال|ع ع|تكبير النص
        |شاهد الفيديو|شاهدوا الفيديو|تشغيل الفيديو|مشاهدة الفيديو|لمشاهدة الفيديو|بالفيديو|معرض الصور|ألبوم الصور|شاهد الصور""",
    "sidebar": """الأكثر قراءة|الأكثر مشاهدة|الأكثر تعليقا|الأكثر تداولا|آخر الأخبار|أحدث الأخبار|أهم الأخبار
        |الأكثر شعبية|الأكثر شيوعا|أخبار شائعة|most read|trending|أحدث المقالات|آخر المقالات|مختارات
        |أحدث الموضوعات|الأخبار الرئيسية|جديد الموقع|آخر المواضيع|الرائج الآن|الأكثر انتشارا""",
}
# Headings of related blocks are put together from these: «قصص مقترحة», «تقارير ذات صلة».
RELATED_NOUNS = """قصص|مواضيع|موضوعات|أخبار|مقالات|تقارير|فيديوهات|عناوين|محتويات|مواد|روابط|المواضيع|الأخبار|المقالات
    |الموضوعات|القصص|التقارير|فيديو|فيديوهات|خبر|مقال|تقرير|موضوع|محتوى|المزيد من الأخبار|مزيد من الأخبار"""
RELATED_ENDS = """ذات صلة|دات صلة|ذات الصلة|ذات علاقة|متعلقة|مرتبطة|مشابهة|مقترحة|موصى بها|أخرى|قد تهمك|قد تعجبك|تهمك|قد يعجبك|قد يهمك|ذو علاقة
    |المتعلقة|المشابهة|المقترحة|مقترح|متعلق|مشابه|مرتبط|ذو صلة|من نفس القسم|في نفس القسم"""
# Bylines, by the role that they give.
BYLINES: dict[str, str] = {
    "author": """بقلم|كتب|كتبت|كتبه|كتبته|الكاتب|الكاتبة|كاتب المقال|بقلم الكاتب|بقلم الكاتبة|المؤلف|كاتب
        |بقلم الدكتور|by|author|written by|بواسطة|من طرف|نشر بواسطة|أعده|كتابة|بقلم د|بقلم الأستاذ|بقلم الأستاذة|بقلم الدكتورة|بقلم الإعلامي|بقلم الإعلامية|بقلم الصحفي|بقلم الصحفية|بقلم الصحافي|بقلم الصحافية|بقلم الباحث|بقلم الباحثة|بقلم الزميل|بقلم الزميلة|بقلم الشاعر|بقلم الأديب|بقلم المحامي|بقلم المهندس|الصحفي
        |مرسلة بواسطة|أرسلت بواسطة|أضيف بواسطة|كتب بواسطة|كتبت بواسطة|منشور بواسطة|الناشر|كتبها
        |الصحافي|الصحفية|المحرر الصحفي|من إعداد|إعداد|أعدها|أعده للنشر|إعداد وكتابة|تقرير|حوار|أجرى الحوار
        |أجرت الحوار|حاوره|حاورته|حاورها|تحقيق|تغطية|متابعة|متابعات|إعداد وتحرير""",
    "reporter": """تغطية صحفية|تغطية صحافية|شارك في التغطية|شاركت في التغطية|مراسل|مراسلنا|مراسلتنا|مراسل الشبكة|مراسلة|مراسلو|من مراسلنا|من مراسلتنا|المراسل""",
    "editor": """تحرير|المحرر|محرر|المحررة|حرره|حررته|تحرير ومراجعة|مراجعة|التحرير|المحررون|حررها""",
    "translator": "ترجمة|المترجم|ترجمه|ترجمته|نقله إلى العربية|تعريب|ترجمها|ترجمة وتحرير|ترجمة وإعداد",
    "photographer": "تصوير|المصور|عدسة|بعدسة|صور|تصوير الفيديو|عدسات|تصوير ومونتاج|مصور|تصوير فوتوغرافي|مونتاج|إخراج|الإخراج|جرافيك|غرافيك",
}
# Labels that mark a line without any separator: «اقرأ أيضا عنوان الخبر».
BARE_PREFIXES: dict[Role, str] = {
    "related": """اقرأ أيضا|أقرأ أيضا|اقرؤوا أيضا|اقرأوا أيضا|شاهد أيضا|شاهدوا أيضا|طالع أيضا|قد يهمك أيضا
        |قد يعجبك أيضا|ربما يعجبك أيضا|ربما يهمك|موضوعات ذات صلة|مواضيع ذات صلة|أخبار ذات صلة|إقرأ أيضا
        |نرشح لك|read also|يمكنك أيضا قراءة|اقرأ كذلك|انظر أيضا""",
    "copyright": """الآراء الواردة في|الآراء المنشورة|المقالات المنشورة|المقال المنشور|جميع الآراء الواردة|إن الآراء الواردة|الآراء والمعلومات
        |هذا المقال لا يعبر|المقال يعبر عن|المقالة تعبر عن|يعبر هذا المقال عن|تعبر هذه المقالة عن|المقالات تعبر عن|المادة تعبر عن|المادة لا تعبر|هذه المقالة لا تعبر|المقال لا يعبر|المقالة لا تعبر|هذه المقالة تعبر عن|هذا المقال يعبر عن|المقالات لا تعبر|ما ورد في هذا المقال
        |مقالات الرأي لا تعبر|الأخبار المنشورة على الصفحة|المواد المنشورة|كل ما ينشر|جميع الحقوق محفوظة|كافة الحقوق محفوظة|الحقوق محفوظة|حقوق النشر محفوظة|كل الحقوق محفوظة
        |حقوق الطبع والنشر محفوظة|all rights reserved""",
    "follow": """تابعونا على|تابعنا على|تابعونا عبر|تابعنا عبر|تابعوا صفحتنا|تابعوا قناتنا|لمتابعة آخر
        |لمتابعة أحدث|لمتابعة المزيد|لمتابعة أهم|انضم إلى قناتنا|انضم لقناتنا|انضموا إلى قناتنا|تابعوا آخر
        |تابعوا أحدث|للانضمام إلى|انضم إلى صفحتنا|لمتابعتنا على|يمكنكم متابعة أخبار|يمكنكم متابعة آخر|يمكنك متابعة آخر|يمكنكم متابعة أحدث|يمكنكم متابعتنا|يمكنك متابعتنا
        |يمكنك متابعة أخبار|يمكنك متابعة أحدث|بإمكانكم متابعة آخر|للمزيد تابعوا
        |تابع آخر الأخبار|تابع أحدث|تابع أخبار|لمزيد من الأخبار تابعوا|متابعة أخبار|تابعوا أخبار|ولمتابعة آخر""",
    "newsletter": "للاشتراك في|للاشتراك بخدمة|لتصلك|ليصلك|لتصلكم|ليصلكم|اشترك في نشرتنا|اشترك في النشرة|اشتركوا في نشرتنا|اشترك في قناتنا|لا تنس الاشتراك|لا تنسى الاشتراك|لا تنسوا الاشتراك|اشترك الآن في|اشتركوا في",
    "app": "حمل تطبيق|حملوا تطبيق|حمل التطبيق|نزلوا تطبيق|لتحميل تطبيق|لتحميل التطبيق",
    "share": "شاركنا رأيك|شاركنا برأيك|شاركونا رأيكم|شاركونا آراءكم|شارك هذا|شارك الخبر|شارك المقال|شارك الموضوع|انسخ الرابط|نسخ الرابط|تم نسخ الرابط",
    "read_more": "انقر هنا|اضغط هنا|للمزيد اضغط|لمشاهدة الخبر|لمطالعة الخبر|لقراءة المزيد|لقراءة الخبر|لمزيد من التفاصيل|للمزيد من التفاصيل|لقراءة المقال",
    "byline": "author",
    "tools": "role",
    "comments": """الآراء الواردة أدناه|الآراء الواردة هنا|الآراء الواردة في التعليقات|التعليقات الواردة|التعليقات المنشورة|شروط التعليق
        |إذا كنت تعتقد/تعتقدين|هل لديك تصحيح|هل وجدت خطأ|للإبلاغ عن خطأ|أبلغ عن خطأ|يرجى الالتزام بآداب|ننصحك بمراجعة إرشادات|نرحب بتعليقاتكم|اترك تعليق|أضف تعليق|لا توجد تعليقات|لن يتم نشر عنوان بريدك|احفظ اسمي|الحقول الإلزامية مشار إليها""",
    "caption": "صدر الصورة|التعليق على الصورة|صورة أرشيفية|صورة تعبيرية|صورة توضيحية|مصدر الصورة",
}
# What may stand between a label and what it labels.
SEPARATOR = re.compile(r"\s*(?:[:：|»›<>]|[-–—/](?=\s)|(?<=\s)[-–—/]|\.{2,}|…)+\s*")
# A word before a colon, where a line has several labels.
COLONED = re.compile(r"(?:(?<=\s)|\A)(\w+)\s*:")
# What ends a credit inside such a line.
STOP = re.compile(r"\s*(?:[|\d]|\sعدد\s|\sمشاهد|\sA[+-]?)")
# «المصدر: الأنباء عدد المشاهدات 811»
COUNT = re.compile(r"\sعدد (?:ال)?(?:مشاهد|قراء|زيار|تعليق|زوار)")
# Characters in which a separator is looked for, and words of the longest label.
LABEL_LENGTH = 40
LABEL_WORDS = 5
# Characters of the longest line whose answer is kept.
MOST_KEPT = 200
EDGES = " \t:：|-–—_*•●■▪◄►«»\"'“”()[]{}.،,؛/\\<>#…=+~!؟?"


@dataclass(frozen=True, slots=True)
class LabelMatch:
    """A label found at the beginning of a line."""

    role: Role
    """What it marks."""

    label: str
    """The label as printed, without separator."""

    rest: str = ""
    """What stands behind it in the line; empty where it is the whole line."""

    author_role: str | None = None
    """For a byline: the role it gives, as in `Author.role`."""


def _table(phrases: dict[Role, str]) -> dict[str, Role]:
    pairs = ((role, each) for role, text in phrases.items() for each in text.split("|"))
    return {fold(each): role for role, each in pairs if fold(each)}


WHOLE: dict[str, tuple[Role, str | None]] = {
    key: (role, None) for key, role in _table(LABELS).items()
} | {
    fold(phrase): ("byline", role)
    for role, text in BYLINES.items()
    for phrase in text.split("|")
    if fold(phrase)
}
WHOLE |= {
    fold(f"{noun} {rest}"): ("related", None)
    for noun in RELATED_NOUNS.split("|")
    for rest in RELATED_ENDS.split("|")
}
BARE = _table(BARE_PREFIXES)
FIRST_WORDS = frozenset(key.partition(" ")[0] for key in (*WHOLE, *BARE))
# Labels that stand alone on a line as ordinary words do not: a line «عن» or «كتب» labels nothing.
NEVER_ALONE = frozenset(
    fold(each) for each in ("عن", "نقلا", "مصدر", "وكالة", "أيضا", "الوقت", "by", "تاج")
)


def match_label(text: str) -> LabelMatch | None:
    """The label that a line begins with or consists of; None where it is running text.

    >>> match_label("المصدر: صدى البلد").rest
    'صدى البلد'
    >>> match_label("إقرأ أيضاً").role
    'related'
    >>> match_label("المصدر قال إن الوزير غادر") is None
    True
    """
    return _kept_match(text) if len(text) <= MOST_KEPT else _match(text)


def _match(text: str) -> LabelMatch | None:
    if not _may_begin(*text[:LABEL_LENGTH].split(maxsplit=1)[:1]):
        return None
    line = clean(text).lstrip(EDGES)
    return _separated(line) or _alone(line) or _bare(line) if line else None


# The rules ask again and again for the labels of the same short lines.
_kept_match = lru_cache(maxsize=4096)(_match)


@lru_cache(maxsize=4096)
def _may_begin(word: str = "") -> bool:
    """Whether a label can begin with this word: nearly all lines are told by it to have none."""
    first = fold(word).partition(" ")[0]
    return not first or first in FIRST_WORDS


def labelled_parts(text: str) -> list[LabelMatch]:
    """A line of several bylines, each with its own label: «تحرير: سعاد كمال ترجمة: عمر الحسن».

    >>> [(each.label, each.rest) for each in labelled_parts("تحرير: سعاد كمال ترجمة: عمر الحسن")]
    [('تحرير', 'سعاد كمال'), ('ترجمة', 'عمر الحسن')]
    """
    line = clean(text)
    starts = [
        found.start()
        for found in COLONED.finditer(line)
        if WHOLE.get(fold(found[1]), ("", None))[0] == "byline"
    ]
    spans = pairwise([*starts, len(line)])
    parts = (match_label(line[start:end].strip(EDGES)) for start, end in spans)
    return [part for part in parts if part and part.role == "byline"]


def inner_labels(text: str) -> list[LabelMatch]:
    """The credits inside a line of facts: «12/03/2025 المصدر: صدى البلد عدد المشاهدات 145».

    >>> [(each.role, each.rest) for each in inner_labels("12/03/2025 المصدر : صدى البلد عدد المشاهدات 145")]
    [('source', 'صدى البلد')]
    """
    found = [each for each in COLONED.finditer(text) if _credits(each[1])]
    if not found or not any(map(str.isdigit, text)) or len(text) > MOST_KEPT:
        return []
    ends = [*(each.start() for each in found[1:]), len(text)]
    parts = (
        match_label(STOP.split(text[each.start() : end])[0].strip(EDGES))
        for each, end in zip(found, ends, strict=True)
    )
    return [part for part in parts if part and part.rest]


def _credits(word: str) -> bool:
    return is_writer_label(word) or WHOLE.get(fold(word), ("", None))[0] == "source"


def is_writer_label(word: str) -> bool:
    """Whether a word labels a writer: الكاتب, كتب, مراسل."""
    return WHOLE.get(fold(word), ("", None))[0] == "byline"


def writer_role(label: str) -> str | None:
    """The role that a byline's word gives, as in `Author.role`; None for any other word."""
    role, author_role = WHOLE.get(fold(label), ("", None))
    return author_role if role == "byline" else None


def photographs(label: str) -> bool:
    """Whether a label names who took a picture: عدسة."""
    return WHOLE.get(fold(label), ("", None))[1] == "photographer"


def is_label(text: str) -> bool:
    """Whether a line is nothing but a label: «المصدر:», «أرسل إلى صديق»."""
    found = match_label(text)
    return found is not None and not found.rest


def _separated(line: str) -> LabelMatch | None:
    """A label with a separator behind it."""
    found = SEPARATOR.search(line, 0, LABEL_LENGTH)
    if not found or not found.start():
        return None
    label = line[: found.start()].rstrip(EDGES)
    entry = WHOLE.get(fold(label))
    if not entry:
        return None
    rest = line[found.end() :]
    if entry[0] == "source":
        rest = COUNT.split(rest)[0]
    return LabelMatch(entry[0], label, rest.strip(), entry[1])


def _alone(line: str) -> LabelMatch | None:
    """A label that is the whole line."""
    label = line.rstrip(EDGES)
    if len(label) > LABEL_LENGTH:
        return None
    key = fold(label)
    entry = WHOLE.get(key)
    return LabelMatch(entry[0], label, "", entry[1]) if entry and key not in NEVER_ALONE else None


def _bare(line: str) -> LabelMatch | None:
    """A label that needs no separator."""
    words = line.split(" ", LABEL_WORDS)[:LABEL_WORDS]
    for count in range(len(words), 0, -1):
        if role := BARE.get(fold(" ".join(words[:count]))):
            label = " ".join(words[:count])
            return LabelMatch(role, label.strip(EDGES), line[len(label) :].strip(EDGES))
    return None

"""Lines of share bars and the tools beside them."""

from __future__ import annotations

import re

from crawler.arabic.text import fold

ADDRESS = re.compile(r"(?:https?://|www\.|pic\.twitter\.com/)\S+")
# «[ad_2]», «[/vc_row]»: commands to the publishing system that it did not know.
COMMAND = re.compile(
    r"(?:\[/?[a-z][a-z0-9_-]{1,30}(?:\s[^\[\]]{0,200})?\]\s*)+(?:source link)?", re.IGNORECASE
)
# «— بلدية الهضبة (@hadaba) March 12, 2025» below a post pasted as text.
POSTED = re.compile(r"[—–-]{1,2}\s?[^@]{2,80}\(@\w{2,30}\)\s[^.]{4,30}\d{4}")
# «1 2 3 >>»
NUMBERS = re.compile(r"(?=.*[<>«»‹›])[\d\s<>«»‹›…|()\[\]]{3,60}")
NUMBERED = frozenset("123456789<>«»‹›")
# «للاطلاع على العدد 234 من الصحيفة.. اضغط هنا», «لقراءة الموضوع كاملا يرجى الضغط على هذا الرابط.»
INVITATION = re.compile(
    r"ل(?:لا?إ?طلاع على|قراءة|مطالعة|تصفح|مشاهدة) .{0,20}(?:العدد|الموضوع|الخبر|المقال|التقرير|الحوار|النسخة|الفيديو|صحيفة|جريدة).{0,80}?"
    r"(?:[اإ]ضغط|[اأ]نقر|الضغط|النقر)\S{0,2} (?:على )?(?:هنا|(?:هذا )?الرابط)(?: التالي)?[\s.:…]{0,5}"
)
MOST_BUTTONS = 20
# «0 2٬239 أقل من دقيقة»: comments, views and the time that reading takes.
READING = re.compile(
    r"[\d٬,.\s|]{0,16}(?:أقل من دقيقة|دقيقة واحدة|دقيقتان|دقيقتين|\d{1,3} دقائق|\d{1,3} دقيقة|\d{1,3} min)(?:\s(?:لل)?قراءة| read)?"
)
# «© REUTERS / …» below a picture, «© …» below a page.
MOST_CREDIT_WORDS = 12
BUTTONS = frozenset(
    fold(
        "فيسبوك فيس بوك تويتر واتساب واتس اب آب تيليجرام تلغرام تيليغرام تليجرام لينكد إن لينكدإن لينكدين بنترست "
        "بينتيريست بينتريست ماسنجر مسنجر سناب شات إكس انستغرام انستجرام إنستغرام يوتيوب تيك توك ريديت ايميل إيميل "
        "البريد الإلكتروني بريد إلكتروني طباعة نسخ الرابط مشاركة شارك شاركها أرسل ارسال إرسال حفظ عبر على facebook "
        "twitter x whatsapp whats app telegram linkedin pinterest pin interest it messenger snapchat instagram "
        "youtube tiktok reddit email mail print copy link share tweet viber vk tumblr google plus pocket skype line"
    ).split()
)
# Buttons that only their style parts: «طباعةفيسبوكتويتر».
GLUED = re.compile(rf"(?>{'|'.join(sorted(BUTTONS, key=len, reverse=True))}|\s)++")
MOST_GLUED = 160
# Characters by which nearly all lines are told to be neither.
HEAD = 40
LONGEST_BUTTON = max(map(len, BUTTONS))


def is_ornament(text: str) -> bool:
    """Whether a line has neither letters nor digits: «***»."""
    return not (fold(text[:HEAD]) or fold(text))


def is_chrome_line(text: str) -> bool:
    """Whether a line is nothing but an address, or names of networks and buttons.

    >>> is_chrome_line("طباعة فيسبوك تويتر Pin Interest"), is_chrome_line("فيسبوك تحذف صفحات")
    (True, False)
    >>> is_chrome_line("طباعةفيسبوكتويتر"), is_chrome_line("إكسسوارات")
    (True, False)
    """
    if ADDRESS.fullmatch(text):
        return True
    if (text[0] == "[" and COMMAND.fullmatch(text)) or ("(@" in text and POSTED.fullmatch(text)):
        return True
    if READING.fullmatch(text) or (text[0] in NUMBERED and NUMBERS.fullmatch(text)):
        return True
    if text.startswith("ل") and INVITATION.fullmatch(text):
        return True
    if text.startswith("©"):
        return len(text.split()) <= MOST_CREDIT_WORDS
    head = fold(text[:HEAD])
    if len(head) > LONGEST_BUTTON and not GLUED.match(head):
        return False
    words = fold(text).split()
    if not words or len(words) > MOST_BUTTONS:
        return False
    if all(word in BUTTONS for word in words):
        return True
    return len(text) <= MOST_GLUED and GLUED.fullmatch(fold(text)) is not None

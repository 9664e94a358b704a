"""What other desks make of an agency's text: new headline, spelling, lead, tail, paragraphs, words."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

from tests.newsroom.bulletins import bulletins
from tests.newsroom.stories import LEADS, SENTENCES, TITLES, Pen, story
from tests.newsroom.vocabulary import TOPICS, words

# Words that desks take for one another; what is not here is left out, moved or replaced by another
# word of the trade.
SYNONYMS = dict(
    pair.split("/")
    for pair in words("""
    أعلنت/كشفت|كشفت/بينت|قال/صرح|قالت/صرحت|وأضافت/وتابعت|وأوضح/وبين|وأوضحت/وبينت|ولفت/ونبه|ولفتت/ونبهت
    سيشمل/سيطال|سيبدأ/سينطلق|يجري/يتم|خصصت/رصدت|نحو/قرابة|شخصا/مواطنا|مقر/مبنى|لبحث/لمناقشة|لقاء/اجتماعا
    وتتوقع/وترجح|يسهم/يساعد|ورحبت/وأشادت|داعية/مطالبة|ويرى/ويعتقد|مراقبون/متابعون|يأتي/يجيء|بدافع/بسبب
    تنتظر/تترقب|دورها/حصتها|وشدد/وأكد|وشددت/وأكدت|وروى/وحكى|وروت/وحكت|تعليق/توضيح|مصدرا/مسؤولا|أكد/جزم
    تناقش/تبحث|وقدرت/وحسبت|تحقق/أنجز|عرفوا/شهدوا|محاولات/مبادرات|مشابهة/مماثلة|خطوة/مرحلة|لمتابعة/لمعاينة
    وبحسب/ووفق|تقرير/دراسة|أعدته/أجرته|رفع/زاد|بنسبة/بمعدل|تجربة/محاولة|أثبتت/أظهرت|بكلفة/بتكلفة|أقل/أدنى
    أرجأت/أجلت|مرتين/مرارا|يستأنف/يتجدد|العمل/النشاط|بمبلغ/بقيمة|تراجع/تدرس|النتائج/الحصيلة|المقابل/الجانب
    مراجعة/تدقيق|أولى/أهم|المقرر/المنتظر|تعقد/تنظم|مفتوحا/موسعا|كلفة/تكلفة|بلغت/وصلت|ثلثها/جزءا|لدراسة/لتقييم
    عاد/رجع|الحديث/الكلام|الواجهة/الصدارة|متوقعا/منتظرا|أقرته/اعتمدته|شهدت/عرفت|بهدف/بغرض|خطة/رؤية|تتضمن/تشمل
    """)
)
OTHER_WORDS = [
    word for topic in TOPICS for each in topic.actions + topic.counted for word in [each]
]
MARKS = "\u064b\u064e\u064f\u0650\u0651\u0652"
TATWEEL = "\u0640"
ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
SPELLINGS = (("أ", "ا"), ("إ", "ا"), ("ى ", "ي "), ("ة ", "ه "), ("ي ", "ى "))
LINES = (
    "المصدر: وكالات",
    "(وكالة الضفاف)",
    "نقلا عن وكالة الضفاف",
    "تابعوا آخر الأخبار على صفحتنا",
    "المصدر: مواقع إلكترونية",
)


@dataclass(frozen=True, slots=True)
class Text:
    """One text of the set; equal `story`, one story."""

    story: str
    kind: str
    outlet: str
    title: str
    body: str


def paragraphs(body):
    return body.split("\n\n")


def headline(body, rng, pen):
    """The text untouched; every copy gets its own headline anyway."""
    return body


def spelling(body, rng, pen):
    """Hamza, ya, ta marbuta, vowel marks, tatweel and digits by another house's rules."""
    for old, new in rng.sample(SPELLINGS[:4], 3):
        body = body.replace(old, new)
    if rng.random() < 0.5:
        body = body.translate(ARABIC_DIGITS)
    marked = (
        letter + (rng.choice(MARKS) if letter.isalpha() and rng.random() < 0.05 else "")
        for letter in body
    )
    return re.sub(
        "(?<=[بتسف])(?=[ايوه])", lambda _: TATWEEL * (rng.random() < 0.1), "".join(marked)
    )


def lead(body, rng, pen):
    """Another first paragraph, and at times a source line."""
    rest = paragraphs(body)[1:]
    first = pen.write(rng.choice(LEADS))
    return "\n\n".join([first, *rest, *rng.sample(LINES, rng.choice((0, 1)))])


def source_line(body, rng, pen):
    """A source line below or an agency's name above."""
    if rng.random() < 0.5:
        return body + "\n\n" + rng.choice(LINES)
    return f"{pen.places[0]} - وكالة الضفاف - {body}"


def cut(body, rng, pen):
    """The end cut off: a fifth to a half of the words."""
    tokens = re.split(r"(\s+)", body)
    return "".join(tokens[: round(len(tokens) * rng.uniform(0.5, 0.8))])


def blocks(body, rng, pen):
    """Paragraphs merged or split."""
    if rng.random() < 0.5:
        return body.replace("\n\n", " ")
    return body.replace("، ", "،\n\n").replace(". ", ".\n\n")


def reworded(body, rng, pen, share=0.33):
    """Up to a third of the words replaced, left out or joined by another; numbers stay."""
    tokens = body.split(" ")
    spots = [n for n, each in enumerate(tokens) if not re.search(r"\d", each)]
    for spot in rng.sample(spots, min(len(spots), int(len(tokens) * rng.uniform(0.15, share)))):
        word = tokens[spot]
        other = SYNONYMS.get(word.strip("،.\n")) or rng.choice(OTHER_WORDS)
        tokens[spot] = other if rng.random() < 0.8 else rng.choice(("", f"{word} {other}"))
    return " ".join(each for each in tokens if each)


def added(body, rng, pen):
    """A paragraph of the desk's own, with a local voice."""
    parts = paragraphs(body)
    parts.insert(rng.randrange(1, len(parts) + 1), pen.write(rng.choice(SENTENCES)))
    return "\n\n".join(parts)


def mixed(body, rng, pen):
    """Several of them at once."""
    for edit in rng.sample((spelling, source_line, blocks, added), 2):
        body = edit(body, rng, pen)
    return reworded(body, rng, pen, 0.25)


EDITS = (headline, spelling, lead, source_line, cut, blocks, reworded, added, mixed)


def third(body, rng, pen):
    """A full third of the words, numbers too: others, left out, in runs, or others of the same text."""
    tokens = body.split(" ")
    count, others = len(tokens) // 3, rng.choice((OTHER_WORDS, tokens, ("",)))
    spots = set(rng.sample(range(len(tokens)), count))
    if rng.random() < 0.3:
        starts = rng.sample(range(0, len(tokens), 5), count // 5)
        spots = {start + step for start in starts for step in range(5)}
    kept = (rng.choice(others) if n in spots else word for n, word in enumerate(tokens))
    return " ".join(word for word in kept if word)


def worn(body, rng, pen):
    """What is left after several desks: another lead, the end cut off, a fifth reworded, another spelling."""
    body = reworded(lead(body, rng, pen), rng, pen, 0.2)
    tokens = body.split(" ")
    return spelling(" ".join(tokens[: round(len(tokens) * 0.8)]), rng, pen)


# And those that leave little: found nearly always, not always.
HARD_EDITS = (third, worn)


def follow_up(body, other):
    """Another story's news, and behind it as a background the end of this one: two fifths of the whole."""
    news = other.split(" ")
    background = body.split(" ")[-(len(news) * 2 // 3) :]
    return f"{other}\n\n{' '.join(background)}"


def originals(seed, least=60):
    """Stories of the press with at least so many words, each once."""
    index = 0
    while True:
        told = story(seed, index % 8, index)
        if len(" ".join(told.paragraphs).split()) >= least:
            yield told
        index += 1


def story_set(stories=300, copies=4, singles=600, templated=300, seed=0):
    """Texts of every kind, shuffled: copies, texts that stand alone, and bulletins, each its own.

    Of the texts that stand alone every fourth is a follow-up to one of the stories.
    """
    rng = random.Random(f"{seed}/copies")
    told = originals(seed)
    texts, bodies = [], []
    edits = (*EDITS, *HARD_EDITS)

    def add(name, kind, title, body):
        texts.append(Text(name, kind, f"outlet_{rng.randrange(40)}", title, body))

    for number in range(stories):
        first = next(told)
        bodies.append("\n\n".join(first.paragraphs))
        add(f"s{number}", "original", first.title, bodies[-1])
        for turn in range(copies):
            edit, pen = edits[(number * copies + turn) % len(edits)], Pen(rng)
            title, body = pen.write(rng.choice(TITLES)), edit(bodies[-1], rng, pen)
            add(f"s{number}", edit.__name__, title, body)
    for number in range(singles):
        first = next(told)
        kind, body = "single", "\n\n".join(first.paragraphs)
        if number % 4 == 0:
            kind, body = "follow_up", follow_up(bodies[number % len(bodies)], body)
        add(f"x{number}", kind, first.title, body)
    for number, (kind, body) in enumerate(bulletins(templated, seed)):
        add(f"t{number}", f"bulletin {kind}", f"نشرة {kind}", body)
    rng.shuffle(texts)
    return texts

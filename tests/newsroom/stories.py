"""Stories of the made-up press: deterministic texts from a seed, an outlet and a number."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from tests.newsroom.vocabulary import (
    AIMS,
    CREDITED,
    FAMILIES,
    HORIZONS,
    KICKERS,
    MEN,
    MONEY,
    PLACES,
    REASONS,
    REGIONS,
    TIMES,
    TOPICS,
    WIRE,
    WOMEN,
)

# The newest story; older ones go back from here, so that none lies in the future.
NEWEST = datetime(2026, 9, 30, 18, 0, 0, tzinfo=UTC)
APART = timedelta(minutes=37, seconds=11)

# A slot in brackets with a bar gives the form for a man and for a woman: {قال|قالت}.
TITLES = (
    "{body} تعلن {deed} {horizon}",
    "{body} تدرس {deed} في {place}",
    "{deed} {reason} في {place}",
    "{place}: {deed} {horizon}",
    "{speaker}: {deed} {horizon} أمر ممكن",
    "خلاف حول {deed} في {region}",
    "{number} {counted} بعد {deed} في {place}",
    "ما الذي يعنيه {deed} لسكان {region}؟",
    "{body} تنفي {deed} {reason}",
    "من {place} إلى {place2}.. حكاية {deed}",
    "{number} {money} من أجل {deed} في {place}",
    "{speaker} {يطالب|تطالب} بتسريع {deed}",
)
LEADS = (
    "أعلنت {body} {time} {deed} في {region}، {aim} {deed2} {horizon}.",
    "كشفت {body} {time} عن خطة {quality} تتضمن {deed} في {place}، {reason}.",
    "{قال|قالت} {speaker} {name} {time} إن {deed} سيبدأ في {place} {horizon}.",
    "شهدت {place} {time} {deed}، {reason}، وذلك {aim} {deed2}.",
    "عاد الحديث عن {deed} إلى الواجهة في {place} {time}، {reason}.",
    "لم يكن {deed} في {region} أمرا متوقعا، غير أن {body} أقرته {time} {reason}.",
)
SENTENCES = (
    "وأضافت {body} أن {deed} سيشمل {number} {counted} في {region}، {reason}.",
    "{وأوضح|وأوضحت} {name} أن {deed} يجري {horizon}، {مشيرا|مشيرة} إلى أن {body} خصصت له {number} {money}.",
    "وتشير أرقام {body} إلى أن {deed} شمل {number} {counted} في {place} وحدها.",
    "في المقابل، {رأى|رأت} {speaker} {name} أن {deed} يحتاج إلى مراجعة، وأن {deed2} أولى منه.",
    "ومن المقرر أن تعقد {body} لقاء مفتوحا في {place2} لبحث {deed} {horizon}.",
    "{ولفت|ولفتت} {name} إلى أن كلفة {deed} بلغت {number} {money}، خصص ثلثها لدراسة {deed2}.",
    "وكانت {body} قد أرجأت {deed} مرتين {reason}، قبل أن يستأنف العمل به {time}.",
    "ورحبت {body} بالخطوة، داعية إلى {deed} في {place2} أيضا {horizon}.",
    "وبحسب تقرير أعدته {body}، فإن {deed} رفع عدد الوافدين إلى {region} بنسبة {number} في المئة.",
    "{ويقول|وتقول} {speaker} {name} إن تجربة {place2} أثبتت أن {deed} ممكن بكلفة أقل.",
    "وتتوقع {body} أن يسهم {deed} في {deed2} {horizon}، {reason}.",
    "يذكر أن سكان {region} عرفوا في السنوات الماضية محاولات مشابهة لم تكتمل {reason}.",
    "{وختم|وختمت} {name} بالقول إن {deed} خطوة أولى نحو {deed2}، لا نهاية الطريق.",
    "وتشارك {body} في التمويل بمبلغ {number} {money}، على أن تراجع النتائج {horizon}.",
    "ويرى مراقبون في {place} أن {deed} يأتي {aim} {deed2}، لا بدافع آخر.",
    "{وسأل|وسألت} {speaker} عن أسباب {deed} في هذا التوقيت، {معتبرا|معتبرة} أن {body} لم تقدم جوابا كافيا.",
    "وتجمع نحو {number} شخصا أمام مقر {body} في {place} {time} لمتابعة {deed}.",
    "وبدأ {deed} في {region} {time}، فيما تنتظر {place2} دورها {horizon}.",
    "{وشدد|وشددت} {speaker} على أن {deed} لن يكون على حساب {deed2}، {reason}.",
    "أما {deed2} فما زال معلقا {reason}، وفق ما ذكرته {body} {time}.",
    "{وروى|وروت} {name} كيف بدأت فكرة {deed} في {region} قبل {number} عاما.",
    "ولم يصدر عن {body} تعليق على ما تردد عن {deed}، إلا أن مصدرا فيها أكد المضي في {deed2}.",
    "ومع {deed}، تكون {place} قد سبقت {place2} التي ما زالت تناقش {deed2}.",
    "وقدرت {body} ما تحقق من {deed} حتى الآن بنحو {number} في المئة، {horizon}.",
)
HEADINGS = (
    "أرقام وتفاصيل",
    "ماذا بعد {deed}؟",
    "موقف {body}",
    "آراء متباينة",
    "الخطوات المقبلة",
    "شهادات من {place}",
    "خلفية القرار",
    "بين {place} و{place2}",
)
SUBTITLES = (
    "{body} تتحدث عن {deed}",
    "{deed} {horizon} يثير نقاشا في {place}",
    "{number} {counted} ينتظرون ما يسفر عنه {deed}",
)
CAPTIONS = ("جانب من {region} في {place}", "{place} كما بدت {time}", "مقر {body} في {place}")
COMMENTS = (
    "خبر مهم نرجو أن تتابعوا ما سيحدث لاحقا في منطقتنا لأن الناس هناك ينتظرون منذ سنوات طويلة.",
    "أشكركم على هذا التقرير، لكن الأرقام المذكورة لا تطابق ما نراه كل يوم في الشارع.",
    "متى يصل المشروع إلى حينا؟ راجعنا البلدية ثلاث مرات ولم نحصل على جواب.",
)
PARAGRAPHS = (1, 4, 5, 6, 7, 8, 9, 11, 13)


@dataclass(frozen=True, slots=True)
class Story:
    """What is true of one article, before any layout prints it."""

    outlet: int
    index: int
    title: str
    paragraphs: tuple[str, ...]
    headings: frozenset[int]
    """Positions of the paragraphs that are sub-headings."""
    published: datetime
    modified: datetime | None
    section: str
    authors: tuple[str, ...]
    sources: tuple[str, ...]
    keywords: tuple[str, ...]
    kicker: str | None
    subtitle: str | None
    caption: str
    credit: str
    place: str
    wire_of: int | None = None
    repost_of: int | None = None


class Pen:
    """Writes about one topic: fills patterns with its words."""

    def __init__(self, rng):
        self.rng = rng
        self.topic = rng.choice(TOPICS)
        self.places = rng.sample(PLACES, 2)
        self.subject = self.deed()

    def deed(self):
        """A verbal noun with what it is done to: تأجيل القمة, at times with an adjective."""
        action, topic = self.rng.choice(self.topic.actions), self.topic
        if self.rng.random() < 0.5:
            return f"{action} {self.rng.choice(topic.masculine)}"
        return f"{action} {self.rng.choice(topic.feminine)}"

    def person(self):
        """First name and family, and whether a woman."""
        is_woman = self.rng.random() < 0.45
        first = self.rng.choice(WOMEN if is_woman else MEN)
        return f"{first} {self.rng.choice(FAMILIES)}", is_woman

    def write(self, pattern):
        """The pattern with words; the deed is now and then the story's own subject."""
        rng, topic = self.rng, self.topic
        name, is_woman = self.person()
        pieces = {
            "body": rng.choice(topic.bodies),
            "deed": self.subject if rng.random() < 0.4 else self.deed(),
            "deed2": self.deed(),
            "speaker": rng.choice(topic.women if is_woman else topic.men),
            "name": name,
            "counted": rng.choice(topic.counted),
            "number": str(rng.randrange(11, 100)),
            "quality": rng.choice([each for each in topic.adjectives if each.isalpha()]) + "ة",
            "place": self.places[0],
            "place2": self.places[1],
            "region": rng.choice(REGIONS),
            "time": rng.choice(TIMES),
            "horizon": rng.choice(HORIZONS),
            "reason": rng.choice(REASONS),
            "money": rng.choice(MONEY),
            "aim": rng.choice(AIMS),
        }
        text = self._gendered(pattern, is_woman).format(**pieces)
        return text.replace("تمهيدا ل ", "تمهيدا ل")

    @staticmethod
    def _gendered(pattern, is_woman):
        parts = []
        for part in pattern.split("{"):
            inside, bar, rest = part.partition("}")
            man, both, woman = inside.partition("|")
            if bar and both:
                parts.append((woman if is_woman else man) + rest)
            else:
                parts.append(("{" if parts else "") + part)
        return "".join(parts)

    def body(self):
        """Paragraphs and the positions of sub-headings; now and then a single sentence."""
        count = self.rng.choice(PARAGRAPHS)
        paragraphs, headings = [self.write(self.rng.choice(LEADS))], set()
        patterns = self.rng.sample(SENTENCES, len(SENTENCES))
        titles = self.rng.sample(HEADINGS, len(HEADINGS))
        for number in range(count - 1):
            if number and number % 4 == 0 and count > 6:
                headings.add(len(paragraphs))
                paragraphs.append(self.write(titles.pop()))
            more = self.rng.choice((1, 1, 2, 2, 3))
            sentences = [patterns[(number + 8 * turn) % len(patterns)] for turn in range(more)]
            paragraphs.append(" ".join(map(self.write, sentences)))
        return tuple(paragraphs), frozenset(headings)

    def keywords(self, text):
        """What a desk would tag: the place, and bodies and things that the text names."""
        topic = self.topic
        known = [*topic.bodies, *topic.masculine, *topic.feminine]
        met = [each for each in known if each in text]
        self.rng.shuffle(met)
        found = [self.places[0], *met[: self.rng.choice((1, 2, 3))]]
        return tuple(dict.fromkeys(found))


@lru_cache(maxsize=8192)
def story(seed, outlet, index):
    """The story of an outlet's article; the same for the same three numbers."""
    rng = random.Random(f"{seed}/{outlet}/{index}")
    pen = Pen(rng)
    title = pen.write(rng.choice(TITLES))
    paragraphs, headings = pen.body()
    published = (NEWEST - index * APART - timedelta(minutes=outlet * 3)).replace(microsecond=0)
    changed = published + timedelta(minutes=rng.randrange(5, 300))
    return Story(
        outlet=outlet,
        index=index,
        title=title,
        paragraphs=paragraphs,
        headings=headings,
        published=published,
        modified=changed if rng.random() < 0.4 else None,
        section=pen.topic.section,
        authors=tuple({pen.person()[0]: 0 for _ in range(rng.choice((0, 1, 1, 2)))}),
        sources=(rng.choice(CREDITED),) if rng.random() < 0.6 else (),
        keywords=pen.keywords(" ".join((title, *paragraphs))),
        kicker=rng.choice(KICKERS) if rng.random() < 0.4 else None,
        subtitle=pen.write(rng.choice(SUBTITLES)) if rng.random() < 0.5 else None,
        caption=pen.write(rng.choice(CAPTIONS)),
        credit=pen.person()[0],
        place=pen.places[0],
    )


def wire_copy(original, outlet, index, seed):
    """An agency's story as another outlet prints it: own headline, at times a cut tail."""
    rng = random.Random(f"{seed}/wire/{outlet}/{index}")
    own = story(seed, outlet, index)
    is_cut = rng.random() < 0.5 and len(original.paragraphs) > 4
    kept = len(original.paragraphs) - is_cut
    headings = frozenset(spot for spot in original.headings if spot < kept - 1)
    if kept - 1 in original.headings:  # no sub-heading ends a text
        kept -= 1
    return replace(
        own,
        paragraphs=original.paragraphs[:kept],
        headings=headings,
        keywords=original.keywords,
        section=original.section,
        sources=(WIRE,),
        authors=(),
        wire_of=original.index,
    )


def repost(first, index):
    """The same text of the same outlet under a number of its own."""
    return replace(first, index=index, repost_of=first.index)


def revised(told, seed, revision):
    """The story as its outlet prints it after so many changes of the text."""
    if not revision:
        return told
    rng = random.Random(f"{seed}/revised/{told.outlet}/{told.index}/{revision}")
    addition = Pen(rng).write(rng.choice(SENTENCES))
    modified = told.published + timedelta(hours=6 * revision)
    return replace(told, paragraphs=(*told.paragraphs, addition), modified=modified)


def entries(told, seed):
    """The entries of a live blog, newest first: time, headline, text."""
    rng = random.Random(f"{seed}/live/{told.outlet}/{told.index}")
    pen = Pen(rng)
    count = rng.randrange(3, 7)
    return tuple(
        (
            told.published + timedelta(minutes=11 * (count - number)),
            pen.write(rng.choice(TITLES)),
            pen.write(rng.choice(SENTENCES)),
        )
        for number in range(count)
    )

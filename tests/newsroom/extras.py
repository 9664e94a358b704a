"""Pages of the made-up press that are no Arabic article."""

from __future__ import annotations

from tests.newsroom.layouts.markup import e, navigation

FRENCH = (
    "Le conseil municipal a voté mardi un plan de rénovation des quais du vieux port.",
    "Les travaux doivent commencer avant l'été et durer environ deux ans, selon la mairie.",
    "Plusieurs habitants du quartier demandent davantage d'arbres et moins de voitures.",
    "« Nous voulons un port ouvert à tous », a déclaré la directrice du projet devant la presse.",
    "Une réunion publique est prévue la semaine prochaine dans la salle des fêtes.",
    "Le budget s'élève à douze millions, dont un tiers pour les jardins et les fontaines.",
)
ENGLISH = (
    "The harbour council approved a plan on Tuesday to restore the old quays of the town.",
    "Work is due to begin before the summer and should last about two years, officials said.",
    "Several residents of the quarter ask for more trees and fewer cars along the water.",
    '"We want a harbour that is open to everybody," the head of the project told reporters.',
    "A public meeting is planned for next week in the community hall near the lighthouse.",
    "The budget amounts to twelve million, a third of it for gardens and fountains.",
)


def page(outlet, title, main, language="ar", status=200):
    """Status and a page with the outlet's usual chrome."""
    direction = "rtl" if language == "ar" else "ltr"
    return status, (
        f'<!doctype html><html lang="{language}" dir="{direction}"><head><meta charset="utf-8">'
        f"<title>{e(title)} | {e(outlet.title)}</title></head><body><header><nav><ul>{navigation()}"
        f'</ul></nav></header><main>{main}</main><footer><a href="/private/1">الإدارة</a> '
        "جميع الحقوق محفوظة</footer></body></html>"
    )


def gallery(outlet, story, index):
    pictures = "".join(
        f'<figure><img src="/img/{index}-{turn}.jpg"><figcaption>صورة {turn} من 8</figcaption></figure>'
        for turn in range(1, 9)
    )
    title = f"بالصور.. {story.title}"
    return page(outlet, title, f'<h1>{e(title)}</h1><div class="gallery">{pictures}</div>')


def video(outlet, story, index):
    title = f"شاهد بالفيديو: {story.title}"
    player = '<iframe src="https://www.youtube.com/embed/warraq00001" width="800"></iframe>'
    return page(outlet, title, f'<h1>{e(title)}</h1><div class="player">{player}</div>')


def contact(outlet, story, index):
    form = (
        "<h1>اتصل بنا</h1><form><label>الاسم</label><input><label>البريد</label><input>"
        "<textarea></textarea><button>إرسال</button></form><p>هاتف: 000-000</p>"
    )
    return page(outlet, "اتصل بنا", form)


def soft_404(outlet, story, index):
    words = (
        "<h1>404</h1><p>عذرا، الصفحة المطلوبة غير موجودة. قد تكون حذفت أو نقلت إلى عنوان آخر.</p>"
    )
    return page(outlet, "الصفحة غير موجودة", f'{words}<a href="/">العودة إلى الرئيسية</a>')


def login_wall(outlet, story, index):
    wall = (
        f"<h1>{e(story.title)}</h1><p>{e(story.paragraphs[0])}</p>"
        '<div class="paywall"><h3>هذا المحتوى للمشتركين فقط</h3><p>سجل الدخول أو اشترك لمتابعة القراءة</p>'
        '<form><input type="email"><input type="password"><button>تسجيل الدخول</button></form></div>'
    )
    return page(outlet, story.title, wall)


def bot_challenge(outlet, story, index):
    return 403 if index % 2 else 200, (
        "<!doctype html><html><head><title>Just a moment...</title></head><body>"
        "<h1>Checking your browser before accessing the site.</h1>"
        '<noscript>Please enable JavaScript and cookies to continue</noscript><div id="challenge"></div>'
        "</body></html>"
    )


def french(outlet, story, index):
    text = "".join(f"<p>{e(line)}</p>" for line in _turned(FRENCH, index))
    title = f"Le port rénové, étape {index}"
    return page(outlet, title, f"<article><h1>{title}</h1>{text}</article>", "fr")


def english(outlet, story, index):
    text = "".join(f"<p>{e(line)}</p>" for line in _turned(ENGLISH, index))
    title = f"Harbour works enter stage {index}"
    return page(outlet, title, f"<article><h1>{title}</h1>{text}</article>", "en")


def private(outlet, story, index):
    """What robots.txt forbids: it would pass for an article."""
    text = "".join(f"<p>{e(each)}</p>" for each in story.paragraphs)
    return page(outlet, story.title, f"<article><h1>{e(story.title)}</h1>{text}</article>")


def _turned(lines, index):
    start = index % len(lines)
    return lines[start:] + lines[:start]


PAGES = {
    each.__name__: each
    for each in (
        gallery,
        video,
        contact,
        soft_404,
        login_wall,
        bot_challenge,
        french,
        english,
        private,
    )
}

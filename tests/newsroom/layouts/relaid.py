"""The markup that an outlet changes to: its text stands where every general rule looks for remarks."""

from __future__ import annotations

from tests.newsroom.layouts.markup import e, navigation, teasers

# What mends it, in a seed file.
SELECTOR = "div.nass p"


def render(story, outlet, index):
    text = "".join(f"<p>{e(paragraph)}</p>" for paragraph in story.paragraphs)
    others = "".join(
        f'<li><a href="{url}">{e(title)}</a></li>' for url, title in teasers(outlet, index, 2)
    )
    return f"""<!doctype html><html lang="ar" dir="rtl"><head><meta charset="{outlet.layout.ENCODING}">
<title>{e(story.title)} | {e(outlet.title)}</title></head>
<body><nav><ul>{navigation()}</ul></nav><main><h1>{e(story.title)}</h1>
<time datetime="{story.published.isoformat()}">{story.published:%d/%m/%Y}</time></main>
<section class="comments-area"><div class="nass">{text}</div></section>
<ul class="also">{others}</ul><footer>جميع الحقوق محفوظة</footer></body></html>"""

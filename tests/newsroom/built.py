"""Pages without text: a frame, and a script that builds the page out of a second answer."""

from __future__ import annotations

import json
import re

CHARSET = re.compile(rb'charset="?([\w-]+)')
SHELL = """<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>…</title></head>
<body><div id="app"></div><script>
fetch("/api/page?path=" + encodeURIComponent(location.pathname + location.search))
  .then(answer => answer.json())
  .then(page => setTimeout(() => {
    const built = new DOMParser().parseFromString(page.html, "text/html");
    document.head.replaceWith(document.adoptNode(built.head));
    document.body.replaceWith(document.adoptNode(built.body));
  }, 20));
</script></body></html>"""


def data(reply):
    """The answer that the script asks for: the page as other outlets serve it."""
    found = CHARSET.search(reply.body[:1024])
    text = reply.body.decode(found[1].decode() if found else "utf-8", "replace")
    return json.dumps({"html": text}, ensure_ascii=False).encode()

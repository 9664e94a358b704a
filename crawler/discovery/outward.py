"""Links that lead out of a site: to a page of another one, or to a service that all sites link to."""

from __future__ import annotations

from urllib.parse import urlsplit

from crawler.urls import same_site

# Sites that pages link to for other reasons than their text; their subdomains too.
SERVICES_TABLE = """
    facebook.com fb.com fb.me twitter.com x.com t.co instagram.com youtube.com youtu.be whatsapp.com
    wa.me t.me telegram.me telegram.org linkedin.com pinterest.com tiktok.com snapchat.com
    threads.net reddit.com tumblr.com vk.com nabd.com apple.com google.com goo.gl gstatic.com
    googletagmanager.com doubleclick.net addtoany.com addthis.com sharethis.com getpocket.com
    feedburner.com blogger.com wordpress.org gravatar.com schema.org w3.org creativecommons.org
    cloudflare.com amazon.com microsoft.com mailchimp.com
"""
SERVICES = frozenset(SERVICES_TABLE.split())


def leads_out(address: str, domain: str) -> bool:
    """Whether an address is a page, not a front page, of another site that is no service.

    >>> leads_out("https://other.example/1", "press.example"), leads_out("https://x.com/a", "a.com")
    (True, False)
    """
    parts = urlsplit(address)
    host = (parts.hostname or "").removeprefix("www.")
    if same_site(address, domain) or not (parts.path.strip("/") or parts.query):
        return False
    labels = host.split(".")
    ends = {".".join(labels[cut:]) for cut in range(len(labels))}
    return len(labels) > 1 and not ends & SERVICES

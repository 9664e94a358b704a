"""Parts of a query that say nothing about which page it is."""

from __future__ import annotations

import re

# Query names that say how a reader came to the page, never which page it is.
TRACKING_PREFIXES = (
    "utm_",
    "utm-",
    "mtm_",
    "pk_",
    "piwik_",
    "matomo_",
    "hsa_",
    "_hs",
    "mc_",
    "at_",
    "ns_",
    "vero_",
    "oly_",
    "trk_",
    "fb_",
    "ga_",
    "guce_",
    "wt.",
    "_x_tr_",
    "amp_",
    "__cf_",
)
TRACKING_TABLE = """
    fbclid gclid gclsrc dclid gbraid wbraid msclkid twclid ttclid yclid ysclid li_fat_id igshid igsh
    mibextid mkt_tok mkt_medium _ga _gl _ke _kx s_kwcid ef_id epik srsltid scid s_cid
    ref_src ref_url refsrc referer referrer traffic_source cmp cmpid cmp_id icid ncid ocid ito
    xtor xts spm wprov usqp aoh __twitter_impression fbrefresh fromrss rss_id rss_source
    replytocom like_comment doing_wp_cron nocache no_cache cachebuster cb rnd rand _
    redirect_log_mongo_id redirect_mongo_id sr_share mbid smid smtyp dicbo oborigurl sfnsn gaa_at
    noredirect no_redirect share_source share_medium share_id shareid
    amp ampmode isamp print printable printview
"""
TRACKING_NAMES = frozenset(TRACKING_TABLE.split())
# Names that track in words (`ref=home`) and identify in numbers (`ref=4711`).
TRACKING_IF_WORD = frozenset(["ref", "src", "source", "from", "via", "share"])
# Names of sessions; `sid=7` may well be a section, `sid=9f2c…` is a session.
SESSION_TABLE = "phpsessid jsessionid sid sessid session sessionid session_id cfid cftoken s zenid"
SESSION_NAMES = frozenset(SESSION_TABLE.split())
SESSION_PREFIXES = ("aspsessionid",)
# Pairs that choose another dress of the same page: AMP, or the mobile one.
VIEW_PAIRS = frozenset(
    [
        ("m", "0"),
        ("m", "1"),
        ("mobile", "1"),
        ("view", "amp"),
        ("output", "amp"),
        ("outputtype", "amp"),
        ("type", "amp"),
        ("mode", "amp"),
        ("view", "print"),
    ]
)
TOKEN = re.compile(r"^(?=.*\d)[\w-]{16,}$|^[0-9a-f]{12,}$", re.IGNORECASE)


def is_tracking(name: str, value: str) -> bool:
    """Whether a pair of the query says nothing about which page it is."""
    name = name.lower()
    if name in TRACKING_NAMES or name.startswith(TRACKING_PREFIXES):
        return True
    if name in TRACKING_IF_WORD:
        return not any(char.isdigit() for char in value)
    if name in SESSION_NAMES:
        return bool(TOKEN.match(value))
    return name.startswith(SESSION_PREFIXES)


def is_view(name: str, value: str) -> bool:
    """Whether a pair of the query only chooses the page's dress: AMP, mobile, for print."""
    return (name.lower(), value.lower()) in VIEW_PAIRS

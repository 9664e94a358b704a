"""Stories of a batch: which articles are copies of stored ones, decided once for all crawls."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, Any, Literal

from pymongo import UpdateOne

from crawler.duplicates.index import MOST, Index
from crawler.duplicates.stories import Telling, decide, wanted
from crawler.records import filled
from crawler.storage.fingerprints import FingerprintLog

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from crawler.items import Article
    from crawler.storage.mongodb import Document, MongoStore
    from crawler.storage.plan import Plan

Policy = Literal["keep", "mark", "drop"]
POLICIES: tuple[Policy, ...] = ("keep", "mark", "drop")
ARTICLE_ID = re.compile(r"[0-9a-f]{32}")
# Texts that are fetched at once, by id.
FETCH = 100
# What is compared of a stored article, and what `stories` says of it.
FIELDS = {"body": 1, "outlet": 1, "url": 1, "published_at": 1, "sources": 1}
# Seconds to wait for the article of a text that another crawl has just noted: it writes the note
# first. One that does not come was killed in between.
WAITS = (0.05, 0.2, 0.5)


class StoryTeller:
    """Gives each long enough article of a plan its `story`; `policy` says what becomes of copies."""

    def __init__(self, store: MongoStore, policy: Policy = "keep", most: int = MOST) -> None:
        self.store = store
        self.policy = policy
        self.index = Index(most)
        self.log = FingerprintLog(store, self.index)
        self._is_open = False

    async def assign(self, plan: Plan) -> None:
        """Set `story` of the plan's articles that have none; note copies in the plan.

        Again is no harm: a text that is noted twice is still one.
        """
        tellings = list(untold(plan))
        if not tellings:
            return
        fresh: set[str] = set()
        if not self._is_open:
            await self.log.catch_up()
            self._is_open = True
        stored: dict[str, Document] = {}
        while True:
            self.index.begin()
            missing = wanted(tellings, self.index) - stored.keys()
            stored |= await self._fetch(missing, fresh)
            known = {key: Telling(key, each["body"]) for key, each in stored.items()}
            stories = decide(tellings, self.index, known)
            if not stories or await self._append(plan, stories):
                break
            fresh |= await self.log.catch_up()
        _note(plan, stories, stored, self.policy)

    async def _append(self, plan: Plan, stories: Mapping[str, str]) -> bool:
        """Note the draft; false where another crawl has noted texts that were not looked at."""
        return await self.log.append(self.index.drafted())

    async def _fetch(self, keys: set[str], fresh: set[str]) -> dict[str, Document]:
        """Stored articles with a text; those that another crawl is about to store are waited for."""
        found: dict[str, Document] = {}
        for pause in (0.0, *WAITS):
            await asyncio.sleep(pause)
            missing = sorted(keys - found.keys())
            for start in range(0, len(missing), FETCH):
                query = {"_id": {"$in": missing[start : start + FETCH]}}
                found |= {
                    each["_id"]: each
                    async for each in self.store.articles.find(query, FIELDS)
                    if isinstance(each.get("body"), str)
                }
            if not (keys & fresh) - found.keys():
                break
        return found

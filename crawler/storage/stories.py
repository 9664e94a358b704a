"""Which articles of a batch are copies of stored ones: decided once, whoever else is crawling."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Literal

from crawler.duplicates.index import MOST, Index
from crawler.duplicates.stories import Telling, decide, look_up
from crawler.exceptions import StorageError
from crawler.records import to_document
from crawler.storage.fingerprints import FingerprintLog
from crawler.storage.origins import merge, sighting

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from crawler.duplicates.stories import Verdict
    from crawler.items import Article
    from crawler.storage.mongodb import Document, MongoStore
    from crawler.storage.plan import Plan

Policy = Literal["keep", "mark", "drop"]
POLICIES: tuple[Policy, ...] = ("keep", "mark", "drop")
# Texts that are fetched at once, by id.
FETCH = 100
# What is compared of a stored article, and what `stories` says of it.
FIELDS = {
    "body": 1,
    "outlet": 1,
    "url": 1,
    "published_at": 1,
    "published_precision": 1,
    "sources": 1,
}
# Seconds to wait for an article that another crawl has noted and not stored yet: it notes first. One
# that does not come was killed in between, and is no copy's story.
WAITS = (0.05, 0.2, 0.5, 1.0, 2.0)


class StoryTeller:
    """Gives the articles of a plan their `story`; `policy` says what becomes of copies."""

    def __init__(self, store: MongoStore, policy: Policy = "keep", most: int = MOST) -> None:
        self.store = store
        self.policy = policy
        self.log = FingerprintLog(store, Index(most))
        self._is_open = False

    async def assign(self, plan: Plan) -> None:
        """Set `story` of those that have none or another text; again is no harm.

        What is decided is noted before it is used: where another crawl has noted something
        meanwhile, that is read and everything decided anew.
        """
        untold = plan.untold()
        if not untold:
            return
        stored: dict[str, Document] = {}
        awaited: set[str] = set()
        if not self._is_open:
            awaited = await self._open()
        while True:
            tellings = [self._telling(each) for each in untold]
            findings = look_up(tellings, self.log.index)
            named = {each.text for found in findings.values() for each in found.candidates}
            stored |= await self._fetch(named - stored.keys(), awaited - plan.articles.keys())
            known = [Telling(key, each["body"]) for key, each in stored.items()]
            decided, page = decide(tellings, findings, known, keeps_copies=self.policy != "drop")
            if await self.log.append(page):
                break
            awaited |= await self.log.catch_up()
        tell(plan, decided, stored, self.policy)

    async def settle(self) -> None:
        """Give the articles of merged stories the one that theirs are now; again is no harm.

        A crawl does so with what it notes, and once more with what it reads: it may have stored an
        article with the old story meanwhile.
        """
        for ended, into in list(self.log.merges):
            await merge(self.store, ended, self.log.index.merged.of(into))
            self.log.merges.remove((ended, into))

    async def close(self) -> None:
        """Settle what others have noted since."""
        if self._is_open:
            await self.log.catch_up()
            await self.settle()

    async def _open(self) -> set[str]:
        """Read the log; merges of earlier crawls are settled but where one was killed meanwhile."""
        awaited = await self.log.catch_up()
        merges = self.log.merges
        settled: set[str] = set()
        for start in range(0, len(merges), FETCH):
            ended = [each for each, _ in merges[start : start + FETCH]]
            query = {"_id": {"$in": ended}, "merged_into": {"$exists": True}}
            settled |= {each["_id"] async for each in self.store.stories.find(query, {"_id": 1})}
        self.log.merges = [each for each in merges if each[0] not in settled]
        self._is_open = True
        return awaited

    def _telling(self, article: Article) -> Telling:
        story = kept_story(article)
        return Telling(article.id, article.body, story and self.log.index.merged.of(story))

    async def _fetch(self, keys: Iterable[str], awaited: set[str]) -> dict[str, Document]:
        """Stored articles that have a text; those that another crawl is about to store are awaited."""
        found: dict[str, Document] = {}
        for pause in (0.0, *WAITS):
            await asyncio.sleep(pause)
            missing = sorted(set(keys) - found.keys())
            for start in range(0, len(missing), FETCH):
                query = {"_id": {"$in": missing[start : start + FETCH]}}
                async for each in self.store.articles.find(query, FIELDS):
                    found[each["_id"]] = each
            if not (awaited & set(keys)) - found.keys():
                break
        return {key: each for key, each in found.items() if isinstance(each.get("body"), str)}


def checked_policy(value: object) -> Policy:
    """The policy of the setting STORIES; StorageError for anything else."""
    for policy in POLICIES:
        if value == policy:
            return policy
    raise StorageError(f"STORIES is one of {', '.join(POLICIES)}, not {value!r}")


def kept_story(article: Article) -> str | None:
    """The story that a changed article keeps; one that stood alone may be found to be a copy now."""
    return article.story if article.revision != 1 and article.story != article.id else None


def tell(
    plan: Plan, verdicts: Mapping[str, Verdict], stored: Mapping[str, Document], policy: Policy
) -> None:
    """Note the verdicts in the plan: its articles, their documents, what `stories` is to say."""
    for key, verdict in verdicts.items():
        article = plan.articles[key]
        article.story = plan.documents[key]["story"] = verdict.story
        texts = filter(None, (verdict.copy_of, *(each.text for each in verdict.merged)))
        seen = [
            to_document(plan.articles[text]) if text in plan.articles else stored[text]
            for text in texts
        ]
        if not seen:
            continue
        plan.copies += [sighting(verdict.story, each) for each in (*seen, plan.documents[key])]
        if verdict.copy_of and policy == "mark":
            article.duplicate_of = plan.documents[key]["duplicate_of"] = verdict.copy_of
        if verdict.copy_of and policy == "drop" and plan.outcomes[key] == "new":
            plan.outcomes[key] = "copy"
            del plan.documents[key]

"""What holds back the requests to one outlet: too many at once, a limit, a budget, its silence."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.frontier.schedule import OUTLETS_OWN

# Answers in a row that speak of the outlet itself, after which it is left alone until the next run.
MOST_FAILURES = 5


@dataclass(slots=True)
class Brakes:
    """Counts what was sent to an outlet and what came back."""

    window: int = 2
    """Requests that may be on their way: no more, or a slow outlet would hold up the others."""
    limit: int | None = None
    """Articles that this run wants."""
    budget: int | None = None
    """Requests that the outlet gets today."""
    today: int = 0
    """Requests that it has had, in all runs; the queue counts them."""
    asked: int = 0
    """Requests without an answer yet."""
    in_flight: int = 0
    """Those of them that may bring an article."""
    taken: int = 0
    """Articles that were read."""
    failures: int = 0
    """Failures in a row that speak of the outlet."""

    def let_any(self) -> bool:
        """Whether one more request may leave."""
        return self.asked < self.window and self.stopped() is None

    def let_article(self) -> bool:
        """Whether one more article may be asked for."""
        return self.limit is None or self.taken + self.in_flight < self.limit

    def stopped(self) -> str | None:
        """Why this run asks the outlet nothing more; None while it does."""
        if self.is_full():
            return "limit"
        if self.budget is not None and self.today >= self.budget:
            return "budget"
        return "outlet_fails" if self.failures >= MOST_FAILURES else None

    def is_full(self) -> bool:
        """Whether the limit of articles is reached."""
        return self.limit is not None and self.taken >= self.limit

    def sent(self, *, is_article: bool) -> None:
        """Count a request that leaves."""
        self.asked += 1
        self.in_flight += is_article

    def answered(self, *, is_article: bool) -> None:
        """Count an answer that has come, of whatever kind."""
        self.asked -= 1
        self.in_flight -= is_article

    def came(self, failure: str | None) -> None:
        """Note whether the outlet gave an answer that is one, or why not."""
        self.failures = self.failures + 1 if failure in OUTLETS_OWN else 0

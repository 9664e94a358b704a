"""One spider per seed file, without a Python file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scrapy.spiderloader import SpiderLoader

from crawler.outlets import find_outlet, load_outlets, seed_files, unknown_outlet
from crawler.urls import same_site

if TYPE_CHECKING:
    import builtins
    from typing import Self

    from scrapy import Request, Spider
    from scrapy.settings import BaseSettings

    from crawler.exceptions import OutletError
    from crawler.outlets import Outlet

# The spider of `spiders/` that reads any outlet.
GENERIC = "news"


class OutletSpiderLoader:
    """Follows Scrapy's `SpiderLoaderProtocol`; seed files are read when their spider is asked for.

    A class in `spiders/` with an outlet's name takes the place of the generic one for it.
    """

    def __init__(self, settings: BaseSettings) -> None:
        self.folders: builtins.list[str] = settings.getlist("SEEDS_PATHS")
        self.written = SpiderLoader(settings)
        self.broken: builtins.list[OutletError] = []
        """Seed files that `list` could not read."""

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> Self:
        """A loader over the folders in SEEDS_PATHS and the modules in SPIDER_MODULES."""
        return cls(settings)

    def load(self, spider_name: str) -> type[Spider]:
        """The spider's class; KeyError says what was perhaps meant, OutletError what is wrong."""
        written = self.written.list()
        files = seed_files(self.folders)
        if spider_name not in files:
            if spider_name in written:
                return self.written.load(spider_name)
            if not files:
                raise KeyError(f"no seed file in {', '.join(self.folders) or 'SEEDS_PATHS'}")
            raise KeyError(unknown_outlet(spider_name, [*files, *written]))
        base = self.written.load(spider_name if spider_name in written else GENERIC)
        return _bound(base, find_outlet(spider_name, self.folders))

    def list(self) -> builtins.list[str]:
        """The names of all spiders that can run; `broken` then has the files of the others."""
        self.broken = []
        return sorted(
            {*self.written.list(), *load_outlets(self.folders, broken=self.broken.append)}
        )

    def find_by_request(self, request: Request) -> builtins.list[str]:
        """The names of the outlets on whose site the request lies."""
        outlets = load_outlets(self.folders, broken=lambda _: None).values()
        return [outlet.name for outlet in outlets if same_site(request.url, outlet.domain)]


def _bound(base: type[Spider], outlet: Outlet) -> type[Spider]:
    """A spider class for one outlet."""
    about: dict[str, Any] = {"name": outlet.name, "outlet": outlet, "__module__": base.__module__}
    return type(f"{base.__name__}_{outlet.name}", (base,), about)

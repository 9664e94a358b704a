"""What many tests need: a real database, and articles."""

import itertools
import os
import signal

import pytest

from crawler.items import Article
from crawler.storage.embedded import EmbeddedServer
from crawler.storage.journal import Journal
from crawler.storage.mongodb import MongoStore
from crawler.storage.writer import ArticleWriter
from crawler.urls import article_id

# Whoever runs the tests may have a database of their own: none of them touches it.
for name in ("MONGODB_URI", "MONGODB_DATABASE", "WARRAQ_DATA", "WARRAQ_USER_AGENT"):
    os.environ.pop(name, None)

# Children hear Ctrl-C as from a terminal: what a shell runs in the background ignores it, and hands that on.
signal.signal(signal.SIGINT, signal.default_int_handler)

NAMES = (f"test_{number}" for number in itertools.count())


@pytest.fixture(scope="session")
def mongodb_folder(tmp_path_factory):
    """Data folder of an embedded server that runs for the whole session."""
    folder = tmp_path_factory.mktemp("data") / "mongodb"
    server = EmbeddedServer(folder)
    server.start()
    yield folder
    server.stop()


@pytest.fixture
def database_name():
    """A database of the test's own."""
    return next(NAMES)


@pytest.fixture
async def store(mongodb_folder, database_name):
    """An open, empty database on the embedded server."""
    opened = await MongoStore.connect("", database_name, mongodb_folder)
    yield opened
    await opened.client.drop_database(database_name)
    await opened.close()


@pytest.fixture
async def writer(store, tmp_path):
    """A running writer on a database of its own."""
    running = ArticleWriter(store, Journal(tmp_path / "journal", store.label), retries=(0.1,))
    await running.start()
    yield running
    await running.close()


@pytest.fixture
def make_article():
    """A function that makes an article; its number decides address and text."""

    def make(number=1, **fields):
        url = fields.pop("url", f"https://press.example/{number}")
        values = {
            "outlet": "press",
            "title": f"افتتاح المكتبة رقم {number}",
            "body": f"فتحت المكتبة رقم {number} أبوابها صباح اليوم.",
            "content_key": f"{number:032x}",
            "language": "ar",
        }
        return Article(id=article_id(url), url=url, **(values | fields))

    return make

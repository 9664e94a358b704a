"""Pages that a browser builds, by scrapy-playwright and the system's Chromium where they are there."""

import json
import re
import signal
import subprocess
import time
from datetime import datetime
from pathlib import Path

import pytest
from scrapy.settings import Settings

from crawler.exceptions import OutletError
from crawler.outlets import Outlet, find_outlet
from crawler.rendering.wanted import HANDLER, missing, render_meta, renderable
from tests.command import eventually, place, scrapy, words
from tests.newsroom.child import Newsroom

ARTICLES = 12
PLAIN = Outlet(name="plain", title="ميزان", domain="plain.example")
BUILT = Outlet(name="built", title="ميزان", domain="built.example", settings={"RENDER": True})
SETTINGS = {"RENDER_BROWSER": "", "RENDER_TABS": 4, "USER_AGENT": "Warraq", "DOWNLOAD_TIMEOUT": 30}
with_browser = pytest.mark.skipif(
    missing(Settings(SETTINGS)) is not None, reason="needs the extra `render` and Chromium"
)


@pytest.fixture(scope="module")
def press(tmp_path_factory):
    """Outlets of which two are built by scripts: one with a sitemap, one with sections only."""
    folder = tmp_path_factory.mktemp("press")
    with Newsroom(folder, outlets=5, articles=ARTICLES, faults=["2=built", "4=built"]) as running:
        for name in ("wikalat_aldifaf", "nashrat_aljabal"):
            with (running.seeds / f"{name}.toml").open("a", encoding="utf-8") as file:
                file.write("RENDER = true\n")
        yield running


def settings(press, data, **others):
    return {
        "ALLOWED_PRIVATE_HOSTS": "127.0.0.1",
        "SEEDS_PATHS": press.seeds,
        "DATA_DIR": data,
        "RETRY_ENABLED": "0",
        **others,
    }


def run(*arguments, press, data, variables=None, **others):
    return scrapy(*arguments, variables=variables, **settings(press, data, **others))


def descendants(pid):
    """The processes that a process has started, and theirs."""
    found, rows = [], []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, rest = path.read_text().rsplit(")", 1)
        except OSError:
            continue
        rows.append((int(path.parent.name), int(rest.split()[1]), name.partition("(")[2]))
    parents = {pid}
    while more := [row for row in rows if row[1] in parents and row not in found]:
        found += more
        parents |= {row[0] for row in more}
    return {row[0]: row[2] for row in found}


def living(pids):
    alive = []
    for pid in pids:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
        except OSError:
            continue
        if state != "Z":
            alive.append(pid)
    return alive


@with_browser
@pytest.mark.parametrize(("name", "number"), [("nashrat_aljabal", 4), ("wikalat_aldifaf", 2)])
def test_articles_of_a_built_outlet_equal_the_truth(press, tmp_path, name, number):
    feed = tmp_path / "out.jsonl"
    done = run(
        "crawl", name, "-O", str(feed), press=press, data=tmp_path, RENDER_PAGES_PER_BROWSER=7
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert "Traceback" not in done.stderr
    got = {each["url"]: each for each in map(json.loads, feed.read_text("utf-8").splitlines())}
    truth = Newsroom.lines(press.bases[number], "/_truth.jsonl")
    wanted = {
        each["url"]: each for each in truth if each["is_article"] and "duplicate_of" not in each
    }
    # with several tabs it is chance which of two addresses of one text is read first
    again = {each["duplicate_of"]: each["url"] for each in truth if "duplicate_of" in each}
    assert {url for url in wanted if url not in got and again.get(url) not in got} == set()
    for url in wanted.keys() & got.keys():
        for field in ("title", "body", "sources", "keywords"):
            assert got[url].get(field) == wanted[url].get(field), (url, field)
        found, true = (datetime.fromisoformat(each[url]["published_at"]) for each in (got, wanted))
        assert found == true, url
    asked = {path.partition("?")[0] for _, path, _ in press.log(press.bases[number])}
    assert "/api/page" in asked
    assert not [path for path in asked if path.startswith("/img/")]


@with_browser
def test_commands_that_look_at_one_page_render_it_too(press, tmp_path):
    truth = Newsroom.lines(press.bases[4], "/_truth/3.json")[0]
    read = run("extract", truth["url"], press=press, data=tmp_path)
    assert json.loads(read.stdout)["body"] == truth["body"]
    kept = run("snapshot", "nashrat_aljabal", truth["url"], press=press, data=tmp_path)
    assert kept.returncode == 0, kept.stderr
    assert run("snapshot", "--check", press=press, data=tmp_path).returncode == 0
    probed = run("outlets", "--probe", "--json", "nashrat_aljabal", press=press, data=tmp_path)
    assert json.loads(probed.stdout)["outcome"] == "ok"


@with_browser
def test_one_outlet_is_rendered_and_the_others_are_not(press, tmp_path):
    names = "nashrat_aljabal,sawt_alsawaqi"
    arguments = ["crawl", "news", "-a", f"outlets={names}", "-a", "limit=3"]
    done = run(*arguments, press=press, data=tmp_path)
    assert done.returncode == 0, done.stderr[-3000:]
    assert "/api/page" not in {path.partition("?")[0] for _, path, _ in press.log(press.bases[3])}


@with_browser
@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGTERM])
def test_no_browser_outlives_its_crawl(press, tmp_path, ending):
    process = subprocess.Popen(
        words("crawl", "wikalat_aldifaf", **settings(press, tmp_path, DOWNLOAD_DELAY=1)),
        **place(),
        stderr=subprocess.DEVNULL,
    )
    try:
        eventually(lambda: any("chrom" in name for name in descendants(process.pid).values()))
        time.sleep(1)
        browsers = [
            p for p, name in descendants(process.pid).items() if "chrom" in name or name == "node"
        ]
        assert browsers
        process.send_signal(ending)
        process.wait(60)
        eventually(lambda: not living(browsers), seconds=10)
    finally:
        process.kill()
        process.wait()


def test_only_outlets_that_say_so_ask_for_a_browser():
    settings = Settings(SETTINGS)
    assert render_meta(PLAIN, settings) == {}
    meta = render_meta(BUILT, settings)
    assert (meta["playwright"], meta["playwright_context"]) == (True, "built")
    assert renderable([PLAIN], settings) == [PLAIN]
    assert HANDLER not in settings.getwithbase("DOWNLOAD_HANDLERS").values()


def test_without_a_browser_the_outlet_is_named_and_others_go_on(caplog):
    settings = Settings(SETTINGS | {"RENDER_BROWSER": "no-such-browser"})
    with pytest.raises(OutletError, match="built: pages are built by a browser"):
        renderable([BUILT], settings)
    assert renderable([PLAIN, BUILT], settings) == [PLAIN]
    assert "built: pages are built by a browser" in caplog.text


def test_without_the_extra_the_command_says_so_in_one_line(press, tmp_path):
    hidden = "import sys; sys.modules['scrapy_playwright'] = None\n"
    (tmp_path / "sitecustomize.py").write_text(hidden)
    variables = {"PYTHONPATH": str(tmp_path)}
    places = {"press": press, "data": tmp_path / "data"}
    done = run("crawl", "nashrat_aljabal", variables=variables, **places)
    assert done.returncode == 1
    line = "error: nashrat_aljabal: pages are built by a browser: pip install -e '.[render]'"
    assert line in done.stderr.splitlines()
    assert "Traceback" not in done.stderr


@with_browser
def test_a_browser_that_does_not_start_is_tried_again_and_said(press, tmp_path):
    variables = {"PLAYWRIGHT_NODEJS_PATH": str(tmp_path / "nowhere")}
    done = run("crawl", "nashrat_aljabal", press=press, data=tmp_path, variables=variables)
    assert done.returncode == 1
    # of each page the browser's own words, none about one that was never started
    failures = re.findall(r"no article could be fetched: (.*)", done.stderr)
    assert failures
    assert all(
        re.fullmatch(r"the connection broke \(DownloadFailedError\) ×\d+", e) for e in failures
    )


def test_the_seed_files_key(press):
    assert find_outlet("nashrat_aljabal", [press.seeds]).settings["RENDER"] is True

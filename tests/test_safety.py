"""Private addresses are refused, however they are written, and only then."""

from ipaddress import ip_address

import pytest
from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.utils.test import get_crawler

from crawler.addresses import is_allowed, is_local_name, is_private, literal_address
from crawler.middlewares import safety
from crawler.middlewares.safety import REFUSED, Safety

PRIVATE = [
    "127.0.0.1", "127.1", "127.255.255.254", "0x7f000001", "0x7f.0.0.1", "2130706433", "017700000001", "0177.0.0.1",
    "127.0.0.1.", "%31%32%37.0.0.1", "0", "0.0.0.0", "10.0.0.1", "172.16.5.4", "192.168.1.1", "169.254.169.254",
    "100.64.0.1", "100.100.100.200", "192.0.0.192", "198.18.0.1", "224.0.0.1", "255.255.255.255",
    "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[fe80::1]", "[fe80::1%25eth0]", "[fc00::1]",
    "[fd00:ec2::254]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[ff02::1]",
]  # fmt: skip
PUBLIC = [
    "8.8.8.8",
    "93.184.216.34",
    "0x08080808",
    "[2606:4700::1111]",
    "[64:ff9b::808:808]",
    "172.32.0.1",
]
NAMES = [
    "example.com",
    "10.example.com",
    "127.0.0.1.example.com",
    "0x7f.example.com",
    "localhost.example.com",
]


@pytest.mark.parametrize("host", PRIVATE)
def test_private_addresses_in_any_notation(host):
    address = literal_address(host)
    assert address is not None
    assert is_private(address)


@pytest.mark.parametrize("host", PUBLIC)
def test_public_addresses(host):
    address = literal_address(host)
    assert address is not None
    assert not is_private(address)


@pytest.mark.parametrize("host", NAMES)
def test_names_are_no_addresses(host):
    assert literal_address(host) is None
    assert not is_local_name(host)


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST.", "a.localhost", "printer.local", "metadata.google.internal"]
)
def test_names_of_the_machine_and_its_network(host):
    assert is_local_name(host)


ALLOWED = [
    ("http://127.0.0.1:8001/", ["127.0.0.1"], True),
    ("http://127.0.0.1:8001/", ["127.0.0.1:8001"], True),
    ("http://127.0.0.1:8001/", ["127.0.0.1:8002"], False),
    ("http://127.0.0.1/", ["127.0.0.1:80"], True),
    ("https://localhost/", [" Localhost "], True),
    ("http://[::1]:8001/", ["[::1]:8001"], True),
    ("http://[::1]:8001/", ["::1"], True),
    ("http://127.0.0.2/", ["127.0.0.1"], False),
    ("http://127.0.0.1@10.0.0.1/", ["127.0.0.1"], False),
    ("http://127.0.0.1/", [], False),
]


@pytest.mark.parametrize(("url", "allowed", "expected"), ALLOWED)
def test_what_the_setting_names_is_allowed(url, allowed, expected):
    assert is_allowed(url, allowed) is expected


@pytest.fixture
def middleware():
    def build(**settings):
        crawler = get_crawler(settings_dict=settings)
        crawler._apply_settings()
        return Safety.from_crawler(crawler)

    return build


async def refused(middleware, url):
    try:
        await middleware.process_request(Request(url))
    except IgnoreRequest:
        return True
    return False


async def test_a_refusal_is_counted_and_said_once(middleware, caplog):
    it = middleware()
    for url in ("http://127.0.0.1:1/a", "http://127.0.0.1:1/b", "http://localhost/"):
        assert await refused(it, url)
    assert it.crawler.stats.get_value(REFUSED) == 3
    lines = [record.getMessage() for record in caplog.records]
    assert len(lines) == 2
    assert "ALLOWED_PRIVATE_HOSTS=127.0.0.1:1" in lines[0]


@pytest.mark.parametrize("allowed", [["127.0.0.1"], "127.0.0.1,localhost"])
async def test_the_setting_is_a_list_or_text_with_commas(middleware, allowed):
    it = middleware(ALLOWED_PRIVATE_HOSTS=allowed)
    assert not await refused(it, "http://127.0.0.1:8001/a")
    assert await refused(it, "http://10.0.0.1/")


async def test_a_name_is_judged_by_what_it_resolves_to(middleware, monkeypatch):
    addresses = {"inside.example.com": "10.0.0.7", "outside.example.com": "93.184.216.34"}

    async def resolved(host):
        return ip_address(addresses[host]) if host in addresses else None

    monkeypatch.setattr(safety, "resolved", resolved)
    assert await refused(middleware(), "http://inside.example.com/")
    assert not await refused(middleware(), "http://outside.example.com/")
    assert not await refused(middleware(), "http://unknown.example.com/")
    it = middleware(ALLOWED_PRIVATE_HOSTS=["inside.example.com"])
    assert not await refused(it, "http://inside.example.com/")


async def test_files_are_not_its_business(middleware):
    assert not await refused(middleware(), "file:///tmp/page.html")

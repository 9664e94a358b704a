"""What a look at the seed files alone says."""

from pathlib import Path

import pytest

from crawler.outlets import seed_files
from crawler.places import country_of, zone_of, zones
from crawler.survey.checks import check_files

SEEDS = Path(__file__).parent.parent / "seeds"
GOOD = 'title = "أخبار"\ncountry = "EG"\nkind = "portal"\ndomain = "a.com"\ntimezone = "Africa/Cairo"\n'


@pytest.fixture
def check(tmp_path):
    def check(**texts):
        for name, text in texts.items():
            (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
        done = check_files(seed_files([tmp_path]))
        cut = len(str(tmp_path)) + 1
        return [line[cut:] for line in done.problems], [line[cut:] for line in done.remarks]

    return check


def test_a_good_file_gives_no_line(check):
    assert check(a=GOOD) == ([], [])


def seed(url, kind="feed"):
    return f'[[seeds]]\nurl = "{url}"\nkind = "{kind}"\n'


@pytest.mark.parametrize(
    ("text", "remark"),
    [
        (GOOD.replace("Africa/Cairo", "Asia/Riyadh"), "timezone: 'Asia/Riyadh' is no zone of EG"),
        (GOOD.replace("Africa/Cairo", "UTC"), "timezone: missing; EG has Africa/Cairo"),
        (GOOD.replace("EG", "XX"), "country: 'XX' is no country of the time zone database"),
        (GOOD.replace('kind = "portal"\n', ""), "kind: missing"),
        (GOOD.replace('country = "EG"\n', ""), "country: missing"),
        (
            GOOD + seed("https://b.org/rss"),
            "seeds[0].url: lies on b.org; articles must lie on a.com",
        ),
        (
            GOOD + seed("https://a.com/rss") + seed("http://www.a.com/rss/"),
            "seeds[1].url: the same address as seeds[0]",
        ),
    ],
)
def test_what_may_be_meant_so_is_a_remark(check, text, remark):
    assert check(a=text) == ([], [f"a.toml: {remark}"])


def test_two_outlets_of_one_domain_are_a_problem(check):
    problems, _ = check(a=GOOD, b=GOOD)
    assert problems == ["b.toml: domain: 'a.com' is a's too"]


def test_a_domain_within_anothers_is_a_remark(check):
    _, remarks = check(a=GOOD, b=GOOD.replace("a.com", "arabic.a.com"))
    assert remarks == ["b.toml: domain: 'arabic.a.com' lies within a's"]


def test_a_broken_file_is_a_problem_and_hides_no_other(check):
    problems, remarks = check(a=GOOD.replace("portal", "blog"), b=GOOD.replace("EG", "SA"))
    assert len(problems) == 1
    assert remarks == ["b.toml: timezone: 'Africa/Cairo' is no zone of SA"]


def test_every_time_zone_of_the_catalogue_is_one_of_its_country():
    done = check_files(seed_files([SEEDS]))
    assert done.problems == []
    assert not [line for line in done.remarks if "timezone" in line]


def test_places():
    assert zone_of("PS") is None
    assert set(zones()["PS"]) == {"Asia/Gaza", "Asia/Hebron"}
    assert [country_of(host) for host in ("a.sy", "a.gov.om:8080", "127.0.0.1", "a.news", "a.tv")] == [
        "SY", "OM", None, None, None,
    ]  # fmt: skip

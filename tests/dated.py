"""Date strings with their answers, read from `dates.txt`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

FILE = Path(__file__).with_name("dates.txt")
ESCAPE = re.compile(r"\\u([0-9a-f]{4})|\\(n|t|\\)")
ANSWER = re.compile(
    r"(?P<day>\d{4}-\d\d(?:-\d\d)?)(?: (?P<clock>\d\d:\d\d(?::\d\d)?))?"
    r"(?: (?P<zone>[A-Z]\w+(?:/\w+)?|[+-]\d\d:\d\d))?(?: (?P<precision>hour|minute|month))?"
    r"(?: h(?P<hijri>\d{4}-\d\d-\d\d))?"
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A string, what it is read with, and what it says."""

    line: int
    kind: str
    text: str
    timezone: str
    now: datetime
    want: str
    value: datetime | date | None
    precision: str | None
    hijri: str | None

    def as_row(self):
        """The case as date scorers read it."""
        answer = self.value.isoformat() if self.value else None
        if self.kind == "month_only" and answer:
            answer = answer[:7]
        row = {"id": f"own-{self.line}", "text": self.text, "now": self.now.isoformat()}
        row |= {"tz": self.timezone, "expect": answer, "precision": self.precision}
        row |= {"kind": self.kind, "note": ""}
        return row | ({"want": "updated"} if self.want == "updated" else {})


def cases():
    """Every case of the file, in its order."""
    kind = timezone = now = ""
    for number, line in enumerate(FILE.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("=="):
            kind, timezone, now = (part.strip() for part in line[2:].split("|"))
        elif line and not line.startswith("#"):
            yield case(number, line, kind, timezone, datetime.fromisoformat(now))


def case(number, line, kind, timezone, now):
    answer, _, text = line.partition(" | ")
    updated = answer.endswith(" updated")
    answer = answer.removesuffix(" updated").strip()
    value, precision, hijri = (None, None, None) if answer == "none" else read(answer, timezone)
    want = "updated" if updated else "published"
    return Dated(number, kind, unescaped(text), timezone, now, want, value, precision, hijri)


def read(answer, timezone):
    """Value, precision and Hijri date of an answer."""
    found = ANSWER.fullmatch(answer)
    if not found:
        raise ValueError(f"no answer: {answer}")
    day = date.fromisoformat(found["day"] if len(found["day"]) == 10 else found["day"] + "-01")
    if not found["clock"]:
        exact = found["precision"] or ("day" if len(found["day"]) == 10 else "month")
        return day, exact, found["hijri"]
    zone = found["zone"] or timezone
    offset = datetime.fromisoformat(f"2024-01-01T00:00{zone}").tzinfo if zone[0] in "+-" else None
    moment = datetime.combine(day, time.fromisoformat(found["clock"]), offset or ZoneInfo(zone))
    exact = found["precision"] or ("second" if found["clock"].count(":") == 2 else "minute")
    return moment.astimezone(UTC), exact, found["hijri"]


def unescaped(text):
    signs = {"n": "\n", "t": "\t", "\\": "\\"}
    return ESCAPE.sub(lambda found: chr(int(found[1], 16)) if found[1] else signs[found[2]], text)

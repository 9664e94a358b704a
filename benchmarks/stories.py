"""How well copies are told from other texts, on the set of tests/newsroom/copies.py.

    python -m benchmarks.stories [--seed 0] [--peer PYTHON]

2,400 texts: 300 stories with four edits each, 600 texts that stand alone (150 of them follow-ups), 300
bulletins. Printed:
pairwise precision and recall, the adjusted Rand index, and what was told wrongly, by kind of text.
`--peer` names the Python of an environment that has datasketch: beside it then stands its plain
MinHashLSH (128 permutations, threshold 0.5, triples of words of the unfolded text).
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections import Counter

from crawler.duplicates.index import Index
from crawler.duplicates.stories import Telling, decide, look_up
from tests.newsroom.copies import story_set

BATCH = 100
LEAST = {"precision": 0.995, "recall": 0.98, "rand": 0.98}
PEER = """
import json, sys
from datasketch import MinHash, MinHashLSH
lsh, stories = MinHashLSH(threshold=0.5, num_perm=128), {}
for number, body in enumerate(json.load(sys.stdin)):
    words, minhash = body.split(), MinHash(num_perm=128)
    for run in {" ".join(words[n:n + 3]) for n in range(max(len(words) - 2, 1))}:
        minhash.update(run.encode())
    found = lsh.query(minhash)
    stories[number] = stories[min(found)] if found else number
    lsh.insert(number, minhash)
print(json.dumps(list(stories.values())))
"""


def told(bodies):
    """The story of each text, as a crawl would decide it, a batch at a time."""
    index, known, stories = Index(), {}, []
    for start in range(0, len(bodies), BATCH):
        batch = [
            Telling(f"{number:032x}", body)
            for number, body in enumerate(bodies[start : start + BATCH], start)
        ]
        verdicts, page = decide(batch, look_up(batch, index), known.values())
        index.take(page)
        known |= {each.id: each for each in batch}
        stories += [verdicts[each.id].story for each in batch]
    return list(map(index.merged.of, stories))


def told_by_peer(python, bodies):
    """The same by datasketch: a text has the story of the first text that it finds."""
    done = subprocess.run(
        [python, "-c", PEER], input=json.dumps(bodies), capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


def pairs(counted):
    return sum(count * (count - 1) // 2 for count in counted.values())


def measures(truth, stories):
    """Pairwise precision and recall, and the adjusted Rand index."""
    both = pairs(Counter(zip(truth, stories, strict=True)))
    wanted, found = pairs(Counter(truth)), pairs(Counter(stories))
    by_chance = wanted * found / (len(truth) * (len(truth) - 1) // 2)
    return {
        "precision": both / found if found else 1.0,
        "recall": both / wanted,
        "rand": (both - by_chance) / ((wanted + found) / 2 - by_chance),
    }


def faults(texts, stories):
    """Kind of text → how many are in a story with other texts, or outside the most of theirs."""
    members = {}
    for text, story in zip(texts, stories, strict=True):
        members.setdefault(story, Counter())[text.story] += 1
    home = {}
    for story, counted in members.items():
        for name, count in counted.items():
            home[name] = max(home.get(name, (0, "")), (count, story))
    wrong = Counter()
    for text, story in zip(texts, stories, strict=True):
        if len(members[story]) > 1 or home[text.story][1] != story:
            wrong[text.kind] += 1
    return wrong


def show(name, texts, stories, seconds):
    found = measures([text.story for text in texts], stories)
    print(
        f"{name:<12} precision {found['precision']:.4f}  recall {found['recall']:.4f}  "
        f"adjusted Rand {found['rand']:.4f}  {len(texts) / seconds:7,.0f} texts/s"
    )
    kinds = Counter(text.kind for text in texts)
    for kind, count in faults(texts, stories).most_common():
        print(f"             {kind}: {count} of {kinds[kind]} wrong")
    return all(found[each] >= least for each, least in LEAST.items())


def timed(teller, *arguments):
    started = time.process_time()
    children = sum(subprocess_times())
    result = teller(*arguments)
    return result, time.process_time() - started + sum(subprocess_times()) - children


def subprocess_times():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime, usage.ru_stime


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--peer")
    options = parser.parse_args()
    texts = story_set(seed=options.seed)
    bodies = [text.body for text in texts]
    print(f"{len(texts)} texts, {dict(Counter(text.kind.split()[0] for text in texts))}")
    is_good = show("warraq", texts, *timed(told, bodies))
    if options.peer:
        show("datasketch", texts, *timed(told_by_peer, options.peer, bodies))
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main())

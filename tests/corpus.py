"""Where real pages lie, if they are here: beside the checkout, or where WARRAQ_CORPUS says."""

import os
from pathlib import Path

import pytest

CORPUS = Path(
    os.environ.get("WARRAQ_CORPUS", Path(__file__).resolve().parents[2] / "shared" / "corpus")
)
needs_corpus = pytest.mark.skipif(
    not CORPUS.is_dir(),
    reason="reads articles and listings of real outlets, which are theirs and no part of this "
    f"repository; they would lie in {CORPUS} (WARRAQ_CORPUS names another folder)",
)

"""Where real pages lie, if they are here: beside the checkout, or where WARRAQ_CORPUS says."""

import os
from pathlib import Path

CORPUS = Path(
    os.environ.get("WARRAQ_CORPUS", Path(__file__).resolve().parents[2] / "shared" / "corpus")
)

"""Where things lie, in the clone and where the package is installed without it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def setting(name, *, path, cwd, module="crawler.settings"):
    environment = {key: value for key, value in os.environ.items() if key != "WARRAQ_DATA"}
    environment |= {"SCRAPY_SETTINGS_MODULE": module, "PYTHONPATH": str(path)}
    command = [sys.executable, "-m", "scrapy", "settings", "--get", name]
    done = subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_data_lies_in_the_clone_wherever_a_crawl_is_started(tmp_path):
    assert setting("DATA_DIR", path=ROOT, cwd=tmp_path) == str(ROOT / "data")


def test_data_of_an_installed_package_lies_in_the_current_folder(tmp_path):
    installed = tmp_path / "site-packages"
    for name in ("crawler", "spiders", "pipelines"):
        shutil.copytree(ROOT / name, installed / name, ignore=shutil.ignore_patterns("__pycache__"))
    here = tmp_path / "here"
    here.mkdir()
    assert setting("DATA_DIR", path=installed, cwd=here) == str(here / "data")

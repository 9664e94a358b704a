"""The house keeps its plan: rooms, import directions, sizes."""

import ast
import importlib
import re
from pathlib import Path
from statistics import median, quantiles

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("crawler", "spiders", "pipelines")
MODULES = sorted(path for name in PACKAGES for path in (ROOT / name).rglob("*.py"))

# Room → rooms it may import from; a room that is missing here may import any below it.
ORDER = [
    ("crawler.arabic", "crawler.urls"),
    ("crawler.loaders", "crawler.items", "crawler.outlets"),
    (
        "crawler.storage",
        "crawler.frontier",
        "crawler.extraction",
        "crawler.discovery",
        "crawler.duplicates",
        "crawler.records",
        "crawler.exporters",
        "crawler.export",
    ),
    ("crawler.survey",),
    ("crawler.commands", "crawler.extensions", "crawler.middlewares", "crawler.spiderloader"),
]
WITHOUT_SCRAPY = (
    "crawler.arabic",
    "crawler.urls",
    "crawler.outlets",
    "crawler.discovery",
    "crawler.duplicates",
    "crawler.export",
    "crawler.extraction",
    "crawler.items",
    "crawler.loaders",
)


def module_name(path):
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def is_type_checking(node):
    return isinstance(node, ast.If) and getattr(node.test, "id", "") == "TYPE_CHECKING"


def imports(path):
    """Modules that a file imports at run time, anywhere in it."""
    found, stack = set(), [ast.parse(path.read_text(encoding="utf-8"))]
    while stack:
        node = stack.pop()
        if is_type_checking(node):
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module)
        stack.extend(ast.iter_child_nodes(node))
    return found


def within(name, rooms):
    return any(name == room or name.startswith(room + ".") for room in rooms)


def level(name):
    return next((i for i, rooms in enumerate(ORDER) if within(name, rooms)), None)


def functions():
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                body = node.body[1:] if ast.get_docstring(node) else node.body
                lines = body[-1].end_lineno - body[0].lineno + 1 if body else 0
                yield lines, f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"


def test_the_fixed_top_level_stands():
    for name in ("scrapy.cfg", "crawler", "spiders", "pipelines", "tests", "seeds"):
        assert (ROOT / name).exists(), name


@pytest.mark.parametrize("name", PACKAGES)
def test_packages_are_ours_and_not_namesakes_of_the_package_index(name):
    assert Path(importlib.import_module(name).__file__).parent == ROOT / name


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_imports_run_one_way(path):
    name, found = module_name(path), imports(path)
    if name.startswith("crawler") and name != "crawler.settings":  # it wires all rooms together
        assert not {each for each in found if within(each, ("spiders", "pipelines"))}
    mine = level(name)
    if mine is not None:
        above = {each for each in found if (level(each) or 0) > mine}
        assert not above, f"{name} imports from rooms above it"


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_the_language_and_reading_rooms_know_nothing_of_scrapy(path):
    if within(module_name(path), WITHOUT_SCRAPY):
        assert not {each for each in imports(path) if within(each, ("scrapy", "twisted"))}


def test_only_storage_and_frontier_speak_to_mongodb():
    speakers = {
        module_name(p) for p in MODULES if any(within(i, ("pymongo", "bson")) for i in imports(p))
    }
    assert {
        name for name in speakers if not within(name, ("crawler.storage", "crawler.frontier"))
    } == set()


def test_the_embedded_server_is_never_imported():
    for path in [*MODULES, *(ROOT / "tests").rglob("*.py")]:
        assert not any(within(each, ("secantus",)) for each in imports(path)), path


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_a_module_says_what_it_is_and_stays_readable(path):
    source = path.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(source))
    assert source.count("\n") <= 350


def test_most_functions_and_modules_are_short():
    lengths = sorted(lines for lines, _ in functions())
    longest = sorted(functions(), reverse=True)[:5]
    assert median(lengths) <= 8
    assert quantiles(lengths, n=20)[-1] <= 35, longest
    assert median(path.read_text(encoding="utf-8").count("\n") for path in MODULES) <= 100


def test_no_room_for_odds_and_ends():
    banned = {"utils", "helpers", "common", "base", "core"}
    assert not [path for path in MODULES if banned & {path.stem, path.parent.name}]


def test_the_project_names_no_machine():
    pattern = re.compile(r"(?:^|[^\w.-])/(?:root|home/[a-z]+)/")
    for path in [*MODULES, ROOT / "Makefile", ROOT / "README.md", *(ROOT / "docs").glob("*.md")]:
        assert not pattern.search(path.read_text(encoding="utf-8")), path

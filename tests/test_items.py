"""The record: every field is described, and docs/article-schema.md says the same.

`python -m tests.test_items` prints the tables of that page anew.
"""

import ast
import dataclasses
from pathlib import Path

import pytest

from crawler import items

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ast.parse((ROOT / "crawler" / "items.py").read_text(encoding="utf-8"))
CLASSES = [node for node in SOURCE.body if isinstance(node, ast.ClassDef)]


def fields(node):
    """Name, type and docstring of each field of a class, in order."""
    for field, text in zip(node.body, [*node.body[1:], None], strict=True):
        if isinstance(field, ast.AnnAssign):
            documented = isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant)
            yield (
                field.target.id,
                ast.unparse(field.annotation),
                text.value.value if documented else None,
            )


def table(node):
    """A class as a Markdown section."""
    yield f"## {node.name}"
    yield ""
    yield " ".join(ast.get_docstring(node).split())
    yield ""
    yield "| field | type | meaning |"
    yield "|---|---|---|"
    for name, kind, text in fields(node):
        shown = kind.replace(" | None", "").replace("|", "\\|")
        yield f"| `{name}` | {shown} | {' '.join((text or '').split())} |"
    yield ""


@pytest.mark.parametrize("node", CLASSES, ids=lambda node: node.name)
def test_every_field_has_a_docstring(node):
    missing = [name for name, _, text in fields(node) if not text]
    assert not missing
    assert [name for name, _, _ in fields(node)] == [
        field.name for field in dataclasses.fields(getattr(items, node.name))
    ]


@pytest.mark.parametrize("node", CLASSES, ids=lambda node: node.name)
def test_the_docs_describe_the_record_as_it_is(node):
    page = (ROOT / "docs" / "article-schema.md").read_text(encoding="utf-8")
    assert "\n".join(table(node)) in page, "run python -m tests.test_items"


def test_unknown_is_none_or_an_empty_list_but_never_shared():
    first = items.Article(id="0" * 32, url="https://a.example/1", title="عنوان")
    second = items.Article(id="1" * 32, url="https://a.example/2", title="عنوان آخر")
    first.sources.append("رويترز")
    assert second.sources == []
    assert second.published_at is None


def test_a_misspelt_field_is_refused():
    article = items.Article(id="0" * 32, url="https://a.example/1", title="عنوان")
    with pytest.raises(AttributeError):
        article.tittle = "x"


if __name__ == "__main__":
    print("\n".join(line for node in CLASSES for line in table(node)))

"""The layouts of the made-up press: each module prints a story and says what is true of the print.

A layout has `SEEDS` (kind and path of its listings), `ENCODING`, `path(number, story)`,
`number_in(path)`, `render(story, outlet, index)` and `truth(story, outlet)`.
"""

from tests.newsroom.layouts import (
    agency,
    levant,
    live,
    maghreb,
    reference,
    saudi,
    tables,
    wordpress,
)

LAYOUTS = (reference, wordpress, agency, tables, levant, maghreb, saudi, live)

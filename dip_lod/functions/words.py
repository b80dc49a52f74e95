"""The functions about texts and numbers, and the tables of a mapping."""

import pyoxigraph as ox

from dip_lod import schemes
from dip_lod.functions import dutch, text
from dip_lod.functions.bound import Bound
from dip_lod.functions.context import read_table
from dip_lod.functions.errors import FunctionError
from dip_lod.functions.literals import Term, optional_text, typed


class TextFunctions(Bound):
    """The functions about texts, as methods of the library."""

    def decimal(self, value: ox.Literal) -> Term:
        """Read a number with a comma or a point as xsd:decimal."""
        return typed(dutch.decimal(value.value), "decimal")

    def plain(self, value: ox.Literal) -> Term | None:
        """Make HTML plain text."""
        return optional_text(text.plain(value.value))

    def tidy(self, value: ox.Literal) -> Term | None:
        """Fold white space."""
        return optional_text(text.tidy(value.value))

    def name(self, value: ox.Literal) -> Term | None:
        """Put a person's name in natural order and fold its spaces."""
        return optional_text(text.name(value.value))

    def tag(self, key: ox.NamedNode | ox.Literal) -> Term | None:
        """Read the key of a text as its language tag; unbound for a key that is none, such as a field gone astray."""
        return optional_text(schemes.tag(key.value.rpartition("#")[2]))

    def look(self, table: ox.Literal, key: ox.Literal, column: ox.Literal) -> Term | None:
        """Look a key up in a table (`<table>.csv`) of the mapping's folder."""
        if self._context.folder is None:
            raise FunctionError("rules have no tables; use dip:look in mappings only")
        columns, rows = read_table(self._context.folder / f"{table.value}.csv")
        if column.value not in columns:
            known = ", ".join(columns)
            raise FunctionError(f"{table.value}.csv has no column {column.value}; choose from {known}")
        return optional_text(rows.get(key.value, {}).get(column.value))

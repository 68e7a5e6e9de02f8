"""Finds the texts in the code for ``make texts``: a method of Babel's extraction.

Babel's own method reads tokens and loses plural forms where the texts themselves, ``t``, are an
argument among a sentence's values; this one reads the syntax tree.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping
from typing import IO, Any

Found = tuple[int, str, tuple[str | None, ...], list[str]]


def sentences(
    source: IO[bytes],
    keywords: Mapping[str, Any],
    comment_tags: Collection[str],
    options: Mapping[str, Any],
) -> Iterator[Found]:
    """Every call of a keyword, or of a method by that name: line, name, its literals, comments."""
    text = source.read().decode()
    lines = text.splitlines()
    for call in calls(ast.parse(text), keywords):
        literals = tuple(literal(argument) for argument in call.args)
        if literals and literals[0] is not None:
            yield call.lineno, name_of(call), literals, _comments(lines, call.lineno, comment_tags)


def calls(tree: ast.AST, names: Collection[str]) -> Iterator[ast.Call]:
    """The calls of these names in a file, as they stand."""
    found = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    return iter(sorted((call for call in found if name_of(call) in names), key=_place))


def name_of(call: ast.Call) -> str:
    """The last part of what is called: ``md`` of ``ask.t.md(…)``."""
    called = call.func
    if isinstance(called, ast.Attribute):
        return called.attr
    return called.id if isinstance(called, ast.Name) else ""


def literal(argument: ast.expr) -> str | None:
    """The text of a string that stands in the code as it is."""
    value = argument.value if isinstance(argument, ast.Constant) else None
    return value if isinstance(value, str) else None


def _place(call: ast.Call) -> tuple[int, int]:
    return call.lineno, call.col_offset


def _comments(lines: list[str], at: int, tags: Collection[str]) -> list[str]:
    above = lines[at - 2].strip().removeprefix("# ") if at > 1 else ""
    return [above] if any(above.startswith(tag) for tag in tags) else []

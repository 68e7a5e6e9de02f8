"""Every text in the code is marked, so that the catalogs can hold it."""

from __future__ import annotations

import ast
import importlib

from bot.errors import CallboardError
from bot.texts.extraction import calls, literal, name_of
from tests.texts.code import files

LITERAL = {"N_": 1, "n": 2, "md_n": 2}
SHAPES = {"section", "context", "plain", "button", "run_button", "option", "text_input", "labelled"}
SHAPES |= {"PlainText", "Markdown", "HeaderBlock", "Message", "Modal"}


def test_a_marked_text_stands_there_as_it_is() -> None:
    """``N_(f"…")`` would look marked and be found by nobody."""
    wrong = [
        f"{path}:{call.lineno}"
        for path, tree in files()
        if not path.startswith("bot/texts")
        for call in calls(tree, LITERAL)
        if not all(literal(text) for text in call.args[: LITERAL[name_of(call)]])
    ]
    assert wrong == []


def test_a_sentence_is_not_put_together_by_hand() -> None:
    """What is handed to ``t`` is a text as it stands, or a name for one that is marked."""
    built = (ast.JoinedStr, ast.BinOp)
    wrong = [
        f"{path}:{call.lineno}"
        for path, tree in files()
        for call in calls(tree, ("t", "md"))
        if call.args and (isinstance(call.args[0], built) or _is_formatted(call.args[0]))
    ]
    assert wrong == []


def _is_formatted(argument: ast.expr) -> bool:
    return isinstance(argument, ast.Call) and name_of(argument) in ("format", "join", "str")


def test_errors_for_people_are_marked() -> None:
    wrong, seen = [], 0
    for path, tree in files():
        known = _errors_in(path)
        for call in calls(tree, known):
            seen += 1
            bare = call.args and (literal(call.args[0]) or isinstance(call.args[0], ast.JoinedStr))
            wrong += [f"{path}:{call.lineno}"] if bare else []
    assert wrong == []
    assert seen > 100


def _errors_in(path: str) -> set[str]:
    """The names by which a file knows errors with sentences."""
    if path.endswith("__main__.py") or "migrations" in path:
        return set()
    module = importlib.import_module(path.removesuffix(".py").replace("/", "."))
    named = {name: value for name, value in vars(module).items() if isinstance(value, type)}
    return {name for name, value in named.items() if issubclass(value, CallboardError)}


def test_no_block_is_made_of_a_bare_text() -> None:
    wrong = [
        f"{path}:{call.lineno} {literal(argument)}"
        for path, tree in files()
        if path.startswith("bot/slack/blocks")
        for call in calls(tree, SHAPES)
        for argument in _shown(call)
        if _is_word(literal(argument))
    ]
    assert wrong == []


_SHOWN = {"title", "submit", "close", "label", "hint", "text"}


def _shown(call: ast.Call) -> list[ast.expr]:
    """What a person sees of the shape; the second argument of a button is what it does."""
    first = call.args[:1] if name_of(call) == "run_button" else call.args
    return [*first, *(word.value for word in call.keywords if word.arg in _SHOWN)]


def _is_word(text: str | None) -> bool:
    return text is not None and any(letter.isupper() or letter == " " for letter in text)

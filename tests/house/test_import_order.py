"""The one-way order of the folders: a later row may import an earlier one, never the reverse."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MAY_IMPORT = {
    "nlp": set(),
    "annotations": {"nlp"},
    "models": {"nlp", "annotations"},
    "outputs": {"nlp"},
    "flows": {"nlp", "annotations", "models", "outputs"},
}


def imported(file: Path) -> set[str]:
    """Top-level names that a module imports, anywhere in it."""
    names = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("folder", MAY_IMPORT)
def test_a_folder_imports_only_what_comes_before_it(folder: str) -> None:
    files = list((ROOT / folder).rglob("*.py"))
    assert files
    for file in files:
        ours = imported(file) & MAY_IMPORT.keys() - {folder}
        assert ours <= MAY_IMPORT[folder], f"{file.relative_to(ROOT)} imports {ours - MAY_IMPORT[folder]}"


@pytest.mark.parametrize("folder", MAY_IMPORT)
def test_each_folder_says_what_comes_in_and_out(folder: str) -> None:
    words = ast.get_docstring(ast.parse((ROOT / folder / "__init__.py").read_text(encoding="utf-8"))) or ""
    assert "out" in words
    assert "import" in words.lower()

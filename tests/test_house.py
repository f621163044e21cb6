"""The house as design says it: which room may import which, and what stays within bounds."""

import ast
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

import vs_course

PACKAGE = Path(vs_course.__file__).parent
BASE = {"bank", "practice"}
# Each room, and those it may import beside itself.
ARROWS = {
    "bank": set(),
    "practice": {"bank"},
    "results": BASE,
    "card": BASE,
    "classroom": BASE | {"results"},
    "export": BASE | {"results"},
    "publish": BASE | {"card", "api", "results"},
    "bank_checks": {"bank"},
    "jupyterlab": {"bank"},
    "__init__": {"api", "results", "classroom"},
    "api": BASE | {"card", "results", "classroom"},
    "cli_texts": set(),
    "cli": None,  # all of them
}
MODULES = sorted(PACKAGE.rglob("*.py"))


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def dotted(path: Path) -> str:
    return ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)


def imports(path: Path) -> Iterator[str]:
    """Yield the dotted names a module imports, wherever in it; `vs_course.x` for its own."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"a relative import in {path}"
            whole = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from whole if node.module == "vs_course" else [node.module]


def test_rooms_import_one_way():
    faults, seen = [], 0
    for path in MODULES:
        for imported in imports(path):
            if not imported.startswith("vs_course."):
                continue
            seen += 1
            target, allowed = imported.split(".")[1], ARROWS[room(path)]
            if target != room(path) and allowed is not None and target not in allowed:
                faults.append(f"{path.relative_to(PACKAGE)} imports {imported}")
    assert seen > 100
    assert faults == []


@pytest.mark.parametrize("name", ["bank", "practice"])
def test_the_core_imports_the_standard_library_only(name):
    roots = {
        imported.split(".")[0]
        for path in MODULES
        if room(path) == name
        for imported in imports(path)
    }
    assert roots <= sys.stdlib_module_names | {"vs_course"}


def test_no_french_constant_is_unused_or_repeats_another():
    used: set[str] = set()
    for path in MODULES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        known = {}  # what stands for each name here: `texts`, or one constant of it
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom):
                known |= {a.asname or a.name: f"{node.module}.{a.name}" for a in node.names}
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                used.add(f"{known.get(node.value.id)}.{node.attr}")
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                used.add(known.get(node.id, f"{dotted(path)}.{node.id}"))
    faults, seen = [], 0
    for path in MODULES:
        if not path.stem.endswith("texts"):
            continue
        values: dict[str, str] = {}
        constants = vars(import_module(dotted(path)))
        for name in filter(str.isupper, constants):
            seen += 1
            if f"{dotted(path)}.{name}" not in used:
                faults.append(f"{dotted(path)}.{name} is unused")
            same = values.setdefault(repr(constants[name]), name)
            if same != name:
                faults.append(f"{dotted(path)}.{name} repeats {same}")
    assert seen > 100
    assert faults == []

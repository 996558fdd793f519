"""Files, folders and patterns: what is found, in which order, and what is not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from scenarios.checking.case_paths import NothingToCheck, find_paths

FILES = (
    "a.scenario.yaml",
    "b/c.check.yaml",
    "b/c.scenario.xlsx",
    "b/d/e.scenario.json",
    "b/d/F.SCENARIO.YML",
    "b/d/table.csv",
    "b/d/plain.yaml",
    "b/~$c.scenario.xlsx",
    "b/.hidden.scenario.yaml",
    ".git/g.scenario.yaml",
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in FILES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def found(*patterns: str) -> list[str]:
    return [path.as_posix() for path in find_paths(patterns)]


ALL = ["a.scenario.yaml", "b/c.check.yaml", "b/c.scenario.xlsx", "b/d/F.SCENARIO.YML", "b/d/e.scenario.json"]


@pytest.mark.parametrize(
    ("patterns", "expected"),
    [
        (["."], ALL),
        (["b"], ALL[1:]),
        (["b/d/"], ALL[3:]),
        (["**/*.scenario.*"], [ALL[0], ALL[2], ALL[4]]),
        (["b/*.check.yaml"], ["b/c.check.yaml"]),
        (["b/**"], ALL[1:]),
        (["b/d/*"], ALL[3:]),
        (["b/d/plain.yaml"], ["b/d/plain.yaml"]),
        (["b", "a.scenario.yaml", "b/c.check.yaml", "./a.scenario.yaml"], ALL),
    ],
)
def test_what_is_found(patterns: list[str], expected: list[str]) -> None:
    assert found(*patterns) == expected


def test_the_same_file_by_another_way_is_the_same(folder: Path) -> None:
    (folder / "link.scenario.yaml").symlink_to(folder / "a.scenario.yaml")
    assert len(found("a.scenario.yaml", "link.scenario.yaml", str(folder / "a.scenario.yaml"))) == 1


def test_links_that_turn_in_circles_end(folder: Path) -> None:
    (folder / "b" / "loop").symlink_to(folder / "b")
    assert found(".") == ALL


@pytest.mark.parametrize("pattern", ["none.scenario.yaml", "**/*.scenario.toml", "none", "b/d/table.*"])
def test_nothing_is_said_by_pattern(pattern: str) -> None:
    with pytest.raises(NothingToCheck) as nothing:
        find_paths(["b", pattern])
    assert nothing.value.patterns == (pattern,)


def test_a_name_with_brackets_is_a_name_first(folder: Path) -> None:
    (folder / "[east].scenario.yaml").touch()
    assert found("[east].scenario.yaml") == ["[east].scenario.yaml"]


def test_an_empty_folder_is_nothing(folder: Path) -> None:
    os.mkdir(folder / "empty")  # noqa: PTH102
    with pytest.raises(NothingToCheck):
        find_paths(["empty"])

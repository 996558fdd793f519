"""The instances: families of scenarios × sizes. A new family is one entry in FAMILIES."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from scenarios.generation import generate_scenario
from tests.benchmarks.scenario_files import SCENARIO, write_scenario
from tests.support.problems import BALANCED, random_problem

SEED = 1
WARM_CELLS = 200


@dataclass(frozen=True)
class Family:
    """A kind of scenario. `write` makes one of about so many cells in a folder: (cells, seed, folder) → scenario."""

    name: str
    words: str
    write: Callable[[int, int, Path], Path]


@dataclass(frozen=True)
class Instance:
    """One scenario file to plan."""

    family: Family
    cells: int
    seed: int = SEED

    @property
    def name(self) -> str:
        """As the tables show it."""
        return f"{self.family.name}-{self.cells}"

    def write(self, folder: Path) -> Path:
        """Make the scenario file in `folder`, which must be there."""
        return self.family.write(self.cells, self.seed, folder)


def _generated(tightness: float) -> Callable[[int, int, Path], Path]:
    def write(cells: int, seed: int, folder: Path) -> Path:
        made = generate_scenario(cells, seed, tightness)
        for name, data in made.tables.items():
            (folder / name).write_bytes(data)
        path = folder / SCENARIO
        path.write_bytes(made.yaml_bytes())
        return path

    return write


def _banded(slack: float) -> Callable[[int, int, Path], Path]:
    def write(cells: int, seed: int, folder: Path) -> Path:
        return write_scenario(random_problem(cells, seed, slack=slack), BALANCED, folder)

    return write


FAMILIES: tuple[Family, ...] = (
    Family("usual", "as `allot generate` makes it: every kind of limit, an eighth of room", _generated(0.5)),
    Family("tight", "the same with a fiftieth of that room", _generated(0.99)),
    Family("bands", "a floor and a cap per product, region and person, 2 % around a hidden plan", _banded(0.02)),
)

SIZES = (1_000, 10_000, 100_000)


def family(name: str) -> Family:
    """The family of a name. Raises KeyError."""
    return {one.name: one for one in FAMILIES}[name]


def scenario_of(folder: Path) -> Path:
    """The scenario file that a family wrote into a folder."""
    return folder / SCENARIO

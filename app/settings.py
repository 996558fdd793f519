"""What whoever runs the service may set, each by one environment variable. docs/settings.md documents all of it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

from models.errors import InvalidInput
from models.findings import Fact, FindingList, Location
from scenarios.definition.ceilings import Ceilings

PREFIX = "ALLOT_"
PATHS = ("cbc", "cache_folder")


@dataclass(frozen=True)
class Settings:
    """Ceilings and resources of one process. The environment variable of a field is its name in capitals after
    `ALLOT_`. Numbers are whole and at least 1 (0 for `waiting_solves` and `kept_plans`)."""

    max_body_bytes: int = 50_000_000
    max_rows: int = 200_000
    max_values: int = 5_000_000
    max_depth: int = 64
    max_variables: int = 200_000
    max_seconds: int = 300
    max_points: int = 10_000
    max_sweep_cells: int = 5_000_000
    max_comparison_cells: int = 2_000_000
    concurrent_solves: int = 2
    waiting_solves: int = field(default=8, metadata={"least": 0})
    wait_seconds: int = 30
    kept_plans: int = field(default=50, metadata={"least": 0})
    kept_bytes: int = 500_000_000
    solver_memory_bytes: int | None = None
    cbc: Path | None = None
    cache_folder: Path | None = None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """The settings of an environment (default: the process's own). Raises InvalidInput with every value that
        cannot be used: `setting_invalid`. An empty variable counts as not set."""
        source = os.environ if environment is None else environment
        findings = FindingList()
        read: dict[str, int | Path] = {}
        for name in setting_names():
            written = source.get(variable(name), "").strip()
            value = _read(name, written, findings) if written else None
            if value is not None:
                read[name] = value
        if len(findings):
            raise InvalidInput(tuple(findings))
        return cls(**read)  # type: ignore[arg-type]

    @property
    def cache(self) -> Path:
        """Where small things that only save time are kept: the set folder, or the user's own."""
        if self.cache_folder is not None:
            return self.cache_folder
        return Path(os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser()) / "allot"

    @property
    def ceilings(self) -> Ceilings:
        """How large a posted scenario may be."""
        return Ceilings(bytes=self.max_body_bytes, rows=self.max_rows, values=self.max_values, depth=self.max_depth)


def setting_names() -> tuple[str, ...]:
    """Every setting."""
    return tuple(one.name for one in fields(Settings))


def variable(name: str) -> str:
    """The environment variable of a setting."""
    return PREFIX + name.upper()


def _read(name: str, written: str, findings: FindingList) -> int | Path | None:
    if name in PATHS:
        return Path(written)
    least = next(int(one.metadata.get("least", 1)) for one in fields(Settings) if one.name == name)
    number = int(written) if written.isascii() and written.isdecimal() and len(written) <= 18 else None
    if number is None or number < least:
        facts: dict[str, Fact] = {"variable": variable(name), "value": written[:60], "least": least}
        findings.add("setting_invalid", Location(), facts)
        return None
    return number

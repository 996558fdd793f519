"""`allot generate`: a scenario of any size, written beside its tables."""

from __future__ import annotations

from pathlib import Path

from app.cli.atomic_file import check_writable, write_whole
from app.cli.voice import Voice
from scenarios.generation import generate_scenario

ENDINGS = (".scenario.yaml", ".scenario.yml", ".yaml", ".yml")


def generate_file(voice: Voice, cells: int, seed: int, tightness: float, out: Path) -> int:
    """Write the tables first and the scenario last, so that a scenario never lacks its tables."""
    check_writable(out)
    found = generate_scenario(cells, seed, tightness, stem(out))
    written = [out.with_name(name) for name in found.tables]
    for path, data in zip(written, found.tables.values(), strict=True):
        write_whole(path, data)
    write_whole(out, found.yaml_bytes())
    voice.line(voice.word("generated", cells=f"{cells:,}", seed=seed))
    for path in (out, *written):
        voice.line(f"  {path}")
    return 0


def stem(path: Path) -> str:
    """The file's name without its ending: company for company.scenario.yaml."""
    return next((path.name[: -len(ending)] for ending in ENDINGS if path.name.endswith(ending)), path.stem)

"""`python -m tests.benchmarks`: measure, print the tables, and write a JSON file when asked."""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from rich.console import Console

from tests.benchmarks.contender import Contender
from tests.benchmarks.contenders import CONTENDERS, NAIVE, OURS, POLISH
from tests.benchmarks.instances import FAMILIES, SEED, SIZES, Instance, family
from tests.benchmarks.measurement import Result
from tests.benchmarks.peers.contenders import CONTENDERS as PEERS
from tests.benchmarks.peers.environment import absence, versions
from tests.benchmarks.peers.table import peer_comparison
from tests.benchmarks.suite import Plan, measure
from tests.benchmarks.tables import breakdown, comparison, document


def main(arguments: Sequence[str] | None = None) -> list[Result]:
    """Run what the command line asks for."""
    options = _parser().parse_args(arguments)
    console = Console(width=150)
    families = [family(name) for name in options.family or [FAMILIES[0].name]]
    sizes = [SIZES[0]] if options.quick else options.cells or list(SIZES)
    contenders, has_peers = _chosen(options, console)
    plan = Plan(1 if options.quick else options.repetitions, options.limit)
    results: list[Result] = []
    with tempfile.TemporaryDirectory(prefix="allot-bench-") as work:
        for cells in sizes:
            for one in families:
                results += measure(Instance(one, cells, options.seed), contenders, plan, Path(work), _teller(console))
    console.print(peer_comparison(results) if options.peers else comparison(results))
    if not options.peers and any(result.contender == OURS for result in results):
        console.print(breakdown(results))
    if options.json is not None:
        settings = {name: value for name, value in vars(options).items() if name != "json"}
        content = document(results, settings) | ({"peers": versions()} if has_peers else {})
        text = json.dumps(content, indent=1, ensure_ascii=False)
        _json_path(options.json).write_text(text + "\n", encoding="utf-8")
    return results


def _chosen(options: argparse.Namespace, console: Console) -> tuple[list[Contender], bool]:
    """The contenders to measure, and whether peers are among them; peers without their environment are left out."""
    wanted = options.contender or ([OURS, POLISH, NAIVE] if options.peers else [])
    chosen = [one for one in CONTENDERS if one.name in wanted or not wanted]
    peers = [one for one in PEERS if one.name in wanted or (options.peers and not options.contender)]
    why = absence() if peers else None
    if why is not None:
        console.print(why, style="yellow", highlight=False)
        peers = []
    return [*chosen, *peers], bool(peers)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    families, contenders = [one.name for one in FAMILIES], [one.name for one in (*CONTENDERS, *PEERS)]
    parser.add_argument("--quick", action="store_true", help="1,000 cells, once: does everything still run?")
    parser.add_argument("--cells", type=int, action="append", help="size of an instance; may be repeated")
    parser.add_argument("--family", action="append", choices=families, help="may be repeated")
    parser.add_argument("--contender", action="append", choices=contenders, help="may be repeated")
    parser.add_argument("--peers", action="store_true", help="Allot beside other modelling libraries, and their table")
    parser.add_argument("--repetitions", type=int, default=5, help="at most; slow contenders run once")
    parser.add_argument("--limit", type=float, default=180.0, help="seconds for one repetition of one contender")
    parser.add_argument("--seed", type=int, default=SEED, help="of the instances")
    parser.add_argument("--json", type=Path, help="file, or folder for bench-<date>.json")
    return parser


def _json_path(path: Path) -> Path:
    return path / f"bench-{date.today().isoformat()}.json" if path.is_dir() else path


def _teller(console: Console) -> Callable[[str], None]:
    return lambda words: console.print(words, style="dim", highlight=False)


if __name__ == "__main__":
    main()

"""The process of one contender on one instance: warms up, then runs whenever it is told to.

Started as `python -m tests.benchmarks.child CONTENDER WARM_FOLDER FOLDER`. Answers are JSON lines on standard output:
first {"idle": bytes} when warm, then one Run per line of standard input, and at its end {"own": bytes}.
"""

from __future__ import annotations

import gc
import json
import sys
from dataclasses import asdict
from pathlib import Path

from tests.benchmarks.contenders import contender

STATUS, CLEAR = Path("/proc/self/status"), Path("/proc/self/clear_refs")


def main() -> None:
    """Serve one parent."""
    who = contender(sys.argv[1])
    warm, folder = Path(sys.argv[2]), Path(sys.argv[3])
    who.run(warm)
    gc.collect()
    _reset_peak()
    _say({"idle": _memory("VmRSS")})
    for _ in sys.stdin:
        _say(asdict(who.run(folder)))
    _say({"own": _memory("VmHWM")})


def _say(document: dict[str, object]) -> None:
    print(json.dumps(document), flush=True)


def _reset_peak() -> None:
    """Forget the warm-up's peak. (ru_maxrss cannot forget, and a started process inherits its parent's.)"""
    CLEAR.write_text("5", encoding="ascii")


def _memory(name: str) -> int:
    line = next(line for line in STATUS.read_text(encoding="ascii").splitlines() if line.startswith(name))
    return int(line.split()[1]) * 1024


if __name__ == "__main__":
    main()

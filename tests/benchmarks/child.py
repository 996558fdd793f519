"""The process of one contender on one instance: warms up, then runs whenever it is told to.

Started as `python -m tests.benchmarks.child HOME CONTENDER WARM_FOLDER FOLDER`. HOME is the module whose CONTENDERS
hold CONTENDER. Answers are JSON lines on standard output: first {"idle": bytes} when warm, then one Run per line of
standard input, and at its end {"own": bytes}. What solvers print is thrown away.
"""

from __future__ import annotations

import gc
import json
import os
import sys
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import TextIO

from tests.benchmarks.contender import Contender
from tests.benchmarks.own_memory import forget_peak, peak, resident


def main() -> None:
    """Serve one parent."""
    home, name = sys.argv[1:3]
    contenders: tuple[Contender, ...] = import_module(home).CONTENDERS
    who = {one.name: one for one in contenders}[name]
    warm, folder = Path(sys.argv[3]), Path(sys.argv[4])
    answers = _answers()
    who.run(warm)
    gc.collect()
    forget_peak()
    _say(answers, {"idle": resident()})
    for _ in sys.stdin:
        _say(answers, asdict(who.run(folder)))
    _say(answers, {"own": peak()})


def _answers() -> TextIO:
    """The real standard output, while everybody else's goes nowhere."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return answers


def _say(answers: TextIO, document: dict[str, object]) -> None:
    print(json.dumps(document), file=answers, flush=True)


if __name__ == "__main__":
    main()

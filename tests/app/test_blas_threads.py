"""BLAS has one thread wherever the product runs, whatever the environment says."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from app.blas_threads import BLAS_THREADS

COUNT = "import numpy, scipy.linalg, psutil; print(psutil.Process().num_threads())"


def _threads(before: str) -> int:
    environment = {**os.environ, **dict.fromkeys(BLAS_THREADS, "2")}
    code = f"{before}\n{COUNT}"
    ended = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    return int(ended.stdout)


@pytest.mark.parametrize("entry", ["app.cli.entry", "app.main"])
def test_one_thread(entry: str) -> None:
    assert _threads(f"import {entry}") == 1


@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="BLAS starts no threads on one core")
def test_without_it_there_would_be_more() -> None:
    assert _threads("") > 1

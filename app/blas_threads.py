"""One thread for sums of products, so that a plan's last digits do not depend on how many cores a machine has."""

from __future__ import annotations

import os

BLAS_THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
"""What the usual builds of BLAS read, once, when they are loaded."""


def use_one_blas_thread() -> None:
    """Ask BLAS for one thread in this process and those it starts; to be called before numpy is imported.

    BLAS adds long products up in pieces, one per thread, and another order of adding gives other last digits: a tuned
    rate of 2.999 here and 3 there. It overrides what the environment says, because the same input must give the same
    bytes. Nothing becomes slower: work is shared out by processes, and threads that wait for products spin on the core
    that the solver needs. A program that has imported numpy before keeps its threads.
    """
    os.environ.update(dict.fromkeys(BLAS_THREADS, "1"))

"""Costs of incentive plans: payouts per second beside naive Python, pandas, numpy and this machine's memory, measured
in the same run; closed forms and whole simulations by number of people.

    python -m tests.benchmarks.incentives
    python -m tests.benchmarks.incentives --people 200 5000 50000 --draws 10000

A payout is one component of one person in one draw: z, curve, scale, sum, cap. The memory's limit reads the draws of a
payout once and writes pay once, at the speed of a copy. Payouts per second are of one thread's processor seconds.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import pandas as pd
from rich.console import Console
from rich.table import Table

from models.incentives.cost.assumptions import CostAssumptions
from models.incentives.cost.class_payer import ClassPayer, class_payers
from models.incentives.cost.draws import Block, Draws
from models.incentives.cost.factor_table import factor_table
from models.incentives.cost.simulation import simulate
from models.incentives.cost.total_cost import TotalCost
from models.incentives.cost.uncertain_numbers import UncertainNumbers
from tests.support.incentive_plans import incentive_plan

REPETITIONS = 30
NAIVE_PAYOUTS = 200_000
COPY_BYTES = 256_000_000
NUMPY_TILE = 16_384
CERTIFICATE = 200_000
"""Draws that a tuned plan is certified on."""
MOST_CERTIFIED = 500
"""People up to whom that is measured too."""


@dataclass(frozen=True)
class Speed:
    """Payouts per second of one way of paying."""

    way: str
    per_second: float


def seconds_of(
    work: Callable[[], object], repetitions: int = REPETITIONS, clock: Callable[[], float] = time.thread_time
) -> float:
    """The fastest of several runs, after a first one that does not count; of this thread's processor, so that who else
    uses it counts less."""
    work()
    best = np.inf
    for _ in range(repetitions):
        start = clock()
        work()
        best = min(best, clock() - start)
    return float(best)


def memory_limit(components: int, size: int = COPY_BYTES) -> float:
    """Payouts per second if paying were nothing but reading its draws and writing pay."""
    source = np.ones(size // 16)
    target = np.empty_like(source)
    per_byte = seconds_of(lambda: np.copyto(target, source)) / (2 * source.nbytes)
    return 1.0 / (per_byte * (8.0 + 8.0 / components))


def payer_of(people: int, draws: int) -> tuple[ClassPayer, list[Block]]:
    """A class of four components with caps on curves, and as many blocks as there are draws."""
    numbers = UncertainNumbers(incentive_plan(people), CostAssumptions())
    made = Draws(numbers, draws, 1)
    return class_payers(made)[0], list(made.blocks())


def array_speeds(people: int, draws: int) -> list[Speed]:
    """The product's own way, with one thread and with two, on draws that exist."""
    payer, blocks = payer_of(people, draws)
    count = people * draws * len(payer.pay_class.lines)

    def pay(block: Block) -> None:
        payer.pay(block)  # not kept: a simulation keeps no person's pay either

    one = seconds_of(lambda: [pay(block) for block in blocks])
    with ThreadPoolExecutor(2) as pool:
        two = seconds_of(lambda: list(pool.map(pay, blocks)), clock=time.perf_counter)
    return [Speed("Allot, one thread", count / one), Speed("Allot, two threads, by the wall clock", count / two)]


def naive_speed(people: int) -> Speed:
    """Loops over people and lines, as a first program would."""
    payer, blocks = payer_of(people, 1)
    lines = payer.pay_class.lines
    columns = _columns(payer, blocks[0])
    scales = payer.rules.scales.tolist()
    rounds = max(1, NAIVE_PAYOUTS // (people * len(lines)))

    def pay() -> float:
        total = 0.0
        for _ in range(rounds):
            for person in range(people):
                for index, line in enumerate(lines):
                    z, f = columns[index][person], line.function
                    value = f.start
                    for knot, jump, bend in zip(f.knots, f.jumps, f.bends, strict=True):
                        if z >= knot:
                            value += jump + bend * (z - knot)
                    total += scales[index][person] * value
        return total

    return Speed("naive Python", rounds * people * len(lines) / seconds_of(pay, 2))


def pandas_speed(people: int, draws: int) -> Speed:
    """A data frame with one row per person and draw, one column per component, curves by masks."""
    payer, blocks = payer_of(people, draws)
    block = blocks[0]
    lines = payer.pay_class.lines
    frame = pd.DataFrame({index: np.ravel(column) for index, column in enumerate(_arrays(payer, block))})
    size = len(frame) // people
    scales = [np.tile(scale, size) for scale in payer.rules.scales]

    def pay() -> float:
        total = pd.Series(0.0, index=frame.index)
        for index, line in enumerate(lines):
            z, f = frame[index], line.function
            value = pd.Series(f.start, index=frame.index)
            for knot, jump, bend in zip(f.knots, f.jumps, f.bends, strict=True):
                value = value + jump * (z >= knot) + bend * (z - knot).clip(lower=0)
            total = total + value * scales[index]
        return float(total.sum())

    return Speed("pandas", len(frame) * len(lines) / seconds_of(pay, 2))


def numpy_speed(people: int, draws: int) -> Speed:
    """Tiles that fit the processor's cache, a pass over them for every jump and bend of a curve; one thread."""
    payer, blocks = payer_of(people, draws)
    lines, most = payer.pay_class.lines, payer.rules.most
    numbers = [np.ascontiguousarray(array) for array in _arrays(payer, blocks[0])]
    step = max(1, NUMPY_TILE // people)

    def pay() -> float:
        total = 0.0
        for start in range(0, len(numbers[0]), step):
            paid = np.zeros_like(numbers[0][start : start + step])
            for number, line, scale in zip(numbers, lines, payer.rules.scales, strict=True):
                z, f = number[start : start + step], line.function
                value = np.full_like(z, f.start)
                for knot, jump, bend in zip(f.knots, f.jumps, f.bends, strict=True):
                    value += bend * np.maximum(z - knot, 0.0)
                    value += jump * (z >= knot)
                paid += value * scale
            total += float(np.minimum(paid, most).sum())
        return total

    return Speed("numpy, one thread", numbers[0].size * len(lines) / seconds_of(pay, 2))


def closed_form_seconds(people: int) -> tuple[float, float]:
    """(factor table, everything read off it: mean, quantiles, CVaR with its gradient), seconds."""
    numbers = UncertainNumbers(incentive_plan(people), CostAssumptions())
    repetitions = 1 if people > 10_000 else 3
    table = factor_table(numbers)

    def read() -> None:
        total = TotalCost(table.of([0]))
        for level in (0.5, 0.9, 0.95):
            total.quantile(level)
        total.tail_gradient(0.95)

    return (
        seconds_of(lambda: factor_table(numbers), repetitions, time.perf_counter),
        seconds_of(read, repetitions, time.perf_counter),
    )


def _arrays(payer: ClassPayer, block: Block) -> list[np.ndarray]:
    return [payer.number(block, line.measured) for line in payer.pay_class.lines]


def _columns(payer: ClassPayer, block: Block) -> list[list[float]]:
    return [array[0].tolist() for array in _arrays(payer, block)]


def speeds(people: int, draws: int) -> list[Speed]:
    """All ways, slowest first, and the memory's limit before and after them."""
    before = memory_limit(4)
    found = [naive_speed(min(people, 2000)), pandas_speed(people, max(1, min(draws, 400_000 // people)))]
    found += [numpy_speed(people, max(1, min(draws, 4_000_000 // people))), *array_speeds(people, draws)]
    return [*found, Speed("limit of the memory", max(before, memory_limit(4)))]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and print two tables."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.incentives", description=__doc__)
    parser.add_argument("--people", type=int, nargs="+", default=[200, 5000, 50000])
    parser.add_argument("--draws", type=int, default=1000, help="of the payouts per second")
    parser.add_argument("--simulated", type=int, default=10_000, help="draws of whole simulations; 0: none")
    options = parser.parse_args(arguments)
    console = Console(width=120)
    found = speeds(min(options.people[-1], 5000), options.draws)
    table = Table("way", "million payouts per second", "share of the memory's limit")
    for speed in found:
        share = speed.per_second / found[-1].per_second
        table.add_row(speed.way, f"{speed.per_second / 1e6:,.1f}", f"{share:.1%}")
    console.print(table)
    table = Table("people", "closed form: table", "tail and gradient", "simulation", f"{CERTIFICATE:,} draws")
    for people in options.people:
        factors, tail = closed_form_seconds(people)
        simulated = simulated_in(people, options.simulated if people <= 5000 else 0)
        certified = simulated_in(people, CERTIFICATE if options.simulated and people <= MOST_CERTIFIED else 0)
        table.add_row(f"{people:,}", f"{factors * 1e3:,.0f} ms", f"{tail * 1e3:,.0f} ms", simulated, certified)
    console.print(table)


def simulated_in(people: int, draws: int) -> str:
    """Seconds of a whole simulation, drawn and paid, and of the processors'; a dash for no draws."""
    if not draws:
        return "–"
    numbers = UncertainNumbers(incentive_plan(people), CostAssumptions())
    start, used = time.perf_counter(), time.process_time()
    simulate(numbers, draws, 1)
    return f"{time.perf_counter() - start:.1f} s ({time.process_time() - used:.1f} s of processors)"


if __name__ == "__main__":
    main()

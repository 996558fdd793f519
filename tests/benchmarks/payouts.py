"""Pay of many people from CSV by the command: `python -m tests.benchmarks.payouts [PEOPLE]`."""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

MONTHS = 12
RUNS: tuple[tuple[str, ...], ...] = ((), ("--out", "pay.csv"), ("--json",), ("--person", "p000123", "--at", "1.1"))

PLAN = """\
schema: allot.incentive-plan/1
name: Many people
period: 2026
money: {currency: CNY}
measures: [{name: revenue}, {name: cloud}, {name: new_customers, counts: units}, {name: satisfaction, counts: score}]
groups:
  - key: rep
    pay_mix: 0.4
    cap_multiple: 3
    components:
      - kind: quota_bonus
        name: revenue
        measure: revenue
        weight: 0.6
        curve: {threshold: 0.8, pay_at_threshold: 0.5, accelerator: 2, excellence: 1.2, beyond: 1.5, cap: 2.5}
      - kind: quota_bonus
        name: cloud
        measure: cloud
        weight: 0.2
        curve: {threshold: 0.5, pay_at_threshold: 0.4, accelerator: 1.5, cap: 2}
      - kind: kpi_scorecard
        name: work
        weight: 0.2
        items: [{measure: new_customers, weight: 0.5}, {measure: satisfaction, weight: 0.5, of: actual}]
      - {kind: gate, name: satisfied, measure: satisfaction, least: 0.72, factor: 0.9}
    variants: [{name: new markets, where: {market: new}, multiplier: 1.15}]
    advances: {every: quarter, share: 0.8}
    deferral: {share: 0.2, least_pay: 80000, vesting: [{after_years: 1, share: 0.5}, {after_years: 2, share: 0.5}]}
  - key: manager
    pay_mix: 0.3
    components: [{kind: quota_bonus, name: region, measure: revenue, pool: region, weight: 1}]
people: {table: people.csv}
targets: {table: targets.csv}
actuals: {table: actuals.csv}
"""


def write(folder: Path, people: int) -> Path:
    """A plan with its tables: one manager in ten, three targets and twelve months of four numbers each."""
    draws = np.random.default_rng(7)
    target = draws.integers(1000, 6000, people) * 1000
    ote = draws.integers(120, 200, people) * 1000
    attained = draws.lognormal(0, 0.25, (people, MONTHS))
    keys = [f"p{place:06d}" for place in range(people)]
    with (folder / "people.csv").open("w", encoding="utf-8") as file:
        file.write("key,label,group,ote,region,market\n")
        for place, key in enumerate(keys):
            group, market = "rep" if place % 10 else "manager", "mature" if place % 3 else "new"
            file.write(f"{key},Person {place},{group},{ote[place]},R{place // 1000},{market}\n")
    with (folder / "targets.csv").open("w", encoding="utf-8") as file:
        file.write("person,measure,target\n")
        for place, key in enumerate(keys):
            file.write(f"{key},revenue,{target[place]}\n{key},cloud,{target[place] // 5}\n{key},new_customers,12\n")
    with (folder / "actuals.csv").open("w", encoding="utf-8") as file:
        file.write("person,period,revenue,cloud,new_customers,satisfaction\n")
        for place, key in enumerate(keys):
            for month in range(MONTHS):
                sold = target[place] / MONTHS * attained[place, month]
                mark = 0.7 + 0.02 * (place % 10)
                file.write(f"{key},2026-{month + 1:02d},{sold:.2f},{sold / 5:.2f},{month % 3},{mark:.2f}\n")
    plan = folder / "many.plan.yaml"
    plan.write_text(PLAN, "utf-8")
    return plan


def main(people: int) -> None:
    """Write, run the command in each of its forms, and print what that took."""
    with tempfile.TemporaryDirectory() as name:
        plan = write(Path(name), people)
        print("| command | seconds | of processor | most memory of all so far, MB | output, MB |")
        for arguments in RUNS:
            before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
            code = "from app.cli.entry import run; run()"
            ended = subprocess.run(
                [sys.executable, "-c", code, "payout", str(plan), *arguments], capture_output=True, check=True, cwd=name
            )
            seconds, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
            used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            size = len(ended.stdout) / 1e6
            for file in Path(name).glob("pay.*"):
                size += file.stat().st_size / 1e6
                file.unlink()
            shown = " ".join(arguments) or "(screen)"
            print(f"| {shown} | {seconds:.1f} | {used:.1f} | {after.ru_maxrss / 1e3:.0f} | {size:.1f} |", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)

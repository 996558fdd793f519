"""Builds planning scenarios from the AdventureWorks planning case: rep × territory × product line.

    python -m tests.real.adventureworks DATA_FOLDER OUT_FOLDER

writes one scenario per company target, and one that cannot be met (caps at 130 % instead of 160 %).
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import yaml

TARGETS = {"plus15": 32_180_000, "plus30": 36_370_000, "plus54": 43_240_000}
INFEASIBLE_TARGET = 43_240_000
CAP_CEILING = 5_500_000
KEYS = ["rep", "territory", "product_line"]


@dataclass(frozen=True)
class PlanningCase:
    """People with their baseline, floor and cap; cells with last year's sales (null without history) and potential."""

    reps: pd.DataFrame
    cells: pd.DataFrame


def read_case(data: Path) -> PlanningCase:
    """The planning case: quarters summed, the mid-year start annualised, null history kept null."""
    reps = pd.read_csv(data / "planning_case_reps.csv")
    quarters = pd.read_csv(data / "planning_case_cells.csv")
    cells = quarters.groupby(KEYS, as_index=False)["fy19"].sum()
    cells = cells.merge(reps[["rep", "fy19", "baseline_B"]].rename(columns={"fy19": "rep_fy19"}), on="rep")
    known = cells["rep_fy19"].notna()
    yearly = (cells["baseline_B"] / cells["rep_fy19"]).where(known)
    cells["baseline"] = (cells["fy19"] * yearly).round(2)
    mix = cells.groupby("product_line")["fy19"].sum() / cells["fy19"].sum()
    weight = cells["product_line"].map(mix)
    weight = weight / weight.groupby(cells["rep"]).transform("sum")
    cells["potential"] = cells["baseline"].where(known, (cells["baseline_B"] * weight).round(2))
    return PlanningCase(reps, cells[[*KEYS, "baseline", "potential"]])


def write_scenario(case: PlanningCase, folder: Path, name: str, target: int, cap_rate: float) -> Path:
    """One scenario file with its tables beside it; caps are the lower of `cap_rate` × baseline and 5.5 M."""
    folder.mkdir(parents=True, exist_ok=True)
    reps = case.reps.assign(
        key=case.reps["rep"],
        label=case.reps["rep"],
        floor=(case.reps["baseline_B"] * 0.9).round(2),
        cap=(case.reps["baseline_B"] * cap_rate).clip(upper=CAP_CEILING).round(2),
    )
    reps[["key", "label", "floor", "cap"]].to_csv(folder / f"{name}.reps.csv", index=False)
    case.cells.to_csv(folder / f"{name}.cells.csv", index=False)
    path = folder / f"{name}.scenario.yaml"
    path.write_text(yaml.safe_dump(_document(case, name, target), allow_unicode=True, sort_keys=False), "utf-8")
    return path


def _document(case: PlanningCase, name: str, target: int) -> dict[str, object]:
    def members(column: str) -> list[dict[str, str]]:
        return [{"key": key, "label": key} for key in sorted(case.cells[column].unique())]

    return {
        "schema": "allot.scenario/1",
        "name": f"FY2020 {name}",
        "language": "en",
        "money": {"currency": "USD", "unit": "major"},
        "period": "FY2020",
        "dimensions": [
            {"name": "product_line", "label": "Product line", "members": members("product_line")},
            {"name": "territory", "label": "Territory", "members": members("territory")},
            {"name": "rep", "label": "Sales rep", "members": {"table": f"{name}.reps.csv"}},
        ],
        "cells": {"table": f"{name}.cells.csv"},
        "company_target": {"amount": target},
        "limits": [
            {
                "kind": "amount_limit",
                "name": "floor and cap per rep",
                "owner": "Sales operations",
                "by": ["rep"],
                "min_amount": {"attribute": "floor"},
                "max_amount": {"attribute": "cap"},
            }
        ],
        "strategies": {"balanced": {"reference": {"history": 0.6, "potential": 0.4}}},
        "rounding": {"increment": 1000},
    }


def write_all(data: Path, folder: Path) -> list[Path]:
    """The three company targets of the case, and the one that does not fit."""
    case = read_case(data)
    paths = [write_scenario(case, folder, name, target, 1.6) for name, target in TARGETS.items()]
    return [*paths, write_scenario(case, folder, "infeasible", INFEASIBLE_TARGET, 1.3)]


if __name__ == "__main__":
    for written in write_all(Path(sys.argv[1]), Path(sys.argv[2])):
        print(written)

"""The command `allot cost`. Its heavy parts are imported when it runs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.command import Lang, ending_in, finish
from app.cli.plan_request import PlanFile, PlanRequest

if TYPE_CHECKING:
    from app.cli.voice import Voice


def cost(
    file: PlanFile,
    budget: Annotated[
        float | None,
        typer.Option(metavar="AMOUNT", min=0.0, help="Budget of the plan year, money unit. Default: the plan's."),
    ] = None,
    draws: Annotated[int, typer.Option(min=100, max=1_000_000, help="Draws of the simulation.")] = 10_000,
    seed: Annotated[int, typer.Option(min=0, help="The same seed draws the same year again.")] = 1,
    company_loading: Annotated[
        float, typer.Option(min=0.0, max=1.0, help="Correlation of every result with what moves the whole company.")
    ] = 0.4,
    region_loading: Annotated[
        float, typer.Option(min=0.0, max=1.0, help="Correlation with what moves the person's region.")
    ] = 0.4,
    region: Annotated[
        str, typer.Option(metavar="ATTRIBUTE", help="Attribute of people that names their region.")
    ] = "region",
    own_correlation: Annotated[
        float, typer.Option(min=0.0, max=0.95, help="Correlation of a person's own results between two measures.")
    ] = 0.3,
    sales: Annotated[
        str | None, typer.Option(metavar="MEASURE", help="Cost of sales against it. Default: the first money measure.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", callback=ending_in(".json", ".csv", ".xlsx"), help="Also write it: .json, .csv or .xlsx."
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the cost document and nothing else.")] = False,
    lang: Lang = None,
) -> None:
    """What an incentive plan will cost before it runs, and how wrong that can be."""

    def work(voice: Voice) -> int:
        from app.cli.costing import cost_file
        from models.incentives.cost.assumptions import CostAssumptions
        from scenarios.incentives.costing import CostQuestion

        assumptions = CostAssumptions(
            company_loading=company_loading,
            region_loading=region_loading,
            region=region,
            own_correlation=own_correlation,
        )
        question = CostQuestion(assumptions, draws, seed, budget, sales)
        return cost_file(voice, PlanRequest(file, None, out, as_json), question)

    finish(lang, work)

"""The commands `allot tune` and `allot certify`. Their heavy parts are imported when they run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.command import Lang, finish
from app.cli.plan_request import PlanFile

if TYPE_CHECKING:
    from app.cli.voice import Voice

ENDINGS = (".json", ".xlsx", ".html", ".yaml", ".yml")


def _known_endings(paths: list[Path] | None) -> list[Path] | None:
    for path in paths or []:
        if path.suffix.lower() not in ENDINGS:
            raise typer.BadParameter(f"'{path}' must end with one of {', '.join(ENDINGS)}.")
    return paths


def tune(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="[PLAN]", help="An incentive plan: .yaml, .yml or .json.", show_default=False),
    ] = None,
    plan: Annotated[Path | None, typer.Option("--plan", metavar="PLAN", help="The same, as an option.")] = None,
    allocation: Annotated[
        Path | None, typer.Option(metavar="PLAN.json", help="Targets from what `allot solve --out plan.json` wrote.")
    ] = None,
    budget: Annotated[
        float | None,
        typer.Option(metavar="AMOUNT", min=0.0, help="Most expected pay of the year, money unit. Default: the plan's."),
    ] = None,
    question: Annotated[
        Path | None,
        typer.Option(metavar="TUNING", help="Objective, conditions, parameters, assumptions: .yaml, .yml or .json."),
    ] = None,
    starts: Annotated[int | None, typer.Option(min=1, max=500, help="Local searches. Default: 20.")] = None,
    seed: Annotated[int | None, typer.Option(min=0, help="Seed of the starting points. Default: 20.")] = None,
    draws: Annotated[
        int | None, typer.Option(min=1_000, max=5_000_000, help="Fresh draws of the certificate. Default: 200,000.")
    ] = None,
    jobs: Annotated[int | None, typer.Option(min=1, max=64, help="Processes at once. Default: 2.")] = None,
    time_limit: Annotated[
        float | None, typer.Option(metavar="SECONDS", min=0.001, max=86_400, help="Ends early with what is done.")
    ] = None,
    out: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FILE",
            callback=_known_endings,
            help="Also write it: .json, .xlsx, .html, or .yaml: the tuned plan itself; repeat for more.",
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the tuning document and nothing else.")] = False,
    lang: Lang = None,
) -> None:
    """Tune the parameters of an incentive plan to its budget. Ctrl-C ends the search and keeps what is done."""
    chosen = [path for path in (file, plan) if path is not None]
    if len(chosen) != 1:
        raise typer.BadParameter("name one PLAN, as argument or with --plan.")

    def work(voice: Voice) -> int:
        from app.cli.plan_request import PlanRequest
        from app.cli.tuning import TuneCommand, tune_file

        stated = {
            "budget": budget,
            "starts": starts,
            "seed": seed,
            "certificate_draws": draws,
            "workers": jobs,
            "time_limit_seconds": time_limit,
        }
        beside = {name: value for name, value in stated.items() if value is not None}
        request = PlanRequest(chosen[0], allocation=allocation, as_json=as_json)
        return tune_file(voice, TuneCommand(request, question, beside, tuple(out or ())))

    finish(lang, work)


def certify(
    plan: PlanFile,
    result: Annotated[Path, typer.Argument(metavar="RESULT", help="What `allot tune --out result.json` wrote.")],
    allocation: Annotated[
        Path | None, typer.Option(metavar="PLAN.json", help="The allocation that the plan was tuned with.")
    ] = None,
    seed: Annotated[
        int | None, typer.Option(min=0, help="Seed of the draws. Default: not that of the result's own certificate.")
    ] = None,
    draws: Annotated[
        int | None, typer.Option(min=1_000, max=5_000_000, help="Fresh draws. Default: as many as the result's.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Also write the certificate: .json.", show_default=False)
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the certificate and nothing else.")] = False,
    lang: Lang = None,
) -> None:
    """Work out the certificate of a tuned plan again, on fresh draws. Exit code 0: every ceiling holds, 4: not."""
    if out is not None and out.suffix.lower() != ".json":
        raise typer.BadParameter(f"'{out}' must end with .json.")

    def work(voice: Voice) -> int:
        from app.cli.certifying import certify_file
        from app.cli.plan_request import PlanRequest

        request = PlanRequest(plan, allocation=allocation, out=out, as_json=as_json)
        return certify_file(voice, request, result, seed, draws)

    finish(lang, work)

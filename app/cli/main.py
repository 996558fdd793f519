"""The commands. Everything heavy is imported by the command that needs it, so that `allot --help` is quick."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from app.cli.break_even_command import break_even
from app.cli.command import Lang, ScenarioFile, ending_in, finish
from app.cli.compare_command import compare
from app.cli.cost_command import cost
from app.cli.forecast_menu_command import forecast_menu
from app.cli.frontier_command import alternatives, frontier
from app.cli.generate_command import generate
from app.cli.import_command import import_table
from app.cli.lint_command import lint
from app.cli.payout_command import payout
from app.cli.rules_command import rules
from app.cli.sweep_command import sweep
from app.cli.template_command import template
from app.cli.tune_command import certify, tune

if TYPE_CHECKING:
    from app.cli.voice import Voice

app = typer.Typer(
    help="Turns a company's sales target into exact targets for product lines, regions, teams and people.",
    epilog="Exit codes: 0 done, 1 not as expected (check), 2 usage, 3 input, 4 no plan satisfies all limits, "
    "5 stopped by a limit, 6 solver missing, 7 solver failed or file not written, 130 interrupted.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(value: bool) -> None:
    if value:
        from importlib.metadata import version

        typer.echo(f"allot {version('allot')}")
        raise typer.Exit


@app.callback()
def _options(
    show: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_show_version, help="Show the version and exit.")
    ] = False,
) -> None:
    pass


@app.command()
def solve(
    file: ScenarioFile,
    strategy: Annotated[str | None, typer.Option(metavar="NAME", help="Default: the scenario's own.")] = None,
    solver: Annotated[str | None, typer.Option(metavar="NAME", help="cbc or highs. Default: the scenario's.")] = None,
    time_limit: Annotated[
        float | None, typer.Option(metavar="SECONDS", min=0.001, max=86_400, help="Longest time for the solve.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="PLAN",
            callback=ending_in(".json", ".csv", ".xlsx"),
            help="Also write the plan: .json, .csv or .xlsx.",
        ),
    ] = None,
    ranges: Annotated[
        float | None,
        typer.Option(
            metavar="SECONDS",
            min=0.001,
            max=86_400,
            help="With --out plan.xlsx: how firm each number is, worked out for at most so long.",
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the plan document and nothing else.")] = False,
    lang: Lang = None,
) -> None:
    """Turn a scenario into a plan."""
    if ranges is not None and (out is None or out.suffix.lower() != ".xlsx"):
        raise typer.BadParameter("--ranges needs --out with a name that ends with .xlsx.")

    def work(voice: Voice) -> int:
        from app.cli.request import SolveRequest
        from app.cli.solving import solve_file

        return solve_file(voice, SolveRequest(file, strategy, solver, time_limit, out, as_json, ranges))

    finish(lang, work)


@app.command()
def diagnose(
    file: ScenarioFile,
    node: Annotated[
        list[str] | None,
        typer.Option(
            metavar="AXIS=MEMBER",
            help="Also the range of this node's total, e.g. region=East; twice for a crossing.",
        ),
    ] = None,
    apply: Annotated[
        int | None,
        typer.Option(metavar="K", min=1, help="Print the scenario with repair K written into it, as YAML."),
    ] = None,
    strategy: Annotated[str | None, typer.Option(metavar="NAME", help="Default: the scenario's own.")] = None,
    solver: Annotated[str | None, typer.Option(metavar="NAME", help="cbc or highs. Default: the scenario's.")] = None,
    time_limit: Annotated[
        float | None, typer.Option(metavar="SECONDS", min=0.001, max=86_400, help="Longest time for each solve.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the document of POST /v1/feasibility.")] = False,
    lang: Lang = None,
) -> None:
    """Say whether a scenario has a plan, what its limits allow, and if there is none, why and what would help."""

    def work(voice: Voice) -> int:
        from app.cli.diagnosing import DiagnoseRequest, diagnose_file
        from app.cli.request import SolveRequest

        request = SolveRequest(file, strategy, solver, time_limit, None, as_json)
        return diagnose_file(voice, DiagnoseRequest(request, tuple(node or ()), apply))

    finish(lang, work)


@app.command()
def rollup(
    file: ScenarioFile,
    by: Annotated[
        list[str] | None,
        typer.Option(metavar="AXIS", help="A dimension, level or attribute; twice for a crossing. Default: company."),
    ] = None,
    period: Annotated[
        Literal["year", "quarter", "month"], typer.Option(help="How finely the year is divided.")
    ] = "year",
    strategy: Annotated[str | None, typer.Option(metavar="NAME", help="Default: the scenario's own.")] = None,
    solver: Annotated[str | None, typer.Option(metavar="NAME", help="cbc or highs. Default: the scenario's.")] = None,
    time_limit: Annotated[
        float | None, typer.Option(metavar="SECONDS", min=0.001, max=86_400, help="Longest time for the solve.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", callback=ending_in(".json", ".csv", ".xlsx"), help="Also write it: .json, .csv or .xlsx."
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the roll-up document and nothing else.")] = False,
    lang: Lang = None,
) -> None:
    """Sum a scenario's plan by one or two levels or attributes."""

    def work(voice: Voice) -> int:
        from app.cli.request import SolveRequest
        from app.cli.rolling import RollupCommand, roll_up_file
        from models.allocation.rollup import Period
        from scenarios.rollup import RollUpRequest

        request = SolveRequest(file, strategy, solver, time_limit, out, as_json)
        return roll_up_file(voice, RollupCommand(request, RollUpRequest(tuple(by or ()), Period(period))))

    finish(lang, work)


@app.command()
def explain(
    file: ScenarioFile,
    rep: Annotated[
        str | None, typer.Option("--rep", metavar="NAME", help="A person, by key or name. Default: the company.")
    ] = None,
    node: Annotated[
        list[str] | None,
        typer.Option(metavar="LEVEL=MEMBER", help="Another number, e.g. region=East; several for a crossing."),
    ] = None,
    strategy: Annotated[str | None, typer.Option(metavar="NAME", help="Default: the scenario's own.")] = None,
    solver: Annotated[str | None, typer.Option(metavar="NAME", help="cbc or highs. Default: the scenario's.")] = None,
    time_limit: Annotated[
        float | None,
        typer.Option(
            metavar="SECONDS", min=0.001, max=86_400, help="Longest time for the solve, and again for the questions."
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", callback=ending_in(".json", ".xlsx"), help="Also write it: .json or .xlsx."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the ledger document and nothing else.")] = False,
    lang: Lang = None,
) -> None:
    """Say why a number is what it is, and what would move it."""

    def work(voice: Voice) -> int:
        from app.cli.explaining import ExplainCommand, explain_file
        from app.cli.request import SolveRequest
        from scenarios.explanation import AskedNode

        request = SolveRequest(file, strategy, solver, time_limit, out, as_json)
        return explain_file(voice, ExplainCommand(request, AskedNode(tuple(node or ()), rep)))

    finish(lang, work)


app.command()(sweep)
app.command()(frontier)
app.command()(alternatives)
app.command()(compare)
app.command("break-even")(break_even)
app.command()(payout)
app.command("forecast-menu")(forecast_menu)
app.command()(lint)
app.command()(rules)
app.command()(cost)
app.command()(tune)
app.command()(certify)


@app.command()
def validate(file: ScenarioFile, lang: Lang = None) -> None:
    """List everything that is wrong with a scenario."""

    def work(voice: Voice) -> int:
        from app.cli.checking import validate_file

        return validate_file(voice, file)

    finish(lang, work)


@app.command()
def check(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH", help="Scenarios, case files, folders, or patterns in quotation marks."),
    ],
    solver: Annotated[str | None, typer.Option(metavar="NAME", help="Solver of all cases. Default: their own.")] = None,
    time_limit: Annotated[
        float | None, typer.Option(metavar="SECONDS", min=0.001, max=86_400, help="Longest time for each solve.")
    ] = None,
    jobs: Annotated[
        int | None, typer.Option(metavar="N", min=1, max=256, help="Cases at once. Default: as many as cores.")
    ] = None,
    form: Annotated[
        Literal["text", "json", "junit", "markdown"], typer.Option("--format", help="Form of the report.")
    ] = "text",
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the report there, and text to the screen.")
    ] = None,
    baseline: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Compare with what was written by --write-baseline.")
    ] = None,
    worse: Annotated[
        list[str] | None,
        typer.Option(metavar="RATE", help="How much worse is allowed: 1%, or terms.fairness=1%. Default: nothing."),
    ] = None,
    write_baseline: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write outcomes and figures for later comparisons.")
    ] = None,
    timings: Annotated[bool, typer.Option("--timings", help="State seconds too, which differ each time.")] = False,
    lang: Lang = None,
) -> None:
    """Solve many scenarios and compare them with what is expected of them.

    Exit codes: 0 all as expected, 1 an expectation missed, and 3 to 7 as for other commands; of several the first of
    3, 6, 7, 5, 4, 1.
    """

    def work(voice: Voice) -> int:
        from app.cli.check_command import CheckRequest, check_files

        return check_files(
            voice,
            CheckRequest(
                tuple(paths), solver, time_limit, jobs, form, out, baseline, write_baseline, tuple(worse or ()), timings
            ),
        )

    finish(lang, work)


@app.command()
def schema(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            help="scenario, plan, rollup, ledger, comparison, break_even, frontier, alternatives, sweep, "
            "forecast_menu, import, case, check, incentive_plan, payout, plan_lint or consistent_rules.",
        ),
    ],
    lang: Lang = None,
) -> None:
    """Print the JSON schema of a kind of document."""

    def work(voice: Voice) -> int:
        from app.cli.schemas import print_schema

        return print_schema(voice, name)

    finish(lang, work)


app.command()(generate)
app.command()(template)
app.command("import")(import_table)


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65_535, help="Port to listen on; 0 takes a free one.")] = 8000,
    lang: Lang = None,
) -> None:
    """Run the HTTP service."""

    def work(voice: Voice) -> int:
        from app.cli.serving import serve as run_service

        return run_service(voice, host, port)

    finish(lang, work)

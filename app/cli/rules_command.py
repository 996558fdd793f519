"""The command `allot rules`. Its heavy parts are imported when it runs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.command import Lang, ending_in, finish

if TYPE_CHECKING:
    from app.cli.voice import Voice

_SPAN = "VALUE"


def rules(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="[PLAN]", help="An incentive plan: .yaml, .yml or .json. Default: the usual curve."),
    ] = None,
    share_at_quota: Annotated[
        str | None, typer.Option(metavar=_SPAN, help="People at or above quota. Default: 60%:70%.")
    ] = None,
    over_assignment: Annotated[
        str | None, typer.Option(metavar=_SPAN, help="Σ quotas over the company plan, less 1. Default: 5%:10%.")
    ] = None,
    budget_share: Annotated[
        str | None,
        typer.Option(metavar=_SPAN, help="Payout budget over Σ target incentive. Default: the plan's, else 100%."),
    ] = None,
    plan_probability: Annotated[
        str | None, typer.Option(metavar=_SPAN, help="Probability of the company plan. Default: 80%:90%.")
    ] = None,
    forecast: Annotated[
        str | None, typer.Option(metavar=_SPAN, help="Expected result over the company plan. Default: free.")
    ] = None,
    mean_attainment: Annotated[
        str | None,
        typer.Option(metavar=_SPAN, help="Expected attainment of a person. Default: the plan's, else free."),
    ] = None,
    spread: Annotated[
        str | None,
        typer.Option(
            metavar=_SPAN, help="Standard deviation of a person's log attainment. Default: the plan's, else 0.25."
        ),
    ] = None,
    company_loading: Annotated[
        str | None, typer.Option(metavar=_SPAN, help="Its correlation with the whole company. Default: 0.4.")
    ] = None,
    people: Annotated[
        int | None, typer.Option(min=1, max=10_000_000, help="How many people. Default: the plan's, else 50.")
    ] = None,
    threshold: Annotated[float | None, typer.Option(help="Of the curve without a plan. Default: 0.8.")] = None,
    pay_at_threshold: Annotated[float | None, typer.Option(help="Of the same curve. Default: 0.5.")] = None,
    accelerator: Annotated[float | None, typer.Option(help="Of the same curve. Default: 2.")] = None,
    excellence: Annotated[float | None, typer.Option(help="Of the same curve. Default: 1.2.")] = None,
    beyond: Annotated[float | None, typer.Option(help="Of the same curve. Default: 1.5.")] = None,
    cap: Annotated[float | None, typer.Option(help="Of the same curve. Default: 2.5.")] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", callback=ending_in(".json"), help="Also write it: .json.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the document and nothing else.")] = False,
    lang: Lang = None,
) -> None:
    """Say which rules about quotas, budget and company plan go together, and which must give.

    A VALUE is 0.6 or 60%, a range 60%:70%, or `free`: nothing is wanted.
    """

    def work(voice: Voice) -> int:
        from app.cli.ruling import RulesCommand, rules_of
        from scenarios.incentives.rule_request import rule_request

        texts = {
            "share_at_quota": share_at_quota,
            "over_assignment": over_assignment,
            "budget_share": budget_share,
            "plan_probability": plan_probability,
            "forecast": forecast,
            "mean_attainment": mean_attainment,
            "spread": spread,
            "company_loading": company_loading,
        }
        curve = {
            "threshold": threshold,
            "pay_at_threshold": pay_at_threshold,
            "accelerator": accelerator,
            "excellence": excellence,
            "beyond": beyond,
            "cap": cap,
        }
        return rules_of(voice, RulesCommand(file, lambda: rule_request(texts, people, curve), out, as_json))

    finish(lang, work)

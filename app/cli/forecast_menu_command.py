"""The command `allot forecast-menu`. Its heavy parts are imported when it runs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.command import Lang, ending_in, finish

if TYPE_CHECKING:
    from app.cli.voice import Voice


def _numbers(value: str | None) -> str | None:
    """Three numbers with commas, or a usage error."""
    if value is not None:
        try:
            found = [float(part) for part in value.split(",")]
        except ValueError:
            found = []
        if len(found) != 3:
            raise typer.BadParameter(f"'{value}' must be three numbers such as 1.2,0.6,1.8.")
    return value


def forecast_menu(
    quantile: Annotated[
        float | None,
        typer.Option(metavar="SHARE", help="The forecast to ask for: so many outcomes of all lie under it, e.g. 0.5."),
    ] = None,
    rates: Annotated[
        str | None,
        typer.Option(
            metavar="AT,ABOVE,BELOW",
            callback=_numbers,
            help="Rates of a menu that exists, instead of --quantile, e.g. 1.2,0.6,1.8.",
        ),
    ] = None,
    pay_at_objective: Annotated[
        float | None,
        typer.Option(metavar="PAY", help="Pay for a forecast and an actual at the objective. Default: 1."),
    ] = None,
    least_pay: Annotated[
        float | None, typer.Option(metavar="PAY", help="Lowest pay of the table, in target incentives. Default: 0.")
    ] = None,
    most_pay: Annotated[float | None, typer.Option(metavar="PAY", help="Highest pay of the table.")] = None,
    least_rate_above: Annotated[
        float | None,
        typer.Option(
            metavar="RATE",
            help="Least pay for each objective sold over the forecast. Default: half of --pay-at-objective.",
        ),
    ] = None,
    forecasts: Annotated[
        tuple[float, float], typer.Option(metavar="FROM TO", help="Forecasts of the table, in objectives.")
    ] = (0.5, 1.5),
    actuals: Annotated[
        tuple[float, float], typer.Option(metavar="FROM TO", help="Actuals of the table, in objectives.")
    ] = (0.5, 1.5),
    step: Annotated[float, typer.Option(metavar="SHARE", help="From line to line of the table.")] = 0.1,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", callback=ending_in(".json", ".csv", ".xlsx"), help="Also write it: .json, .csv or .xlsx."
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the menu document and nothing else.")] = False,
    lang: Lang = None,
) -> None:
    """Find pay by forecast and actual that makes an honest forecast the best one."""

    def work(voice: Voice) -> int:
        from app.cli.forecast_menus import MenuCommand, show_forecast_menu

        given: dict[str, object] = {
            "quantile": quantile,
            "pay_at_objective": pay_at_objective,
            "least_pay": least_pay,
            "most_pay": most_pay,
            "least_rate_above": least_rate_above,
        }
        asked = {name: value for name, value in given.items() if value is not None}
        asked |= {"forecast_from": forecasts[0], "forecast_to": forecasts[1], "step": step}
        asked |= {"actual_from": actuals[0], "actual_to": actuals[1]}
        if rates is not None:
            at_forecast, above, below = (float(part) for part in rates.split(","))
            asked["rates"] = {"at_forecast": at_forecast, "above": above, "below": below}
        return show_forecast_menu(voice, MenuCommand(asked, out, as_json))

    finish(lang, work)

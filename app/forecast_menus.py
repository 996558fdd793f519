"""What the service answers when asked for a forecast menu: JSON, or the table as CSV or workbook."""

from __future__ import annotations

from app.documents.forecast_menu.document import forecast_menu_csv, forecast_menu_document
from app.finished_answer import CSV, JSON, Answer
from app.json_text import json_bytes
from app.messages import Language
from app.negotiation import XLSX, Form
from app.settings import Settings
from scenarios.definition.json_source import read_json
from scenarios.incentives.forecast_menu_document import read_forecast_menu


def menu_answer(body: bytes, form: Form, language: Language, settings: Settings) -> Answer:
    """The menu of a posted request. Raises InvalidInput, TooLarge."""
    document = forecast_menu_document(read_forecast_menu(read_json(body, None, settings.ceilings).value), language)
    if form == "csv":
        return Answer(200, forecast_menu_csv(document, language), CSV, language, "forecast-menu.csv")
    if form == "xlsx":
        from app.documents.forecast_menu.workbook import forecast_menu_workbook  # only those who need it wait for it

        return Answer(200, forecast_menu_workbook(document, language), XLSX, language, "forecast-menu.xlsx")
    return Answer(200, json_bytes(document), JSON, language)

"""What the service answers when asked what an incentive plan will cost: JSON, CSV or a workbook."""

from __future__ import annotations

import threading

from app.documents.incentives.plan_cost import plan_cost_document
from app.documents.incentives.plan_cost_tables import cost_bytes
from app.finished_answer import CSV, JSON, Answer
from app.incentive_questions import IncentiveQuestion, asked_plan
from app.negotiation import XLSX
from app.settings import Settings
from scenarios.incentives.costing import CostQuestion, cost_of


def costed(question: IncentiveQuestion, asked: CostQuestion, settings: Settings, stop: threading.Event) -> Answer:
    """The cost of a posted plan. Raises AllotError."""
    loaded = asked_plan(question, settings)
    language = question.answered_in(loaded)
    document = plan_cost_document(cost_of(loaded, asked, stop), language)
    data = cost_bytes(document, f".{question.form}", language)
    if question.form == "json":
        return Answer(200, data, JSON, language)
    return Answer(200, data, CSV if question.form == "csv" else XLSX, language)

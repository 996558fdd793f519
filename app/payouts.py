"""What the service answers to an incentive plan with actuals: JSON, CSV, a workbook, or one person's page."""

from __future__ import annotations

from app.documents.incentives.payout import payout_document
from app.documents.incentives.payout_files import check_page, payout_bytes
from app.finished_answer import CSV, JSON, Answer
from app.incentive_questions import IncentiveQuestion, asked_plan
from app.negotiation import XLSX
from app.plan_answers import saved_name
from app.settings import Settings
from scenarios.incentives.pay_request import PayRequest, answer_pay

HTML = "text/html; charset=utf-8"


def paid(question: IncentiveQuestion, request: PayRequest, settings: Settings) -> Answer:
    """Pay by a posted plan. Raises AllotError."""
    loaded = asked_plan(question, settings, needs_actuals=True)
    answer = answer_pay(loaded, request)
    if question.form == "html":
        check_page(answer)
    language = question.answered_in(loaded)
    document = payout_document(answer, language)
    data = payout_bytes(answer, document, f".{question.form}", language)
    if question.form == "json":
        return Answer(200, data, JSON, language)
    media = {"csv": CSV, "xlsx": XLSX}.get(question.form, HTML)
    return Answer(200, data, media, language, saved_name(loaded.plan.name, f"payout.{question.form}"))

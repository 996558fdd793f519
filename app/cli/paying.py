"""`allot payout`: pay by a plan and its actuals, on the screen or in a file."""

from __future__ import annotations

from app.cli.payout_report import print_payout
from app.cli.plan_request import PlanRequest
from app.cli.request import deliver, opened_plan
from app.cli.voice import Voice
from app.documents.incentives.payout import payout_document
from app.documents.incentives.payout_files import check_page, payout_bytes
from scenarios.incentives.definition import LoadedPlan
from scenarios.incentives.pay_request import PayAnswer, PayRequest, answer_pay


def pay_file(voice: Voice, asked: PlanRequest, request: PayRequest) -> int:
    """Pay, print or write. With `--json` standard output holds one document, whatever happens. Raises what `guarded`
    puts in words."""

    def work(loaded: LoadedPlan) -> PayAnswer:
        answer = answer_pay(loaded, request)
        if asked.out is not None and asked.out.suffix.lower() == ".html":
            check_page(answer)
        return answer

    _, answer = opened_plan(voice, asked, work, needs_actuals=True)
    document = payout_document(answer, voice.language)
    return deliver(
        voice,
        asked,
        document,
        lambda suffix: payout_bytes(answer, document, suffix, voice.language),
        lambda: print_payout(voice, answer, document),
    )

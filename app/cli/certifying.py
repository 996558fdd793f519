"""`allot certify`: the certificate of a tuned plan on fresh draws, in words or as a document."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from app.cli.atomic_file import check_writable
from app.cli.plan_request import PlanRequest
from app.cli.request import deliver, opened_plan
from app.cli.tuning import NOT_FOUND
from app.cli.tuning_tables import print_tuning_table
from app.cli.voice import Voice
from app.documents.tuning.certificate import certificate_document
from app.documents.tuning.tables import certificate_table
from app.json_text import json_bytes
from app.messages.tuning import tuning_word
from models.errors import InvalidInput
from scenarios.definition.json_source import read_json
from scenarios.incentives.definition import LoadedPlan
from scenarios.incentives.definition.plan_loading import PLAN_CEILINGS, file_bytes
from scenarios.incentives.tuning.certificate import Certificate
from scenarios.incentives.tuning.recertifying import certified_again, is_of_result, read_result


def certify_file(voice: Voice, request: PlanRequest, result: Path, seed: int | None, draws: int | None) -> int:
    """Certify again, print or write. Raises what `guarded` puts in words."""

    def work(loaded: LoadedPlan) -> Certificate:
        source = read_json(file_bytes(result), result.name, PLAN_CEILINGS)
        if request.out is not None:
            check_writable(request.out)  # not over the result either
        try:
            return certified_again(loaded, read_result(source.value), seed, draws)
        except InvalidInput as error:
            raise InvalidInput([source.locate(one) if is_of_result(one) else one for one in error.findings]) from None

    loaded, certificate = opened_plan(voice, request, work)
    document = certificate_document(loaded, certificate, voice.language)
    deliver(voice, request, document, lambda _: json_bytes(document), lambda: _print(voice, document))
    return 0 if certificate.holds else NOT_FOUND


def _print(voice: Voice, document: Mapping[str, Any]) -> None:
    language = voice.language
    voice.title(f"{document['name']} · {document['plan_period']} · {tuning_word('certificate_title', language)}")
    voice.item("  ", document["verdict"])
    voice.out.print()
    print_tuning_table(voice, certificate_table(document, language))

"""Reading a scenario: a document becomes a checked allocation problem with its strategies, or a list of findings."""

from scenarios.definition.ceilings import Ceilings
from scenarios.definition.document import ScenarioDocument
from scenarios.definition.loading import Media, load_scenario, media_of_name, read_scenario, read_upload
from scenarios.definition.scenario import Scenario
from scenarios.definition.schema import scenario_schema

__all__ = [
    "Ceilings",
    "Media",
    "Scenario",
    "ScenarioDocument",
    "load_scenario",
    "media_of_name",
    "read_scenario",
    "read_upload",
    "scenario_schema",
]

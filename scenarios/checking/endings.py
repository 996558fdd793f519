"""How the names of files end that a check looks for."""

SCENARIO_ENDINGS = (".scenario.yaml", ".scenario.yml", ".scenario.json", ".scenario.xlsx")
CASE_ENDINGS = (".check.yaml", ".check.yml", ".check.json")
ENDINGS = (*SCENARIO_ENDINGS, *CASE_ENDINGS)

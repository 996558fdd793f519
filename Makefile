# Two commands on a fresh machine (python3.11 with venv, make): `make demo` and `make test`.
# `make demo EXAMPLE=company` solves the same company with Chinese labels; `make test JOBS=0` tests in one process.
PYTHON ?= python3.11
EXAMPLE ?= company-en
JOBS ?= auto
UV_VERSION := 0.13.9
BIN := .venv/bin
READY := .venv/.ready
PEERS_READY := .venv-peers/.ready
UV := .tools/bin/uv

.PHONY: demo check test test-slow test-all serve lint format bench bench-peers lock clean

demo: $(READY)
	@$(BIN)/allot solve scenarios/examples/$(EXAMPLE).scenario.yaml

test: $(READY)
	$(BIN)/python -m pytest -m "not slow" -n $(JOBS) --dist worksteal

test-slow: $(READY)
	$(BIN)/python -m pytest -m slow -n $(JOBS) --dist worksteal

test-all: test test-slow

check: $(READY)
	@$(BIN)/allot check scenarios --time-limit 300

serve: $(READY)
	$(BIN)/allot serve

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

format: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(READY)
	$(BIN)/python -m tests.benchmarks --json .

bench-peers: $(READY) $(PEERS_READY)
	$(BIN)/python -m tests.benchmarks --peers --repetitions 3 --limit 180 --json .

lock: $(UV)
	$(UV) pip compile --quiet --system-certs --no-header --no-annotate --python-version 3.11 --universal \
		--generate-hashes --extra dev pyproject.toml --output-file requirements.lock

clean:
	rm -rf .venv .venv-peers .tools

$(UV):
	@$(PYTHON) -m venv .tools
	@.tools/bin/pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

$(READY): requirements.lock pyproject.toml | $(UV)
	@$(UV) venv --quiet --clear --python $(PYTHON) --no-python-downloads .venv
	@$(UV) pip sync --quiet --system-certs --python .venv --require-hashes requirements.lock
	@$(UV) pip install --quiet --system-certs --python .venv --no-deps --editable .
	@touch $(READY)

# The peers' own versions are not locked; what they share with the product is.
$(PEERS_READY): requirements.lock pyproject.toml | $(UV)
	@$(UV) venv --quiet --clear --python $(PYTHON) --no-python-downloads .venv-peers
	@$(UV) pip install --quiet --system-certs --python .venv-peers --constraints requirements.lock \
		--editable . --group peers
	@touch $(PEERS_READY)

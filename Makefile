# Every target installs what it needs into .venv first; nothing outside the folder is touched.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
ARGS ?=
ONLY ?=

.DEFAULT_GOAL := help
.PHONY: help install demo test torture coverage fuzz check bench format texts lock clean

help: ## show the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 20

$(VENV)/.run: requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit("Callboard needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Say which to use: make PYTHON=python3.12") if sys.version_info < (3, 11) else None'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) install --require-hashes -r requirements.lock
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.run
	$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

install: $(VENV)/.run ## install what the bot needs

demo: $(VENV)/.run ## play with the bot on a simulated Slack and Calls API (ARGS=--once for one guided round)
	$(BIN)/python -m simulators.demo $(ARGS)

test: $(VENV)/.dev ## run the tests
	$(BIN)/python -m pytest -n auto --dist worksteal $(ARGS)

torture: $(VENV)/.dev ## kill the bot 200 times on each engine and compare all books (ARGS="--short --seed 7")
	$(BIN)/python -m tests.torture $(ARGS)

coverage: $(VENV)/.dev ## run the tests and show which branches none of them takes
	$(BIN)/python -m pytest -n auto --dist worksteal --cov --cov-report= $(ARGS)
	$(BIN)/python -m coverage report

fuzz: $(VENV)/.dev ## the long form of the tests that take anything: 100,000 inputs each
	$(BIN)/python -m pytest -n auto --dist worksteal -m fuzz --hypothesis-profile=long $(ARGS)

check: $(VENV)/.dev ## format, lint, types, layers
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.run ## measure everything beside its floor, and print the table (ONLY=ack,adding for some rows)
	$(BIN)/python -m bench --only "$(ONLY)" --json build/bench.json $(ARGS)

format: $(VENV)/.dev ## put the code into its format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# What marks a text that a person sees: the names of bot.texts.
KEYWORDS := t n:1,2 md md_n:1,2 N_
LOCALE := bot/texts/locale
BABEL := $(BIN)/python -m babel.messages.frontend -q

texts: $(VENV)/.dev ## bring the catalogs of other languages up to date and compile them
	@mkdir -p build
	$(BABEL) extract -F bot/texts/babel.cfg --no-default-keywords -k "$(KEYWORDS)" -c Translators: \
	  --strip-comments --sort-by-file --add-location=file --omit-header -o build/callboard.pot bot handlers
	$(BABEL) update -D callboard -i build/callboard.pot -d $(LOCALE) --no-fuzzy-matching \
	  --ignore-obsolete --ignore-pot-creation-date --width=100
	$(BABEL) compile -D callboard -d $(LOCALE) --statistics

# With their extras: what is needed with an extra and pinned without, pip looks for anew, and refuses
# the lock once there is a newer release of it.
lock: ## compute the lock files anew (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-strip-extras --no-header -q pyproject.toml -o requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-strip-extras --no-header -q pyproject.toml --group dev -o requirements-dev.lock

clean: ## remove what was installed and cached here
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage*

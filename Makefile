# Every target makes what it needs; nothing is made twice. `make` alone lists the targets.
.DEFAULT_GOAL := help
.PHONY: help run test check serve bench feeds train lock clean

BIN := .venv/bin

help: ## list the targets
	@awk -F':.*## ' '/^[a-z]+:.*## /{printf "make %-6s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

run: .venv/.installed ## read the sample newsroom: articles in, an actor-month table out
	@$(BIN)/communique sample

test: .venv/.installed ## run the tests
	@$(BIN)/python -m pytest

check: .venv/.installed ## style, types and the direction of imports
	@$(BIN)/ruff check --quiet && echo "ruff check: fine"
	@$(BIN)/ruff format --check --quiet && echo "ruff format: fine" || \
		{ echo "ruff format: run $(BIN)/ruff format" >&2; exit 1; }
	@$(BIN)/mypy
	@.ci/quietly lint-imports $(BIN)/lint-imports

serve: .venv/.installed ## a standing Prefect server, a worker and the deployments; Ctrl-C stops
	@$(BIN)/python -m flows.serve

bench: .venv/.installed ## speed against named baselines, in the same run
	@$(BIN)/python -m tests.benchmarks

feeds: .venv/.installed ## feedparser's own test files through our door; downloads them
	@$(BIN)/python -m tests.benchmarks.feedparser_files

train: .venv/.installed ## train the relation model and fit the confidence; an hour, 1 GB of torch
	@.ci/venv train
	@.venv-training/bin/python -m training.relations
	@$(BIN)/python -m training.train

lock: .venv/.installed ## pin every dependency anew in requirements.lock
	@echo "Resolving pyproject.toml into requirements.lock ..."
	@.ci/venv lock

clean: ## remove the virtual environment and the tools' caches; data/ stays
	@rm -rf .venv .venv-training .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
	@find flows tasks tests training -name __pycache__ -prune -exec rm -rf {} +

.venv/.made:
	@.ci/venv make

.venv/.installed: requirements.lock pyproject.toml | .venv/.made
	@.ci/venv install

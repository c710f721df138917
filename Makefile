# Everything here works on a fresh machine that has Python 3.11+, node, npm, make and git.
.DEFAULT_GOAL := help
SHELL := bash
BIN := .venv/bin
UV := $(BIN)/uv
UV_VERSION := 0.13.8

.PHONY: help
help: ## show what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 20

.venv/ready: requirements-dev.lock pyproject.toml
	@echo "Installing Python packages (about half a minute the first time)"
	@test -x $(UV) || python3 -m venv .venv
	@test -x $(UV) || $(BIN)/pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	@$(UV) pip install --quiet --python .venv --require-hashes -r requirements-dev.lock
	@$(UV) pip install --quiet --python .venv --no-deps --no-build-isolation -e .
	@touch $@

node_modules/.ready: package-lock.json
	@echo "Installing browser packages"
	@npm ci --silent --no-audit --no-fund
	@touch $@

.PHONY: lock
lock: ## resolve the dependencies anew and write the lock files
	$(UV) pip compile pyproject.toml --universal --generate-hashes --no-header --no-annotate --python-version 3.11 -o requirements.lock
	$(UV) pip compile pyproject.toml --group dev --universal --generate-hashes --no-header --no-annotate --python-version 3.11 -o requirements-dev.lock

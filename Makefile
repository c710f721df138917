# Everything here works on a fresh machine that has Python 3.11+, node, npm, make and git.
.DEFAULT_GOAL := help
SHELL := bash
BIN := .venv/bin
UV := $(BIN)/uv
UV_VERSION := 0.13.8
THOT := sil-thot==3.5.3 sil-machine==1.9.2 sacrebleu==2.6.0
PYTEST := $(BIN)/pytest -q
WEB := $(shell find sdk/src sdk/lean.mjs src/stoa/web/styles src/stoa/web/scripts src/stoa/web/build src/stoa/web/build.mjs src/stoa/web/icons.txt -type f 2>/dev/null)

.PHONY: help
help: ## show what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 20

.PHONY: run
run: install ## start the whole platform with its demonstration and say where to look
	@STOA_DEMONSTRATION=true $(BIN)/stoa up

.PHONY: install
install: .venv/ready src/stoa/web/built/assets.json ## install what is needed, into this folder

.PHONY: test
test: install .browser/ready .thot/ready ## run every test, with short forms of the long ones
	npm run --silent check
	npm test --silent
	$(PYTEST) -n 2 --dist loadscope tests

.PHONY: check
check: install ## types, layers, sizes, style, documents
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --config .importlinter
	npm run --silent check
	npm run --silent size
	$(PYTEST) tests/shape tests/docs tests/contracts tests/kernel

.PHONY: e2e
e2e: install .browser/ready ## walk through the platform in a real browser, with screenshots of every page
	STOA_SCREENSHOTS=all $(PYTEST) -x tests/browser

.PHONY: chaos
chaos: install ## kill every engine and process in turn under load: nothing lost, nothing doubled
	STOA_CHAOS_S=60 $(PYTEST) -s tests/flows/test_chaos.py tests/flows/test_chaos_loop.py

.PHONY: readers
readers: install ## 1,000 readers during 50 activations and rollbacks: never a page of two versions
	STOA_READERS=1000 STOA_ACTIVATIONS=50 $(PYTEST) -s tests/services/delivery/test_activation_under_readers.py

.PHONY: sdk
sdk: install .browser/ready ## build the SDK for other pages; say what it weighs and what a page pays for it
	npm run --silent sdk
	npm run --silent size
	$(PYTEST) -s tests/sdk/test_cost.py

.PHONY: bench-start
bench-start: install ## how long `make run` takes once everything is installed, beside the engines alone
	$(BIN)/python -m bench.start

.PHONY: bench-answers
bench-answers: install ## responses through the edge, beside plain inserts
	$(BIN)/python -m bench.answers

.PHONY: bench-pages
bench-pages: install ## assets and pages, beside bare Caddy and Kolibri
	$(BIN)/python -m bench.pages

.PHONY: bench-fold
bench-fold: install ## what folding an action, observing features and deciding cost on one core
	$(BIN)/python -m bench.fold

.PHONY: bench-loop
bench-loop: install ## from a learner's action to the decision on their page, with thousands of browsers
	$(BIN)/python -m bench.loop

.PHONY: bench-memory
bench-memory: install ## fuzzy lookups in a translation memory of a million segments, beside rapidfuzz alone and pg_trgm
	$(BIN)/python -m bench.memory $(SEGMENTS)

.PHONY: bench-localizing
bench-localizing: install ## a one-sentence edit in a course of 10,000 segments, to readers in another language
	$(BIN)/python -m bench.localizing

.PHONY: bench-pipeline
bench-pipeline: install ## 10,000 segments published, cut, translated and ready: from memory, by Apertium, by a slow engine; PARTS picks
	$(BIN)/python -m bench.pipeline $(SEGMENTS) $(PARTS)

.PHONY: bench-segmentation
bench-segmentation: install ## sentences of real documents found again, beside other libraries; FOLDER holds the data
	FOLDER=$(or $(FOLDER),../shared/l10n) $(BIN)/python -m bench.segmentation

.PHONY: bench-engines
bench-engines: install .thot/ready ## machine translation on this machine, beside answers of Google, Microsoft and bergamot
	$(BIN)/python -m bench.engines $(or $(FOLDER),../shared/l10n) $(PARTS)

.PHONY: bench-checks
bench-checks: install ## false alarms and catches of the checks of translations, beside pofilter; FOLDER holds the data
	$(BIN)/python -m bench.checks $(or $(FOLDER),../shared/l10n)

.PHONY: bench-quality
bench-quality: install ## good and bad machine translations told apart without a reference; FOLDER holds the data
	$(BIN)/python -m bench.quality $(or $(FOLDER),../shared/l10n)

.PHONY: bench-exchange
bench-exchange: install ## TMX and XLIFF in and out, beside translate-toolkit and OmegaT; FOLDER holds the data
	$(BIN)/python -m bench.exchange --data $(or $(FOLDER),../shared/l10n)/lo-help-train.jsonl.gz $(if $(SCHEMAS),--schemas $(SCHEMAS))

.PHONY: weblate
weblate: install ## a course joined to a running Weblate, through the doors: API=address up to /api, TOKEN=its token
	STOA_WEBLATE_API=$(API) STOA_WEBLATE_TOKEN=$(TOKEN) $(PYTEST) tests/services/localization/test_connections.py \
		tests/services/localization/test_connection_troubles.py tests/services/localization/test_connection_pages.py

.PHONY: bench-weblate
bench-weblate: install ## reconciliation with a running Weblate: API=address, TOKEN=its token
	$(BIN)/python -m bench.weblate --api $(API) --token $(TOKEN)

.PHONY: documents
documents: install ## write schemas, AsyncAPI and OpenAPI anew from the code
	$(BIN)/python -m stoa.compose.documents

.PHONY: messages
messages: install ## collect the texts of the interface for its translators
	$(BIN)/python -m stoa.compose.messages

.PHONY: lock
lock: .venv/ready ## resolve the dependencies anew and write the lock files
	$(UV) pip compile pyproject.toml --universal --generate-hashes --no-header --no-annotate --python-version 3.11 -o requirements.lock
	$(UV) pip compile pyproject.toml --group dev --universal --generate-hashes --no-header --no-annotate --python-version 3.11 -o requirements-dev.lock

.PHONY: clean
clean: ## forget the demonstration's data; the next `make run` begins anew
	rm -rf .data

.venv/ready: requirements-dev.lock pyproject.toml
	@echo "Installing Python packages (half a minute the first time)"
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Stoa needs Python 3.11 or newer; python3 is older here")'
	@test -x $(BIN)/pip || python3 -m venv .venv
	@test -x $(UV) || $(BIN)/pip install --quiet --disable-pip-version-check --root-user-action=ignore uv==$(UV_VERSION)
	@$(UV) pip install --quiet --python .venv --require-hashes -r requirements-dev.lock
	@$(UV) pip install --quiet --python .venv --no-deps --no-build-isolation -e .
	@touch $@

node_modules/.ready: package-lock.json
	@echo "Installing browser packages"
	@npm ci --silent --no-audit --no-fund
	@touch $@

src/stoa/web/built/assets.json: node_modules/.ready $(WEB)
	@echo "Building styles and scripts"
	@npm run --silent build

.thot/ready: .venv/ready
	@echo "Installing Thot, whose licence is the LGPL, in an environment of its own"
	@python3 -m venv .thot
	@$(UV) pip install --quiet --python .thot $(THOT)
	@touch $@

.browser/ready: node_modules/.ready tests/browser/unpack.mjs
	@npm run --silent browser
	@touch $@

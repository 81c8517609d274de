SHELL := /bin/bash
.DEFAULT_GOAL := help
override PROMPT := $(value PROMPT)
export PROMPT
HOST ?= 127.0.0.1
PORT ?= 8000
EXAMPLES ?= 1000
SEED ?= 1
OUT ?= judged
PYTEST := .venv/bin/pytest
APT_PACKAGES := bubblewrap chromium
NPM_INSTALLED := console/node_modules/.package-lock.json
CONSOLE := src/millwright/doors/console/dist/index.html
CONSOLE_SOURCES := $(shell find console -path console/node_modules -prune -o -path console/src/api/generated -prune -o -type f -print)
export UV_PYTHON_PREFERENCE := only-system
export UV_COMPILE_BYTECODE := 1

.PHONY: help setup app serve test unit fuzz lint lint-python lint-console format bench judge

help: ## Print what one can do
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
	@echo
	@echo '  make app PROMPT="A library: members borrow books, librarians track loans on a board"'

setup: .venv/.synced .venv/.debian $(CONSOLE) ## Install everything this machine needs (skipped when done)
	@.venv/bin/millwright setup

.venv/.synced: pyproject.toml uv.lock
	@command -v uv >/dev/null || python3 -m uv --version >/dev/null 2>&1 || python3 -m pip install --quiet --user --break-system-packages uv 2>/dev/null || python3 -m pip install --quiet uv
	@$$(command -v uv || echo python3 -m uv) sync --frozen --quiet
	@touch $@

.venv/.debian: Makefile | .venv/.synced
	@missing=(); for p in $(APT_PACKAGES); do dpkg -s $$p >/dev/null 2>&1 || missing+=($$p); done; \
	if [ $${#missing[@]} -gt 0 ]; then \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo "Installing $${missing[*]}"; \
	    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $${missing[*]}; } >.venv/debian.log 2>&1 \
	      || { tail -n 5 .venv/debian.log; echo "Could not install $${missing[*]}; see 'millwright doctor'"; exit 0; }; \
	  else echo "Not installed: $${missing[*]}. As root: apt-get install $${missing[*]}"; exit 0; fi; fi; \
	touch $@

# `npm install` keeps to the lock file as `npm ci` does, but also works where a mirror lacks other platforms' packages.
$(NPM_INSTALLED): console/package-lock.json
	@command -v npm >/dev/null || { echo "npm is not installed: there will be no web console"; exit 0; }; \
	cd console && npm install --no-save --silent --no-audit --no-fund && touch node_modules/.package-lock.json

$(CONSOLE): $(NPM_INSTALLED) $(CONSOLE_SOURCES)
	@command -v npm >/dev/null || exit 0; cd console && npm run --silent build -- --logLevel warn

app: setup ## Build and run an application: make app PROMPT="what you want"
	@[ -n "$$PROMPT" ] || { echo 'Say what you want: make app PROMPT="…"'; exit 2; }
	@.venv/bin/millwright new --detach --host $(HOST) --port $(PORT) -- "$$PROMPT"

serve: setup ## Run the server (HOST, PORT)
	@.venv/bin/millwright serve --host $(HOST) --port $(PORT)

test: ## Set up, lint, and run all tests
	@$(MAKE) --no-print-directory --jobs 3 setup lint
	@$(PYTEST) -q -n 2 --dist loadfile --no-loadscope-reorder

unit: .venv/.synced ## Run the quick tests only
	@$(PYTEST) -q -m "not slow"

fuzz: .venv/.synced ## Ask every operation of every API much that nobody foresaw (EXAMPLES of each)
	@MILLWRIGHT_FUZZ_EXAMPLES=$(EXAMPLES) $(PYTEST) -q --timeout 0 tests/doors/test_fuzz.py

lint: lint-python lint-console ## Check style, types, floors and sizes

lint-python: .venv/.synced
	@.venv/bin/ruff check && .venv/bin/ruff format --check --quiet && .venv/bin/lint-imports --no-cache >/dev/null || { .venv/bin/lint-imports --no-cache; exit 1; }
	@.venv/bin/python tests/house/sizes.py
	@.venv/bin/pyright

lint-console: .venv/.synced $(NPM_INSTALLED)
	@command -v npm >/dev/null || { echo "npm is not installed: the console is not checked"; exit 0; }; cd console && npm run --silent check

format: .venv/.synced ## Rewrite the code to the house's style
	@.venv/bin/ruff check --fix --quiet && .venv/bin/ruff format --quiet

bench: setup ## Print the benchmarks
	@.venv/bin/python bench/prompt_to_app.py
	@.venv/bin/python bench/operations.py
	@.venv/bin/python bench/webhooks.py
	@.venv/bin/python bench/fanout.py
	@.venv/bin/python bench/first_paint.py
	@command -v wrk >/dev/null && .venv/bin/python bench/api.py || echo "bench/api.py needs wrk"

judge: setup ## Build applications from PROMPTS (JSON lines) and judge them in a browser (SAMPLE, SEED, OUT)
	@[ -n "$(PROMPTS)" ] || { echo 'Say which prompts: make judge PROMPTS=prompts.jsonl [SAMPLE=40 SEED=1] [OUT=judged]'; exit 2; }
	@.venv/bin/python bench/judge/run.py --prompts "$(PROMPTS)" --out "$(OUT)" --seed $(SEED) $(if $(SAMPLE),--sample $(SAMPLE))

# `make` alone prints the verbs: each is the line that starts with its name and a "##".

.DEFAULT_GOAL := verbs
.NOTPARALLEL:
MAKEFLAGS += --no-print-directory

BIN := .venv/bin
PYTEST := $(BIN)/pytest -n auto --maxprocesses 4 --dist loadgroup

# Each of these modules writes one page of docs/ from the code.
PAGES := config.document service.cli.documents service.cli.words_page service.cli.retention_page \
	service.cli.commands_page service.cli.refusals_page \
	service.cli.doctor_page

# And each of these draws a picture, or lists what is there.
DRAWN := docs/site/architecture.py docs/site/states.py docs/site/decisions.py
SITE := var/site

# Without what changes by itself: no dates, no lines.
GATHER := $(BIN)/pybabel -q extract --mapping-file pyproject.toml --omit-header --no-location \
	--sort-output --width 100 service

LOCK := $(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header pyproject.toml

.PHONY: verbs
verbs:
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 18

.PHONY: run
run: .venv-run  ## start everything on this machine, with pretended phones
	@$(BIN)/escalate run

.PHONY: test
test: check  ## check the code, then run every test
	@echo "Tests of the rules: pytest, with the lines that no test comes to"
	@$(PYTEST) -m followed --cov=service/domain --cov-branch \
		--cov-report=term-missing:skip-covered
	@echo "Tests of everything else: pytest"
	@$(PYTEST) -m "not followed"

.PHONY: check
check: .venv-dev  ## check format, lint, types, imports and container files, without the tests
	@echo "Format: ruff format"
	@$(BIN)/ruff format --check --quiet .
	@echo "Lint: ruff check"
	@$(BIN)/ruff check --quiet .
	@echo "Types: mypy"
	@$(BIN)/mypy --no-error-summary
	@echo "Containers: hadolint and check-jsonschema"
	@$(BIN)/hadolint Dockerfile
	@$(BIN)/check-jsonschema --quiet --builtin-schema vendor.compose-spec docker-compose.yml
	@echo "Imports: import-linter"
	@$(BIN)/lint-imports --no-logo >.venv/imports.txt || { cat .venv/imports.txt; exit 1; }

.PHONY: fix
fix: .venv-dev  ## put the format right, and what lint can mend by itself
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

.PHONY: stories
stories: .venv-dev  ## run only the stories: nights with phones and a clock
	@$(BIN)/pytest tests/stories

.PHONY: faults
faults: .venv-dev  ## live a night with each fault, on real processes, and print what it cost
	@cd tests && PYTHONPATH=.:.. ../$(BIN)/python -m faults

.PHONY: fuzz
fuzz: .venv-dev  ## throw 100,000 pieces of nonsense at every door, and print the answers
	@cd tests && PYTHONPATH=.:.. ../$(BIN)/python -m fuzz

.PHONY: simulate
simulate: .venv-run  ## run nights that go wrong by the thousand, and check each promise
	@$(BIN)/escalate simulate

.PHONY: bench
bench: .venv-run  ## measure how fast a press reaches a phone, here
	@$(BIN)/escalate bench

.PHONY: demo
demo: .venv-dev  ## live a night in a browser, and keep a picture of every page in every state
	@cd tests && PYTHONPATH=.:.. ../$(BIN)/python -m browser.demo

.PHONY: pictures
pictures: .venv-dev  ## take the few pictures of docs/ anew, in a browser
	@cd tests && PYTHONPATH=.:.. ../$(BIN)/python -m browser.pictures

.PHONY: docs
docs: .venv-dev  ## write again those pages of docs/ that are made from the code
	@for page in $(PAGES); do $(BIN)/python -m $$page || exit 1; done
	@for page in $(DRAWN); do $(BIN)/python $$page || exit 1; done
	@$(GATHER) --output-file service/locale/escalate.pot

.PHONY: site
site: .venv-dev  ## make all papers a site to read and search, without a network: var/site
	@rm -rf $(SITE)
	@$(BIN)/sphinx-build --quiet --fail-on-warning --keep-going --fresh-env --jobs auto \
		--conf-dir docs/site --doctree-dir build/site . $(SITE)
	@echo "Written: open $(SITE)/index.html, or python3 -m http.server --directory $(SITE)"

# --strict: what could not be asked about is no "nothing known". ADVISORIES is the address of
# another database that speaks OSV's protocol, such as a site's own mirror.
.PHONY: audit
audit: .venv-dev  ## ask whether anything in the lock has a known weakness
	@$(BIN)/pip-audit --strict --disable-pip --require-hashes --progress-spinner off \
		$(if $(ADVISORIES),--vulnerability-service osv --osv-url $(ADVISORIES)) \
		--requirement requirements-dev.lock

.PHONY: sbom
sbom: .venv-dev  ## write the bill of materials of what a site runs: var/bom.json
	@mkdir -p var
	@$(BIN)/python -W ignore -m cyclonedx_py requirements --pyproject pyproject.toml \
		--output-reproducible --output-file var/bom.json requirements.lock
	@echo "Written: var/bom.json, in CycloneDX."

.PHONY: lock
lock: .venv-dev  ## pin again everything the project stands on
	@$(LOCK) --output-file requirements.lock
	@$(LOCK) --extra dev --output-file requirements-dev.lock

.PHONY: .venv-run .venv-dev
.venv-run:
	@sh config/venv.sh run
.venv-dev:
	@sh config/venv.sh dev

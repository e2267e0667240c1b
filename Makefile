# Two commands on a fresh machine: `make call` and `make test`. Both install what is missing into .venv by themselves.
# Deploying: ENVIRONMENT names one of cdk.json's deployments, CONTEXT="-c key=value" overrides a key of it for one run,
# DOCTOR="--accept room" goes to the check before a deploy, APPROVAL is what `cdk deploy` asks about.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV_VERSION := 0.13.8

ENVIRONMENT ?=
CONTEXT ?=
APPROVAL ?= broadening
DOCTOR ?=
WRONG := $(foreach name,ENV env Environment environment,$(if $(filter command,$(origin $(name))),$(name)))
ifneq ($(strip $(WRONG)),)
$(error $(firstword $(WRONG))= is no variable of this Makefile; write ENVIRONMENT=$($(firstword $(WRONG))))
endif
GIVEN = $(if $(ENVIRONMENT),-c environment=$(ENVIRONMENT)) $(CONTEXT)
ON_NODE := $(BIN)/python -m infra.node
CDK := CDK_DISABLE_CLI_TELEMETRY=true $(ON_NODE) node_modules/.bin/cdk
# A worker for each core that is given, and no more than four: each has services and a Node of its own.
TESTS := $(BIN)/pytest -n logical --maxprocesses 4
# One test runs the CLI; a machine without npm's registry skips it.
TRY_CDK := $(MAKE) --no-print-directory $(VENV)/.cdk || echo "The CDK CLI was not installed: its test is skipped" >&2
SYNTH := $(CDK) synth --quiet --ci >/dev/null

.DEFAULT_GOAL := help
.PHONY: help setup call test check format lock synth bootstrap deploy destroy

help: ## Show what can be done
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(VENV)/.dev ## Install everything for development into .venv

call: $(VENV)/.call ## Hold a phone call with Frontdesk in this terminal
	@$(BIN)/ivr call

test: $(VENV)/.dev ## Run every test
	@$(TRY_CDK)
	@$(TESTS)

check: $(VENV)/.dev ## What CI runs: format, lint, types, every test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	@$(TRY_CDK)
	$(TESTS)

synth: $(VENV)/.cdk ## Write the CloudFormation templates to cdk.out; no account needed
	@$(SYNTH) $(GIVEN)
	@echo "The templates are in $(CURDIR)/cdk.out"

bootstrap: $(VENV)/.cdk ## Prepare your AWS account and Region for CDK, once
	@$(CDK) bootstrap $(GIVEN)

deploy: $(VENV)/.cdk ## Put the line into your AWS account, if nothing speaks against it
	@$(BIN)/ivr doctor --before-deploy $(GIVEN) $(DOCTOR)
	@$(CDK) deploy --all --require-approval $(APPROVAL) --outputs-file cdk.out/outputs.json $(GIVEN)
	@$(BIN)/python -m infra.lifecycle line cdk.out/outputs.json

destroy: $(VENV)/.cdk ## Take the line away; says what it keeps and why, and asks
	@$(SYNTH) $(GIVEN)
	@stacks=$$($(BIN)/python -m infra.lifecycle teardown cdk.out $(GIVEN)) && \
		$(CDK) destroy --app cdk.out --force $$stacks

format: $(VENV)/.dev ## Format and fix what can be fixed
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: $(VENV)/.uv ## Resolve the dependencies anew
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
		pyproject.toml --group build -o requirements/call.txt
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
		pyproject.toml --group build --group deploy --group dev -o requirements/dev.txt

$(VENV)/.uv:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' || \
		{ echo "Frontdesk needs Python 3.11 to 3.13, and $(PYTHON) is $$($(PYTHON) --version 2>&1); run: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	@touch $@

# The development packages contain those of a call: whichever is there serves `make call`.
$(VENV)/.call: requirements/call.txt pyproject.toml | $(VENV)/.uv
	@$(call install,call)
	@touch $@

$(VENV)/.dev: requirements/dev.txt pyproject.toml | $(VENV)/.uv
	@$(call install,dev)
	@touch $@ $(VENV)/.call

# The CDK CLI, of the version in package-lock.json.
$(VENV)/.cdk: package-lock.json package.json $(VENV)/.dev
	@$(ON_NODE) npm ci --no-audit --no-fund --omit=optional --loglevel=error >/dev/null
	@touch $@

define install
echo "Installing what $(1) needs into $(VENV) ..." >&2 && \
VIRTUAL_ENV="$(CURDIR)/$(VENV)" $(BIN)/uv pip install --quiet --require-hashes --compile-bytecode -r requirements/$(1).txt && \
VIRTUAL_ENV="$(CURDIR)/$(VENV)" $(BIN)/uv pip install --quiet --no-deps --no-build-isolation -e . && \
env -u PYTHONDONTWRITEBYTECODE $(BIN)/python -m compileall -q cli.py clinic.py declared lambdas lex_bot contact_flows simulator skeleton measure workbench infra
endef

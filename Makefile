PYTHON ?= python3
# Where this is set, every one of the many processes would compile everything anew.
export PYTHONDONTWRITEBYTECODE =
.DEFAULT_GOAL := help
# After the first part; one that misses its aim keeps no other from running.
BENCHMARKS = pages starting intake_workers rights rate_limits crowds recruitment scale catch_up volunteers volunteer_table fund incentives digests live
# More files at a time than two cores compute: much of their time is waiting for one another.
SPREAD = -n 3 --dist loadfile --no-loadscope-reorder -m "not faults"
.PHONY: help setup demo test fast thorough lint format bench pictures faults compose-test lock clean

help: ## What can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sort | sed -E 's/^([a-z-]+):[^#]*## /\1\t/' | expand -t 14

setup: .venv/ready ## Set everything up in .venv (python3 >= 3.11, pip and make are enough)

.venv/bin/uv: | requirements.lock
	test -x .venv/bin/python || $(PYTHON) -m venv --without-pip .venv
	$(PYTHON) -m pip --python .venv/bin/python install --quiet $$(grep -oE '^uv==[^ ]+' requirements.lock)

.venv/ready: .venv/bin/uv pyproject.toml requirements.lock
	.venv/bin/uv pip sync --quiet --require-hashes requirements.lock
	.venv/bin/uv pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

# What drives Chromium in tests; too large for those who only run the product.
.venv/browser: .venv/ready requirements.browser.lock
	.venv/bin/uv pip install --quiet --require-hashes -r requirements.browser.lock
	touch $@

demo: setup ## Run the whole system with the sample programme and print the address to open
	.venv/bin/linli demo

test: .venv/browser ## Every test but faults, three files at a time, beside style, types, imports; T=path for one
	.ci/install-servers chromium
	.venv/bin/pytest --beside "make --no-print-directory lint" $(or $(T),$(SPREAD))

fast: .venv/browser ## Only tests that need neither database nor broker
	.venv/bin/pytest -n auto -m "not database and not broker and not browser"

thorough: .venv/browser ## Every test, those that take long too, and more cases of each property; T=path for a part
	.ci/install-servers chromium faketime
	HYPOTHESIS_PROFILE=thorough .venv/bin/pytest --thorough $(or $(T),$(SPREAD))

lint: .venv/browser ## Style, types, imports
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy
	.venv/bin/lint-imports

format: setup ## Bring the code into its form
	.venv/bin/ruff check --fix
	.venv/bin/ruff format

bench: setup ## Measure on real servers, beside what this machine can do at best
	.ci/install-servers
	@missed=0; for part in benchmarks $(BENCHMARKS:%=benchmarks.%); do \
	    .venv/bin/python -m tests.$$part || missed=1; done; exit $$missed

pictures: .venv/browser ## Take the pictures of README and guides from the demo, with a real browser
	.ci/install-servers chromium
	.venv/bin/python -m tests.journeys.browser.pictures

faults: setup ## Kill everything in turn under load and print the table
	.ci/install-servers
	.venv/bin/python -m tests.faults

compose-test: setup ## Try docker-compose.yml on real containers, where an engine is at hand
	tests/deployment/compose-test

lock: setup ## Take newer versions of what we depend on
	.venv/bin/uv pip compile --quiet --universal --python-version 3.11 --upgrade --generate-hashes --no-emit-index-url --group dev pyproject.toml -o requirements.lock
	.venv/bin/uv pip compile --quiet --universal --python-version 3.11 --upgrade --generate-hashes --no-emit-index-url --group browser --constraint requirements.lock -o requirements.browser.lock

clean: ## Remove what was set up and made here
	rm -rf .venv data .mypy_cache .ruff_cache .pytest_cache

# Everything this course does, by name; plain `make` lists it. Any GNU make from 3.81 on, any POSIX shell.

PY = .venv/bin/python
SYSTEM_PATH := $(PATH)
export PATH := $(CURDIR)/.venv/bin:$(SYSTEM_PATH)
PORT = 8000

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help setup course test book exercises grade proof bench serve clean remake

help: ## list what make can do
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile

installed = .venv/packages .venv/system $(if $(TORCH),.venv/torch)

setup: $(installed) ## make .venv with all packages; with TORCH=1 PyTorch too

course: setup exercises book _build/class/results.txt ## set up, make exercises and book, grade the sample class, say where all of it lies
	@cat _build/class/results.txt

test: $(installed) node_modules/installed ## set up and run every test; with TORCH=1 the comparison with PyTorch too
	@$(PY) -m pytest

book: _build/.book ## build the book: _build/html/index.html, and print it as PDF where there is Chromium

exercises: _build/.exercises ## make exercises/, what students get, from the other rooms

grade: $(installed) ## grade what lies in submitted/, all units or one: make grade UNIT=1-neurons
	@$(PY) -m grader autograde $(UNIT)

proof: exercises ## grade every known wrong and right answer, print the table
	@$(PY) -m grader proof

bench: $(installed) .venv/torch node_modules/installed ## measure speed of library, grader and book
	@$(PY) -m bench

serve: book ## show the book at http://127.0.0.1:8000, or PORT=...
	@$(PY) -m http.server --bind 127.0.0.1 --directory _build/html $(PORT)

clean: ## remove all that make has made, save exercises/; submissions and grades stay
	@rm -rf .venv node_modules _build .pytest_cache .ruff_cache
	@find . -type d -name __pycache__ -prune -exec rm -rf {} +

# ---- results, each with what it is made from

files_in = $(shell find $(1) -type f ! -name '*.pyc' ! -name '.*' ! -path '*/.ipynb_checkpoints/*' 2>/dev/null)
ROOMS := $(call files_in,nnlib checks mistakes solutions grader nbgrader_config.py pyproject.toml)
BOOK := $(call files_in,book _config.yml)

_build/.exercises: .venv/packages $(ROOMS) $(filter %.ipynb _config.yml,$(BOOK))
	@$(PY) -m grader release
	@mkdir -p _build && touch $@

_build/.book: _build/.exercises $(BOOK) | .venv/system
	@.venv/bin/jupyter-book build book --config _config.yml --path-output . -W --keep-going
	@$(PY) -m book.printed
	@touch $@

_build/class/results.txt: _build/.exercises | .venv/system
	@$(PY) -m grader sample > _build/.results
	@mkdir -p _build/class && mv _build/.results $@

# ---- what has to be installed first

# The first Python on this machine that is new enough and can make environments; make PYTHON=... names another.
PYTHONS = $(or $(PYTHON),python3 python3.14 python3.13 python3.12 python3.11)
first_python = $(shell PATH='$(SYSTEM_PATH)'; for p in $(PYTHONS); do \
	"$$p" -c 'import sys; sys.version_info < (3, 11) and sys.exit(1); $(1)' && command -v "$$p" && break; \
	done 2>/dev/null)
python = $(call first_python,import ensurepip; import venv)
without_venv = $(call first_python)
TOO_OLD = Python 3.11 or newer is needed: install it with its venv module (Debian, Ubuntu: sudo apt install \
	python3-venv or python3.11-venv; Fedora: sudo dnf install python3; macOS: brew install python), then run make again
NO_VENV = $(without_venv) has no venv module: install it (Debian, Ubuntu: sudo apt install \
	$(notdir $(without_venv))-venv), then run make again

# A .venv that was moved here from elsewhere, or whose Python is gone, is made anew.
REMAKE := $(shell test -x $(PY) && grep -qsF "$(CURDIR)/.venv" .venv/pyvenv.cfg || echo remake)
PIP = $(PY) -m pip install --quiet --disable-pip-version-check

.venv/packages: requirements.txt $(REMAKE)
	$(if $(python),,$(error $(if $(without_venv),$(NO_VENV),$(TOO_OLD))))
	@echo "Setting up .venv with $(python): a minute or two"
	@"$(python)" -m venv --clear .venv
	@$(PIP) -r requirements.txt
	@touch $@

TORCH_EXTRA = import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["project"]["optional-dependencies"]["torch"])

.venv/torch: .venv/packages pyproject.toml
	@$(PIP) -c requirements.txt $$($(PY) -c '$(TORCH_EXTRA)')
	@touch $@

.venv/system: .ci/system-packages | .venv/packages
	@sh .ci/system-packages
	@touch $@

node_modules/installed: package-lock.json | .venv/packages
	@.venv/bin/npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

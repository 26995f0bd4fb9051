# Everything runs in .venv, which is made on the first call and kept until pyproject.toml changes.

HOST ?= 127.0.0.1
PORT ?= 8000
JOBS ?= 2
PYTHON ?= python3

VENV := .venv
BIN := $(VENV)/bin
PEERS := .venv-peers
CUDA := .venv-cuda
PROJECTS := pyproject.toml client/pyproject.toml

# One thread of BLAS per test process: the processes share the cores among themselves.
PYTEST := OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1 MKL_NUM_THREADS=1 $(BIN)/python -m pytest -n $(JOBS)

.PHONY: help serve test test-oracle test-nvrtc check format generate operations bench clean
.DEFAULT_GOAL := help

help: ## list what can be made
	@sed -n 's/^\([a-z-]*\):.*## /\1	/p' $(MAKEFILE_LIST) | expand -t 14

serve: $(VENV)/.server ## serve on http://HOST:PORT (127.0.0.1:8000)
	@exec $(BIN)/python -m app --host $(HOST) --port $(PORT)

test: $(VENV)/.dev ## run every test that needs neither PyTorch nor a GPU
	$(PYTEST) --ignore=tests/oracle

test-oracle: $(VENV)/.oracle ## compare with PyTorch (installs it)
	$(PYTEST) tests/oracle

test-nvrtc: $(VENV)/.dev $(CUDA)/.installed ## run what is for CUDA on its stand-in, and compile all of it with NVRTC
	@if [ -e $(CUDA)/.installed ]; then rm -rf build/kernels && \
	STAND_IN_SOURCES=build/kernels PYTHONPATH=tests/stand_in:.:client $(PYTEST) tests/cuda --ignore=tests/cuda/test_threads.py && \
	$(CUDA)/bin/python tests/cuda/nvrtc.py build/kernels && $(CUDA)/bin/python tests/cuda/names.py; \
	else echo "NVRTC: not to be had here, skipped"; fi

check: $(VENV)/.dev ## style, types, layers, container files
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	@if $(BIN)/hadolint --version >/dev/null 2>&1; then echo hadolint Dockerfile && $(BIN)/hadolint Dockerfile; \
	else echo "hadolint: not available here, skipped"; fi
	@if command -v docker-compose >/dev/null; then echo docker-compose config && docker-compose --profile cpu config -q; \
	else echo "docker-compose: not available here, skipped"; fi

format: $(VENV)/.dev ## put style right
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

generate: $(VENV)/.dev ## write again what is generated from the registry of ops
	$(BIN)/python tools/generate.py

operations: $(VENV)/.oracle ## write again the table of operations and how they compare with PyTorch
	$(BIN)/python -m tests.oracle.op_db --page

bench: $(VENV)/.oracle $(PEERS)/.installed ## measure against PyTorch, loopback TCP and other services
	$(BIN)/python -m benchmarks

clean: ## remove .venv and all caches
	rm -rf $(VENV) $(PEERS) $(CUDA) tests/examples/generated_client/node_modules build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -prune -exec rm -rf {} +

# Debian's python3 comes without ensurepip; there pip, which may not touch the system, can still fill the environment.
$(BIN)/pip:
	rm -rf $(VENV)
	if $(PYTHON) -c 'import ensurepip' 2>/dev/null; then $(PYTHON) -m venv $(VENV); \
	else $(PYTHON) -m venv --without-pip $(VENV) && $(PYTHON) -m pip --python $(BIN)/python install -q pip; fi

$(VENV)/.server: $(PROJECTS) | $(BIN)/pip
	$(BIN)/pip install -q -e client -e .
	@touch $@

$(VENV)/.dev: $(PROJECTS) | $(BIN)/pip
	$(BIN)/pip install -q -e client -e '.[dev]'
	@touch $@ $(VENV)/.server

$(VENV)/.oracle: $(VENV)/.dev
	$(BIN)/pip install -q -e client -e '.[oracle]'
	@touch $@

# The peers' servers; where they cannot be had, their lines are skipped.
$(PEERS)/.installed: benchmarks/peers/requirements.txt | $(BIN)/pip
	$(PYTHON) -m venv --clear --without-pip $(PEERS)
	@if $(BIN)/pip --python $(PEERS)/bin/python install -q -r $<; then touch $@; else rm -rf $(PEERS); fi

# CuPy, and of CUDA the compiler and its headers: 450 MB. Where they cannot be had, nothing is compiled.
$(CUDA)/.installed: tests/cuda/requirements.txt | $(BIN)/pip
	$(PYTHON) -m venv --clear --without-pip $(CUDA)
	@if $(BIN)/pip --python $(CUDA)/bin/python install -q -r $<; then touch $@; else rm -rf $(CUDA); fi

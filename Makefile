# Everything runs in .venv, which is made on the first call and kept until pyproject.toml changes.

HOST ?= $(or $(GRADWIRE_HOST),127.0.0.1)
PORT ?= $(or $(GRADWIRE_PORT),8000)
JOBS ?= 2
PYTHON ?= python3

VENV := .venv
BIN := $(VENV)/bin
PEERS := .venv-peers
NVRTC := .venv-nvrtc
PROJECTS := pyproject.toml client/pyproject.toml

# One thread of BLAS per test process: the processes share the cores among themselves.
PYTEST := OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1 MKL_NUM_THREADS=1 $(BIN)/python -m pytest -n $(JOBS)

# What the image has besides the server, of deploy/requirements.
EXTRAS ?= cuda12

# On a GPU host: an environment of its own packages or, with WHEELS, what a folder has beside those of PYTHON.
CUDA_EXTRA ?= cuda13
GPU := .venv-gpu
ifdef WHEELS
GPU_READY := $(GPU)/.installed
GPU_PYTHON := PYTHONPATH=.:client:$(GPU):$$PYTHONPATH $(PYTHON)
else
GPU_READY := $(VENV)/.gpu
GPU_PYTHON := $(BIN)/python
endif

.PHONY: help serve test chaos test-oracle test-cuda test-gpu wheels check image-check lock format generate operations bench bench-gpu gpu clean
.DEFAULT_GOAL := help

help: ## list what can be made
	@sed -n 's/^\([a-z-]*\):.*## /\1	/p' $(MAKEFILE_LIST) | expand -t 14

serve: $(VENV)/.server ## serve on http://HOST:PORT (127.0.0.1:8000)
	@exec $(BIN)/python -m app --host $(HOST) --port $(PORT)

test: $(VENV)/.dev ## run every test that needs neither PyTorch nor a GPU, nor is left to test-cuda
	$(PYTEST) --ignore=tests/oracle --ignore=tests/gpu --ignore=tests/cuda

chaos: $(VENV)/.dev ## kill a server 30 times while clients check every reply, and print the figures
	@OPENBLAS_NUM_THREADS=1 PYTHONPATH=.:client $(BIN)/python -m tests.chaos

test-oracle: $(VENV)/.oracle ## compare with PyTorch (installs it)
	$(PYTEST) tests/oracle

# Left out is what takes longest: tests of gradients, plans and vmap, operation by operation, what is about the CPU alone,
# and in test_edges.py the dtypes but float32.
SLOW := $(foreach subject,blocks catalogue compiled cupy_names plans registry vmap vmap_nested saving_ops,--ignore=tests/engine/test_$(subject).py)
STANDING_IN := PYTHONPATH=tests/stand_in:.:client $(PYTEST)
# What needs the real CuPy; and kernels that are wrong, to be seen so, whose sources are not kept.
COMPILED := tests/cuda/test_fused_code.py
WRONG := tests/cuda/test_threads.py

test-cuda: $(VENV)/.dev $(NVRTC)/.installed ## run what is for CUDA on its stand-in, and compile all of it with NVRTC
	$(STANDING_IN) --device cuda:0 tests/gpu tests/engine $(WRONG) $(SLOW) -k "not edges or float32 or nothing"
	rm -rf build/kernels
	STAND_IN_SOURCES=build/kernels $(STANDING_IN) tests/cuda --ignore=$(COMPILED) --ignore=$(WRONG)
	@if [ -e $(NVRTC)/.installed ]; then \
	$(NVRTC)/bin/python -m pytest -n $(JOBS) $(COMPILED) && \
	PYTHONPATH=. $(NVRTC)/bin/python tests/cuda/routines.py build/kernels && \
	$(NVRTC)/bin/python tests/cuda/nvrtc.py build/kernels && $(NVRTC)/bin/python tests/cuda/names.py; \
	else echo "NVRTC: not to be had here, skipped"; fi

test-gpu: gpu $(GPU_READY) ## run on a GPU what can be tested there; WHEELS=folder needs no registry
	$(GPU_PYTHON) -m tests.gpu

# Looks for a GPU, before minutes are spent on packages.
gpu:
	@$(PYTHON) tests/gpu/driver.py

wheels: ## fetch into the folder WHEELS (.whl) what a GPU host without a registry lacks
	$(PYTHON) -m tests.gpu.wheels $(or $(WHEELS),.whl)

check: $(VENV)/.dev ## style, types, layers
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

# As root on Linux, with buildah, podman, runc, debootstrap and docker-compose; where these are lacking, of the files alone.
image-check: $(VENV)/.dev ## build the container's image without a Docker engine and prove it; EXTRAS= leaves CUDA out
	$(BIN)/python -m tests.image "$(EXTRAS)"

lock: $(VENV)/.dev ## pin the image's packages again, in the versions that are tested here
	$(BIN)/python tools/lock.py

format: $(VENV)/.dev ## put style right
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

generate: $(VENV)/.dev ## write again what is generated from the registry of ops and from the settings
	$(BIN)/python tools/generate.py

operations: $(VENV)/.oracle ## write again the table of operations and how they compare with PyTorch
	$(BIN)/python -m tests.oracle.op_db --page

bench: $(VENV)/.oracle $(PEERS)/.installed ## measure against PyTorch, loopback TCP and other services
	$(BIN)/python -m benchmarks

bench-gpu: gpu $(GPU_READY) ## measure on a GPU against PyTorch; WHEELS as in test-gpu
	$(GPU_PYTHON) -m benchmarks.gpu

clean: ## remove .venv and all caches
	rm -rf $(VENV) $(PEERS) $(GPU) $(NVRTC) tests/examples/generated_client/node_modules build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
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

$(VENV)/.gpu: $(PROJECTS) | gpu $(BIN)/pip
	$(BIN)/pip install -q -e client -e '.[$(CUDA_EXTRA),oracle,test]'
	@touch $@

$(GPU)/.installed: $(PROJECTS) $(wildcard $(WHEELS)/*.whl) | gpu
	rm -rf $(GPU)
	$(PYTHON) -m pip install -q --no-index --no-deps --target $(GPU) $(WHEELS)/*.whl
	$(PYTHON) -m pip install -q --no-index --no-deps --find-links $(WHEELS) --target $(GPU) ./client
	@touch $@

# The peers' servers; where they cannot be had, their lines are skipped.
$(PEERS)/.installed: benchmarks/peers/requirements.txt | $(BIN)/pip
	$(PYTHON) -m venv --clear --without-pip $(PEERS)
	@if $(BIN)/pip --python $(PEERS)/bin/python install -q -r $<; then touch $@; else rm -rf $(PEERS); fi

# CuPy, and of CUDA the compiler and its headers: 450 MB. Where they cannot be had, nothing is compiled.
$(NVRTC)/.installed: tests/cuda/requirements.txt | $(BIN)/pip
	$(PYTHON) -m venv --clear --without-pip $(NVRTC)
	@if $(BIN)/pip --python $(NVRTC)/bin/python install -q -r $<; then touch $@; else rm -rf $(NVRTC); fi

# The server, on a GPU or on the CPU alone: one image for both.
#   docker build -t gradwire .
# Without CUDA a fifth of the size, here with the compiler of plans:
#   docker build -t gradwire:cpu --build-arg EXTRAS=compiler .
# To pin the base by content as well as by tag, append its digest: BASE_IMAGE=debian:trixie-slim@sha256:…
ARG BASE_IMAGE=debian:trixie-slim

FROM ${BASE_IMAGE} AS base
# Versions of system packages are the base image's to choose: pinned here, a security update would break the build.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends python3 tini \
    && rm -rf /var/lib/apt/lists/*

# pip, and what builds packages, stay behind in this stage.
FROM base AS builder
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends python3-venv \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /build
ENV PIP_NO_CACHE_DIR=1 \
    PIP_ONLY_BINARY=:all: \
    PIP_DISABLE_PIP_VERSION_CHECK=1
COPY deploy/requirements/build.txt requirements/
RUN python3 -m venv /opt/build \
    && /opt/build/bin/pip install --require-hashes -r requirements/build.txt
# Nearly all of the bytes, and seldom changed. What nothing loads goes: of CUDA a second NVRTC, for programs that fail
# with the first, cuBLAS behind the Fortran interface and cuSOLVER for several GPUs; the tests of NumPy and SciPy.
COPY deploy/requirements requirements
ARG EXTRAS=cuda12
RUN python3 -m venv --without-pip /opt/gradwire \
    && for set in server ${EXTRAS}; do echo "-r requirements/${set}.txt"; done > chosen.txt \
    && /opt/build/bin/pip --python /opt/gradwire/bin/python install --require-hashes -r chosen.txt \
    && find /opt/gradwire -path '*/nvidia/*' \
        \( -name '*.alt.so*' -o -name 'libnvblas*' -o -name 'libcusolverMg*' -o -name '*.a' \) -delete \
    && find /opt/gradwire \( -path '*/numpy/*' -o -path '*/scipy/*' \) -name tests -type d -prune -exec rm -r {} +
COPY pyproject.toml README.md LICENSE ./
COPY client client
COPY engine engine
COPY app app
RUN /opt/build/bin/pip install --no-deps --no-build-isolation --target /srv/gradwire ./client .

FROM base AS server
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin gradwire \
    && install -d -o gradwire -g gradwire -m 700 /var/lib/gradwire /var/cache/gradwire
COPY --from=builder /opt/gradwire /opt/gradwire
COPY --from=builder /srv/gradwire /srv/gradwire
# CUDA 12.9 runs on every driver of CUDA 12, for CuPy compiles to machine code and not to PTX.
ARG NVIDIA_REQUIRE_CUDA=cuda>=12.0
ENV PATH=/opt/gradwire/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    GRADWIRE_HOST=0.0.0.0 \
    GRADWIRE_PORT=8000 \
    GRADWIRE_DATA_DIR=/var/lib/gradwire \
    CUPY_CACHE_DIR=/var/cache/gradwire/cupy \
    CUDA_CACHE_PATH=/var/cache/gradwire/cuda \
    NVIDIA_VISIBLE_DEVICES=all \
    NVIDIA_DRIVER_CAPABILITIES=compute,utility \
    NVIDIA_REQUIRE_CUDA=${NVIDIA_REQUIRE_CUDA}
LABEL org.opencontainers.image.title="gradwire" \
    org.opencontainers.image.description="Autograd as a service: tensors, computation graphs and gradients over HTTP" \
    org.opencontainers.image.version="0.1.0" \
    org.opencontainers.image.licenses="Apache-2.0"
WORKDIR /srv/gradwire
USER 10001:10001
VOLUME ["/var/lib/gradwire", "/var/cache/gradwire"]
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s CMD ["python", "-m", "app.healthcheck"]
# The first process of a container is sent no signal that it does not handle yet: tini is that, and passes all on.
ENTRYPOINT ["tini", "--", "python", "-m", "app"]

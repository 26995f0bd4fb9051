# The server in a container. For a GPU (the default, CUDA 12.9) or, much smaller, for the CPU alone:
#   docker build -t gradwire .
#   docker build -t gradwire:cpu --build-arg BASE_IMAGE=ubuntu:24.04 --build-arg EXTRAS= .
# To pin the base by content as well as by tag, append its digest: BASE_IMAGE=nvidia/cuda:12.9.1-base-ubuntu24.04@sha256:…
ARG BASE_IMAGE=nvidia/cuda:12.9.1-base-ubuntu24.04

FROM ${BASE_IMAGE} AS base
# Versions of system packages are the base image's to choose: pinned here, a security update would break the build.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends python3 \
    && rm -rf /var/lib/apt/lists/*

# What is installed is nearly all of the bytes and changes seldom. pip stays behind in this stage.
FROM base AS dependencies
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends python3-pip python3-venv \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /build
COPY pyproject.toml README.md LICENSE ./
COPY client client
# Of CUDA only what CuPy calls for our ops: cuBLAS, cuFFT, cuSOLVER, NVRTC and the headers its kernels include. A second NVRTC,
# for compilers that fail with the first, and cuBLAS behind the Fortran interface are 100 MB that nothing loads.
ARG EXTRAS=[cuda12]
RUN python3 -m venv --without-pip /opt/gradwire \
    && mkdir app engine \
    && touch app/__init__.py engine/__init__.py \
    && python3 -m pip --python /opt/gradwire/bin/python install --no-cache-dir ./client ".${EXTRAS}" \
    && find /opt/gradwire -path '*/nvidia/*' \( -name '*.alt.so*' -o -name 'libnvblas*' -o -name '*.a' \) -delete \
    && rm -r /opt/gradwire/lib/python3*/site-packages/app /opt/gradwire/lib/python3*/site-packages/engine

FROM base AS server
ENV PATH=/opt/gradwire/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    CUPY_CACHE_DIR=/var/cache/gradwire/cupy \
    CUDA_CACHE_PATH=/var/cache/gradwire/cuda
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin gradwire \
    && install -d -o gradwire -g gradwire /var/cache/gradwire
COPY --from=dependencies /opt/gradwire /opt/gradwire
WORKDIR /srv/gradwire
COPY engine engine
COPY app app
USER 10001:10001
VOLUME /var/cache/gradwire
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/health/ready', timeout=4)"]
ENTRYPOINT ["python", "-m", "app"]
CMD ["--host", "0.0.0.0", "--port", "8000"]

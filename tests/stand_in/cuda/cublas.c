/* What the engine calls of cuBLAS, handed on to Python (cupy/cuda/cublas.py), with the types of cublas_api.h. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

typedef struct { int64_t alive; void *stream, *workspace; size_t size; } Handle;

typedef struct {
    Handle *handle;
    int64_t transa, transb, m, n, k;
    const void *alpha, *a;
    int64_t atype, lda, stridea;
    const void *b;
    int64_t btype, ldb, strideb;
    const void *beta;
    void *c;
    int64_t ctype, ldc, stridec, count, compute, algo;
} Product;

static int (*multiply)(const Product *);

void stand_in(int (*function)(const Product *)) { multiply = function; }

int cublasCreate_v2(Handle **handle) {
    *handle = calloc(1, sizeof(Handle));
    (*handle)->alive = 1;
    return 0;
}

const char *cublasGetStatusName(int status) {
    return status == 7 ? "CUBLAS_STATUS_INVALID_VALUE" : status == 15 ? "CUBLAS_STATUS_NOT_SUPPORTED" : "another";
}

int cublasSetStream_v2(Handle *handle, void *stream) {
    if (!handle || !handle->alive) return 1;
    handle->stream = stream;
    handle->workspace = NULL; /* as the original */
    return 0;
}

int cublasSetWorkspace_v2(Handle *handle, void *workspace, size_t size) {
    if (!handle || !handle->alive) return 1;
    if ((uintptr_t)workspace % 16) return 7; /* the original wants 256, which NumPy's memory need not have */
    handle->workspace = workspace;
    handle->size = size;
    return 0;
}

int cublasGemmEx_64(Handle *handle, int transa, int transb, int64_t m, int64_t n, int64_t k, const void *alpha,
                    const void *a, int atype, int64_t lda, const void *b, int btype, int64_t ldb, const void *beta,
                    void *c, int ctype, int64_t ldc, int compute, int algo) {
    Product product = {handle, transa, transb, m, n, k, alpha, a, atype, lda, 0, b, btype, ldb, 0, beta,
                       c, ctype, ldc, 0, 1, compute, algo};
    return multiply(&product);
}

int cublasGemmStridedBatchedEx_64(Handle *handle, int transa, int transb, int64_t m, int64_t n, int64_t k,
                                  const void *alpha, const void *a, int atype, int64_t lda, long long stridea,
                                  const void *b, int btype, int64_t ldb, long long strideb, const void *beta, void *c,
                                  int ctype, int64_t ldc, long long stridec, int64_t count, int compute, int algo) {
    Product product = {handle, transa, transb, m, n, k, alpha, a, atype, lda, stridea, b, btype, ldb, strideb, beta,
                       c, ctype, ldc, stridec, count, compute, algo};
    return multiply(&product);
}

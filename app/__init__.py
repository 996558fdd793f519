"""Shells around the use cases: HTTP, command line, documents, words. No arithmetic."""

from app.blas_threads import use_one_blas_thread

use_one_blas_thread()

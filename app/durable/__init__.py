"""What outlives the process: entries of sessions, their large payloads and their snapshots, in one directory.

It knows nothing of HTTP, of what a session is or of the engine: it keeps numbers, facts that JSON can say, and bytes.

    lock                               one server at a time
    log.sqlite, -wal, -shm             sessions and their entries, and the Idempotency-Keys of entries that were cut
    segments/<session>.<n>             payloads that are large, one after the other
    snapshots/<session>.<n>.safetensors    a session as it was after entry n
"""

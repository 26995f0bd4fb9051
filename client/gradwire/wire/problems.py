"""The problem types, RFC 9457: slug, status, title, and what a person should know."""

from __future__ import annotations

from typing import Final, NamedTuple


class Problem(NamedTuple):
    """One type of problem. A type has one status."""

    status: int
    title: str
    explanation: str


def _types(status: int, **types: tuple[str, str]) -> dict[str, Problem]:
    return {slug.replace("_", "-"): Problem(status, title, text) for slug, (title, text) in types.items()}


PROBLEMS: Final[dict[str, Problem]] = {
    **_types(
        400,
        malformed_request=(
            "The request cannot be read",
            "The HTTP, the JSON or the binary container is broken: cut off, not UTF-8, a key twice in one object, "
            "NaN as a literal (write the string), nested deeper than 64.",
        ),
    ),
    **_types(401, unauthorized=("A token is needed", "Send a valid token as Authorization: Bearer TOKEN.")),
    **_types(
        403,
        foreign_origin=(
            "Not for pages of this origin",
            "A page of another origin asked for a stream. The operator names those that may in GRADWIRE_CORS_ORIGINS.",
        ),
    ),
    **_types(
        404,
        not_found=(
            "Not found",
            "The URL is none of this API's, which /docs lists, or no graph has the node that it names.",
        ),
        session_not_found=(
            "No such session",
            "The session never existed, was closed, expired or belongs to somebody else. Open one with "
            "POST /v1/sessions.",
        ),
        tensor_not_found=(
            "No such tensor",
            "No tensor is bound to this name in the session. GET /v1/sessions/{s}/tensors lists the names; names that "
            "begin with _ live only until their program is answered.",
        ),
        gradient_not_found=(
            "No gradient yet",
            "The tensor has no gradient: no backward reached it, or it was set to None. Only leaves that require a "
            "gradient, and tensors with retain_grad, keep one.",
        ),
        program_not_found=(
            "Program not remembered",
            "A session keeps the 256 programs last used. Send the whole program once more.",
        ),
        suspension_not_found=("No such suspension", "It was resumed, cancelled or timed out."),
    ),
    **_types(405, method_not_allowed=("Method not allowed here", "The Allow header lists the methods of this URL.")),
    **_types(
        406,
        not_acceptable=(
            "No such format for this answer",
            "The Accept header names no format that can hold the answer: .npy lacks bfloat16, JSON tensors are "
            "limited in size, one tensor fits where several are asked for only in safetensors or JSON.",
        ),
    ),
    **_types(408, request_timeout=("The request came too slowly", "The body did not arrive in time. Send it again.")),
    **_types(
        410,
        answer_not_kept=(
            "The answer is no longer kept",
            "The request with this Idempotency-Key was carried out; its answer was too large to be kept.",
        ),
    ),
    **_types(
        412,
        precondition_failed=(
            "The precondition does not hold",
            "If-Match or If-None-Match was given, and session or tensor is in another state.",
        ),
    ),
    **_types(
        413,
        body_too_large=(
            "The body is too large",
            "GET /v1 tells the limits. Large tensors travel in binary formats, not in JSON.",
        ),
    ),
    **_types(414, uri_too_long=("The URL is too long", "Put the data into the body.")),
    **_types(
        415,
        unsupported_media_type=(
            "The body's format is not known",
            "Say with Content-Type what the body is: application/json (curl --json sets it), application/x-npy, "
            "application/octet-stream or application/vnd.safetensors. Compressed bodies are not read.",
        ),
    ),
    **_types(426, upgrade_required=("This is a WebSocket", "Open it as one, with the subprotocol gradwire.v1.")),
    **_types(431, headers_too_large=("The headers are too large", "Send fewer or shorter headers.")),
    **_types(
        409,
        graph_freed=(
            "The graph was used up",
            "A backward frees the values it read. Give retain_graph: true to the earlier backward to go through the "
            "same graph again.",
        ),
        saved_value_modified=(
            "A value needed by backward was modified",
            "An in-place operation changed a tensor after another operation saved it for its gradient. Use the "
            "operation that is not in place, or clone first.",
        ),
        session_suspended=(
            "The session waits for its client",
            "A backward pass is suspended in a function or hook of the client. Resume or cancel it.",
        ),
        idempotency_key_in_flight=("The same request is under way", "Wait for its answer, then ask again."),
    ),
    **_types(
        421, wrong_worker=("Another worker owns this session", "Send the request where sessions of this id belong.")
    ),
    **_types(
        424, skipped=("Not carried out", "An earlier frame failed. Send a frame that says clear, and go on from there.")
    ),
    **_types(
        422,
        invalid_request=("The request is not valid", "errors lists each place and what is wrong there."),
        invalid_name=(
            "Not a name",
            "A name is letters, digits, _ and - in parts joined by dots, begins with a letter, has at most 128 "
            "characters, and its last part is not grad.",
        ),
        unknown_op=("No such operation", "GET /v1/ops lists the operations; they have PyTorch's names."),
        shape_mismatch=("Shapes do not fit", "shapes lists the shapes that met; detail says what must be equal."),
        dtype_mismatch=("Dtypes do not fit", "The operation does not take these dtypes together. Cast with to."),
        device_mismatch=(
            "Tensors are on several devices",
            "devices says which argument is where: move one with to. Only 0-dim tensors of the CPU go with any.",
        ),
        index_out_of_range=("Index out of range", "An index or a dim lies outside the tensor."),
        op_failed=("The operation failed", "PyTorch too refuses this operation with these values."),
        gradient_required=(
            "No gradient is tracked here",
            "Backward starts from a tensor that requires a gradient. Set requires_grad on the leaves before computing.",
        ),
        wrong_gradients=(
            "The gradients given do not fit",
            "Give one gradient per tensor, of its shape; only a tensor of one element needs none.",
        ),
        no_graph=(
            "Not in the graph",
            "The inputs do not lead to these tensors. allow_unused: true answers null for them.",
        ),
        in_place_on_leaf=(
            "A leaf that requires a gradient cannot be changed in place",
            "Do it under grad_mode {enabled: false}, or on a clone.",
        ),
        not_a_number=(
            "A gradient became NaN",
            "Anomaly mode found it: origin names the step that made grad_fn's node. Look at what it was given.",
        ),
        not_differentiable=("No gradient exists", "This operation or dtype has no derivative."),
        ambiguous_condition=("Neither true nor false", "A condition is a tensor of one element."),
        loop_limit=("The loop did not end", "The condition was still true after max rounds."),
        limit_exceeded=("Beyond a limit", "GET /v1 tells the limits; detail names the one that was met."),
        device_unavailable=("No such device here", "GET /v1/devices lists the devices of this server."),
        idempotency_key_reused=("The key belongs to another request", "Take a new Idempotency-Key for a new request."),
    ),
    **_types(
        429,
        rate_limited=("Too many requests", "Wait as long as Retry-After says."),
        too_many_sessions=("Too many sessions", "Close sessions, or wait as long as Retry-After says."),
    ),
    **_types(
        500,
        internal=("A bug in gradwire", "The log has the details under the request's id. Please report it."),
        session_damaged=(
            "The session cannot be recovered",
            "What is stored of it was changed or lost outside of the server, or another version wrote it. Restore the "
            "data directory from a copy, or close the session. Others are not affected.",
        ),
    ),
    **_types(503, not_ready=("Not ready", "The server is starting or stopping. Try again shortly.")),
    **_types(
        504,
        deadline_exceeded=(
            "The deadline passed",
            "The program was stopped between two steps. Split it, or raise the timeout.",
        ),
    ),
    **_types(
        507,
        out_of_memory=("Out of memory", "The device has no room for this. The session stands as it was."),
        storage_full=(
            "The change could not be stored",
            "The server's data directory took no more, and nothing was changed. Its operator has to make room.",
        ),
    ),
}

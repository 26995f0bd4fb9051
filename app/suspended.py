"""What a client is told of a pass that waits for it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from app.answers import Answer, tensors_answer
from app.changes import Suspension
from app.program.steps import Owner
from app.replays import SUSPENDED
from app.times import written


def told(outcome: Answer | Suspension, media: str) -> Answer:
    """The answer of a change, or of its suspension, which ends if its gradients cannot be told in this format."""
    if isinstance(outcome, Answer):
        return outcome
    try:
        return suspended_answer(outcome, media)
    except BaseException:
        outcome.change.session.suspensions.cancel(outcome)
        raise


def suspended_answer(suspension: Suspension, media: str) -> Answer:
    """202: what is asked, with the gradients that came unless they are to stay on the server."""
    elements = suspension.change.session.settings.json_elements
    sent = suspension.locals if suspension.question.owner.sends else {}
    returned = {name: tensor.numpy() for name, tensor in sent.items() if name not in suspension.saved}
    return tensors_answer({"suspended": describe(suspension)}, returned, None, media, elements, SUSPENDED)


def describe(suspension: Suspension) -> dict[str, Any]:
    """A suspension as its JSON object; fields that say nothing are left out."""
    question = suspension.question
    owner: Owner = question.owner
    change = suspension.change
    expires = datetime.now(UTC) + timedelta(seconds=change.session.suspensions.patience)
    optional = {
        "tag": owner.tag,
        "outputs": suspension.outputs,
        "saved": suspension.saved,
        "create_graph": question.create_graph,
        "pointer": None if change.call.atomic else change.run.pointer,
    }
    return {
        "id": suspension.id,
        "call": question.call,
        "name": owner.name,
        "gradients": suspension.gradients,
        **{key: value for key, value in optional.items() if value},
        **question.facts,
        "expires_at": written(expires),
    }

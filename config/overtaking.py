"""Two open forms of one thing, on two screens or in two tabs: neither overwrites what the other wrote meanwhile.

A form has a name of its own, the writer, and knows the revision that it was opened with. It may write what stands as
it saw it, and what it wrote last itself: so it saves as often as one types, and never meets itself.
"""

from __future__ import annotations

from typing import Protocol

from django.db.models import Q


class Overtaken(Exception):
    """Another open form has written it since this one was opened. Nothing was kept."""


class Written(Protocol):
    revision: int
    writer: str


def writable(revision: int | None, writer: str) -> Q:
    """The rows that a form may write; without a revision, whatever stands."""
    return Q() if revision is None else Q(revision=revision) | (Q(writer=writer) & ~Q(writer=""))


def refuse_overtaken(stands: Written, revision: int | None, writer: str) -> None:
    """Raises `Overtaken` where a form may not write what stands, which the caller has locked."""
    if revision is not None and stands.revision != revision and not (writer and stands.writer == writer):
        raise Overtaken

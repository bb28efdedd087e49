"""What the nearest manager and the leader say to each other about an edition."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from config.days import midnight
from config.jobs import Running, daily
from config.locking import lock_row
from goals.queries import threads as queries_threads
from goals.queries.threads import Line, Thread
from goals.services import notices
from programmes.contract import NotPossible
from programmes.models import Comment

MOST = 50
A_MINUTE = timedelta(minutes=1)


def write(*, thread: Thread, text: str) -> Comment:
    """Adds what the manager says, or the leader answers. Raises `NotPossible` once nobody reads it any more."""
    with transaction.atomic():
        lock_row(thread.share, whole=True)
        thread.share.refresh_from_db(fields=["withdrawn_at", "ends_on"])
        if not thread.is_open:
            raise NotPossible(_("Delingen er over, så den andre ser ikke mer av samtalen."))
        twice = thread.comments.filter(is_leaders=thread.is_leader).last()
        if twice and twice.text == text and twice.written_at > timezone.now() - A_MINUTE:
            return twice  # a double tap
        _room(thread)
        comment = Comment.objects.create(share=thread.share, is_leaders=thread.is_leader, text=text)
        to = thread.manager if thread.is_leader else thread.leader
        notices.tell(share=thread.share, to=to, about=notices.ANSWER if thread.is_leader else notices.COMMENT)
    return comment


def edit(*, line: Line, text: str) -> None:
    """Rewrites one's own comment, for 24 hours."""
    _own(line)
    if line.comment.deleted_at:
        raise NotPossible(_("Kommentaren er slettet i mellomtiden. Kopier teksten, og skriv den som en ny."))
    Comment.objects.filter(pk=line.comment.pk).update(text=text, edited_at=timezone.now())


def remove(*, line: Line) -> None:
    """Takes one's own comment away, for 24 hours."""
    _own(line)
    Comment.objects.filter(pk=line.comment.pk).update(deleted_at=timezone.now())


def restore(*, line: Line) -> None:
    """Brings back what its writer took away today."""
    _own(line)
    with transaction.atomic():
        lock_row(line.thread.share, whole=True)
        if line.comment.deleted_at:
            _room(line.thread)
        Comment.objects.filter(pk=line.comment.pk).update(deleted_at=None)


@daily("goals.clear_comments")
def clear_deleted(running: Running) -> None:
    """Clears away comments that were deleted before today."""
    Comment.objects.filter(deleted_at__lt=midnight()).delete()


def _room(thread: Thread) -> None:
    if thread.comments.count() >= MOST:
        raise NotPossible(_("Her er det plass til femti kommentarer. Ta resten i en samtale."))


def _own(line: Line) -> None:
    if not line.can_change:
        hours = int(queries_threads.EDITABLE.total_seconds() // 3600)
        raise NotPossible(_("En kommentar kan endres i %(hours)s timer etter at den er skrevet.") % {"hours": hours})

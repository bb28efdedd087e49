"""How the personal platform is written, and kept as an edition."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from config.locking import lock_row
from config.overtaking import refuse_overtaken
from goals.platform import queries
from goals.platform.models import Platform, PlatformAnswer
from goals.platform.questions import QUESTIONS
from goals.platform.sheet import changes
from goals.services.sharing import freeze
from programmes.contract import NotPossible
from programmes.models import Edition, Membership, Share
from programmes.sheets import sheet_kinds


def write(
    *, membership: Membership, number: int, text: str, revision: int | None = None, writer: str = ""
) -> PlatformAnswer:
    """Answers one of the nine questions. With a `revision`, raises `Overtaken` where another form than `writer` has
    written something else since. Raises ValueError for a number that is no question's.
    """
    if number not in QUESTIONS:
        raise ValueError(f"there is no question {number}")
    with transaction.atomic():
        platform, _made = Platform.objects.get_or_create(membership=membership)
        lock_row(platform, whole=True)
        answer, _made = PlatformAnswer.objects.get_or_create(platform=platform, number=number)
        if answer.text == text:
            return answer
        refuse_overtaken(answer, revision, writer)
        answer.text, answer.writer, answer.revision = text, writer, answer.revision + 1
        answer.save()
        Platform.objects.filter(pk=platform.pk).update(changed_at=timezone.now())
    return answer


def keep(*, membership: Membership) -> Edition:
    """Keeps the platform as it stands as an edition of the leader's own, which nobody else sees.

    Raises `NotPossible` where nothing is written, or nothing new since the last edition.
    """
    with transaction.atomic():
        lock_row(membership, whole=True)
        last = next(iter(queries.editions(membership)), None)
        if last and not changes(last.sheet, queries.sheet(membership)):
            raise NotPossible(_("Ingenting er endret siden utgave %(number)s.") % {"number": last.edition.number})
        return freeze(sheet_kinds()[queries.KIND], membership)


def forget(*, edition: Edition) -> None:
    """Deletes an edition that the leader kept for themselves. Raises `NotPossible` for one that was ever shared."""
    with transaction.atomic():
        Membership.objects.select_for_update().get(pk=edition.membership_id)
        if Share.objects.filter(edition=edition).exists():
            raise NotPossible(_("Denne utgaven er delt, så den kan ikke slettes her. Du kan trekke delingen tilbake."))
        edition.delete()

from contextlib import suppress
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from config.days import midnight
from config.jobs import Running, daily
from programmes.models import Change, Look, Presence, Share, Stage, Trail
from programmes.models.stage import IS_ON
from programmes.services import admissions, placements, rehearsal, stage
from programmes.services import day_invitations as day_invitations  # its own job
from programmes.services import input as input  # its own daily job
from programmes.services import invitations as invitations  # its own job
from programmes.services import shelf as shelf  # its own daily job
from programmes.services import slides as slides  # brings slides in
from programmes.services import worksheets as worksheets  # its own daily job

FORGOTTEN_AFTER = timedelta(days=1)
TRACED_FOR = timedelta(days=731)


@daily("stage.end_forgotten")
def end_forgotten(running: Running) -> None:
    """Ends days that nobody ended, so that no code and no sealed answer outlives its day.

    One that was begun before its date, or goes on through the night, ends a day after its last step.
    """
    is_over = Q(gathering__date__lt=timezone.localdate(), entered_at__lt=midnight())
    is_left = Q(entered_at__lt=timezone.now() - FORGOTTEN_AFTER)
    failed = []
    for each in Stage.objects.filter(IS_ON, is_over | is_left).select_related("gathering__programme__municipality"):
        try:
            with suppress(stage.StageMoved):  # somebody is there after all
                rehearsal.end_of(each)(stage=each, revision=each.revision, by=None)
        except Exception as error:
            failed.append(error)  # the other days are ended all the same
    Presence.objects.filter(at__lt=timezone.now() - FORGOTTEN_AFTER).delete()
    if failed:
        raise ExceptionGroup("days that could not be ended", failed)


@daily("admissions.forget")
def forget_devices(running: Running) -> None:
    """Forgets yesterday's devices, and the guests who have not claimed what they wrote within 14 days."""
    admissions.forget()


@daily("trail.forget")
def forget_trail(running: Running) -> None:
    """Who did what and when is kept for two years; that HR has fetched something, for as long as that stands."""
    long_ago = timezone.now() - TRACED_FOR
    Trail.objects.filter(at__lt=long_ago).delete()
    Change.objects.filter(made_at__lt=long_ago).delete()
    Look.objects.filter(at__lt=long_ago).exclude(fetched=True, share__audience=Share.Audience.HR).delete()


@daily("placements.begin")
def begin_placements(running: Running) -> None:
    """Those whose new unit begins today work there from now on."""
    placements.refresh_all()

from django.urls import path

from goals import urls_own, urls_periods, urls_sharing
from goals.platform import urls as platform_urls
from goals.views import areas as views_areas
from goals.views import cards as views
from goals.views import exports as export_views
from goals.views import following as views_following
from goals.views import rating as views_rating
from goals.views import tools as views_tools
from goals.views import writing as views_writing

urlpatterns = [
    path("leaders/<pid:leader>/goal-card/", views.goal_card, name="goal-card"),
    path("leaders/<pid:leader>/goal-card/pdf/", views.own_pdf, name="goal-card-pdf"),
    path("leaders/<pid:leader>/goal-card/areas/new/", views_writing.new_area, name="area-new"),
    path("leaders/<pid:leader>/goal-card/areas/<pid:area>/edit/", views_writing.edit_area, name="area-edit"),
    path("leaders/<pid:leader>/goal-card/areas/<pid:area>/delete/", views_areas.delete_area, name="area-delete"),
    path("leaders/<pid:leader>/goal-card/areas/<pid:area>/restore/", views_areas.restore_area, name="area-restore"),
    path("leaders/<pid:leader>/goal-card/areas/<pid:area>/move/", views_areas.move_area, name="area-move"),
    path("leaders/<pid:leader>/goal-card/actions/<pid:action>/status/", views_areas.status, name="action-status"),
    path("leaders/<pid:leader>/goal-card/goals/<pid:goal>/belief/", views_areas.belief, name="goal-belief"),
    path("leaders/<pid:leader>/goal-card/follow-up/", views_following.follow_up, name="goal-card-follow-up"),
    path(
        "leaders/<pid:leader>/self-ratings/<pid:rating>/goal/", views_rating.goal_from_rating, name="goal-from-rating"
    ),
    path("reminders/<str:token>/", views_following.stop_reminders, name="reminders"),
    path("calendar/<str:token>/goals.ics", views_following.calendar, name="goals-calendar"),
    path("programmes/<pid:programme>/goal-cards/export/", export_views.export, name="goal-cards-export"),
    path(
        "programmes/<pid:programme>/goal-cards/export/<pid:export>/",
        export_views.progress,
        name="goal-cards-export-progress",
    ),
    path(
        "programmes/<pid:programme>/goal-cards/export/<pid:export>/file/",
        export_views.file,
        name="goal-cards-export-file",
    ),
    path("leaders/<pid:leader>/tools/grow/<pid:sheet>/action/", views_tools.grow_action, name="grow-action"),
    path("gatherings/<pid:gathering>/evening/action/", views_tools.step_action, name="step-action"),
    *platform_urls.urlpatterns,
    *urls_sharing.urlpatterns,
    *urls_own.urlpatterns,
    *urls_periods.urlpatterns,
]

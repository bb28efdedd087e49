from django.urls import path

from goals import export_views, urls_sharing, views

urlpatterns = [
    path("leaders/<pid:leader>/goal-card/", views.goal_card, name="goal-card"),
    path("leaders/<pid:leader>/goal-card/pdf/", views.own_pdf, name="goal-card-pdf"),
    path("leaders/<pid:leader>/goal-card/areas/new/", views.new_area, name="area-new"),
    path("leaders/<pid:leader>/goal-card/areas/<pid:area>/edit/", views.edit_area, name="area-edit"),
    path("leaders/<pid:leader>/goal-card/areas/<pid:area>/delete/", views.delete_area, name="area-delete"),
    path("leaders/<pid:leader>/goal-card/areas/<pid:area>/restore/", views.restore_area, name="area-restore"),
    path("leaders/<pid:leader>/goal-card/goals/<pid:goal>/belief/", views.belief, name="goal-belief"),
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
    *urls_sharing.urlpatterns,
]

from django.urls import path

from goals import export_views, views

urlpatterns = [
    path("leaders/<pid:leader>/goal-card/", views.goal_card, name="goal-card"),
    path("leaders/<pid:leader>/goal-card/pdf/", views.own_pdf, name="goal-card-pdf"),
    path("leaders/<pid:leader>/goal-card/hand-in/", views.hand_in, name="goal-card-hand-in"),
    path("leaders/<pid:leader>/goal-card/areas/new/", views.new_area, name="area-new"),
    path("leaders/<pid:leader>/goal-card/areas/<pid:area>/edit/", views.edit_area, name="area-edit"),
    path("leaders/<pid:leader>/goal-card/areas/<pid:area>/delete/", views.delete_area, name="area-delete"),
    path("leaders/<pid:leader>/goal-card/areas/<pid:area>/restore/", views.restore_area, name="area-restore"),
    path("leaders/<pid:leader>/goal-card/goals/<pid:goal>/belief/", views.belief, name="goal-belief"),
    path("leaders/<pid:leader>/handed-in/<pid:share>/pdf/", views.own_edition_pdf, name="own-edition-pdf"),
    path("leaders/<pid:leader>/handed-in/<pid:share>/withdraw/", views.withdraw, name="share-withdraw"),
    path("programmes/<pid:programme>/goal-cards/", views.hr_list, name="handed-in"),
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
    path("programmes/<pid:programme>/goal-cards/<pid:share>/", views.hr_sheet, name="handed-in-sheet"),
    path("programmes/<pid:programme>/goal-cards/<pid:share>/pdf/", views.hr_pdf, name="handed-in-pdf"),
]

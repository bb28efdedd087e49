from django.urls import URLPattern, path

from goals.views import comments as views_comments
from goals.views import pictures as views_pictures
from goals.views import received as views_received
from goals.views import sharing as views


def of_a_sheet(sheet: str) -> list[URLPattern]:
    """The pages on which a leader shares a sheet: the one of its kind, or one of several."""
    return [
        path(f"{sheet}/share/", views.share, name="sheet-share"),
        path(f"{sheet}/share/manager/", views.share_manager, name="share-manager"),
        path(f"{sheet}/share/groups/<pid:group>/", views.share_group, name="share-group"),
        path(f"{sheet}/hand-in/", views.hand_in, name="hand-in"),
    ]


urlpatterns = [
    # The leader's.
    *of_a_sheet("leaders/<pid:leader>/<slug:kind>"),
    *of_a_sheet("leaders/<pid:leader>/<slug:kind>/<pid:subject>"),
    path(
        "leaders/<pid:leader>/<slug:kind>/<pid:subject>/pictures/<int:number>/",
        views_pictures.sheet_picture,
        name="sheet-picture",
    ),
    path("editions/", views.editions, name="editions"),
    path("editions/<pid:share>/", views.edition, name="edition"),
    path("editions/<pid:share>/pdf/", views.own_edition_pdf, name="own-edition-pdf"),
    path("editions/<pid:share>/pictures/<int:number>/", views_pictures.edition_picture, name="edition-picture"),
    path("editions/<pid:share>/again/", views.again, name="share-again"),
    path("editions/<pid:share>/withdraw/", views.withdraw, name="share-withdraw"),
    path("editions/<pid:share>/discard/", views.discard, name="share-discard"),
    # The leader's and the manager's.
    path("editions/<pid:share>/comments/new/", views_comments.new_comment, name="comment-new"),
    path("editions/<pid:share>/comments/<pid:comment>/edit/", views_comments.edit_comment, name="comment-edit"),
    path("editions/<pid:share>/comments/<pid:comment>/delete/", views_comments.delete_comment, name="comment-delete"),
    # The manager's.
    path("reports/", views_received.reports, name="reports"),
    path("reports/<pid:share>/", views_received.report, name="report"),
    path("reports/<pid:share>/pdf/", views_received.report_pdf, name="report-pdf"),
    path("reports/<pid:share>/pictures/<int:number>/", views_pictures.report_picture, name="report-picture"),
    # The group's.
    path("programmes/<pid:programme>/group/", views_received.group, name="group"),
    path("programmes/<pid:programme>/group/<pid:share>/", views_received.group_sheet, name="group-sheet"),
    path("programmes/<pid:programme>/group/<pid:share>/pdf/", views_received.group_pdf, name="group-pdf"),
    path(
        "programmes/<pid:programme>/group/<pid:share>/pictures/<int:number>/",
        views_pictures.group_picture,
        name="group-picture",
    ),
    # HR's.
    path("programmes/<pid:programme>/goal-cards/", views_received.hr_list, name="handed-in"),
    path(
        "programmes/<pid:programme>/goal-cards/excel/list/", views_received.hr_list_excel, name="handed-in-list-excel"
    ),
    path(
        "programmes/<pid:programme>/goal-cards/excel/rows/", views_received.hr_rows_excel, name="handed-in-rows-excel"
    ),
    path("programmes/<pid:programme>/goal-cards/<pid:share>/", views_received.hr_sheet, name="handed-in-sheet"),
    path("programmes/<pid:programme>/goal-cards/<pid:share>/pdf/", views_received.hr_pdf, name="handed-in-pdf"),
    path(
        "programmes/<pid:programme>/goal-cards/<pid:share>/excel/",
        views_received.hr_sheet_excel,
        name="handed-in-excel",
    ),
]

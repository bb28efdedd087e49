from django.urls import path

from goals.platform import views

urlpatterns = [
    path("leaders/<pid:leader>/platform/", views.platform, name="platform"),
    path("leaders/<pid:leader>/platform/pdf/", views.platform_pdf, name="platform-pdf"),
    path("leaders/<pid:leader>/platform/card/", views.card_pdf, name="platform-card"),
    path("leaders/<pid:leader>/platform/<int:number>/", views.answer, name="platform-answer"),
    path("leaders/<pid:leader>/platform/editions/", views.editions, name="platform-editions"),
    path("leaders/<pid:leader>/platform/editions/<pid:edition>/", views.edition, name="platform-edition"),
    path(
        "leaders/<pid:leader>/platform/editions/<pid:edition>/delete/",
        views.delete_edition,
        name="platform-edition-delete",
    ),
    path("leaders/<pid:leader>/platform/editions/<pid:edition>/pdf/", views.edition_pdf, name="platform-edition-pdf"),
]

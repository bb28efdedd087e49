from django.urls import path

from values import (
    views,
    views_decision,
    views_desk,
    views_gallery,
    views_lines,
    views_papers,
    views_platform,
    views_purpose,
)

ROUND = "gatherings/<pid:gathering>/rounds/<pid:round>"
PLATFORM = "programmes/<pid:programme>/platform"

urlpatterns = [
    path(f"{ROUND}/diamond/place/", views.place, name="diamond-place"),
    path(f"{ROUND}/diamond/undo/", views.undo, name="diamond-undo"),
    path(f"{ROUND}/diamond/agree/", views.agree, name="diamond-agree"),
    path(f"{ROUND}/diamond/words/new/", views.add_word, name="diamond-word"),
    path(f"{ROUND}/diamond/words/withdraw/", views.withdraw_word, name="diamond-word-withdraw"),
    path(f"{ROUND}/missed/", views.missed, name="missed"),
    path(f"{ROUND}/points/", views.spread, name="points"),
    path(f"{PLATFORM}/", views_platform.platform, name="shared-platform"),
    path(f"{PLATFORM}/steps/", views_platform.steps, name="shared-platform-steps"),
    path(f"{PLATFORM}/edit/", views_platform.edit, name="shared-platform-edit"),
    path(f"{PLATFORM}/editions/<pid:edition>/", views_platform.edition, name="shared-platform-edition"),
    path(f"{PLATFORM}/editions/<pid:edition>/withdraw/", views_platform.withdraw, name="shared-platform-withdraw"),
    path(f"{PLATFORM}/editions/<pid:edition>/document.pdf", views_platform.document, name="shared-platform-document"),
    path(f"{PLATFORM}/editions/<pid:edition>/poster.pdf", views_platform.poster, name="shared-platform-poster"),
    path("platform/<str:token>/", views_platform.public, name="public-platform"),
    path("platform/<str:token>/document.pdf", views_platform.public_document, name="public-platform-document"),
    path("platform/<str:token>/poster.pdf", views_platform.public_poster, name="public-platform-poster"),
    path(f"{ROUND}/purpose/", views_purpose.purpose, name="purpose"),
    path(f"{ROUND}/host/", views_gallery.host, name="gallery-host"),
    path(f"{ROUND}/comments/", views_gallery.comments, name="gallery-comments"),
    path(f"{ROUND}/lines/", views_lines.own_lines, name="own-lines"),
    path(f"{ROUND}/statements/", views_lines.statements, name="statements"),
    path(f"{ROUND}/wish/", views_lines.wish, name="line-wish"),
    path("gatherings/<pid:gathering>/exercises/<pid:exercise>/deal/", views_lines.deal, name="deal"),
    path("gatherings/<pid:gathering>/values/", views_desk.values, name="values"),
    path("gatherings/<pid:gathering>/values/words/", views_desk.words, name="values-words"),
    path("gatherings/<pid:gathering>/values/missed/", views_desk.missed, name="values-missed"),
    path("gatherings/<pid:gathering>/values/cards.pdf", views_papers.cards_pdf, name="values-cards"),
    path("gatherings/<pid:gathering>/values/diamond.pdf", views_papers.diamond_pdf, name="values-diamond"),
    path("gatherings/<pid:gathering>/values/cloud.pdf", views_papers.cloud_pdf, name="values-cloud"),
    path("gatherings/<pid:gathering>/exercises/<pid:exercise>/decision/", views_decision.decision, name="decision"),
]

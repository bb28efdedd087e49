from django.urls import URLPattern, URLResolver, include, path

from values.views import decision as views_decision
from values.views import desk as views_desk
from values.views import gallery as views_gallery
from values.views import lines as views_lines
from values.views import papers as views_papers
from values.views import platform as views_platform
from values.views import purpose as views_purpose
from values.views import rounds as views

round_pages = [
    path("diamond/place/", views.place, name="diamond-place"),
    path("diamond/undo/", views.undo, name="diamond-undo"),
    path("diamond/agree/", views.agree, name="diamond-agree"),
    path("diamond/words/new/", views.add_word, name="diamond-word"),
    path("diamond/words/withdraw/", views.withdraw_word, name="diamond-word-withdraw"),
    path("missed/", views.missed, name="missed"),
    path("points/", views.spread, name="points"),
    path("purpose/", views_purpose.purpose, name="purpose"),
    path("host/", views_gallery.host, name="gallery-host"),
    path("comments/", views_gallery.comments, name="gallery-comments"),
    path("lines/", views_lines.own_lines, name="own-lines"),
    path("statements/", views_lines.statements, name="statements"),
    path("wish/", views_lines.wish, name="line-wish"),
]
gathering_pages: list[URLPattern | URLResolver] = [
    path("rounds/<pid:round>/", include(round_pages)),
    path("exercises/<pid:exercise>/deal/", views_lines.deal, name="deal"),
    path("values/", views_desk.values, name="values"),
    path("values/words/", views_desk.words, name="values-words"),
    path("values/missed/", views_desk.missed, name="values-missed"),
    path("values/cards.pdf", views_papers.cards_pdf, name="values-cards"),
    path("values/diamond.pdf", views_papers.diamond_pdf, name="values-diamond"),
    path("values/cloud.pdf", views_papers.cloud_pdf, name="values-cloud"),
    path("exercises/<pid:exercise>/decision/", views_decision.decision, name="decision"),
]
platform_pages = [
    path("", views_platform.platform, name="shared-platform"),
    path("steps/", views_platform.steps, name="shared-platform-steps"),
    path("edit/", views_platform.edit, name="shared-platform-edit"),
    path("editions/<pid:edition>/", views_platform.edition, name="shared-platform-edition"),
    path("editions/<pid:edition>/withdraw/", views_platform.withdraw, name="shared-platform-withdraw"),
    path("editions/<pid:edition>/document.pdf", views_platform.document, name="shared-platform-document"),
    path("editions/<pid:edition>/poster.pdf", views_platform.poster, name="shared-platform-poster"),
]
urlpatterns = [
    path("gatherings/<pid:gathering>/", include(gathering_pages)),
    path("programmes/<pid:programme>/platform/", include(platform_pages)),
    path("platform/<str:token>/", views_platform.public, name="public-platform"),
    path("platform/<str:token>/document.pdf", views_platform.public_document, name="public-platform-document"),
    path("platform/<str:token>/poster.pdf", views_platform.public_poster, name="public-platform-poster"),
]

from django.urls import path

from values import views, views_desk, views_lines

ROUND = "gatherings/<pid:gathering>/rounds/<pid:round>"

urlpatterns = [
    path(f"{ROUND}/diamond/place/", views.place, name="diamond-place"),
    path(f"{ROUND}/diamond/undo/", views.undo, name="diamond-undo"),
    path(f"{ROUND}/diamond/agree/", views.agree, name="diamond-agree"),
    path(f"{ROUND}/diamond/words/new/", views.add_word, name="diamond-word"),
    path(f"{ROUND}/diamond/words/withdraw/", views.withdraw_word, name="diamond-word-withdraw"),
    path(f"{ROUND}/missed/", views.missed, name="missed"),
    path(f"{ROUND}/points/", views.spread, name="points"),
    path(f"{ROUND}/lines/", views_lines.own_lines, name="own-lines"),
    path(f"{ROUND}/statements/", views_lines.statements, name="statements"),
    path(f"{ROUND}/wish/", views_lines.wish, name="line-wish"),
    path("gatherings/<pid:gathering>/exercises/<pid:exercise>/deal/", views_lines.deal, name="deal"),
    path("gatherings/<pid:gathering>/values/", views_desk.values, name="values"),
    path("gatherings/<pid:gathering>/values/words/", views_desk.words, name="values-words"),
    path("gatherings/<pid:gathering>/values/missed/", views_desk.missed, name="values-missed"),
    path("gatherings/<pid:gathering>/values/cards.pdf", views_desk.cards_pdf, name="values-cards"),
    path("gatherings/<pid:gathering>/values/diamond.pdf", views_desk.diamond_pdf, name="values-diamond"),
    path("gatherings/<pid:gathering>/values/cloud.pdf", views_desk.cloud_pdf, name="values-cloud"),
    path("gatherings/<pid:gathering>/exercises/<pid:exercise>/decision/", views_desk.decision, name="decision"),
]

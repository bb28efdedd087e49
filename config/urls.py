"""The site map. Of the sign-in package only what is used is mounted."""

from allauth.account import views as account
from django.urls import include, path, register_converter

from config import errors
from config.ids import PublicIdConverter

register_converter(PublicIdConverter, "pid")

urlpatterns = [
    # Tried in this order: first what a whole room sends at once.
    path("", include("values.urls")),
    path("", include("efficacy.urls")),
    path("", include("programmes.urls")),
    path("", include("goals.urls")),
    path("sign-in/", account.request_login_code, name="account_login"),
    path("sign-in/", account.request_login_code, name="account_request_login_code"),
    path("sign-in/code/", account.confirm_login_code, name="account_confirm_login_code"),
    path("sign-in/closed/", account.account_inactive, name="account_inactive"),
    path("token/", errors.token, name="token"),
    path("sign-out/", account.logout, name="account_logout"),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error

"""Django's handler, which lets go of a request when it has been answered.

The parts of a request name one another, so that each would stay until the garbage collector stops everything to look for
some hundreds of them: for 50 ms, in which a whole room waits.
"""

from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponseBase


class Handler(WSGIHandler):
    def get_response(self, request: HttpRequest) -> HttpResponseBase:
        response = super().get_response(request)
        if not response.streaming:
            files = {name: value for name, value in vars(request).items() if name == "_files"}
            vars(request).clear()
            vars(request).update(files)  # which are closed with the response
        return response

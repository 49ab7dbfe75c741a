"""A web server that prints nothing of what it is asked."""

from werkzeug.serving import WSGIRequestHandler


class Silent(WSGIRequestHandler):
    def log(self, *_args: object) -> None:
        pass

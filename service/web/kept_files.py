"""The files that pages are made of, each under an address that names what is in it.

A page asks for its scripts and its sheet by a short digest of their content, so an old script
never meets a new page, and what was fetched once is never asked for again.
"""

import gzip
import hashlib
import mimetypes
from pathlib import Path

from flask import Flask, Response, request

FOLDER = Path(__file__).parent / "static"
#: The part of an address that names the content.
DIGEST = "v"
#: 48 bits: enough to tell the versions of a dozen files apart.
_LENGTH = 12
#: A year is what browsers take for ever.
_FOR_EVER = "public, max-age=31536000, immutable"
#: Read once: they do not change while we run.
DIGESTS = {
    file.name: hashlib.sha256(file.read_bytes()).hexdigest()[:_LENGTH] for file in FOLDER.iterdir()
}
#: What is text, as it goes over one bar of signal: a third of it. Pages are not made smaller like
#: this: whoever sees how small one becomes can guess at what is in it.
_SMALLER = {
    file.name: gzip.compress(file.read_bytes(), mtime=0)
    for file in FOLDER.iterdir()
    if file.suffix in {".css", ".js", ".svg"}
}


def serve(app: Flask) -> None:
    """Have *app* serve them, and write the digest into each address that it makes."""
    app.static_folder = str(FOLDER)

    def static(filename: str) -> Response:
        response = smaller(filename) or app.send_static_file(filename)
        if filename in _SMALLER:
            response.vary.add("Accept-Encoding")
        if request.args.get(DIGEST) == DIGESTS.get(filename):
            response.headers["Cache-Control"] = _FOR_EVER
        return response

    app.add_url_rule("/static/<path:filename>", "static", static)
    app.url_defaults(_name_the_content)


def smaller(filename: str) -> Response | None:
    """Return the file *filename* compressed; ``None`` where it or the browser takes that not."""
    if filename not in _SMALLER or not request.accept_encodings.best_match(["gzip"]):
        return None
    response = Response(_SMALLER[filename], mimetype=mimetypes.guess_type(filename)[0])
    response.content_encoding = "gzip"
    response.vary.add("Accept-Encoding")
    response.headers["Cache-Control"] = "no-cache"
    response.set_etag(f"{DIGESTS[filename]}-gzip")
    response.make_conditional(request)
    return response


def _name_the_content(endpoint: str, values: dict[str, str]) -> None:
    if endpoint == "static":
        values.setdefault(DIGEST, DIGESTS[values["filename"]])

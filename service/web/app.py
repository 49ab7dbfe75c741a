"""The web as one Flask app."""

from flask import Flask

from service.web import (
    access_log,
    api,
    auth,
    carrier,
    carrier_calls,
    carrier_codes,
    headers,
    health,
    kept_files,
    origin,
    pages,
    problems,
    proving_calls,
)
from service.web.in_words import speak
from service.web.joined import NAME, Joined
from service.web.outside_lines import OutsideLines
from service.web.roles import require_table
from service.wiring import Parts

#: The largest body that we could want: a press has three short fields.
LARGEST_BODY = 16 * 1024


def create_app(parts: Parts) -> Flask:
    """Build the app over *parts*; it opens nothing before the first request.

    Raises:
        LookupError: the table of roles and the routes do not agree.
    """
    app = Flask("service.web", static_folder=None)
    app.config.from_mapping(
        MAX_CONTENT_LENGTH=LARGEST_BODY,
        # Answered by the framework before any of our rules, and wanted by nobody.
        PROVIDE_AUTOMATIC_OPTIONS=False,
    )
    # The framework would answer a slash too many or too few by repeating the address.
    app.url_map.merge_slashes = app.url_map.strict_slashes = False
    app.extensions[NAME] = Joined(parts, OutsideLines(parts.desk))
    speak(app)
    kept_files.serve(app)
    carriers = (
        carrier.blueprint,
        carrier_calls.blueprint,
        carrier_codes.blueprint,
        proving_calls.blueprint,
    )
    for blueprint in (api.blueprint, *carriers, health.blueprint, *pages.blueprints):
        app.register_blueprint(blueprint)
    access_log.register(app)
    app.before_request(origin.check)
    app.before_request(auth.guard)
    app.after_request(headers.add)
    problems.register(app)
    require_table(app)
    return app

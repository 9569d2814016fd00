"""The interactive documentation page: Swagger UI from a package, under a strict policy.

Everything comes from here, and only two scripts run: the package's and the few lines below that
point it at `/openapi.json`.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import flask

from gateway.http.routes import marked
from vocabulary.permissions import Action

pages = flask.Blueprint("documentation", __name__)

#: Swagger UI sets styles through the object model, which needs no `unsafe-inline`; its icons
#: are images inside the style sheet.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
_DAY_SECONDS = 24 * 60 * 60
_DIST = Path(str(files("flask_swagger_ui"))) / "dist"
_TYPES = {
    "swagger-ui-bundle.js": "text/javascript",
    "swagger-ui.css": "text/css",
    "favicon-32x32.png": "image/png",
}
_PAGE = """<!doctype html>
<html lang="zh">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Linli 邻里 · API</title>
  <link rel="stylesheet" href="/docs/swagger-ui.css">
  <link rel="icon" type="image/png" href="/docs/favicon-32x32.png">
</head>
<body>
  <div id="page"></div>
  <noscript>此页面需要 JavaScript，接口描述见 <a href="/openapi.json">/openapi.json</a>。
  This page needs JavaScript; the interface is described at /openapi.json.</noscript>
  <script src="/docs/swagger-ui-bundle.js"></script>
  <script src="/docs/start.js"></script>
</body>
</html>
"""
# The address never comes from the page's own query: a link could make it describe another server.
_START = """"use strict";
SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#page",
  deepLinking: true,
  queryConfigEnabled: false,
  persistAuthorization: false,
  validatorUrl: null,
  displayRequestDuration: true,
  docExpansion: "list",
  filter: true
});
"""


def page() -> flask.Response:
    """The page itself."""
    return _answer(_PAGE.encode(), "text/html; charset=utf-8")


def start() -> flask.Response:
    """The script that starts the page."""
    return _answer(_START.encode(), "text/javascript; charset=utf-8")


def asset(name: str) -> flask.Response:
    """One of the files that the page needs; other files of the package are not served."""
    if name not in _TYPES:
        flask.abort(404)
    return _answer((_DIST / name).read_bytes(), _TYPES[name])


def _answer(body: bytes, content_type: str) -> flask.Response:
    response = flask.Response(body, content_type=content_type)
    response.headers["Content-Security-Policy"] = _POLICY
    response.headers["Cache-Control"] = f"public, max-age={_DAY_SECONDS}"
    return response


# Pages are no operations of the described interface.
pages.add_url_rule("/docs", view_func=marked(page, Action.ANYONE))
pages.add_url_rule("/docs/start.js", view_func=marked(start, Action.ANYONE))
pages.add_url_rule("/docs/<name>", view_func=marked(asset, Action.ANYONE))

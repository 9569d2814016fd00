"""Files of a thing (附件) on its page at the desk: those that are there, adding, removing."""

from __future__ import annotations

import flask

from gateway.console import api, pages
from gateway.console.languages import Sentence, _
from gateway.console.pages import told
from gateway.console.public.appeals import refused_files
from gateway.console.rights import may_somewhere
from vocabulary.permissions import Action


def of(at: str, may: Action) -> api.Json | None:
    """The files of the thing at this address; None: the reader may not see them."""
    return api.found(f"{at}/attachments") if may_somewhere(may) else None


def sent(at: str, here: str) -> flask.Response | None:
    """What was done with the files of the thing; None: the form of the page was another one."""
    if not pages.is_sent():
        return None
    match flask.request.form.get("_deed"):
        case "files":
            return told(here, added(refused_files(f"{at}/attachments")))
        case "file_removal":
            file = flask.request.form.get("file", "")
            api.send("DELETE", f"/api/v1/attachments/{file}")
            return told(here, _("文件已删除。"))
        case _:
            return None


def added(refused: list[str]) -> Sentence:
    """What came of the files of a form."""
    if refused:
        return _("有文件没有收下：%(why)s", why=" ".join(refused))
    return _("文件已添加。")

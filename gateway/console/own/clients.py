"""The device and the browser of a sign-in in words: 安卓手机 · 微信."""

from __future__ import annotations

from collections.abc import Sequence

from gateway.console.languages import Sentence, _

#: The first that a client names is told; later ones are named by others too.
_DEVICES: Sequence[tuple[str, Sentence]] = (
    ("HarmonyOS", _("鸿蒙手机")),
    ("Android", _("安卓手机")),
    ("iPhone", _("苹果手机")),
    ("iPad", _("苹果平板")),
    ("Windows", _("Windows 电脑")),
    ("Macintosh", _("苹果电脑")),
    ("Linux", _("Linux 电脑")),
)
_BROWSERS: Sequence[tuple[str, Sentence]] = (
    ("MicroMessenger", _("微信")),
    ("DingTalk", _("钉钉")),
    ("QQBrowser", _("QQ 浏览器")),
    ("Edg", _("微软浏览器")),
    ("Firefox", _("火狐浏览器")),
    ("Chrome", _("谷歌浏览器")),
    ("Safari", _("苹果浏览器")),
)


def client_called(described: str) -> str:
    """What people call the client; one that we do not know, as it describes itself."""
    found = [
        next((str(called) for mark, called in known if mark in described), "")
        for known in (_DEVICES, _BROWSERS)
    ]
    return " · ".join(one for one in found if one) or described

"""The program has no network code: not in the standard library's words, not in Qt's, not in a library's."""

import pytest

from tests.architecture.source import Module, imports, modules

NETWORK = (
    "socket",
    "socketserver",
    "ssl",
    "http",
    "urllib.request",
    "urllib.robotparser",
    "ftplib",
    "smtplib",
    "smtpd",
    "poplib",
    "imaplib",
    "nntplib",
    "telnetlib",
    "xmlrpc",
    "asyncio",
    "asyncore",
    "webbrowser",
    "multiprocessing.connection",
    "multiprocessing.managers",
    "requests",
    "urllib3",
    "httpx",
    "aiohttp",
    "websockets",
    "paramiko",
    "PySide6.QtNetwork",
    "PySide6.QtWebSockets",
    "PySide6.QtWebEngineCore",
    "PySide6.QtWebEngineWidgets",
)


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.place)
def test_no_module_can_reach_a_network(module: Module) -> None:
    reached = [
        name
        for name in imports(module)
        if any(name == network or name.startswith(f"{network}.") for network in NETWORK)
    ]
    assert reached == []

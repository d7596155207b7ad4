"""What the browser asks for and complains about while a test runs."""

from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Page

# What Chromium says about its own software rendering and about password fields isn't the app's fault.
NOT_OURS = ("GPU stall", "GL Driver Message", "WebGL", "luma.gl", "Password field is not contained in a form")


@dataclass
class Watch:
    """What the browser asked for and complained about while a test ran."""

    allowed: set[str] = field(default_factory=set)  # hosts beside the app's own, as host:port
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)  # complaints a test provokes, by a part of their text

    def follow(self, page: Page) -> None:
        for event, hear in self._heard.items():
            page.on(event, hear)

    def leave(self, page: Page) -> None:
        for event, hear in self._heard.items():
            page.remove_listener(event, hear)

    @property
    def _heard(self) -> dict[str, Callable]:
        asked = {"request": self._ask, "websocket": self._ask}
        return {**asked, "pageerror": self._fail, "console": self._hear}

    def _ask(self, request) -> None:
        self.requests.append(request.url)

    def _fail(self, error) -> None:
        self.complaints.append(f"pageerror: {error}")

    def _hear(self, message) -> None:
        if message.type in {"error", "warning"} and not any(known in message.text for known in NOT_OURS):
            self.complaints.append(f"{message.type}: {message.text}")

    def elsewhere(self) -> list[str]:
        """Requests to any other host than the app's."""
        return [
            url
            for url in self.requests
            if urlsplit(url).scheme not in {"data", "blob"} and urlsplit(url).netloc not in self.allowed
        ]

    def unexpected(self) -> list[str]:
        """Complaints no test provoked."""
        return [text for text in self.complaints if not any(part in text for part in self.expected)]

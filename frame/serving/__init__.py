"""How the app is served: the middleware in its order, the routes of our own, and the start-up."""

from starlette.middleware import Middleware
from starlette.routing import Route

from frame.serving.admission import Door
from frame.serving.assets import Assets
from frame.serving.headers import SecurityHeaders
from frame.serving.health_check import health
from frame.serving.messages import Messages
from frame.serving.page import TheOnePage
from frame.serving.start import lifespan

__all__ = ["lifespan", "middleware", "routes"]


def middleware() -> list[Middleware]:
    """The outermost first: the headers also cover what the inner ones answer themselves."""
    return [Middleware(layer) for layer in (SecurityHeaders, Door, Messages, Assets, TheOnePage)]


def routes() -> list[Route]:
    """Routes beside Streamlit's own."""
    return [Route("/helse", health, methods=["GET"])]

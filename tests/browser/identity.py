"""A real OpenID Connect provider on this machine, which can be told to issue flawed tokens.

`python identity.py` prints its address. A user whose claims hold `flaw` gets an ID token with that flaw:
the signature no longer fits (tampered), another issuer (issuer), another client's (audience), another nonce
(nonce), expired (expired), issued nine hours ago (old), about to be eight hours old (ageing), unsigned (none).
"""

import base64
import json
import os
import re
import sys
import time

os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"  # plain http, on loopback

import flask
import oidc_provider_mock
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey
from werkzeug.serving import make_server

HOUR = 3600
NO_ICON = '<link rel="icon" href="data:,">'
KEY = RSAKey.generate_key(2048, parameters={"kid": "test"}, private=True)


def read_payload(token):
    part = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


def encode_part(value):
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def flawed(claims):
    """The claims with the flaw they ask for."""
    now = int(time.time())
    changes = {
        "issuer": {"iss": "http://localhost:1/elsewhere"},
        "audience": {"aud": "another-client"},
        "nonce": {"nonce": "another-nonce"},
        "expired": {"iat": now - 2 * HOUR, "exp": now - HOUR},
        "old": {"iat": now - 9 * HOUR, "exp": now + HOUR},
        "ageing": {"iat": now - 8 * HOUR + 8, "exp": now + HOUR},
    }
    return {**claims, **changes.get(claims.get("flaw"), {})}


def issue(token):
    """The provider's ID token, signed anew with the flaw."""
    claims = flawed(read_payload(token))
    if claims.get("flaw") == "none":
        return f"{encode_part({'alg': 'none'})}.{encode_part(claims)}."
    signed = jwt.encode({"alg": "RS256", "kid": "test"}, claims, KEY)
    if claims.get("flaw") != "tampered":
        return signed
    head, _, signature = signed.split(".")
    return f"{head}.{encode_part({**claims, 'roles': ['administrator']})}.{signature}"


def make_provider():
    app = oidc_provider_mock.app()

    @app.after_request
    def reissue(response):
        if flask.request.path == "/oauth2/token" and response.status_code == 200:
            answer = response.get_json()
            response.set_data(json.dumps({**answer, "id_token": issue(answer["id_token"])}))
        elif flask.request.path == "/jwks":
            response.set_data(json.dumps(KeySet([KEY]).as_dict(private=False)))
        elif response.mimetype == "text/html":  # its pages fetch a style sheet from elsewhere
            html = response.get_data(as_text=True)
            response.set_data(re.sub(r"<link[^>]*>", "", html).replace("<main", f"{NO_ICON}<main", 1))
        return response

    return app


if __name__ == "__main__":
    server = make_server("localhost", 0, make_provider(), threaded=True)
    print(f"http://localhost:{server.server_port}", flush=True)
    sys.stderr = open(os.devnull, "w")  # noqa: PTH123, SIM115  (a line for each request)
    server.serve_forever()

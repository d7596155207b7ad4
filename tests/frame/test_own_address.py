"""The address that this server's own browser opens to print a page."""

import pytest

from frame.door import sign_in


@pytest.mark.parametrize(
    ("started_as", "address"), [("oidc", "https://dashbord.example.no"), ("local", "http://localhost:8501")]
)
def test_a_server_is_reached_where_its_sign_in_leads_back_to_or_at_this_machine(monkeypatch, started_as, address):
    told = {"redirect_uri": "https://dashbord.example.no/oauth2callback"}
    options = {"server.sslCertFile": None, "browser.serverAddress": "localhost", "server.port": 8501}
    monkeypatch.setattr(sign_in, "is_served", lambda: True)
    monkeypatch.setattr(sign_in, "_started_as", started_as)
    monkeypatch.setattr(sign_in, "secret", {"auth": told}.get)
    monkeypatch.setattr(sign_in.config, "get_option", options.get)
    monkeypatch.setattr(sign_in, "read_mode", None)  # the frame has asked for the mode in the same run
    assert sign_in.set_address() == address

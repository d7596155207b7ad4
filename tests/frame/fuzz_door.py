"""Invented links, tokens, messages and settings: `python -m tests.frame.fuzz_door --cases 100000 [--seed N]`.

Nothing of it may end in a fault, let somebody in, lead to another site, or be kept where a page could not show it.
The reader of files has a command of its own, tests/loaders/fuzz.py. What breaks is printed with the case's number,
which brings it back.
"""

import argparse
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any
from urllib.parse import urljoin, urlsplit

from google.protobuf.message import DecodeError
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from domain.clock import read_moment
from domain.rounds import default_as_of, read_round
from frame.door import claims, sign_in
from frame.door.roles import CAN, User
from frame.filter import is_day
from frame.insides import kinds_of
from frame.serving import admission, messages
from store.errors import StoreRefused
from store.round_settings import check_settings, write_settings
from store.rounds import ROUNDS, read_settings

OWN = "https://oppfolging.example.no"
PIECES = (
    *(
        "/",
        "//",
        "\\",
        "/\\",
        "..",
        "@",
        ":",
        "?",
        "#",
        "%2f",
        "%5c",
        "%00",
        "\0",
        "\r\n",
        "\t",
        " ",
        "\u2028",
        "．",
        "／",
    ),
    *("evil.example", "https:", "javascript:alert(1)", "data:", "localhost", "oppfolging.example.no", "kommuner"),
    *("region=Nordland", "dato=2024-05-02", "&", "=", "æøå", "🎼", "<b>", "'", '"', "a" * 1500),
)
CLAIMS = ("roles", "branches", "preferred_username", "email", "sub", "name", "iat", "iss", "nonce", "is_logged_in")
TEXTS = ("administrator", "radgiver", "leder", "Nordland", "alle", "kari@example.no", "", " ", "\0", "x" * 5000, "💥")


def draw_text(draw: random.Random) -> str:
    if draw.random() < 0.5:
        return draw.choice(TEXTS)
    first = [draw.randrange(32, 127), draw.randrange(0x250), draw.randrange(0x2000, 0xD7FF)]
    return "".join(chr(draw.choice(first)) for _ in range(8))


def draw_json(draw: random.Random, depth: int = 0) -> Any:
    kinds: list[Callable[[], Any]] = [
        lambda: None,
        lambda: draw.random() < 0.5,
        lambda: draw.choice((0, -1, 10**18, 10**400, time.time(), draw.randrange(2**40))),
        lambda: draw.choice((float("inf"), float("nan"), -0.0, 1e300)),
        lambda: draw_text(draw),
    ]
    if depth < 4:
        kinds += [lambda: [draw_json(draw, depth + 1) for _ in range(draw.randrange(4))]] * 2
        kinds += [lambda: {draw_text(draw): draw_json(draw, depth + 1) for _ in range(draw.randrange(3))}]
    return draw.choice(kinds)()


def try_link(draw: random.Random) -> str:
    link = "".join(draw.choice(PIECES) for _ in range(draw.randrange(1, 6)))
    link = draw.choice(("", "/", "/")) + link
    if admission.is_own_link(link):
        parts = urlsplit(urljoin(OWN, link))
        assert f"{parts.scheme}://{parts.netloc}" == OWN, link
        assert not set(link) & set("\r\n\0 "), link
    headers = {"referer": draw.choice((OWN, "", "https://evil.example")) + link, "host": urlsplit(OWN).netloc}
    back = admission.find_way_back(headers)
    assert back == "" or admission.is_own_link(back), (headers, back)
    assert is_day(link) in (True, False)
    assert isinstance(read_moment(link), datetime | None)
    return "own" if back else "not own"


def try_token(draw: random.Random) -> str:
    whole = {"is_logged_in": True, "roles": ["radgiver"], "branches": ["Nordland"], "email": "kari@example.no"}
    given = {**whole, "iat": time.time(), **{draw.choice(CLAIMS): draw_json(draw) for _ in range(draw.randrange(1, 4))}}
    found = claims.read_user(given)
    assert isinstance(found, User | str)
    assert isinstance(claims.find_name(given), str)
    sign_in.is_fresh(given, time.time())
    sign_in.is_ended(given)
    if isinstance(found, User):
        assert found.role in CAN
        assert found.id and isinstance(found.name, str)
        strongest = json.dumps(given.get("roles")).casefold()
        assert f'"{"radgiver" if found.role == "rådgiver" else found.role}"' in strongest, given
    return found.role if isinstance(found, User) else "a sentence" if found else "no role"


NOBODY = SimpleNamespace(cookies={})


def try_message(draw: random.Random) -> str:
    message = BackMsg()
    for kind in draw.choices(kinds_of(BackMsg.DESCRIPTOR), k=draw.randrange(1, 3)):
        field = BackMsg.DESCRIPTOR.fields_by_name[kind]
        if field.message_type:
            getattr(message, kind).SetInParent()
        else:
            setattr(message, kind, True)
    if message.HasField("rerun_script"):
        message.rerun_script.query_string = draw_text(draw)
    data = bytearray(message.SerializeToString() + (draw.randbytes(5) if draw.random() < 0.2 else b""))
    for _ in range(draw.choice((0, 0, 1, 2))):
        data[draw.randrange(len(data))] = draw.randrange(256)
    kind = messages.read_kind(bytes(data))
    try:
        acted_on = BackMsg.FromString(bytes(data)).WhichOneof("type")
    except DecodeError:
        assert kind == ""
        return "no message"
    if messages.may_send(NOBODY, kind):  # what Streamlit would then act on
        assert acted_on in ("rerun_script", "app_heartbeat"), (bytes(data), kind)
    sent = ForwardMsg()
    sent.new_session.initialize.environment_info.streamlit_version = "1.67.0"
    sent.new_session.name = draw_text(draw)
    hidden = ForwardMsg.FromString(messages.hide_versions(sent.SerializeToString()))
    assert hidden.new_session.initialize.environment_info.streamlit_version != "1.67.0"
    return kind or "no message"


SETTINGS = [path.read_text("utf-8") for path in sorted(ROUNDS.glob("*.toml"))]
VALUES = (
    "2024-05-02",
    "2024-05-02T10:00:00Z",
    "09:30:00",
    "0001-01-01",
    "9999-12-31",
    "-1",
    "1e400",
    "true",
    '"x"',
    "[]",
)


def try_settings(draw: random.Random) -> str:
    lines = draw.choice(SETTINGS).splitlines()
    for _ in range(draw.randrange(1, 4)):
        at = draw.randrange(len(lines))
        what = draw.randrange(5)
        if what == 0:
            del lines[at]
        elif what == 1:
            lines.insert(at, draw.choice(lines))
        elif what == 2 and "=" in lines[at]:
            lines[at] = f"{lines[at].split('=')[0]} = {draw.choice(VALUES)}"
        elif what == 3:
            lines[at] = lines[at][: draw.randrange(len(lines[at]) + 1)] + draw_text(draw)
        else:
            lines[at] = draw.choice(("[dates]", "[links]", "dates = 3", 'links = "x"', "targets = []", "place = 7", ""))
    text = "\n".join(lines)
    try:
        values = read_settings(text)
    except StoreRefused as refused:
        assert refused.problems
        return "no TOML"
    if problems := check_settings(values):
        assert all(isinstance(sentence, str) and sentence for sentence in problems.values())
        return "refused"
    round_ = read_round(text)  # what is kept is read by every page
    assert default_as_of(round_, date(2024, 5, 2)) is not None
    assert read_round(write_settings(values)) == round_
    return "kept"


TRIED = {"links": try_link, "tokens": try_token, "messages": try_message, "settings": try_settings}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args()
    sign_in.secret = lambda _name: None
    sign_in.current_mode = lambda: "oidc"
    began = time.monotonic()
    faults = sum(_try_many(name, options.seed, options.cases // len(TRIED)) for name in TRIED)
    print(f"{options.cases} cases with seed {options.seed}, {faults} faults, {time.monotonic() - began:.0f} s")
    return 1 if faults else 0


def _try_many(name: str, seed: int, cases: int) -> int:
    """How many of so many cases of one kind broke."""
    outcomes: Counter[str] = Counter()
    faults = 0
    for number in range(cases):
        try:
            outcomes[TRIED[name](random.Random(f"{seed} {name} {number}"))] += 1
        except Exception as error:
            faults += 1
            print(f"  {name} {number}: {type(error).__name__}: {str(error)[:300]}")
    print(f"{name}: {dict(outcomes.most_common())}", flush=True)
    return faults


if __name__ == "__main__":
    sys.exit(main())

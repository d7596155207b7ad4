"""The two locks on every action, to be opened one by one, so that it shows which of them holds."""

import sys
from contextlib import contextmanager

import pytest
from streamlit.runtime.scriptrunner_utils.exceptions import StopException

from data.reference import branches
from frame.door import access, sign_in
from frame.door.claims import read_user
from frame.door.roles import User

# What writes, and the right that the function calling it has to ask for.
WRITERS = {
    "adopt": "upload",
    "restore": "take_back",
    "take_out": "take_back",
    "settle_municipality": "correct",
    "set_state": "correct",
    "remove_correction": "correct",
    "add_note": "write_notes",
    "edit_note": "write_notes",
    "remove_note": "write_notes",
    "add_assessments": "choose",
    "remove_upload": "choose",
    "save_assessment": "assess",
    "pass_on": "assess",
    "save_paper": "choose",
    "remove_paper": "choose",
    "decide": "choose",
    "take_back_decision": "choose",
    "mark_answers_out": "choose",
    "add_effort": "write_notes",
    "edit_effort": "write_notes",
    "remove_effort": "write_notes",
    "restore_effort": "write_notes",
    "add_draw": "write_notes",
    "save_round": "change_settings",
    "remove_round": "change_settings",
    "delete_personal_data": "delete",
}
ADMINISTRATOR = User("kari@example.org", "Kari", "administrator", tuple(branches()))


class Locks:
    """The first lock is that nobody is shown a button that isn't theirs: by the menu, by the page, by what the user of
    the view may. Open, it draws the page for an administrator, whoever has come.

    The second is `access.require`, asked once more by what was pressed. Open, it lets everybody through.
    """

    def __init__(self, patch: pytest.MonkeyPatch):
        self.first_open = self.second_open = False
        self.refused = 0  # how often the second lock has stopped somebody
        self._asks_to_draw = set()
        self._nothing_is_pressed = False
        self._current_user, self._require = access.current_user, access.require
        patch.setattr(access, "current_user", lambda: ADMINISTRATOR if self.first_open else self._current_user())
        patch.setattr(access, "require", self._ask)

    @contextmanager
    def nothing_pressed(self):
        """What asks meanwhile, asks in order to draw: it belongs to the first lock."""
        self._nothing_is_pressed = True
        yield
        self._nothing_is_pressed = False

    def _ask(self, right, **narrowed):
        asking = sys._getframe(1)
        place = asking.f_code.co_filename, asking.f_lineno
        if self._nothing_is_pressed:
            self._asks_to_draw.add(place)
        if self.first_open and place in self._asks_to_draw:
            return ADMINISTRATOR
        if self.second_open:
            return who_has_come() or ADMINISTRATOR
        with pytest.MonkeyPatch.context() as patch:  # not the one for whom the page is drawn
            patch.setattr(access, "drawn_for", who_has_come)
            patch.setattr(access, "current_user", lambda: None)
            try:
                return self._require(right, **narrowed)
            except StopException:
                self.refused += 1
                raise


def who_has_come():
    """The user of this session by its sign-in; None without one."""
    claims, _reason = sign_in.read_claims()
    return read_user(claims) if claims else None

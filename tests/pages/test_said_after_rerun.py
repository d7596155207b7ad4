from streamlit.testing.v1 import AppTest

from frame.pieces.plain_text import plain_text


def test_what_is_said_after_a_rerun_keeps_the_characters_of_a_name():
    def page():
        from frame.pieces.messages import say_after_rerun, show_said

        say_after_rerun("Utkastet «*Etter* poeng» er laget.")
        show_said()

    (said,) = AppTest.from_function(page).run().toast
    assert said.value == plain_text("Utkastet «*Etter* poeng» er laget.")

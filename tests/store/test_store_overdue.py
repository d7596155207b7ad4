"""The clock that hangs up a connection whose answer is overdue."""

import socket

from store.deadline import Watch


def test_a_connection_whose_answer_is_overdue_is_hung_up_and_one_that_was_answered_is_not():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        answered = Watch(ours)
        answered.expect_within(0.01)
        timer = answered._timer
        answered.expect_within(None)
        timer.join()
        answered._hang_up()  # as if the clock had struck in the same moment
        assert not answered.overdue
        theirs.send(b"there")
        overdue = Watch(ours)
        overdue.expect_within(0.01)
        assert overdue._timer.daemon, "nobody who ends the program waits for it"
        overdue._timer.join()
        assert (overdue.overdue, ours.recv(9), ours.recv(9)) == (True, b"there", b"")

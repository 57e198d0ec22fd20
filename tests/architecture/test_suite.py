"""What every test runs under does hold."""

from __future__ import annotations

import os
import socket
import warnings

import pytest


def test_no_test_reaches_the_network() -> None:
    with (
        socket.socket() as outside,
        pytest.raises(pytest.fail.Exception, match="reached for the network"),
    ):
        outside.connect(("127.0.0.1", 9))


def test_a_warning_is_a_failure() -> None:
    with pytest.raises(UserWarning, match="noise"):
        warnings.warn("noise", stacklevel=1)


def test_no_test_sees_the_password_of_whoever_runs_it() -> None:
    assert "PANELAPP_PASSPHRASE" not in os.environ

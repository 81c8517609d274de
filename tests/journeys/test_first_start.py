"""The first start of a server in the background: how its starter comes to know the administrator's password."""

import re
from pathlib import Path

import httpx
import pytest

from tests.journeys.servers import short_data_folder, start, stop


def files_with(text: str, folder: Path) -> list[str]:
    """The text files directly in the folder that hold the text."""
    return [path.name for path in folder.iterdir() if path.is_file() and text.encode() in path.read_bytes()]


@pytest.mark.slow
def test_the_first_password_is_told_once_and_kept_nowhere(capfd: pytest.CaptureFixture[str]):
    with short_data_folder() as data:
        server = start(data)
        told = re.search(r"The administrator admin@example.com has the password (\S+)", capfd.readouterr().err)
        assert told is not None
        password = told[1]
        assert files_with(password, data) == []
        login = {"email": "admin@example.com", "password": password, "rememberMe": False}
        assert httpx.post(f"{server.url}/pixell/api/auth/login", json=login).status_code == 200
        stop(server)
        stop(start(data))
        assert "password" not in capfd.readouterr().err

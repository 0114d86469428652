"""What the server itself refuses, and what it tells every browser."""

import urllib.error
import urllib.request

import pytest

from dlcompare.ui.headers import headers

pytestmark = pytest.mark.browser


def test_the_running_app_sends_the_headers(server):
    with urllib.request.urlopen(server, timeout=10) as answer:
        sent = dict(answer.headers.items())

    assert headers() == {name: sent.get(name) for name in headers()}


def test_an_upload_without_the_token_of_the_page_is_refused(server):
    address = f"{server}/_stcore/upload_file/some-session/some-file"
    request = urllib.request.Request(address, data=b"a,b\n1,2\n", method="PUT")

    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(request, timeout=10)

    assert 403 == caught.value.code
    caught.value.close()


@pytest.mark.parametrize(
    "path", ["/../../etc/passwd", "/static/%2e%2e/%2e%2e/app.py", "/media/../app.py"]
)
def test_a_path_that_leads_out_gives_no_file(server, path):
    try:
        with urllib.request.urlopen(server + path, timeout=10) as answer:
            content = answer.read()
    except urllib.error.HTTPError as error:
        content = b""
        error.close()

    assert b"root:" not in content
    assert b"frame.run" not in content

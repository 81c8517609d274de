import asyncio
import gzip
import socket
import ssl
import subprocess
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from ipaddress import ip_network
from pathlib import Path

import pytest

from millwright.kit.addresses import is_refused
from millwright.kit.errors import DomainError
from millwright.kit.outgoing import Answer, Failure, OutgoingClient, check_url

LOOPBACK = [ip_network("127.0.0.1/32")]
Reply = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@dataclass
class Receiver:
    """A server on loopback that keeps what it was sent and answers as it is told."""

    reply: bytes | Reply = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
    heads: list[str] = field(default_factory=list[str])
    port: int = 0

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            self.heads.append((await reader.readuntil(b"\r\n\r\n")).decode())
            if isinstance(self.reply, bytes):
                writer.write(self.reply)
                await writer.drain()
            else:
                await self.reply(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass  # the caller hung up, which some of the tests are about
        finally:
            writer.close()


@pytest.fixture
async def receiver() -> AsyncGenerator[Receiver]:
    receiver = Receiver()
    server = await asyncio.start_server(receiver, "127.0.0.1", 0)
    receiver.port = server.sockets[0].getsockname()[1]
    yield receiver
    server.close()


@pytest.fixture
async def stack() -> AsyncGenerator[AsyncExitStack]:
    async with AsyncExitStack() as stack:
        yield stack


@pytest.fixture
def client(stack: AsyncExitStack) -> OutgoingClient:
    return opened(stack, OutgoingClient(LOOPBACK))


def opened(stack: AsyncExitStack, client: OutgoingClient) -> OutgoingClient:
    stack.push_async_callback(client.close)
    return client


def answering(*answers: Sequence[str]) -> tuple[list[str], Callable[[str, int], Awaitable[Sequence[str]]]]:
    """A name server that gives each answer once, the last one for ever, and the list of names it was asked for."""
    asked: list[str] = []

    async def lookup(host: str, port: int) -> Sequence[str]:
        asked.append(host)
        return answers[min(len(asked), len(answers)) - 1]

    return asked, lookup


async def post(client: OutgoingClient, url: str, within: float = 5.0) -> Answer:
    return await client.post(url, headers={"Content-Type": "application/json"}, body=b'{"a":1}', timeout=within)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1",  # noqa: S104 - never bound
        "169.254.169.254", "100.64.0.1",
        "100.100.100.200", "192.0.0.8", "192.0.2.1", "198.18.0.1", "203.0.113.9", "192.88.99.1", "224.0.0.1",
        "240.0.0.1", "255.255.255.255", "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "ff02::1",
        "fec0::1", "2001:db8::1", "::ffff:127.0.0.1", "::ffff:169.254.169.254", "::ffff:7f00:1", "::127.0.0.1",
        "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "2002:7f00:1::1", "2002:a9fe:a9fe::1", "2001::1",
        "100::1", "localhost", "", "1.2.3",
    ],
)  # fmt: skip
def test_addresses_that_are_not_on_the_open_internet_are_refused(address: str):
    assert is_refused(address, ())


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "1.1.1.1", "2606:4700:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"]
)
def test_addresses_on_the_open_internet_are_not_refused(address: str):
    assert not is_refused(address, ())


def test_an_allowed_network_opens_itself_and_nothing_else():
    allow = [ip_network("10.1.0.0/16"), ip_network("fd00::/8")]
    assert not is_refused("10.1.2.3", allow)
    assert not is_refused("::ffff:10.1.2.3", allow)
    assert not is_refused("fd00::7", allow)
    assert is_refused("10.2.0.1", allow)
    assert is_refused("169.254.169.254", allow)


@pytest.mark.parametrize(
    "url",
    [
        "not a url", "", "ftp://example.com/", "file:///etc/passwd", "//example.com/", "http://", "http:///path",
        "https://user:secret@example.com/", "https://user@example.com/", "http://example.com:0/",
        "http://example.com:99999/", "http://exa mple.com/", "http://example.com/\r\nX: y", "javascript:alert(1)",
        "http://[::1/", "gopher://example.com/", "http://example.com/\ud800",
        "http://example.com/\x00", "http://example.com/" + "a" * 2048,
    ],
)  # fmt: skip
def test_a_url_that_can_never_be_called_is_a_fault_of_the_field(url: str):
    with pytest.raises(DomainError) as refused:
        check_url(url)
    assert list(refused.value.fields) == ["url"]


@pytest.mark.parametrize("url", ["https://example.com", "http://example.com:8080/a?b=c", "https://[2606::1]/x"])
def test_ordinary_urls_pass(url: str):
    assert check_url(url) == url


async def test_what_is_sent_arrives_with_the_name_as_host(stack: AsyncExitStack, receiver: Receiver):
    asked, lookup = answering(["127.0.0.1"])
    client = opened(stack, OutgoingClient(LOOPBACK, lookup=lookup))
    answer = await post(client, f"http://hooks.example.test:{receiver.port}/all?x=1")
    assert answer.succeeded
    assert (answer.status, answer.body) == (200, b"ok")
    head = receiver.heads[0]
    assert head.startswith("POST /all?x=1 HTTP/1.1\r\n")
    assert f"Host: hooks.example.test:{receiver.port}\r\n" in head
    assert "Accept-Encoding: identity\r\n" in head
    assert asked == ["hooks.example.test"]


@pytest.mark.parametrize(
    "url",
    [
        "http://169.254.169.254/latest/meta-data", "http://127.0.0.2/", "http://[::1]/", "http://[::ffff:10.0.0.1]/",
        "http://[fe80::1]/", "http://[64:ff9b::a9fe:a9fe]/", "http://10.0.0.1:5432/",
    ],
)  # fmt: skip
async def test_private_and_link_local_addresses_are_refused_before_connecting(client: OutgoingClient, url: str):
    answer = await post(client, url)
    assert (answer.status, answer.failure) == (None, Failure.REFUSED_ADDRESS)


@pytest.mark.parametrize("url", ["http://2130706434/", "http://127.2/", "http://0x7f.0.0.2/", "http://0177.0.0.2/"])
async def test_odd_spellings_of_loopback_lead_nowhere(client: OutgoingClient, url: str):
    answer = await post(client, url)
    assert answer.status is None
    assert answer.failure in {Failure.REFUSED_ADDRESS, Failure.INVALID_REQUEST, Failure.UNRESOLVABLE}


async def test_a_name_that_changes_its_address_is_asked_once_and_never_trusted_again(
    stack: AsyncExitStack, receiver: Receiver
):
    asked, lookup = answering(["127.0.0.1"], ["169.254.169.254"])
    client = opened(stack, OutgoingClient(LOOPBACK, lookup=lookup))
    url = f"http://rebind.example.test:{receiver.port}/"
    assert (await post(client, url)).succeeded
    assert len(asked) == 1
    assert (await post(client, url)).failure == Failure.REFUSED_ADDRESS
    assert len(receiver.heads) == 1


async def test_one_private_address_among_others_spoils_the_name(stack: AsyncExitStack, receiver: Receiver):
    _, lookup = answering(["127.0.0.1", "10.0.0.1"])
    client = opened(stack, OutgoingClient(LOOPBACK, lookup=lookup))
    assert (await post(client, f"http://both.example.test:{receiver.port}/")).failure == Failure.REFUSED_ADDRESS
    assert receiver.heads == []


async def test_redirects_are_answers_and_are_not_followed(client: OutgoingClient, receiver: Receiver):
    receiver.reply = b"HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0\r\n\r\n"
    answer = await post(client, f"http://127.0.0.1:{receiver.port}/")
    assert (answer.status, answer.failure, answer.succeeded) == (302, None, False)
    assert len(receiver.heads) == 1


async def test_proxies_of_the_environment_are_ignored(
    client: OutgoingClient, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    assert (await post(client, f"http://127.0.0.1:{receiver.port}/")).succeeded


async def test_an_answer_over_the_cap_is_cut_off(client: OutgoingClient, receiver: Receiver):
    sent = 0

    async def pour(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal sent
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while sent < 500_000_000:
            writer.write(b"x" * 16_384)
            sent += 16_384
            await writer.drain()

    receiver.reply = pour
    answer = await post(client, f"http://127.0.0.1:{receiver.port}/")
    assert (answer.status, answer.failure, answer.succeeded) == (200, Failure.ANSWER_TOO_LARGE, False)
    assert sent < 50_000_000


async def test_64_kilobytes_are_an_answer_and_2_are_kept(client: OutgoingClient, receiver: Receiver):
    receiver.reply = b"HTTP/1.1 200 OK\r\nContent-Length: 65536\r\n\r\n" + b"y" * 65_536
    answer = await post(client, f"http://127.0.0.1:{receiver.port}/")
    assert answer.succeeded
    assert answer.body == b"y" * 2048


async def test_packed_answers_stay_packed(client: OutgoingClient, receiver: Receiver):
    bomb = gzip.compress(b"\0" * 20_000_000)
    head = f"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {len(bomb)}\r\n\r\n"
    receiver.reply = head.encode() + bomb
    answer = await post(client, f"http://127.0.0.1:{receiver.port}/")
    assert answer.succeeded
    assert answer.body == bomb[:2048]


@pytest.mark.parametrize(
    "preamble", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n", b"HTTP/1.1 200 OK\r\nX: "]
)
async def test_an_answer_that_drips_is_cut_off_in_time(client: OutgoingClient, receiver: Receiver, preamble: bytes):
    async def drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(preamble)
        for _ in range(500):
            writer.write(b"z" if preamble else b"")
            await writer.drain()
            await asyncio.sleep(0.02)

    receiver.reply = drip
    answer = await post(client, f"http://127.0.0.1:{receiver.port}/", within=0.2)
    assert answer.failure == Failure.TIMEOUT
    assert 150 <= answer.elapsed_ms < 8000


async def test_a_slow_name_server_is_within_the_cap_too(stack: AsyncExitStack):
    async def lookup(host: str, port: int) -> Sequence[str]:
        await asyncio.sleep(10)
        return ["127.0.0.1"]

    client = opened(stack, OutgoingClient(LOOPBACK, lookup=lookup))
    assert (await post(client, "http://slow.example.test/", within=0.1)).failure == Failure.TIMEOUT


async def test_faults_of_the_other_side_have_names(stack: AsyncExitStack, client: OutgoingClient, receiver: Receiver):
    async def unknown(host: str, port: int) -> Sequence[str]:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    nobody = opened(stack, OutgoingClient(LOOPBACK, lookup=unknown))
    assert (await post(nobody, "http://nobody.example.test/")).failure == Failure.UNRESOLVABLE
    assert (await post(client, "http://127.0.0.1:1/")).failure == Failure.UNREACHABLE
    receiver.reply = b""
    assert (await post(client, f"http://127.0.0.1:{receiver.port}/")).failure == Failure.BROKEN_OFF
    receiver.reply = b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"
    assert (await post(client, f"http://127.0.0.1:{receiver.port}/")).failure == Failure.BROKEN_OFF
    receiver.reply = b"SSH-2.0-OpenSSH_9.2\r\n\r\n"
    assert (await post(client, f"http://127.0.0.1:{receiver.port}/")).failure == Failure.ANSWER_INVALID


async def test_headers_cannot_smuggle_others(client: OutgoingClient, receiver: Receiver):
    url = f"http://127.0.0.1:{receiver.port}/"
    answer = await client.post(url, headers={"X-Note": "a\r\nX-Other: b"}, body=b"")
    assert answer.failure == Failure.INVALID_REQUEST
    assert receiver.heads == []


@pytest.fixture
def own_certificate(short_folder: Path) -> ssl.SSLContext:
    """What a server shows that made its certificate itself."""
    key, certificate = short_folder / "key.pem", short_folder / "cert.pem"
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj",
               "/CN=hooks.example.test", "-keyout", str(key), "-out", str(certificate)]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context


async def test_a_certificate_that_nobody_vouches_for_is_refused_and_the_name_is_sent(
    stack: AsyncExitStack, own_certificate: ssl.SSLContext
):
    names: list[str | None] = []
    own_certificate.sni_callback = lambda _socket, name, _context: names.append(name)
    server = await asyncio.start_server(Receiver(), "127.0.0.1", 0, ssl=own_certificate)
    port = server.sockets[0].getsockname()[1]
    _, lookup = answering(["127.0.0.1"])
    client = opened(stack, OutgoingClient(LOOPBACK, lookup=lookup))
    assert (await post(client, f"https://hooks.example.test:{port}/")).failure == Failure.TLS
    assert names == ["hooks.example.test"]
    server.close()

"""An SMTP server that takes mail for a test, or refuses it with the replies it was told."""

import asyncio
import ipaddress
import ssl
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_string, policy
from email.message import EmailMessage
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec


@dataclass
class SmtpServer:
    """What came in. `replies` are said to the next RCPT commands instead of yes, each once."""

    port: int = 0
    received: list[EmailMessage] = field(default_factory=list[EmailMessage])
    recipients: list[str] = field(default_factory=list[str])
    replies: list[str] = field(default_factory=list[str])
    lines: list[str] = field(default_factory=list[str])

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 ready\r\n")
        while line := (await reader.readline()).decode().strip():
            self.lines.append(line)
            command = line.upper().split(":")[0]
            if command == "DATA":
                writer.write(b"354 go on\r\n")
                text = (await reader.readuntil(b"\r\n.\r\n")).decode().removesuffix(".\r\n")
                self.received.append(message_from_string(text, policy=policy.default))
            reply = "250 ok"
            if command == "RCPT TO":
                self.recipients.append(line.partition(":")[2])
                reply = self.replies.pop(0) if self.replies else reply
            writer.write(f"{'221 bye' if command == 'QUIT' else reply}\r\n".encode())
            if command == "QUIT":
                break
        writer.close()


@asynccontextmanager
async def smtp_server(context: ssl.SSLContext | None = None) -> AsyncGenerator[SmtpServer]:
    """A server on a free port of the loopback address, gone at the end; with a context it speaks TLS."""
    state = SmtpServer()
    server = await asyncio.start_server(state.talk, "127.0.0.1", 0, ssl=context)
    state.port = server.sockets[0].getsockname()[1]
    async with server:
        yield state


def tls_contexts(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """A server's context, with a certificate for the loopback address, and that of a client who trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "mail")])
    now = datetime.now(UTC)
    address = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = (
        builder.serial_number(1).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    )
    certificate = builder.add_extension(address, critical=False).sign(key, hashes.SHA256())
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = folder / "mail.pem"
    path.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    server = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    server.load_cert_chain(path)
    return server, ssl.create_default_context(cafile=str(path))

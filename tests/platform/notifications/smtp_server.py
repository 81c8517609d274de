"""An SMTP server that takes mail for a test, or refuses it with the replies it was told."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_string, policy
from email.message import EmailMessage


@dataclass
class SmtpServer:
    """What came in. `replies` are said to the next RCPT commands instead of yes, each once."""

    port: int = 0
    received: list[EmailMessage] = field(default_factory=list[EmailMessage])
    recipients: list[str] = field(default_factory=list[str])
    replies: list[str] = field(default_factory=list[str])

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 ready\r\n")
        while line := (await reader.readline()).decode().strip():
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
async def smtp_server() -> AsyncGenerator[SmtpServer]:
    """A server on a free port of the loopback address, gone at the end."""
    state = SmtpServer()
    server = await asyncio.start_server(state.talk, "127.0.0.1", 0)
    state.port = server.sockets[0].getsockname()[1]
    async with server:
        yield state

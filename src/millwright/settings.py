"""Settings: every switch of Millwright, read from the environment once, by the composition root alone.

Each is documented in ``docs/operate/settings.md``; a test holds the two together.
"""

from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Literal

from platformdirs import user_cache_path, user_data_path
from pydantic import AfterValidator, BeforeValidator, Field, SecretStr
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict


def _port_range(value: object) -> object:
    if not isinstance(value, str):
        return value
    first, dash, last = value.partition("-")
    if not (dash and first.isdecimal() and last.isdecimal() and 1 <= int(first) <= int(last) <= 65535):
        raise ValueError("must be two ports, as 8100-8999")
    return int(first), int(last)


def _listed(value: object) -> object:
    """Values separated by commas."""
    return tuple(item.strip() for item in value.split(",") if item.strip()) if isinstance(value, str) else value


def _network(value: str) -> str:
    ip_network(value, strict=False)
    return value


Listed = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_listed)]
Networks = Annotated[tuple[Annotated[str, AfterValidator(_network)], ...], NoDecode, BeforeValidator(_listed)]
SandboxMode = Literal["auto", "bubblewrap", "none"]


class Settings(BaseSettings):
    """Values come from variables that begin with ``MILLWRIGHT_``; command-line flags override some of them."""

    model_config = SettingsConfigDict(env_prefix="MILLWRIGHT_", extra="ignore", frozen=True)

    data: Path = Field(
        default_factory=lambda: user_data_path("millwright"),
        description="Folder for everything Millwright keeps: the embedded database, blobs, app data, keys.",
    )
    toolchain: Path = Field(
        default_factory=lambda: user_cache_path("millwright") / "toolchain",
        description="Folder of the shared toolchain that `millwright setup` installs.",
    )
    database_url: SecretStr | None = Field(
        default=None, description="A Postgres server, as postgresql://user@host/name. Unset: an embedded one."
    )
    blobs_url: str | None = Field(
        default=None,
        description="Where blobs are kept, as s3://bucket/prefix, gs://… or az://…. Unset: in the data folder.",
    )
    keys: Path | None = Field(
        default=None,
        description="Folder of the keys that all machines on one database must share. Unset: the data folder.",
    )
    host: str = Field(default="127.0.0.1", description="Address to listen on.")
    port: int = Field(default=8000, ge=0, le=65535, description="Port of Millwright itself.")
    app_ports: Annotated[tuple[int, int], NoDecode, BeforeValidator(_port_range)] = Field(
        default=(8100, 8999),
        description="Range of ports, as 8100-8999, from which each deployed app gets its own origin.",
    )
    domain: str | None = Field(
        default=None, description="Domain under which apps answer as {slug}.apps.DOMAIN. Unset: each app has a port."
    )
    public_url: str | None = Field(
        default=None, description="Address at which people reach Millwright, where it differs from host and port."
    )
    sandbox: SandboxMode = Field(
        default="auto",
        description="`none` runs generated code with no isolation at all; anything else needs bubblewrap.",
    )
    chromium: Path | None = Field(default=None, description="The browser for smoke checks. Unset: found on the PATH.")
    admin_email: str = Field(default="admin@example.com", description="E-mail address of the first account.")
    admin_password: SecretStr | None = Field(
        default=None,
        description="Password of the first account. Unset: one is made up and printed once, at the first start.",
    )
    email_verification: Literal["on", "off"] = Field(
        default="on", description="Whether a new account must prove its e-mail address before it can log in."
    )
    trusted_proxies: Networks = Field(
        default=(),
        description="Addresses or networks of proxies in front, separated by commas: their X-Forwarded-For counts.",
    )
    cors_origins: Listed = Field(
        default=(), description="Origins, separated by commas, whose pages may call the APIs from a browser."
    )
    outbound_allow: Networks = Field(
        default=(),
        description="Private networks, separated by commas, to which webhooks may go all the same.",
    )
    redis_url: SecretStr | None = Field(
        default=None, description="A Redis server that counts rate limits for many processes. Unset: each for itself."
    )
    smtp_host: str | None = Field(default=None, description="Server that sends mail. Unset: mail is kept to be read.")
    smtp_port: int = Field(default=587, ge=1, le=65535, description="Its port.")
    smtp_security: Literal["starttls", "tls", "none"] = Field(
        default="starttls", description="How the connection to it is kept private."
    )
    smtp_username: str | None = Field(default=None, description="Account there, where it wants one.")
    smtp_password: SecretStr | None = Field(default=None, description="Its password.")
    smtp_from: str | None = Field(default=None, description="Sender of our mail, as `Millwright <mill@example.com>`.")
    otlp_endpoint: str | None = Field(
        default=None, description="A collector of traces, as http://host:4318. Unset: nothing is traced."
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="Least level that is logged."
    )
    log_format: Literal["text", "json"] = Field(default="text", description="How log lines are written.")

    @property
    def key_folder(self) -> Path:
        """The folder of the keys that all machines share."""
        return self.keys or self.data

    def with_address(self, host: str | None, port: int | None) -> "Settings":
        """The same settings with a host and a port from the command line, where it named them."""
        return self.model_copy(update={"host": host or self.host, "port": self.port if port is None else port})

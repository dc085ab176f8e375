"""Debian's Virtuoso on two free ports of the loopback, with its files in a folder of its own."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from urllib.request import urlopen

SETTINGS = """\
[Database]
DatabaseFile = virtuoso.db
TransactionFile = virtuoso.trx
ErrorLogFile = virtuoso.log
[Parameters]
ServerPort = 127.0.0.1:{port}
DirsAllowed = .
NumberOfBuffers = 20000
ThreadsPerQuery = 1
[HTTPServer]
ServerPort = 127.0.0.1:{http}
"""


@contextmanager
def virtuoso(folder: Path) -> Iterator[tuple[str, int]]:
    """Run a server; yield the address of its endpoint and the port that `isql-vt` talks to."""
    port, http = free_ports(2)
    (folder / "virtuoso.ini").write_text(SETTINGS.format(port=port, http=http), "utf-8")
    address = f"http://127.0.0.1:{http}/sparql"
    server = subprocess.Popen(["virtuoso-t", "+configfile", "virtuoso.ini", "+foreground"],
                              cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(server, address, folder / "virtuoso.log")
        yield address, port
    finally:
        server.kill()
        server.wait()


def _wait(server: subprocess.Popen, address: str, log: Path) -> None:
    for _ in range(600):
        with suppress(OSError), urlopen(address, timeout=5):
            return
        if server.poll() is not None:
            break
        time.sleep(0.1)
    raise RuntimeError(f"Virtuoso does not answer: {log.read_text('utf-8')[-500:]}")


def statement(port: int, folder: Path, sql: str) -> None:
    """Let `isql-vt` run statements of SQL, as the administrator of a new database."""
    subprocess.run(["isql-vt", f"127.0.0.1:{port}", "dba", "dba", "ERRORS=STDOUT", f"exec={sql}"],
                   cwd=folder, check=True, capture_output=True, timeout=120)


def free_ports(count: int) -> list[int]:
    """Return ports that nobody listens on, each another one."""
    with ExitStack() as probes:
        sockets = [probes.enter_context(socket.socket()) for _ in range(count)]
        for probe in sockets:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in sockets]


def installed() -> bool:
    """Say whether it is on this machine."""
    return bool(shutil.which("virtuoso-t") and shutil.which("isql-vt"))

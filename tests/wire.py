"""A server in front of the embedded one: it passes MongoDB's wire protocol on, but for some commands.

What the embedded server can't do, or never does (elections, a text index), is answered here.
"""

import contextlib
import socket
import struct
import threading
from contextlib import contextmanager

import bson

OP_MSG = 2013
HEADER = struct.Struct("<iiii")
LOST = object()
"""A hook's answer: the server has done the command, but the connection breaks before it says so."""


class Proxy:
    """`hook(command, documents)` answers None (pass on), a reply, another command, or LOST.

    `documents` are those that came beside the command: inserts, updates. `log` has every
    command's name in order.
    """

    def __init__(self, target, hook, *, port=0):
        self.target = target
        self.hook = hook
        self.log = []
        self.listener = socket.create_server(("127.0.0.1", port))
        self.port = self.listener.getsockname()[1]
        self.uri = f"mongodb://127.0.0.1:{self.port}/?directConnection=true"
        self.connections = []
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def is_closed(self):
        return self.listener.fileno() < 0

    def close(self):
        for each in (self.listener, *self.connections):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()

    def _accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            server = socket.create_connection(("127.0.0.1", self.target))
            self.connections += [client, server]
            threading.Thread(target=self._serve, args=(client, server), daemon=True).start()

    def _serve(self, client, server):
        lost = threading.Event()
        back = threading.Thread(target=self._back, args=(server, client, lost), daemon=True)
        back.start()
        with contextlib.suppress(OSError):
            while message := _message(client):
                reply = self._answer(message)
                if reply is LOST:
                    lost.set()
                    server.sendall(message)
                elif isinstance(reply, bytes):
                    server.sendall(reply)
                elif reply is not None:
                    client.sendall(_packed(reply, answers=message))
                else:
                    server.sendall(message)
        for each in (client, server):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def _answer(self, message):
        """None, LOST, a reply, or the bytes of another command."""
        if HEADER.unpack_from(message)[3] != OP_MSG:
            return None
        command, documents = _parts(message)
        name = next(iter(command))
        self.log.append(name)
        answer = self.hook(command, documents)
        if isinstance(answer, dict) and "ok" not in answer:
            return _packed(answer, same_as=message)
        return answer

    @staticmethod
    def _back(server, client, lost):
        with contextlib.suppress(OSError):
            while message := _message(server):
                if lost.is_set():
                    client.shutdown(socket.SHUT_RDWR)
                    return
                client.sendall(message)


@contextmanager
def between(port, hook):
    """A proxy before the server on `port`, until the end of the block."""
    proxy = Proxy(port, hook)
    try:
        yield proxy
    finally:
        proxy.close()


def _message(connection):
    """The next message; empty at the end."""
    head = _read(connection, HEADER.size)
    return head and head + _read(connection, HEADER.unpack(head)[0] - HEADER.size)


def _read(connection, size):
    data = b""
    while len(data) < size:
        if not (part := connection.recv(size - len(data))):
            return b""
        data += part
    return data


def _parts(message):
    """The command of a message and the documents beside it."""
    command, documents, spot = {}, [], HEADER.size + 4
    end = len(message) - (4 if message[HEADER.size] & 1 else 0)
    while spot < end:
        kind, spot = message[spot], spot + 1
        size = struct.unpack_from("<i", message, spot)[0]
        section, spot = message[spot : spot + size], spot + size
        if kind == 0:
            command = bson.decode(section)
        else:
            documents += bson.decode_all(section[section.index(b"\0", 4) + 1 :])
    return command, documents


def _packed(document, *, answers=None, same_as=None):
    """A document as a message: a reply to one, or in the place of one."""
    body = struct.pack("<IB", 0, 0) + bson.encode(document)
    number = HEADER.unpack_from(answers or same_as)[1]
    numbers = (0, number) if answers else (number, 0)
    return HEADER.pack(HEADER.size + len(body), *numbers, OP_MSG) + body

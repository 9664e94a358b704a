"""Options of an address, on a real server with users, TLS and a replica set."""

import ipaddress
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pymongo import MongoClient

from crawler.exceptions import StorageError
from crawler.storage.embedded import answers, is_free
from crawler.storage.journal import Journal
from crawler.storage.mongodb import MongoStore
from crawler.storage.supervisor import choose_port
from crawler.storage.writer import ArticleWriter
from tests.command import eventually

PASSWORD = "p@ss:w/rd"
ESCAPED = "p%40ss%3Aw%2Frd"


def certificate(folder):
    """The paths of a certificate for 127.0.0.1, signed by itself, and of its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    today = datetime.now(UTC)
    hosts = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .add_extension(hosts, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem, private = folder / "server.pem", folder / "server.key"
    pem.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return pem, private


class Server:
    """A server of one's own: a process, and the address without options."""

    def __init__(self, folder, *options):
        folder.mkdir(exist_ok=True)
        (folder / "empty.toml").write_text("")
        self.port = choose_port(folder)
        command = [sys.executable, "-m", "secantus", "--port", str(self.port)]
        command += ["--config", str(folder / "empty.toml"), "--storage-path", str(folder / "data")]
        self.process = subprocess.Popen(
            [*command, "--cache-size", "64M", *map(str, options)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        eventually(lambda: not is_free(self.port))

    def stop(self):
        self.process.terminate()
        self.process.wait(60)


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A server that wants a user, TLS, and is a replica set; its port and its certificate."""
    folder = tmp_path_factory.mktemp("server")
    pem, private = certificate(folder)
    first = Server(folder)
    assert answers(first.port)
    with MongoClient("127.0.0.1", first.port, directConnection=True) as client:
        roles = [{"role": "readWrite", "db": "press"}]
        client.admin.command("createUser", "reader", pwd=PASSWORD, roles=roles)
    first.stop()
    second = Server(folder, "--auth", "--tls-cert-file", pem, "--tls-key-file", private)
    yield second.port, pem
    second.stop()


def uri(place, *, user=f"reader:{ESCAPED}@", **options):
    port, pem = place
    options = {
        "authSource": "admin",
        "authMechanism": "SCRAM-SHA-256",
        "tls": "true",
        "tlsCAFile": pem,
        "replicaSet": "secantus",
        "retryWrites": "true",
        "w": "majority",
        "serverSelectionTimeoutMS": "4000",
        **options,
    }
    told = "&".join(f"{name}={value}" for name, value in options.items() if value)
    return f"mongodb://{user}127.0.0.1:{port}/?{told}"


async def test_a_replica_set_with_tls_and_a_user(place, tmp_path, make_article):
    store = await MongoStore.connect(uri(place), "press", tmp_path)
    writer = ArticleWriter(store, Journal(tmp_path, store.label), retries=())
    await writer.start()
    assert await writer.write(make_article(1)) == "new"
    assert await writer.write(make_article(1)) == "unchanged"
    assert await writer.close() is None
    assert await store.articles.count_documents({}) == 1
    assert store.client.options.replica_set_name == "secantus"
    assert ESCAPED not in store.address
    assert f"127.0.0.1:{place[0]}/press?authSource=admin" in store.address
    await store.close()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"user": "reader:wr0ng@"}, "refused user or password"),
        ({"user": "", "authMechanism": "", "authSource": ""}, "refused: .*authentication"),
        ({"tlsCAFile": ""}, "certificate verify failed"),
        ({"replicaSet": "other"}, "no MongoDB server answers .*is replicaSet right"),
        ({"tlsCAFile": "/nowhere.pem"}, "no valid address"),
        # last: the server waits for a handshake that never comes, and nobody else is heard meanwhile
        ({"tls": "", "tlsCAFile": ""}, "no MongoDB server answers"),
    ],
)
async def test_what_is_wrong_is_said_in_one_line(place, tmp_path, changed, words):
    with pytest.raises(StorageError, match=words) as caught:
        await MongoStore.connect(uri(place, **changed), "press", tmp_path)
    line = str(caught.value)
    assert "\n" not in line
    for secret in (PASSWORD, ESCAPED, "wr0ng"):
        assert secret not in line

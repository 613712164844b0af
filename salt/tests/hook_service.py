"""An HTTP server that stands for the service's hook: the peer of the engine in tests."""

import http.server
import json
import threading
from typing import NamedTuple


class Delivery(NamedTuple):
    """One call as it came in."""

    headers: dict
    body: dict

    @property
    def key(self):
        return self.headers["Idempotency-Key"]

    @property
    def data(self):
        return self.body["data"]


class HookService:
    """
    Answers 401 to a wrong credential, and else what ``answer`` says, by default 202. ``taken``
    holds the deliveries answered with 2xx, each key once: what the service would carry out.
    """

    def __init__(self, credential="engine-credential"):
        self.credential = credential
        self.answer = lambda delivery: 202
        self.deliveries = []
        self.taken = []
        self.arrived = threading.Condition()
        self.server = None
        self.port = 0
        self.resume()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}/hooks/salt"

    def resume(self):
        """Listen, on the same port as before."""
        self.server = _Server(("127.0.0.1", self.port), _handler(self))
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self):
        """Close the door; connections that are open end with their next call."""
        if self.server:
            self.server.shutdown()
            self.server.server_close()
            self.server = None

    def await_taken(self, count, seconds=60):
        """The first ``count`` deliveries taken; fails when they don't come in time."""
        return self._await(self.taken, count, seconds)

    def await_deliveries(self, count, seconds=60):
        """The first ``count`` calls, whatever they were answered."""
        return self._await(self.deliveries, count, seconds)

    def _await(self, what, count, seconds):
        with self.arrived:
            done = self.arrived.wait_for(lambda: len(what) >= count, seconds)
            assert done, f"{len(what)} of {count} within {seconds} s"
            return list(what)

    def receive(self, delivery):
        """Answers (status, headers, text)."""
        answer = 401 if delivery.headers.get("Authorization") != f"Bearer {self.credential}" else None
        answer = answer or self.answer(delivery)
        status, kind, text = answer if isinstance(answer, tuple) else (answer, "application/json", "{}")
        with self.arrived:
            self.deliveries.append(delivery)
            if status < 300 and delivery.key not in [taken.key for taken in self.taken]:
                self.taken.append(delivery)
            self.arrived.notify_all()
        return status, kind, text


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        """A killed engine resets its connection: that is no error of this side."""


def _handler(service):
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True
        wbufsize = -1

        def do_POST(self):
            if service.server is None:
                self.close_connection = True
                return
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status, kind, text = service.receive(Delivery(dict(self.headers), json.loads(body)))
            content = text.encode()
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_):
            pass

    return Handler

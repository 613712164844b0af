"""An HTTP server that stands for the service's API: the peer of runner, states and pillar in tests."""

import copy
import http.server
import json
import threading
import urllib.parse

OPERATOR = "operator-token"
DEFAULTS = {"number": 1, "image": "sshd:1", "cpu-shares": 100, "ram": "100M", "ports": [], "volumes": []}
FIXED = ("user", "formation", "hostname-scheme", "host-server", "bootstrap")


class RefusalError(Exception):
    """A problem: status and sentence."""


class ApiService:
    """
    Keeps formations and hosts in memory, as far as the Salt side looks at them: requests end at once
    unless ``slow`` is set, then after so many looks; ``failing`` is the sentence with which they fail.
    """

    def __init__(self):
        self.tokens = {OPERATOR: None}
        self.formations = {}
        self.hosts = {}
        self.requests = {}
        self.calls = []
        self.slow = 0
        self.failing = None
        self.server = _Server(("127.0.0.1", 0), _handler(self))
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def changing_calls(self):
        return [call for call in self.calls if call[0] != "GET" and call[1] != "/v1/plan"]

    def answer(self, method, path, token, body, key):
        """Status and body of the answer."""
        address = urllib.parse.urlsplit(path)
        self.calls.append((method, address.path, body, key))
        query = dict(urllib.parse.parse_qsl(address.query))
        parts = [urllib.parse.unquote(part) for part in address.path.split("/")[2:]]
        try:
            if token not in self.tokens:
                raise RefusalError(401, "nobody holds this token; it may have been revoked")
            return 200, getattr(self, f"{method.lower()}_{parts[0]}")(parts[1:], query, body)
        except RefusalError as refusal:
            return refusal.args[0], {"detail": refusal.args[1], "code": "invalid"}

    def get_formations(self, parts, query, _):
        if parts:
            return self.formation(parts)
        user = query.get("user")
        return {"formations": [self.formation(id_) for id_ in self.formations if user in (None, id_[0])]}

    def formation(self, id_):
        found = self.formations.get(tuple(id_))
        if found is None:
            raise RefusalError(404, f"formation {'/'.join(id_)} is not there")
        return found

    def post_formations(self, parts, query, body):
        if parts:
            return self.request(parts[-1], parts[:2], query)
        for field in ("user", "formation", "hostname-scheme"):
            if not body.get(field):
                raise RefusalError(400, f'{field} "": it is missing')
        id_ = (body["user"], body["formation"])
        if not self.failing:
            self.formations[id_] = self.made({**DEFAULTS, **body})
        return self.request("create", id_, query)

    def made(self, spec):
        spec = canonical(spec)
        names = [f"{spec['hostname-scheme']}{number + 1:03d}" for number in range(spec["number"])]
        apps = [{"hostname": name, "host-server": "h1", "port": 9023, "ports": ["80:80"]} for name in names]
        return {**spec, "state": "complete", "request": "r0", "bootstrap": "cron", "apps": apps}

    def patch_formations(self, parts, query, body):
        found = self.formation(parts)
        self.formations[tuple(parts)] = self.made({**found, **body, "user": parts[0], "formation": parts[1]})
        return self.request("edit", parts, query)

    def delete_formations(self, parts, query, _):
        self.formation(parts)
        del self.formations[tuple(parts)]
        return self.request("delete", parts, query)

    def post_verify(self, _, query, body):
        return self.request("verify", (body.get("user"), body.get("formation")), query)

    def post_plan(self, _, query, body):
        id_, operation = (body["user"], body["formation"]), body["operation"]
        wanted = canonical({name: value for name, value in body.items() if name != "operation"})
        plan = {
            "operation": operation,
            "possible": True,
            "sentence": f"{operation} would be done",
            "hosts": [],
        }
        if operation == "create":
            spec = canonical({**DEFAULTS, **wanted})
            return {**plan, "spec": spec, "apps": self.made(spec)["apps"]}
        found = self.formation(id_)
        for field in set(wanted) & set(FIXED[2:]):
            raise RefusalError(400, f"{field} can't be changed")
        changes = [
            {"field": field, "from": found.get(field), "to": value}
            for field, value in wanted.items()
            if found.get(field) != value
        ]
        return {**plan, "changes": changes, "apps": []}

    def request(self, operation, id_, query):
        name = f"r{len(self.requests) + 1}"
        user, formation = id_
        made = {"request": name, "operation": operation, "user": user, "formation": formation, "report": []}
        made["apps"] = copy.deepcopy(self.formations.get(tuple(id_), {}).get("apps", []))
        ended = {"state": "failed" if self.failing else "done", "sentence": self.failing or "done"}
        self.requests[name] = {**made, **ended}
        if self.slow or "wait" not in query:
            return {**made, "state": "accepted", "sentence": ""}
        return self.requests[name]

    def get_requests(self, parts, query, _):
        if not parts:
            return {"requests": list(reversed(self.requests.values()))[: int(query["most"])]}
        found = self.requests.get(parts[0])
        if found is None:
            raise RefusalError(404, f"request {parts[0]} is not there")
        if self.slow:
            self.slow -= 1
            return {**found, "state": "running", "sentence": ""}
        return found

    def get_hosts(self, *_):
        return {"hosts": list(self.hosts.values())}

    def post_hosts(self, parts, query, body):
        if parts:
            self.hosts[parts[0]]["labels"].update(body["labels"])
            return self.hosts[parts[0]]
        labels = body.get("labels") or {}
        self.hosts[body["name"]] = {**body, "host-server": body["name"], "labels": labels}
        return self.hosts[body["name"]]

    def delete_hosts(self, parts, *_):
        del self.hosts[parts[0]]


def canonical(spec):
    """The fields in one spelling."""
    spec = dict(spec)
    if "ram" in spec:
        text = str(spec["ram"]).upper()
        spec["ram"] = f"{round(float(text.rstrip('MG')) * (1000 if text.endswith('G') else 1))}M"
    if "number" in spec:
        spec["number"] = int(spec["number"])
    if "ports" in spec:
        spec["ports"] = sorted(port if ":" in str(port) else f"{port}:{port}" for port in spec["ports"])
    return spec


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True


def _handler(service):
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True
        wbufsize = -1

        def handle_call(self):
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            token = self.headers.get("Authorization", "").removeprefix("Bearer ")
            key = self.headers.get("Idempotency-Key")
            status, told = service.answer(
                self.command, self.path, token, json.loads(body) if body else None, key
            )
            content = b"" if told is None else json.dumps(told).encode()
            self.send_response(204 if told is None else status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PATCH = do_DELETE = handle_call  # noqa: N815

        def log_message(self, *_):
            pass

    return Handler

import json, re, sys, time, uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

ANY, URL, tasks = r"(?s:.*)", r"(?i)https?://[^\s/?#]\S*", {}
FIELDS = {"callBackUrl": URL, "prompt": r"\s*\S" + ANY, "videoUrl": URL, "watermark": ANY}

class Api(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def create(self, body):
        sent = json.loads(body.decode()) if "json" in self.headers["Content-Type"] else None
        given = {name: sent[name] for name in FIELDS if name in sent or name in ("prompt", "videoUrl")}
        if not all(re.fullmatch(FIELDS[name], value) for name, value in given.items()):
            raise ValueError
        task, parameters = uuid.uuid4().hex, {name: given.get(name, "") for name in FIELDS}
        parameters["waterMark"] = parameters.pop("watermark")
        tasks[task] = {"taskId": task, "paramJson": json.dumps(parameters), "createTime": int(time.time() * 1000), "successFlag": 0}
        return 200, "success", {"taskId": task}

    def result(self, body):
        url = urlsplit(self.path)
        if self.headers["Authorization"] != "Bearer key-one":
            return 401, "You do not have access permissions", None
        if (self.command, url.path) == ("GET", "/api/v1/modify/record-info"):
            task = tasks.get("".join(parse_qs(url.query).get("taskId", [])))
            return (200, "success", task) if task else (422, "recordInfo is null", None)
        if (self.command, url.path) != ("POST", "/api/v1/modify/generate"):
            return 404, "Not found", None
        try:
            return self.create(body)
        except (ValueError, TypeError, KeyError):
            return 422, "Validation error", None

    def respond(self):
        if self.headers["Transfer-Encoding"] == "chunked":
            chunks = iter(lambda: self.rfile.read(int(self.rfile.readline(), 16) + 2)[:-2], b"")
            sent = b"".join(chunks)
        else:
            sent = self.rfile.read(int(self.headers["Content-Length"] or 0))
        code, msg, data = self.result(sent)
        body = json.dumps({"code": code, "msg": msg, "data": data}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = do_OPTIONS = respond

server = ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Api)
print(f"http://127.0.0.1:{server.server_port}", flush=True)
server.serve_forever()

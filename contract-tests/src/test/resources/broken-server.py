"""A server of the Luma Modify API with many mistakes that real servers make. Usage: broken-server.py PORT API_KEY WEBHOOK_KEY"""
import base64, hashlib, hmac, json, sys, threading, time, traceback, urllib.request, uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

PORT, API_KEY, WEBHOOK_KEY = int(sys.argv[1]), sys.argv[2], sys.argv[3]
tasks = {}

def end(task):
    task["successFlag"] = "1"
    task["response"] = {"taskId": task["taskId"], "originUrls": [], "resultUrls": "https://files.example.com/" + task["taskId"] + ".mp4"}
    parameters = json.loads(task["paramJson"])
    if parameters.get("callBackUrl"):
        body = {"code": 200, "msg": "success", "data": {"taskId": task["taskId"], "resultUrls": task["response"]["resultUrls"], "key": API_KEY}}
        stamp = str(int(time.time() * 1000))
        signature = hmac.new(WEBHOOK_KEY.encode(), (task["taskId"] + stamp).encode(), hashlib.sha256)
        headers = {"X-Webhook-Timestamp": stamp, "X-Webhook-Signature": signature.hexdigest()}
        for attempt in range(2):
            try:
                return urllib.request.urlopen(urllib.request.Request(parameters["callBackUrl"], json.dumps(body).encode(), headers), timeout=5)
            except OSError:
                time.sleep(1)

class Api(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def respond(self, code, msg, data=""):
        body = json.dumps({"code": code, "msg": msg, "data": data}).encode()
        self.send_response(code)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        url = urlsplit(self.path)
        task = tasks.get(parse_qs(url.query).get("taskId", [""])[0].lower())
        if task is None:
            return self.respond(200, "not found", None)
        self.respond(200, "ok", task)

    def do_POST(self):
        try:
            if self.headers["Authorization"] != "Bearer " + API_KEY:
                return self.respond(401, "Unknown key " + self.headers["Authorization"])
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            if len(request["prompt"]) > 500:
                return self.respond(422, "The prompt is too long", None)
            task = {"taskId": uuid.uuid4().hex[:16], "paramJson": json.dumps(request), "createTime": int(time.time()), "successFlag": 0}
            tasks[task["taskId"]] = task
            threading.Timer(2, end, [task]).start()
            self.respond(200, "success", {"id": task["taskId"]})
        except Exception:
            self.respond(500, traceback.format_exc())

    def log_message(self, *arguments):
        pass

server = ThreadingHTTPServer(("127.0.0.1", PORT), Api)
print(f"http://127.0.0.1:{server.server_port}", flush=True)
server.serve_forever()

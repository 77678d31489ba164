"""The reference's receiver in Python, on a free port of this machine. Says the port, then the status and event of each request.

The lines between the marks are the reference's own, indented again; a test compares them. `app` and `request` do for them what Flask's do.
"""
import json
import os
from http.server import BaseHTTPRequestHandler, HTTPServer

WEBHOOK_SECRET = os.environ["WEBHOOK_SECRET"]
handlers = {}


class app:
    @staticmethod
    def route(path, methods):
        def register(handler):
            handlers[path] = handler
            return handler

        return register


class request:
    headers = {}
    data = b""
    json = {}


# The reference begins.
import hmac
import hashlib
def verify_webhook(raw_body: bytes, signature: str, secret: str) -> bool:
    expected = hmac.new(
        secret.encode(), raw_body, hashlib.sha256
    ).hexdigest()
    return hmac.compare_digest(signature, expected)
# In your Flask handler:
@app.route("/webhook", methods=["POST"])
def handle_webhook():
    sig = request.headers.get("X-TicketWave-Signature", "")
    if not verify_webhook(request.data, sig, WEBHOOK_SECRET):
        return "Invalid signature", 401
    payload = request.json
    # Handle payload["event"] and payload["data"]...
    return "OK", 200
# The reference ends.


class Server(BaseHTTPRequestHandler):
    def do_POST(self):
        request.headers = self.headers
        request.data = self.rfile.read(int(self.headers["Content-Length"]))
        request.json = json.loads(request.data)
        text, status = handlers[self.path]()
        self.send_response(status)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text.encode())
        print(status, request.json["event"], flush=True)

    def log_message(self, *_):
        pass


server = HTTPServer(("127.0.0.1", 0), Server)
print(server.server_port, flush=True)
server.serve_forever()

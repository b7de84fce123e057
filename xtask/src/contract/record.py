"""Runs a program of calls against a server that keeps every request as it came.

record.py PLAN PROGRAM OUT
"""

import base64
import http.server
import json
import pathlib
import subprocess
import sys
import threading

SEEN = []


class Recorder(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __getattr__(self, name):
        if name.startswith("do_"):
            return self.keep
        raise AttributeError(name)

    def keep(self):
        body = b""
        if "chunked" in self.headers.get("transfer-encoding", ""):
            while size := int(self.rfile.readline().split(b";")[0], 16):
                body += self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
        else:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
        SEEN.append(
            {
                "call": self.headers.get("x-contract-call"),
                "method": self.command,
                "target": self.path,
                "headers": [[name.lower(), value] for name, value in self.headers.items()],
                "body": base64.b64encode(body).decode(),
            }
        )
        answer = b"{}"
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(answer)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer)

    def log_message(self, *_):
        pass


def main():
    plan, program, out = sys.argv[1:4]
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Recorder)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    run = subprocess.run([program, f"http://127.0.0.1:{server.server_port}"], capture_output=True, text=True, timeout=600)
    said = dict(line.split("\t", 1) for line in run.stdout.splitlines() if "\t" in line)
    if run.returncode != 0:
        said["program"] = run.stderr.strip()[-2000:]
    calls = json.loads(pathlib.Path(plan).read_text())["calls"]
    pathlib.Path(out).write_text(json.dumps({"seen": SEEN, "said": said}, indent=1))
    print(f"{len(SEEN)} requests of {len(calls)} calls")


main()

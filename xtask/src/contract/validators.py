"""The two judges. Each says `None` for a request that it accepts, else why it refuses it."""

import http.client
import json
import logging
import pathlib
import re
import socket
import subprocess
import time
import urllib.parse
import warnings

from openapi_core import Config, OpenAPI
from openapi_core.testing import MockRequest
from werkzeug.datastructures import Headers, ImmutableMultiDict

import raw

warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)
GUARD = pathlib.Path(__file__).resolve().with_name("guard.cjs")


class Prism:
    """A mock server of its own process; its answer to a bad request says what is bad."""

    name = "Prism"

    def __init__(self, node_modules, document):
        command = ["node", "--require", str(GUARD), f"{node_modules}/@stoplight/prism-cli/dist/index.js", "mock", str(document), "-v", "error", "--cors=false"]
        self.failure = None
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.process = subprocess.Popen([*command, "-p", str(self.port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(600):
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                if self.process.poll() is not None:
                    break
                time.sleep(0.1)
        self.failure = "it does not load the description"

    def judge(self, request):
        if self.failure:
            return self.failure
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.putrequest(request["method"], request["target"], skip_accept_encoding=True)
            for name, value in request["headers"]:
                connection.putheader(name, value.encode("utf-8"))
            if request["body"] or request["method"] in ("POST", "PUT", "PATCH"):
                connection.putheader("content-length", str(len(request["body"])))
            connection.endheaders(request["body"] or None)
            answer = connection.getresponse()
            text = answer.read().decode("utf-8", "replace")
        except (OSError, http.client.HTTPException, ValueError) as failure:
            return f"no answer: {type(failure).__name__}"
        finally:
            connection.close()
        if answer.status < 300:
            return None
        try:
            problem = json.loads(text)
        except ValueError:
            return f"{answer.status} {text[:200]}"
        reasons = [f"{'.'.join(map(str, one.get('location', [])))}: {one.get('message')}" for one in problem.get("validation", [])]
        return f"{answer.status} {'; '.join(reasons) or problem.get('title')}"[:400]

    def close(self):
        self.process.kill()
        self.process.wait()


class Core:
    """openapi-core, handed what a web framework would hand it."""

    name = "openapi-core"

    def __init__(self, document):
        self.failure = None
        try:
            self.api = OpenAPI.from_dict(document, config=Config(spec_validator_cls=None))
            self.paths = [(template, matcher(template)) for template in document["paths"]]
        except Exception as failure:  # Whatever it is, nothing is judged then.
            self.failure = f"it does not load the description: {failure!r}"[:200]

    def judge(self, request):
        if self.failure:
            return self.failure
        try:
            self.api.validate_request(self.told(request))
        except Exception as failure:  # Its refusals and its crashes have no common root.
            cause = failure.__cause__ or failure
            more = getattr(cause, "schema_errors", None)
            shown = "; ".join(error.message for error in more or [])
            return f"{type(failure).__name__}: {failure} {cause if cause is not failure else ''} {shown}".strip()[:400]
        return None

    def told(self, request):
        path, pairs = raw.split(request["target"])
        given = {}
        for template, rule in self.paths:
            found = rule.fullmatch(path)
            for name, text in zip(re.findall(r"\{([^{}]+)\}", template), found.groups() if found else ()):
                # Its decoders look a parameter up by its RFC 6570 expression. Two paths may differ in nothing but the
                # names of their parameters, so all that match are given.
                text = urllib.parse.unquote(text)
                given.update({key: text for key in (name, f".{name}", f".{name}*", f";{name}", f";{name}*")})
        kind = raw.header(request, "content-type")
        made = MockRequest("http://127.0.0.1", request["method"], path, view_args=given, data=request["body"], content_type=kind or "")
        made.parameters.query = ImmutableMultiDict([tuple(urllib.parse.unquote_plus(part) for part in pair) for pair in pairs])
        made.parameters.header = Headers([tuple(pair) for pair in request["headers"]])
        made.parameters.cookie = ImmutableMultiDict([tuple(urllib.parse.unquote(part) for part in pair) for pair in raw.cookies(request)])
        return made


def matcher(template):
    parts = re.split(r"\{[^{}]+\}", template)
    return re.compile("([^/]+?)".join(re.escape(part) for part in parts))

// Loaded into Prism before it starts: what it throws outside of a request's own handling ends the process, and with
// it the judging of all that follow. Here it ends the request alone, which comes one at a time.
const http = require("node:http");

let open;
const emit = http.Server.prototype.emit;
http.Server.prototype.emit = function (event, request, response) {
  if (event === "request") open = response;
  return emit.apply(this, arguments);
};

function refuse(error) {
  if (!open || open.writableEnded) return;
  open.statusCode = 500;
  open.end(JSON.stringify({ title: `it throws: ${String(error && error.message).slice(0, 150)}` }));
}

process.on("uncaughtException", refuse);
process.on("unhandledRejection", refuse);

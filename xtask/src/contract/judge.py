"""Judges what was recorded, and prints the table.

judge.py FOLDER NODE_MODULES [PART]...: FOLDER has one folder per description; exit code 1 where a request is refused
by a validator that can judge it, differs from what the description asks for, or never came.
"""

import copy
import json
import pathlib
import subprocess
import sys

import echo
import probes
import raw
import table
from validators import Core, Prism

# So many requests show each cell of each description.
PROBES_PER_CELL = 2


class Judged:
    """One description: its calls with what came of each."""

    def __init__(self, folder):
        self.name = folder.name
        self.folder = folder
        plan = json.loads((folder / "program/plan.json").read_text())
        recorded = json.loads((folder / "recorded.json").read_text())
        self.operations, self.called = plan["operations"], plan["called"]
        self.swagger, self.left_out = plan["swagger"], plan["left_out"]
        self.calls = plan["calls"]
        self.said = recorded["said"]
        self.came = {}
        for seen in recorded["seen"]:
            self.came.setdefault(int(seen["call"]), raw.recorded(seen))
        self.missing = [call for call in self.calls if call["number"] not in self.came]
        self.different = []
        self.same = set()
        self.blind = []
        self.whole = []

    def compare(self):
        for at, call in enumerate(self.calls):
            if call["number"] not in self.came:
                continue
            found, self.calls[at] = echo.nearest(call, self.came[call["number"]])
            if found:
                self.different.append({"call": call["number"], "operation": call["id"], "cells": call["cells"], "found": found})
            else:
                self.same.add(call["number"])
            what, wrong = without_something(call, self.came[call["number"]])
            if not echo.nearest(call, wrong)[0]:
                self.blind.append(f"{call['id']}, {what}")

    def arrived(self):
        return [call for call in self.calls if call["number"] in self.came]

    def judge_whole(self, node_modules):
        reduced = self.folder / "program/reduced.json"
        converted = reduced
        if self.swagger:
            converted = self.folder / "program/converted.json"
            subprocess.run(["node", f"{node_modules}/swagger2openapi/swagger2openapi.js", str(reduced), "--patch", "--warnOnly", "--outfile", str(converted)], check=False, capture_output=True)
        core = Core(json.loads(converted.read_text())) if converted.exists() else Core({})
        prism = Prism(node_modules, reduced)
        try:
            for call in self.arrived():
                came = self.came[call["number"]]
                right, wrong = raw.expected(call, came), without_something(call, came)
                for judge in (prism, core):
                    verdict, why = decide(judge, came, right, [wrong])
                    self.whole.append({"call": call["number"], "operation": call["id"], "judge": judge.name, "verdict": verdict, "why": why})
        finally:
            prism.close()

    def probes(self, first):
        counts, made = {}, []
        for call in self.arrived():
            came = self.came[call["number"]]
            for parameter in call["parameters"]:
                if counts.setdefault(parameter["cell"], 0) < PROBES_PER_CELL:
                    counts[parameter["cell"]] += 1
                    made.append(probes.of_parameter(first + len(made), self.name, call, came, parameter))
            if call["body"]:
                for probe in probes.of_body(first + len(made), self.name, call, came):
                    if counts.setdefault(probe.cell, 0) < PROBES_PER_CELL:
                        counts[probe.cell] += 1
                        made.append(probe)
        # Some that were numbered have not been kept: the numbers need only be unlike.
        return made


def without_something(call, came):
    """The request without something that must be there, or to a place that is not described."""
    made = copy.deepcopy(came)
    if call["body"] and call["body"]["required"]:
        made["body"] = b""
        raw.set_header(made, "content-type", None)
        return "left out", made
    for parameter in call["parameters"]:
        if not parameter["required"] or parameter["in"] == "path":
            continue
        rest = {**call, "parameters": [one for one in call["parameters"] if one is not parameter]}
        less = raw.expected(rest, came)
        raw.set_header(less, parameter["name"] if parameter["in"] == "header" else "-", None)
        return "left out", less
    path, pairs = raw.split(came["target"])
    made["target"] = raw.target(f"{path.rstrip('/')}/that/is/not/described", pairs)
    return "another path", made


def decide(judge, ours, right, wrong):
    """right, refused, or not judged, with the reason."""
    for what, request in wrong:
        if judge.judge(request) is None:
            return "not judged", f"the control '{what}' was accepted"
    refusal = judge.judge(ours)
    if refusal is None:
        return "right", None
    if judge.judge(right) is not None:
        return "not judged", f"the right request is refused as well: {refusal}"
    return "refused", refusal


def judge_probes(all_probes, folder, node_modules):
    paths = {probe.template: probe.operation for probe in all_probes}
    document = {"openapi": "3.0.3", "info": {"title": "Probes", "version": "1"}, "paths": paths}
    file = folder / "probes.json"
    file.write_text(json.dumps(document))
    prism = Prism(node_modules, file)
    if prism.failure:
        print(f"Prism: {prism.failure}")
    verdicts = []
    try:
        for probe in all_probes:
            for judge in (prism, Core(probe.document())):
                verdict, why = decide(judge, probe.ours, probe.right, probe.wrong)
                verdicts.append({"cell": probe.cell, "description": probe.description, "path": probe.template, "judge": judge.name, "verdict": verdict, "why": why})
    finally:
        prism.close()
    return verdicts


def main():
    folder, node_modules, only = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3:]
    folders = sorted(path.parent for path in folder.glob("*/recorded.json"))
    folders = [path for path in folders if not only or any(part in path.name for part in only)]
    judged, all_probes = [], []
    for path in folders:
        one = Judged(path)
        one.compare()
        one.judge_whole(node_modules)
        found = one.probes(1000 * len(judged))
        all_probes += found
        judged.append(one)
        print(f"{one.name}: {len(one.calls)} calls, {len(found)} probes", file=sys.stderr)
    verdicts = judge_probes(all_probes, folder, node_modules)
    everything = {"probes": verdicts, "descriptions": [{"name": one.name, "whole": one.whole, "different": one.different} for one in judged]}
    (folder / "verdicts.json").write_text(json.dumps(everything, indent=1))
    sys.exit(1 if table.show(judged, verdicts) else 0)


main()

"""The tables that people read: descriptions, cells, and what is wrong."""

JUDGES = ("Prism", "openapi-core")


def count(verdicts, judge, *words):
    return sum(1 for one in verdicts if one["judge"] == judge and one["verdict"] in words)


def row(*columns):
    print("| " + " | ".join(str(column) for column in columns) + " |")


def rule(width):
    print("|" + "---|" * width)


def show(judged, verdicts):
    """Prints everything; gives how many things are wrong."""
    descriptions(judged)
    cells(judged, verdicts)
    reasons(verdicts, "probes")
    reasons([one for description in judged for one in description.whole], "whole requests")
    return faults(judged, verdicts)


def descriptions(judged):
    print("\nWhole requests, judged by the descriptions as they are written. The control lacks something that is required; where")
    print("nothing is, it goes to another path.\n")
    row("description", "operations", "called", "requests", *(f"{judge}: right, refused, not judged" for judge in JUDGES), "echo: same, different", "left out")
    rule(8)
    totals = [0] * 11
    for one in judged:
        numbers = [one.operations, one.called, len(one.came)]
        for judge in JUDGES:
            numbers += [count(one.whole, judge, word) for word in ("right", "refused", "not judged")]
        numbers += [len(one.same), len(one.different)]
        line(one.name, numbers, len(one.left_out))
        totals = [a + b for a, b in zip(totals, numbers)]
    line(f"{len(judged)} descriptions", totals, sum(len(one.left_out) for one in judged))


def line(name, numbers, left_out):
    row(name, *numbers[:3], *(" / ".join(map(str, numbers[at : at + 3])) for at in (3, 6)), f"{numbers[9]} / {numbers[10]}", left_out)


def cells(judged, verdicts):
    print("\nEach kind of parameter and body alone, its schema pinned to the value that was sent.\n")
    row("cell", "probes", *(f"{judge}: right, refused, not judged" for judge in JUDGES), "echo: same, different")
    rule(5)
    echoes = {}
    for one in judged:
        for call in one.arrived():
            for cell in set(call["cells"]):
                same, different = echoes.get(cell, (0, 0))
                fine = call["number"] in one.same
                echoes[cell] = (same + fine, different + (not fine))
    for cell in sorted(echoes):
        own = [one for one in verdicts if one["cell"] == cell]
        columns = [" / ".join(str(count(own, judge, word)) for word in ("right", "refused", "not judged")) for judge in JUDGES]
        row(cell, len(own) // 2, *columns, " / ".join(map(str, echoes[cell])))
    columns = [" / ".join(str(count(verdicts, judge, word)) for word in ("right", "refused", "not judged")) for judge in JUDGES]
    row(f"{len(echoes)} cells", len(verdicts) // 2, *columns, "")
    judged_cells = {one["cell"] for one in verdicts if one["verdict"] == "right"}
    print(f"\n{len(judged_cells)} of {len(echoes)} cells are judged by a validator, {len(echoes) - len(judged_cells)} by the echo alone.")


def reasons(verdicts, what):
    found = {}
    for one in verdicts:
        if one["verdict"] == "not judged":
            # What is not judged is told by kind: the values differ from request to request.
            why = one["why"] if "control" in one["why"] else one["why"][:110]
            key = (one["judge"], one.get("cell", ""), why)
            found[key] = found.get(key, 0) + 1
    if found:
        print(f"\nNot judged, {what}:\n")
    for (judge, cell, why), number in sorted(found.items()):
        print(f"- {judge}{', ' + cell if cell else ''}: {number} × {why}")


def faults(judged, verdicts):
    lines = []
    for one in judged:
        for call in one.missing:
            said = one.said.get(str(call["number"]), one.said.get("program", "no word of it"))
            lines.append(f"{one.name}, {call['id']}: nothing came: {said}")
        lines += [f"{one.name}, {what}: the echo did not notice the control" for what in one.blind]
        for different in one.different:
            for found in different["found"]:
                lines.append(f"{one.name}, {different['operation']}, {found['what']}:\n    description: {found['description'][:600]}\n    wire:        {found['wire'][:600]}")
        for whole in one.whole:
            if whole["verdict"] == "refused":
                lines.append(f"{one.name}, {whole['operation']}: {whole['judge']} refuses it: {whole['why']}")
    for probe in verdicts:
        if probe["verdict"] == "refused":
            lines.append(f"{probe['description']}, {probe['cell']}, {probe['path']}: {probe['judge']} refuses it: {probe['why']}")
    if lines:
        print("\nWrong:\n")
    for text in lines:
        print(f"- {text}")
    print(f"\n{len(lines)} wrong")
    return len(lines)

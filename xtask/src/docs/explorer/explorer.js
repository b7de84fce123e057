// The page of the explorer. Names come from a description and are untrusted: they are only ever set as text.
"use strict";
(() => {
    const data = window.permissionData;
    const root = document.getElementById("explorer-of-permissions");
    if (!data || !root) return;
    const { covers, fewest } = window.leastPrivilege;
    // The book turns pages on arrow keys and searches on letters; not while somebody types here.
    root.addEventListener("keydown", (event) => event.stopPropagation());

    function make(kind, attributes = {}, ...children) {
        const element = document.createElement(kind);
        for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
        element.append(...children);
        return element;
    }

    // A list of boxes with a filter. `changed` hears the numbers that are chosen.
    function picker(label, entries, changed) {
        const chosen = new Set();
        const filter = make("input", { type: "text", placeholder: "Filter", "aria-label": `Filter ${label}` });
        const all = make("button", { type: "button" }, "Choose what is shown");
        const none = make("button", { type: "button" }, "Choose none");
        const list = make("div", { class: "choices", role: "group", "aria-label": label });
        const rows = entries.map((entry, number) => {
            const box = make("input", { type: "checkbox" });
            box.addEventListener("change", () => set(number, box.checked));
            const row = make("label", { title: entry.about }, box, make("code", {}, entry.name));
            if (entry.about) row.append(make("small", {}, entry.about));
            list.append(row);
            return { row, box, text: `${entry.name} ${entry.about}`.toLowerCase() };
        });
        function mark(number, on) {
            rows[number].box.checked = on;
            if (on) chosen.add(number);
            else chosen.delete(number);
        }
        function set(number, on) {
            mark(number, on);
            changed([...chosen]);
        }
        filter.addEventListener("input", () => {
            const words = filter.value.toLowerCase().split(/\s+/).filter((word) => word !== "");
            for (const { row, text } of rows) row.hidden = !words.every((word) => text.includes(word));
        });
        all.addEventListener("click", () => {
            rows.forEach(({ row }, number) => row.hidden || mark(number, true));
            changed([...chosen]);
        });
        none.addEventListener("click", () => {
            rows.forEach((_, number) => mark(number, false));
            changed([]);
        });
        const part = make("div", { class: "picker" }, make("div", { class: "tools" }, filter, all, none), list);
        const choose = (numbers) => {
            const wanted = new Set(numbers);
            rows.forEach((_, number) => mark(number, wanted.has(number)));
            changed([...chosen]);
        };
        return { part, choose };
    }

    const answer = (id) => make("div", { class: "answer", id, "aria-live": "polite" });

    function operationLine(operation) {
        return make("li", {}, make("a", { href: operation.page }, operation.name), " ", make("small", {}, operation.http));
    }

    const needs = (operation) => operation.clauses.map((list) => list.map((number) => data.permissions[number].name));

    // The operations that may be called with these permissions.
    function opened(granted) {
        const held = new Map();
        const holds = (name) => {
            if (!held.has(name)) held.set(name, granted.some((one) => covers(one, name)));
            return held.get(name);
        };
        return data.operations.filter((operation) => needs(operation).every((list) => list.some(holds)));
    }

    const forward = answer("opened");
    const wide = make("input", { type: "text", id: "wildcards", placeholder: "room:*, user:*:view", "aria-label": "Wildcards" });
    let marked = [];
    function showOpened(numbers = marked) {
        marked = numbers;
        const written = wide.value.split(/[\s,]+/).filter((name) => name !== "");
        const granted = [...numbers.map((number) => data.permissions[number].name), ...written];
        const found = opened(granted);
        const free = found.filter((operation) => operation.clauses.length === 0);
        const others = found.filter((operation) => operation.clauses.length > 0);
        forward.replaceChildren(
            make("p", {}, `${found.length} of ${data.operations.length} operations open, ${free.length} of them to everyone.`),
            make("ul", {}, ...others.map(operationLine)),
            make("details", {}, make("summary", {}, `${free.length} that need no permission`), make("ul", {}, ...free.map(operationLine))),
        );
        return found.map((operation) => operation.id);
    }

    const back = answer("fewest");
    function showFewest(numbers) {
        const names = data.permissions.map((permission) => permission.name);
        const found = fewest(names, numbers.flatMap((number) => data.operations[number].clauses));
        const count = found.permissions.length === 1 ? "1 permission is" : `${found.permissions.length} permissions are`;
        const sure = found.exact ? "No smaller set exists." : "There may be a smaller set: the search was ended.";
        const chosen = numbers.length === 1 ? "1 operation" : `${numbers.length} operations`;
        back.replaceChildren(
            make("p", {}, `${chosen}: ${count} enough. ${sure}`),
            make("ul", {}, ...found.permissions.map((name) => make("li", {}, make("code", {}, name)))),
        );
        return found;
    }

    const permissions = picker("permissions", data.permissions, showOpened);
    const entries = data.operations.map((operation) => ({ name: operation.name, about: operation.http }));
    const operations = picker("operations", entries, showFewest);
    wide.addEventListener("input", () => showOpened());
    const wildcards = make("label", { class: "wildcards" }, "And with wildcards: ", wide);
    root.replaceChildren(
        make("h2", { id: "hold" }, "What do my permissions open?"),
        make("div", { class: "pair" }, make("div", {}, wildcards, permissions.part), forward),
        make("h2", { id: "need" }, "Which permissions do these operations need?"),
        make("div", { class: "pair" }, operations.part, back),
    );
    showOpened([]);
    showFewest([]);
    // For tests: the same as clicks, and what is shown then.
    window.permissionExplorer = {
        open: (numbers) => (permissions.choose(numbers), showOpened(numbers)),
        fewest: (numbers) => (operations.choose(numbers), showFewest(numbers)),
    };
})();

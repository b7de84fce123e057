// The fewest permissions that are enough, and what a permission covers. It is the runtime's `hitting_set.rs`,
// `least.rs` and `wildcard.rs` in JavaScript: same answers, also where the search ends early. Members of sets are
// numbers of names that are sorted by their bytes; a set is an ascending array.
"use strict";
window.leastPrivilege = (() => {
    const EFFORT = 2000000;

    const sorted = (set) => [...new Set(set)].sort((a, b) => a - b);

    function compare(a, b) {
        for (let at = 0; at < a.length && at < b.length; at += 1) {
            if (a[at] !== b[at]) return a[at] - b[at];
        }
        return a.length - b.length;
    }

    function compareLists(a, b) {
        for (let at = 0; at < a.length && at < b.length; at += 1) {
            const order = compare(a[at], b[at]);
            if (order !== 0) return order;
        }
        return a.length - b.length;
    }

    const isSubset = (a, b) => a.every((member) => b.includes(member));

    function smallest(sets) {
        let open = sets.map(sorted).filter((set) => set.length > 0);
        const forced = reduce(open);
        const members = forced.taken;
        open = forced.open;
        const search = { best: [], taken: [], effort: EFFORT, exhausted: false };
        let exact = true;
        for (const piece of pieces(open)) {
            search.best = greedy(piece);
            search.taken = [];
            search.exhausted = false;
            branch(search, piece);
            members.push(...search.best);
            exact = exact && !search.exhausted;
        }
        return { members: members.sort((a, b) => a - b), exact };
    }

    function branch(search, given) {
        const cost = given.length * given.length + 1;
        if (search.effort < cost) {
            search.exhausted = true;
            return;
        }
        search.effort -= cost;
        const before = search.taken.length;
        const { taken, open } = reduce(given);
        search.taken.push(...taken);
        if (search.taken.length + disjoint(open) < search.best.length) {
            let shortest = null;
            for (const set of open) {
                if (shortest === null || set.length < shortest.length) shortest = set;
            }
            if (shortest === null) search.best = [...search.taken];
            else choose(search, shortest, open);
        }
        search.taken.length = before;
    }

    function choose(search, shortest, given) {
        let open = given;
        const count = (member) => open.filter((set) => set.includes(member)).length;
        const ranked = shortest.map((member) => [member, count(member)]).sort((a, b) => b[1] - a[1]);
        for (const [member] of ranked) {
            search.taken.push(member);
            branch(search, open.filter((set) => !set.includes(member)));
            search.taken.pop();
            open = open.map((set) => set.filter((other) => other !== member));
            if (open.some((set) => set.length === 0)) return;
        }
    }

    function reduce(given) {
        let open = given;
        const taken = [];
        for (;;) {
            const forced = new Set(open.filter((set) => set.length === 1).map((set) => set[0]));
            if (forced.size > 0) {
                open = open.filter((set) => !set.some((member) => forced.has(member)));
                taken.push(...sorted(forced));
            }
            open = withoutImplied(open);
            const narrowed = withoutDominated(open);
            if (narrowed === null) return { taken, open };
            open = narrowed;
        }
    }

    function withoutImplied(open) {
        const ordered = [...open].sort((a, b) => a.length - b.length || compare(a, b));
        const kept = [];
        for (const set of ordered) {
            if (!kept.some((smaller) => isSubset(smaller, set))) kept.push(set);
        }
        return kept;
    }

    // `null` where nothing decides nothing.
    function withoutDominated(open) {
        const places = new Map();
        open.forEach((set, place) => {
            for (const member of set) places.set(member, [...(places.get(member) ?? []), place]);
        });
        const gone = new Set();
        for (const member of sorted(places.keys())) {
            const at = places.get(member);
            const dominates = (other) => {
                if (other === member || gone.has(other)) return false;
                const theirs = places.get(other);
                return isSubset(at, theirs) && (at.length !== theirs.length || other < member);
            };
            if (open[at[0]].some(dominates)) gone.add(member);
        }
        return gone.size === 0 ? null : open.map((set) => set.filter((member) => !gone.has(member)));
    }

    function pieces(open) {
        let found = [];
        for (const set of open) {
            const touches = (piece) => set.some((member) => piece.members.has(member));
            const joined = { members: new Set(set), sets: [set] };
            const apart = [];
            for (const piece of found) {
                if (touches(piece)) {
                    piece.members.forEach((member) => joined.members.add(member));
                    joined.sets.push(...piece.sets);
                } else apart.push(piece);
            }
            found = [...apart, joined];
        }
        return found.map((piece) => piece.sets.sort(compare)).sort(compareLists);
    }

    function disjoint(open) {
        const seen = new Set();
        let count = 0;
        for (const set of open) {
            if (set.length > 0 && !set.some((member) => seen.has(member))) {
                count += 1;
                set.forEach((member) => seen.add(member));
            }
        }
        return count;
    }

    function greedy(given) {
        let open = given;
        const taken = [];
        while (open.length > 0) {
            const counts = new Map();
            for (const member of open.flat()) counts.set(member, (counts.get(member) ?? 0) + 1);
            let best = null;
            for (const [member, count] of counts) {
                const most = best === null ? -1 : counts.get(best);
                if (count > most || (count === most && member < best)) best = member;
            }
            if (best === null) break;
            taken.push(best);
            open = open.filter((set) => !set.includes(best));
        }
        return taken;
    }

    // Whether a granted permission, which may have `*` as a part, covers a needed one.
    function covers(granted, needed) {
        const separator = needed.includes(":") ? ":" : ".";
        const have = granted.split(separator);
        const want = needed.split(separator);
        for (let at = 0; ; at += 1) {
            if (at === have.length && at === want.length) return true;
            if (at === have.length || at === want.length) return false;
            if (have[at] === "*" && at === have.length - 1) return true;
            if (have[at] !== "*" && have[at] !== want[at]) return false;
        }
    }

    // The fewest of the names in these lists of numbers with which every list has one that counts for it.
    function fewest(names, lists) {
        const used = sorted(lists.flat());
        const wide = used.filter((number) => names[number].includes("*"));
        const sets = lists.map((list) => {
            const counts = (number) => list.some((needed) => covers(names[number], names[needed]));
            return [...list, ...wide.filter(counts)];
        });
        const cover = smallest(sets);
        return { permissions: cover.members.map((member) => names[member]), exact: cover.exact };
    }

    return { covers, fewest, smallest };
})();

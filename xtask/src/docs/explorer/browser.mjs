// Looks at a built site with Chromium: every page's links, a search, the explorer, the console, light and dark.
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";

const site = process.argv[2];
const cases = JSON.parse(fs.readFileSync("cases.json", "utf8"));
const problems = [];
const check = (ok, what) => ok || problems.push(what);

// Links are read from the files: pages by the thousand need no browser.
function links() {
    const pages = fs.readdirSync(site, { recursive: true }).filter((name) => name.endsWith(".html"));
    const decode = (text) => text.replace(/&#(x?)([0-9a-f]+);/gi, (_, hex, code) => String.fromCodePoint(parseInt(code, hex ? 16 : 10)))
        .replace(/&quot;/g, '"').replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");
    const texts = new Map();
    const anchors = new Map();
    for (const name of pages) {
        const text = fs.readFileSync(path.join(site, name), "utf8");
        const ids = [...text.matchAll(/\sid="([^"]*)"/g)].map((found) => decode(found[1]));
        anchors.set(name, new Set(ids));
        const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
        check(twice.length === 0, `${name}: ids stand there twice: ${twice.slice(0, 5)}`);
        texts.set(name, [...text.matchAll(/\s(?:href|src)="([^"]*)"/g)].map((found) => decode(found[1])));
    }
    let count = 0;
    for (const [name, targets] of texts) {
        // It is shown at any address, so its links begin at the root of the server.
        if (name === "404.html") continue;
        for (const target of targets) {
            if (/^(https?:|mailto:|data:|javascript:)/.test(target)) {
                check(!/<(script|link)/.test(target), `${name} loads ${target}`);
                continue;
            }
            count += 1;
            const [file, anchor] = target.split("#").map(decodeURIComponent);
            const aim = file === "" ? name : path.join(path.dirname(name), file);
            if (anchors.has(aim)) check(!anchor || anchors.get(aim).has(anchor), `${name}: no anchor ${target}`);
            else check(fs.existsSync(path.join(site, aim)), `${name}: no file ${target}`);
        }
    }
    const data = fs.readFileSync(path.join(site, "explorer/data.js"), "utf8");
    const { operations } = JSON.parse(data.slice(data.indexOf("{"), data.lastIndexOf("}") + 1));
    for (const { page } of operations) {
        const [file, anchor] = page.split("#");
        count += 1;
        check(anchors.get(file)?.has(anchor), `explorer: no ${page}`);
    }
    console.log(`links: ${count} on ${pages.length} pages`);
}

const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".png": "image/png" };
const server = http.createServer((request, response) => {
    const file = path.join(site, decodeURIComponent(new URL(request.url, "http://x").pathname));
    if (!file.startsWith(site) || !fs.existsSync(file) || fs.statSync(file).isDirectory()) return response.writeHead(404).end();
    response.writeHead(200, { "content-type": TYPES[path.extname(file)] ?? "application/octet-stream" });
    fs.createReadStream(file).pipe(response);
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const base = `http://127.0.0.1:${server.address().port}/`;

const browser = await puppeteer.launch({
    executablePath: process.env.CHROMIUM,
    args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
    protocolTimeout: 600000,
});

async function open(address, scheme = "light") {
    const page = await browser.newPage();
    page.setDefaultTimeout(120000);
    await page.setViewport({ width: 1400, height: 900 });
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
    page.on("console", (said) => check(said.type() !== "error", `console at ${address}: ${said.text()}`));
    page.on("pageerror", (error) => problems.push(`error at ${address}: ${error.message}`));
    page.on("request", (request) => {
        const url = request.url();
        check(/^(file|data|blob):/.test(url) || url.startsWith(base), `${address} asks for ${url}`);
    });
    await page.goto(address, { waitUntil: "load" });
    return page;
}

async function search() {
    for (const { name, page: wanted } of cases.sought) {
        const page = await open(`${base}index.html?search=${name}`);
        await page.waitForSelector("#mdbook-searchresults li a, #searchresults li a");
        const found = await page.$$eval("#mdbook-searchresults li a, #searchresults li a", (all) => all.map((one) => one.href));
        const at = found.findIndex((address) => address.includes(wanted) && address.endsWith(`#${name}`));
        check(at >= 0, `search: ${name} is not among ${found.length} results`);
        console.log(`search: ${name} is number ${at + 1} of ${found.length}`);
        await page.screenshot({ path: "search.png" });
        await page.close();
    }
}

async function explorer(address) {
    const page = await open(address);
    const same = (left, right) => JSON.stringify(left) === JSON.stringify(right);
    const began = Date.now();
    for (const one of cases.fewest) {
        const found = await page.evaluate((chosen) => window.permissionExplorer.fewest(chosen), one.chosen);
        check(same(found.permissions, one.permissions) && found.exact === one.exact,
            `fewest for ${one.chosen}: ${found.permissions}, the library says ${one.permissions}`);
        const shown = await page.$$eval("#fewest li", (all) => all.map((item) => item.textContent));
        check(same(shown, one.permissions), `what is shown differs for ${one.chosen}: ${shown}`);
    }
    for (const one of cases.tangled) {
        const found = await page.evaluate((names, lists) => window.leastPrivilege.fewest(names, lists), one.names, one.lists);
        check(same(found.permissions, one.permissions) && found.exact === one.exact,
            `fewest of ${one.lists.length} tangled lists: ${found.permissions}, the library says ${one.permissions}`);
    }
    for (const one of cases.open) {
        const found = await page.evaluate((chosen, written) => {
            document.getElementById("wildcards").value = written.join(", ");
            return window.permissionExplorer.open(chosen);
        }, one.chosen, one.written);
        check(same(found, one.opened), `opened by ${one.chosen} and ${one.written}: ${found.length}, the library says ${one.opened.length}`);
    }
    console.log(`explorer: ${cases.fewest.length} and ${cases.open.length} choices, ${cases.tangled.length} tangled lists in ${Date.now() - began} ms`);
    // By hand, too: a click in each list, an arrow key in a filter.
    const clicks = await page.evaluate(() => {
        document.getElementById("wildcards").value = "";
        window.permissionExplorer.open([]);
        window.permissionExplorer.fewest([]);
        const boxes = [...document.querySelectorAll(".choices")].map((list) => list.querySelector("input"));
        const before = document.querySelector("#opened p")?.textContent;
        boxes[0]?.click();
        boxes[1]?.click();
        return { boxes: boxes.length, changed: before !== document.querySelector("#opened p").textContent, fewest: document.querySelector("#fewest p").textContent };
    });
    check(clicks.boxes === 2 && clicks.fewest.startsWith("1 operation:"), `clicks: ${JSON.stringify(clicks)}`);
    check(clicks.changed || cases.open.every((one) => one.chosen.length === 0), "a click opens nothing");
    await page.focus("#explorer-of-permissions .tools input");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.type("s");
    check(page.url() === address, "an arrow key in a filter turned the page");
    await page.close();
}

async function pictures() {
    const tag = cases.sought[0]?.page ?? "index.html";
    for (const scheme of ["light", "dark"]) {
        const colours = new Set();
        for (const [name, where] of [["index", "index.html"], ["tag", tag], ["permissions", "permissions.html"], ["explorer", "explorer.html"]]) {
            const page = await open(base + where, scheme);
            if (name === "explorer") {
                await page.evaluate(() => {
                    window.permissionExplorer.open([0, 1, 2]);
                    window.permissionExplorer.fewest([0, 1, 2, 3, 4, 5, 6, 7, 8].filter((at) => at < window.permissionData.operations.length));
                });
            }
            colours.add(await page.evaluate(() => getComputedStyle(document.querySelector("html")).backgroundColor));
            await page.screenshot({ path: `${name}-${scheme}.png` });
            await page.close();
        }
        console.log(`${scheme}: background ${[...colours].join(", ")}`);
    }
}

try {
    links();
    await search();
    await explorer(`${base}explorer.html`);
    // The same from the disk, without any server.
    await explorer(pathToFileURL(path.join(site, "explorer.html")).href);
    await pictures();
} catch (error) {
    problems.push(`${error.stack ?? error}`);
}
await browser.close();
server.close();
for (const problem of problems.slice(0, 40)) console.error(`problem: ${problem}`);
console.log(problems.length === 0 ? "docs: all well" : `docs: ${problems.length} problems`);
process.exit(problems.length === 0 ? 0 : 1);

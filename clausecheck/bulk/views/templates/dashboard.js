"use strict";
// Every value is put into the page by textContent or as a property, never as markup.
const data = JSON.parse(document.getElementById("data").textContent);
document.getElementById("unscripted").hidden = true;
const CHUNK = 100;
const MOST_PRINTED = 5000;
const NAME = 0, LINK = 1, LETTER = 2, WAS = 3, VERDICT = 4, FOUND = 5, DOUBT = 6, GUARDS = 7, SILENT = 8, AXES = 9,
  RATIO = 10, ENGAGED = 11, NATION = 12, PAGES = 13, READ = 14, HURTS = 15, UNREAD = 16,
  MET = 17, PACKS = 18, DUTIES = 19, EXPOSED = 20;
const STANDINGS = ["", "preferred", "fallback", "walk-away", "beyond", "unknown"];
const WALK_AWAY = 3, BEYOND = 4, UNKNOWN = 5;
const TITLE = 0, SEVERITY = 1, DOUBTFUL = 2, QUOTE = 3, PLAIN = 4, ASK = 5, COUNT = 6, WORDINGS = 7, VALUES = 8, MEMBERS = 9;
const READ_WORDS = ["not read", "in part", "whole"];
const at = (id) => document.getElementById(id);
const counted = (n, one, many) => n.toLocaleString("en-GB") + " " + (n === 1 ? one : many || one + "s");

function el(tag, properties, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties || {})) {
    if (name === "text") made.textContent = value;
    else if (name === "class") made.className = value;
    else if (name === "on") made.addEventListener("click", value);
    else made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}
const say = (text) => { at("said").textContent = text; };

// A list that grows as one scrolls or presses the button; nothing is built before it is wanted.
function growing(button, place, build, chunk) {
  let items = [], shown = 0;
  const more = (count) => {
    const end = Math.min(items.length, shown + count);
    const made = document.createDocumentFragment();
    for (; shown < end; shown++) made.append(build(items[shown]));
    place.append(made);
    button.hidden = shown >= items.length;
  };
  button.addEventListener("click", () => {
    const next = shown;
    more(chunk);
    place.children[next]?.querySelector("a, button, summary")?.focus();
  });
  const watch = new IntersectionObserver((seen) => {
    if (!seen.some((one) => one.isIntersecting)) return;
    more(chunk);
    // Who has scrolled on meanwhile is at the end again: only an observer that begins anew tells of that.
    watch.unobserve(button);
    watch.observe(button);
  }, { rootMargin: "1200px" });
  watch.observe(button);
  return {
    show(wanted) { items = wanted; shown = 0; place.replaceChildren(); more(chunk); },
    more: () => more(chunk),
    all: (most) => more(most - shown),
    get left() { return items.length - shown; },
  };
}

// ---- documents
for (const one of data.groups) {
  let last = 0;
  one[MEMBERS] = one[MEMBERS].map((step) => (last += step));
}
const worst = (row) => { const n = row[FOUND].findIndex((count) => count > 0); return n < 0 ? 0 : 5 - n; };
const severity = (row, topic) => { for (const [t, s] of row[HURTS]) if (t === topic) return s; return 0; };
const weight = (row) => row[FOUND].reduce((sum, count, n) => sum + Math.min(count, 999) * 1000 ** (4 - n), 0);
let collated = null;
function nameRank() {
  if (!collated) {
    const order = data.rows.map((_, n) => n);
    const words = new Intl.Collator("en", { numeric: true });
    order.sort((a, b) => words.compare(data.rows[a][NAME], data.rows[b][NAME]));
    collated = new Int32Array(order.length);
    order.forEach((n, rank) => { collated[n] = rank; });
  }
  return collated;
}
const letterRank = (row) => (row[LETTER] ? "ABCDE".indexOf(row[LETTER]) + 1 : 0);
const ratio = (row) => (row[RATIO] === -1 ? Infinity : row[RATIO] ?? -Infinity);
// Head, the value it sorts by, and whether the greatest comes first.
const COLUMNS = [
  ["Document", (row, n) => nameRank()[n], false],
  ["Grade", (row) => letterRank(row) * 1e15 + weight(row), true],
  ["Severity 5 · 4 · 3", weight, true],
  ["What hurts", (row) => row[HURTS].length, true],
  ["Silent on", (row) => row[SILENT], true],
  ["Stakhanov ratio", ratio, true],
  ["Engagement", null, false],
  ["Read", (row) => row[READ], false],
];
// Only where a playbook was given, or a pack asked for.
const met = (row, standing) => { let n = 0; for (const code of row[MET]) if (code === standing) n++; return n; };
const standing = (row) => (row[MET].length ? met(row, BEYOND) * 1e6 + met(row, WALK_AWAY) * 1e3 + met(row, UNKNOWN) : -1);
const worstDuty = (row) => row[DUTIES].reduce((most, [, severity]) => Math.max(most, severity), 0);
const lookedAt = (row) => row[PACKS].some((code) => code === 2);
const exposure = (row) => (!lookedAt(row) ? -1 : worstDuty(row) * 1e6 + row[EXPOSED] * 1e3 + row[DUTIES].length);
const BESIDE = [
  ...(data.positions ? [["Positions", standing, true, positionsCell]] : []),
  ...(data.packs ? [["Duties", exposure, true, dutiesCell]] : []),
];
COLUMNS.splice(4, 0, ...BESIDE);
function positionsCell(row) {
  const parts = [BEYOND, WALK_AWAY, UNKNOWN].map((code) => [met(row, code), STANDINGS[code]]).filter(([n]) => n);
  return parts.length ? parts.map(([n, word]) => n + " " + word)
    : !row[MET].length ? [] : [met(row, 2) ? "fallback or better" : "preferred"];
}
function dutiesCell(row) {
  if (!lookedAt(row)) return row[PACKS].length ? ["not looked at"] : [];
  const absent = row[DUTIES].filter((duty) => duty[2]).length;
  const found = row[EXPOSED] ? [counted(row[EXPOSED], "passage"), "up to " + worstDuty(row) + " of 5"] : [];
  if (absent) found.push(absent + " not found");
  return found.length ? found : ["none found"];
}
function stands(row) {
  const wanted = at("position") ? Number(at("position").value) : 0;
  return !wanted || row[MET].some((code) => code === wanted || (wanted === WALK_AWAY && code === BEYOND));
}
// Documents that were not judged as a template are not counted among them.
const outside = new Set(data.outside);
const state = { grades: new Set(), sort: 1, down: true, group: null };

function sorted(numbers) {
  const [, value, ] = COLUMNS[state.sort];
  const sign = state.down ? -1 : 1;
  const names = nameRank();
  const topic = at("topic").value === "" ? null : Number(at("topic").value);
  if (!value) {
    return numbers.sort((a, b) => sign * (data.rows[a][ENGAGED] < data.rows[b][ENGAGED] ? -1
      : data.rows[a][ENGAGED] > data.rows[b][ENGAGED] ? 1 : 0) || names[a] - names[b]);
  }
  const keys = new Map();
  for (const n of numbers) keys.set(n, value(data.rows[n], n));
  if (topic !== null && state.sort === 3) for (const n of numbers) keys.set(n, severity(data.rows[n], topic));
  return numbers.sort((a, b) => {
    const x = keys.get(a), y = keys.get(b);
    return (x < y ? -sign : x > y ? sign : 0) || names[a] - names[b];
  });
}

let haystack = null;
function matching() {
  haystack ||= data.rows.map((row) => (row[NAME] + "\n" + data.verdicts[row[VERDICT]]).toLowerCase());
  const words = at("find").value.toLowerCase().split(/\s+/).filter(Boolean);
  const topic = at("topic").value === "" ? null : Number(at("topic").value);
  const engagement = at("engagement").value, read = at("read").value;
  const found = [];
  const among = state.group === null ? data.rows.keys() : data.groups[state.group][MEMBERS];
  for (const n of among) {
    const row = data.rows[n];
    if (state.grades.size && !state.grades.has(row[LETTER])) continue;
    if (topic !== null && (outside.has(n) || !severity(row, topic))) continue;
    if (engagement && row[ENGAGED] !== engagement) continue;
    if (read && row[READ] !== Number(read)) continue;
    if (!stands(row)) continue;
    if (words.length && !words.every((word) => haystack[n].includes(word))) continue;
    found.push(n);
  }
  return sorted(found);
}

function chip(topic, rank) {
  return el("li", { class: "chip s" + rank, text: data.topics[topic] + " " + rank });
}

function buildRow(n) {
  const row = data.rows[n];
  const name = row[LINK] ? el("a", { href: row[LINK], text: row[NAME], class: "main" }) : el("span", { text: row[NAME] });
  const letter = el("span", { class: "letter g" + (row[LETTER] || "0"), text: row[LETTER] || "none" });
  const was = row[WAS] ? el("span", { class: "was", text: "was " + row[WAS] }) : null;
  const first = at("topic").value === "" ? -1 : Number(at("topic").value);
  const hurts = [...row[HURTS]].sort((a, b) => (b[0] === first) - (a[0] === first) || b[1] - a[1]);
  const toggle = el("button", { type: "button", "aria-expanded": "false",
    text: hurts.length > 3 ? "+ " + (hurts.length - 3) + " more" : "details",
    "aria-label": "Details of " + row[NAME] });
  const chips = el("ul", { class: "chips" }, ...hurts.slice(0, 3).map(([t, s]) => chip(t, s)), el("li", {}, toggle));
  const made = el("tr", { "data-row": n },
    el("th", { scope: "row" }, name, el("span", { class: "verdict", text: data.verdicts[row[VERDICT]] })),
    el("td", { "data-head": "Grade" }, letter, was),
    el("td", { "data-head": "Severity 5 · 4 · 3", class: "number", text: row[READ] ? row[FOUND].slice(0, 3).join(" · ") : "" }),
    el("td", { class: "hurts" }, chips),
    ...BESIDE.map(([head, , , cell]) => el("td", { "data-head": head },
      ...cell(row).flatMap((text, n) => [n ? ", " : "", el("span", { class: "number", text })]))),
    el("td", { "data-head": "Silent on", class: "number", text: row[AXES].replaceAll("-", "") ? String(row[SILENT]) : "" }),
    el("td", { "data-head": "Stakhanov ratio", class: "number",
      text: row[RATIO] === -1 ? "no limit" : row[RATIO] === null ? "" : row[RATIO].toFixed(2) }),
    el("td", { "data-head": "Engagement", text: [row[ENGAGED], row[NATION]].filter(Boolean).join(", ") }),
    el("td", { "data-head": "Read", class: row[READ] === 2 ? "" : "unread", text: READ_WORDS[row[READ]] },
      row[PAGES] ? el("span", { class: "verdict", text: counted(row[PAGES], "page") }) : null));
  toggle.addEventListener("click", () => unfold(made, toggle, row, n, hurts));
  return made;
}

function unfold(made, toggle, row, n, hurts) {
  const open = toggle.getAttribute("aria-expanded") === "true";
  toggle.setAttribute("aria-expanded", String(!open));
  if (open) { made.nextSibling.remove(); return; }
  const list = el("dl");
  const add = (head, ...what) => list.append(el("dt", { text: head }), el("dd", {}, ...what));
  if (row[UNREAD].length) add("Not read", el("ul", {}, ...row[UNREAD].map((text) => el("li", { text }))));
  const letters = [...row[AXES]].map((letter, axis) => letter === "-" ? null
    : el("span", { class: "g" + letter }, data.axes[axis] + " ", el("b", { text: letter })));
  if (row[LETTER]) add("Grades", el("span", { class: "axes" }, ...letters));
  if (hurts.length) add("What hurts", el("ul", { class: "chips" }, ...hurts.map(([t, s]) => chip(t, s))));
  if (data.positions && row[MET].length) add("Positions", el("ul", { class: "chips" }, ...positionChips(row)));
  (data.packs || []).forEach((title, pack) => {
    if (row[PACKS][pack] === 2) add(title, el("ul", { class: "chips" }, ...dutyChips(row, pack)));
    else if (row[PACKS][pack] === 1) add(title, document.createTextNode("not looked at: it is not for such a contract"));
  });
  const [five, four, three, two, one] = row[FOUND];
  if (row[READ]) add("Passages", document.createTextNode(
    `severity 5: ${five}, 4: ${four}, 3: ${three}, 1 and 2: ${one + two}; ${row[DOUBT]} worth a look; ${row[GUARDS]} protect`));
  const shared = [];
  data.groups.forEach((group, number) => { if (has(group[MEMBERS], n)) shared.push(number); });
  if (shared.length) add("Same clauses", el("ul", { class: "chips" }, ...shared.slice(0, 30).map((number) => el("li", {},
    el("button", { type: "button", on: () => showGroup(number), text: data.groups[number][TITLE] + ", in "
      + data.groups[number][MEMBERS].length.toLocaleString("en-GB") })))));
  if (row[LINK]) add("Report", el("a", { href: row[LINK], text: "the whole report" }));
  made.after(el("tr", { class: "detail" }, el("td", { colspan: COLUMNS.length }, list)));
}

// The worst first.
function positionChips(row) {
  const rank = [0, 1, 2, 4, 5, 3];
  return [...row[MET].entries()].filter(([, code]) => code).sort((a, b) => rank[b[1]] - rank[a[1]] || a[0] - b[0])
    .map(([n, code]) => el("li", { class: "chip p" + code, text: data.positions[n] + ": " + STANDINGS[code] }));
}
function dutyChips(row, pack) {
  const own = row[DUTIES].filter(([duty]) => data.duties[duty][0] === pack).sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  const made = own.flatMap(([duty, severity, absent]) => [
    severity ? el("li", { class: "chip s" + severity, text: data.duties[duty][1] + " " + severity }) : null,
    absent ? el("li", { class: "chip", text: data.duties[duty][1] + ": not found" }) : null]).filter(Boolean);
  return made.length ? made : [el("li", { text: "nothing found" })];
}

function has(ascending, n) {
  let low = 0, high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle] < n) low = middle + 1; else high = middle;
  }
  return ascending[low] === n;
}

const rows = growing(at("more-rows"), at("body"), buildRow, CHUNK);
let found = [];
function update() {
  found = matching();
  rows.show(found);
  at("count").textContent = found.length === data.rows.length ? counted(found.length, "document")
    : found.length.toLocaleString("en-GB") + " of " + counted(data.rows.length, "document");
  const only = at("only");
  only.hidden = state.group === null;
  if (state.group !== null) {
    only.replaceChildren(el("span", { text: "with the clause “" + data.groups[state.group][QUOTE].slice(0, 60) + "…” " }),
      el("button", { type: "button", text: "All documents", on: () => { state.group = null; update(); at("find").focus(); } }));
  }
  [...at("heads").children].forEach((head, n) => {
    if (n === state.sort) head.setAttribute("aria-sort", state.down ? "descending" : "ascending");
    else head.removeAttribute("aria-sort");
  });
  at("sort").value = String(state.sort);
}
function sortBy(column) {
  state.down = column === state.sort ? !state.down : COLUMNS[column][2];
  state.sort = column;
  update();
  say("Sorted by " + COLUMNS[column][0] + (state.down ? ", falling" : ", rising"));
}
COLUMNS.forEach(([head], n) => {
  at("heads").append(el("th", { scope: "col" }, el("button", { type: "button", text: head, on: () => sortBy(n) })));
  at("sort").append(el("option", { value: n, text: head }));
});
at("sort").addEventListener("change", () => {
  state.sort = Number(at("sort").value);
  state.down = COLUMNS[state.sort][2];
  update();
});
const hurting = new Map();
data.rows.forEach((row, n) => {
  if (!outside.has(n)) for (const [topic] of row[HURTS]) hurting.set(topic, (hurting.get(topic) || 0) + 1);
});
for (const [topic, count] of [...hurting].sort((a, b) => b[1] - a[1] || a[0] - b[0])) {
  at("topic").append(el("option", { value: topic, text: data.topics[topic] + " (" + count.toLocaleString("en-GB") + ")" }));
}
for (const one of [...new Set(data.rows.map((row) => row[ENGAGED]))].filter(Boolean).sort()) {
  at("engagement").append(el("option", { value: one, text: one }));
}
for (const id of ["topic", "engagement", "read", "position"]) at(id)?.addEventListener("change", update);
let waiting = 0;
at("find").addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(update, data.rows.length > 10000 ? 200 : 60);
});
const tiles = document.querySelectorAll("[data-grade]");
for (const tile of tiles) {
  tile.addEventListener("click", () => {
    const grade = tile.dataset.grade;
    if (!state.grades.delete(grade)) state.grades.add(grade);
    tile.setAttribute("aria-pressed", String(state.grades.has(grade)));
    choose("rows");
    update();
  });
}
document.querySelector("#rows .filters").addEventListener("reset", () => {
  state.grades.clear();
  state.group = null;
  for (const tile of tiles) tile.setAttribute("aria-pressed", "false");
  setTimeout(update, 0);
});

// ---- the same clause in many
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}
function buildGroup(number) {
  const one = data.groups[number];
  const members = one[MEMBERS];
  const where = "In " + members.length.toLocaleString("en-GB") + " of " + data.templates.toLocaleString("en-GB");
  const rank = one[DOUBTFUL] ? "worth a look" : "severity " + one[SEVERITY];
  const button = el("button", { type: "button", text: "Copy" });
  button.addEventListener("click", async () => {
    const done = await copy(one[ASK]);
    button.focus();
    button.textContent = done ? "Copied" : "Select the words and copy them";
    say(button.textContent);
    setTimeout(() => { button.textContent = "Copy"; }, 3000);
  });
  const names = el("details", {}, el("summary", { text: "Which " + counted(members.length, "template") }));
  names.addEventListener("toggle", () => {
    if (names.children.length > 1) return;
    const list = members.slice(0, 300).map((n) => el("li", { text: data.rows[n][NAME] }));
    if (members.length > 300) list.push(el("li", { text: "and " + (members.length - 300).toLocaleString("en-GB") + " more" }));
    names.append(el("ul", {}, ...list));
  });
  const differs = [one[WORDINGS] > 1 ? counted(one[WORDINGS], "wording") : "", ...one[VALUES]].filter(Boolean).join("; ");
  return el("article", { class: "group t" + (one[DOUBTFUL] ? 1 : one[SEVERITY]), "data-group": number },
    el("h2", { text: where + ": " + one[TITLE] + ", " + rank }),
    el("blockquote", { text: one[QUOTE] }),
    el("p", { text: one[PLAIN] }),
    differs ? el("p", { class: "soft", text: "Differs in: " + differs }) : null,
    one[ASK] ? el("div", { class: "ask" }, el("b", { text: "Ask for, once" }), el("p", { text: one[ASK] }), button) : null,
    el("div", { class: "actions" }, el("button", { type: "button", on: () => showMembers(number),
      text: "Show " + (members.length === 1 ? "it" : "these " + members.length.toLocaleString("en-GB")) })),
    names);
}
const groups = growing(at("more-groups"), at("group-list"), buildGroup, 40);
function updateGroups() {
  const words = at("find-group").value.toLowerCase().split(/\s+/).filter(Boolean);
  const shown = [...data.groups.keys()].filter((n) => {
    const text = (data.groups[n][TITLE] + "\n" + data.groups[n][QUOTE]).toLowerCase();
    return words.every((word) => text.includes(word));
  });
  groups.show(shown);
  at("count-groups").textContent = (shown.length === data.groups.length ? "" : shown.length.toLocaleString("en-GB") + " of ")
    + counted(data.groups.length, "clause") + " that stand in two templates or more. One change of wording mends all of them."
    + (data.allGroups > data.groups.length ? " These are the most frequent of " + data.allGroups.toLocaleString("en-GB")
      + "; the workbook has all." : "");
}
at("find-group").addEventListener("input", updateGroups);
document.querySelector("#groups .filters").addEventListener("reset", () => setTimeout(updateGroups, 0));
function showMembers(number) {
  document.querySelector("#rows .filters").reset();
  setTimeout(() => { state.group = number; choose("rows"); update(); at("tab-rows").focus(); }, 0);
}
function showGroup(number) {
  choose("groups");
  at("find-group").value = "";
  updateGroups();
  groups.all(number + 1);
  const shown = at("group-list").querySelector(`[data-group="${number}"]`);
  shown.scrollIntoView();
  shown.querySelector("button").focus();
}

// ---- since the run before
function buildChange(one) {
  const [kind, name, before, after, edited] = one;
  return el("tr", {}, el("th", { scope: "row", text: kind }), el("td", { "data-head": "Document", text: name }),
    el("td", { "data-head": "Before", text: before }), el("td", { "data-head": "Now", text: after }),
    el("td", { "data-head": "Its file", text: edited === 1 ? "is another" : edited === 0 ? "is the same" : "" }));
}
const changes = growing(at("more-changes"), at("change-body"), buildChange, CHUNK);
function updateChanges() {
  const kind = at("kind").value;
  const shown = data.changes.filter((one) => !kind || one[0] === kind);
  changes.show(shown);
  at("count-changes").textContent = !data.before ? "There is no run before this one to compare with."
    : counted(shown.length, "change") + " of documents"
    + (data.allChanges > data.changes.length ? " (the first of " + data.allChanges.toLocaleString("en-GB") + ")" : "")
    + "; " + counted(data.newFindings, "new finding") + " and " + data.goneFindings.toLocaleString("en-GB")
    + " gone in documents of both runs (the workbook quotes them)."
    + (data.moved && (data.moved[0] || data.moved[1]) ? " " + counted(data.moved[0], "position") + " worse, "
      + data.moved[1].toLocaleString("en-GB") + " better in them." : "")
    + (data.otherRules ? " The rules or the version are not those of the run before: changes may come of them." : "");
}
for (const kind of new Set(data.changes.map((one) => one[0]))) at("kind").append(el("option", { value: kind, text: kind }));
at("kind").addEventListener("change", updateChanges);

// ---- tabs, keys, paper
const tabs = [...document.querySelectorAll("[role='tab']")];
function choose(id) {
  for (const tab of tabs) {
    const chosen = tab.getAttribute("aria-controls") === id;
    tab.setAttribute("aria-selected", String(chosen));
    tab.tabIndex = chosen ? 0 : -1;
    at(tab.getAttribute("aria-controls")).hidden = !chosen;
  }
}
tabs.forEach((tab, n) => {
  tab.addEventListener("click", () => choose(tab.getAttribute("aria-controls")));
  tab.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = tabs[(n + step + tabs.length) % tabs.length];
    choose(next.getAttribute("aria-controls"));
    next.focus();
  });
});
at("tab-rows").textContent = "Documents (" + data.rows.length.toLocaleString("en-GB") + ")";
at("tab-groups").textContent = "Same clauses (" + data.allGroups.toLocaleString("en-GB") + ")";
at("tab-changes").textContent = data.before ? "Changes (" + data.allChanges.toLocaleString("en-GB") + ")" : "Changes";
addEventListener("keydown", (event) => {
  const typing = event.target.matches?.("input, select, textarea");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    choose("rows");
    at("find").focus();
    event.preventDefault();
  }
});
at("body").addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  let row = event.target.closest("tr");
  if (!step || !row) return;
  event.preventDefault();
  do {
    if (step > 0 && !row.nextElementSibling && rows.left) rows.more();
    row = step > 0 ? row.nextElementSibling : row.previousElementSibling;
  } while (row && row.classList.contains("detail"));
  (row || { querySelector: () => at("find") }).querySelector("a, button").focus();
});
for (const form of document.querySelectorAll("form")) form.addEventListener("submit", (event) => event.preventDefault());
addEventListener("beforeprint", () => {
  rows.all(MOST_PRINTED);
  groups.all(MOST_PRINTED);
  changes.all(MOST_PRINTED);
  if (rows.left) at("count").textContent += "; the first " + MOST_PRINTED.toLocaleString("en-GB") + " are printed";
});
update();
updateGroups();
updateChanges();

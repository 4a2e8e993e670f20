"use strict";
// Whatever comes from a contract is put on the page by textContent alone; the policy of the page lets nothing else in.
const at = (id) => document.getElementById(id);
const form = at("order"), picked = at("contract");
const LARGEST = Number(form.dataset.largest), MOST_FILES = Number(form.dataset.mostFiles);
const ORDER = ["reading", "judging", "writing", "marking", "letter"];
const WAIT = 300; // milliseconds between two questions about a job
let job = "", shown = "", turn = 0;
// Each check has a turn of its own; one that was cancelled is over even before the server has told its job.

function make(tag, text, classes) {
  const element = document.createElement(tag);
  element.textContent = text;
  if (classes) element.className = classes;
  return element;
}

function say(text) { at("status").textContent = text; }

function only(section) {
  for (const id of ["problem", "locked", "work", "result"]) at(id).hidden = id !== section;
  at("check").disabled = section === "work";
  at("order-head").textContent = section === "result" ? "Check another, or this one anew" : "Your contract";
}

function fail(text) {
  only("problem");
  at("why").textContent = text;
  at("problem").scrollIntoView({ block: "nearest" });
}

async function ask(path, options) {
  let answer;
  try {
    answer = await fetch(path, options);
  } catch {
    throw new Error("clausecheck does not answer. Is it still running in the terminal? Start it again, and this page.");
  }
  if (answer.status === 204) return {};
  const told = await answer.json().catch(() => ({ message: "This page is no longer known. Open it anew from the terminal." }));
  if (!answer.ok) throw new Error(told.message || "That did not work.");
  return told;
}

function size(bytes) {
  return bytes < 1048576 ? Math.max(1, Math.round(bytes / 1024)) + " kB" : (bytes / 1048576).toFixed(1) + " MB";
}

function choose() {
  const files = [...picked.files];
  at("chosen").replaceChildren(...(files.length > 1 ? files.map((one) => make("li", one.name + ", " + size(one.size))) : []));
}

function refusal() {
  const inputs = [picked, at("model"), at("sheet")];
  const files = inputs.flatMap((input) => [...input.files]);
  if (!picked.files.length && !at("text").value.trim()) return "Choose a file, drop one on the page, or paste the contract's text.";
  if (picked.files.length > MOST_FILES) return "These are more than " + MOST_FILES + " files. One contract has fewer.";
  if (files.reduce((sum, one) => sum + one.size, 0) > LARGEST) return "This is larger than " + size(LARGEST) + " in all. Send the contract alone, without what belongs to it.";
  const wrong = form.querySelector("input:invalid");
  if (wrong) {
    wrong.closest("details").open = true;
    wrong.focus();
    return wrong.labels[0].textContent + ": write a number, 0 or more.";
  }
  return "";
}

async function check(password) {
  const why = refusal();
  if (why) { fail(why); return; }
  const data = new FormData(form), mine = ++turn;
  if (password) data.set("password", password);
  only("work");
  at("work-name").textContent = picked.files.length === 1 ? picked.files[0].name : picked.files.length ? "your files" : "your text";
  mark({ stage: "", pages: 0 });
  at("work-head").focus();
  say("Checking");
  try {
    const begun = (await ask("jobs", { method: "POST", body: data })).job;
    if (mine !== turn) return stop(begun);
    job = begun;
    await follow(begun);
  } catch (error) {
    if (mine === turn) fail(error.message);
  }
}

function stop(begun) { return ask("jobs/" + begun, { method: "DELETE" }).catch(() => {}); }

function mark(told) {
  const stage = told.stage === "model" ? "reading" : told.stage;
  const now = ORDER.indexOf(stage);
  for (const item of at("stages").children) {
    const place = ORDER.indexOf(item.dataset.stage);
    item.className = place < now ? "past" : place === now ? "now" : "";
    if (place === now) item.setAttribute("aria-current", "step"); else item.removeAttribute("aria-current");
  }
  const what = told.stage === "model" ? " the contract to compare with" : "";
  at("pages").textContent = stage === "reading" ? what + (told.pages ? ": " + told.pages + (told.pages === 1 ? " page" : " pages") + " so far" : "") : "";
  return now;
}

async function follow(mine) {
  let before = -1;
  while (job === mine) {
    const told = await ask("jobs/" + mine);
    if (job !== mine) return;
    if (told.state === "waiting") say("Waiting for another contract to be done");
    const now = mark(told);
    if (now !== before && now >= 0) say(at("stages").children[now].textContent);
    before = now;
    if (told.state === "done") return finish(told);
    if (told.state === "password") return locked(told.message);
    if (told.state === "failed") return fail(told.message);
    if (told.state === "stopped") return only("");
    await new Promise((done) => setTimeout(done, WAIT));
  }
}

function finish(told) {
  job = "";
  if (!told.result) return fail("The result is no longer kept: it was forgotten, or newer ones took its place.");
  show(told.result);
  recent();
}

function locked(why) {
  only("locked");
  at("locked-why").textContent = why;
  at("password").value = "";
  at("password").focus();
  say("The file is locked. " + why);
}

function show(result) {
  only("result");
  shown = result.id;
  const path = "results/" + encodeURIComponent(result.id) + "/";
  at("result-name").textContent = result.name;
  at("letter").textContent = result.grade || "–";
  at("letter").className = "letter" + (result.grade ? " g" + result.grade : "");
  at("result-head").textContent = result.grade ? "Grade " + result.grade + ": " + result.verdict : "No grade";
  at("refused").textContent = result.grade ? "" : result.verdict;
  at("found").textContent = result.found;
  at("open").href = path + "report";
  at("files").replaceChildren(...result.files.map((file) => {
    const link = make("a", file.label, "button"), item = document.createElement("li");
    link.href = path + encodeURIComponent(file.kind);
    link.download = file.name;
    item.append(link);
    return item;
  }));
  at("notes").replaceChildren(...result.notes.map((note) => make("li", note)));
  const frame = at("frame");
  frame.hidden = !matchMedia("(min-width: 44.01rem)").matches;
  frame.title = "Report on " + result.name;
  if (frame.hidden) frame.removeAttribute("src"); else frame.src = path + "report";
  at("result-head").focus();
  at("result").scrollIntoView({ block: "start" });
  say("Done. " + at("result-head").textContent + ". " + at("refused").textContent + " " + result.found);
}

async function recent() {
  const held = (await ask("results")).results;
  at("recent").hidden = held.length === 0;
  at("results").replaceChildren(...held.map((result) => {
    const item = document.createElement("li"), buttons = make("span", "", "buttons");
    const letter = make("span", result.grade || "–", "letter small" + (result.grade ? " g" + result.grade : ""));
    letter.setAttribute("aria-label", result.grade ? "Grade " + result.grade : "No grade");
    letter.setAttribute("role", "img");
    const open = make("button", "Show"), gone = make("button", "Forget");
    for (const button of [open, gone]) {
      button.type = "button";
      button.setAttribute("aria-label", button.textContent + " " + result.name);
    }
    open.addEventListener("click", () => show(result));
    gone.addEventListener("click", () => forget("results/" + encodeURIComponent(result.id), result.id));
    buttons.append(open, gone);
    item.append(letter, make("span", result.name, "what"), buttons);
    return item;
  }));
}

async function forget(path, id) {
  try {
    await ask(path, { method: "DELETE" });
    if (!id || id === shown) {
      at("frame").removeAttribute("src");
      shown = "";
      only("");
    }
    await recent();
    say(id ? "Forgotten" : "All are forgotten");
    (at("recent").hidden ? picked : at("recent-head")).focus();
  } catch (error) {
    fail(error.message);
  }
}

form.addEventListener("submit", (event) => { event.preventDefault(); check(""); });
form.addEventListener("reset", () => { only(""); setTimeout(choose); picked.focus(); });
picked.addEventListener("change", choose);
at("unlock").addEventListener("submit", (event) => {
  event.preventDefault();
  const password = at("password").value;
  at("password").value = "";
  check(password);
});
at("leave").addEventListener("click", () => { only(""); picked.focus(); });
at("cancel").addEventListener("click", async () => {
  const begun = job;
  job = "";
  turn += 1;
  only("");
  say("Cancelled");
  at("check").focus();
  if (begun) await stop(begun);
});
at("forget").addEventListener("click", () => forget("results/" + encodeURIComponent(shown), shown));
at("forget-all").addEventListener("click", () => { job = ""; turn += 1; forget("results", ""); });

// Without this a file dropped beside the field would take the place of the page.
const files = (event) => [...event.dataTransfer.types].includes("Files");
for (const kind of ["dragenter", "dragover"]) {
  addEventListener(kind, (event) => {
    if (!files(event)) return;
    event.preventDefault();
    document.body.classList.add("dragging");
  });
}
addEventListener("dragleave", (event) => { if (!event.relatedTarget) document.body.classList.remove("dragging"); });
addEventListener("drop", (event) => {
  if (!files(event)) return;
  event.preventDefault();
  document.body.classList.remove("dragging");
  if (!event.dataTransfer.files.length) return;
  const input = event.target.matches?.("input[type=file]") ? event.target : picked;
  input.files = event.dataTransfer.files;
  choose();
  only("");
  at("check").focus();
  say([...input.files].map((one) => one.name).join(", ") + " chosen");
});
recent().catch((error) => fail(error.message));


"use strict";
// Without this script the report is whole: it only adds copying, filtering, and unfolding for jumps and for paper.
const said = document.getElementById("said");

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Older browsers and pages opened from a disk may refuse; the old way still works there.
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}

for (const button of document.querySelectorAll("button[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const done = await copy(document.getElementById(button.dataset.copy).textContent);
    button.focus();
    button.textContent = done ? "Copied" : "Select the words and copy them";
    said.textContent = button.textContent;
    setTimeout(() => { button.textContent = "Copy"; said.textContent = ""; }, 3000);
  });
}

for (const filter of document.querySelectorAll(".filter")) {
  filter.hidden = false;
  const rows = document.getElementById(filter.dataset.table).tBodies[0].rows;
  const buttons = filter.querySelectorAll("button");
  for (const button of buttons) {
    button.addEventListener("click", () => {
      const state = button.dataset.state;
      let shown = 0;
      for (const row of rows) {
        row.hidden = state !== "" && row.dataset.state !== state;
        shown += row.hidden ? 0 : 1;
      }
      for (const other of buttons) other.setAttribute("aria-pressed", String(other === button));
      said.textContent = shown + (shown === 1 ? " topic shown" : " topics shown");
    });
  }
}

function unfold() {
  const id = decodeURIComponent(location.hash.slice(1));
  const target = id && document.getElementById(id);
  const folded = target && target.closest("details:not([open])");
  if (folded) {
    folded.open = true;
    target.scrollIntoView();
  }
}
addEventListener("hashchange", unfold);
unfold();

let unfolded = [];
addEventListener("beforeprint", () => {
  unfolded = [...document.querySelectorAll("details:not([open], .how)")];
  for (const one of unfolded) one.open = true;
});
addEventListener("afterprint", () => {
  for (const one of unfolded) one.open = false;
});

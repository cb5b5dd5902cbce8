/* Suggestions while one types in the search box: the combobox pattern of the ARIA practices. The server sends the options as HTML.
   In the empty box: what was looked for on this device, kept only here and taken away by one button or the Delete key, then what many ask. */

const WAIT_MS = 140;
const SHORTEST = 2;
const KEPT = "searches";
const MOST_KEPT = 6;
const LONGEST = 60;

function kept() {
  try {
    const found = JSON.parse(localStorage.getItem(KEPT));
    return Array.isArray(found) ? found.filter((words) => typeof words === "string").slice(0, MOST_KEPT) : [];
  } catch {
    return []; // Storage may be forbidden, or hold something else.
  }
}

function keep(list) {
  try {
    if (list.length) localStorage.setItem(KEPT, JSON.stringify(list.slice(0, MOST_KEPT)));
    else localStorage.removeItem(KEPT);
  } catch {
    /* Then nothing is remembered. */
  }
}

function remember(typed) {
  const words = typed.trim().replace(/\s+/g, " ");
  if (words && words.length <= LONGEST) keep([words, ...kept().filter((one) => one.toLowerCase() !== words.toLowerCase())]);
}

function connect(form) {
  const input = form.querySelector('input[type="search"]');
  const box = Object.assign(document.createElement("div"), { className: "sug", hidden: true });
  const list = Object.assign(document.createElement("div"), { id: "suggestions" });
  const clear = Object.assign(document.createElement("button"), { type: "button", className: "sug-clear", textContent: form.dataset.clear });
  const status = Object.assign(document.createElement("p"), { className: "sr" });
  let timer, request, current = -1;

  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.labels[0].textContent);
  status.setAttribute("role", "status");
  box.append(list, clear);
  form.append(box, status);
  const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" };
  for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);

  const options = () => [...list.querySelectorAll('[role="option"]')];

  function choose(index) {
    current = index;
    options().forEach((option, number) => option.setAttribute("aria-selected", String(number === index)));
    const option = options()[index];
    if (option) {
      input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  }

  function show(visible) {
    const count = options().length;
    const open = visible && count > 0;
    if (open) {
      options().forEach((option, number) => (option.id = `sug-${number + 1}`));
      status.textContent = form.dataset.found.replace("{n}", count);
    }
    if (open === box.hidden) {
      box.hidden = !open;
      input.setAttribute("aria-expanded", String(open));
    }
    clear.hidden = !list.querySelector("[data-kept]");
    if (!open) status.textContent = "";
    choose(-1);
  }

  function line(words) {
    const option = Object.assign(document.createElement("a"), { href: `${form.action}?${new URLSearchParams({ q: words })}`, tabIndex: -1 });
    option.setAttribute("role", "option");
    option.dataset.kept = words;
    option.append(words, Object.assign(document.createElement("small"), { textContent: form.dataset.recent }));
    return option;
  }

  async function ask() {
    const words = input.value.trim();
    request?.abort();
    if (words && words.length < SHORTEST) return show(false);
    if (!words) {
      list.replaceChildren(...kept().map(line));
      show(document.activeElement === input);
    }
    request = new AbortController();
    try {
      const address = `${form.dataset.suggest}?${new URLSearchParams({ q: words })}`;
      const answer = await fetch(address, { signal: request.signal, headers: { "X-Requested-With": "fetch" } });
      if (!answer.ok) return words && show(false);
      const lines = await answer.text();
      if (words) list.innerHTML = lines;
      else list.insertAdjacentHTML("beforeend", lines);
      show(document.activeElement === input);
    } catch (error) {
      if (words && error.name !== "AbortError") show(false);
    }
  }

  function forget(words) {
    keep(words === undefined ? [] : kept().filter((one) => one !== words));
    list.querySelectorAll("[data-kept]").forEach((option) => (words === undefined || option.dataset.kept === words) && option.remove());
    input.focus();
    show(true);
  }

  input.addEventListener("focus", () => input.value.trim() || !box.hidden || ask());
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT_MS);
  });
  input.addEventListener("keydown", (event) => {
    const count = options().length;
    if (event.key === "Escape" && !box.hidden) {
      event.preventDefault();
      show(false);
    } else if (event.key === "ArrowDown" && box.hidden) {
      event.preventDefault();
      ask();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && count) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      choose(((current + 1 + step + count + 1) % (count + 1)) - 1); // -1 is the box itself
    } else if (event.key === "Enter" && current >= 0 && !box.hidden) {
      event.preventDefault();
      options()[current].click();
    } else if (event.key === "Delete" && options()[current]?.dataset.kept) {
      event.preventDefault();
      forget(options()[current].dataset.kept);
    }
  });
  form.addEventListener("submit", () => remember(input.value));
  form.addEventListener("focusout", (event) => {
    if (!form.contains(event.relatedTarget)) show(false);
  });
  clear.addEventListener("click", () => forget());
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const words = event.target.closest("[role=option]")?.dataset;
    if (words?.kept || words?.asked) remember(words.kept ?? words.asked);
  });
}

document.querySelectorAll("form[data-suggest]").forEach(connect);

/* Type-ahead for the commune of an address: a combobox in front of the select that works without this file. It understands old names of
communes and districts; choosing one without a province chooses the province too. The server sends the options as HTML. */

const WAIT_MS = 140;

function connect(place) {
  const province = place.querySelector('select[name="province"]');
  const select = place.querySelector('select[name="commune"]');
  const box = Object.assign(document.createElement("div"), { className: "combo" });
  const input = Object.assign(document.createElement("input"), { className: "in", id: select.id, type: "text", autocomplete: "off" });
  const list = Object.assign(document.createElement("div"), { className: "sug", id: `${select.id}_list`, hidden: true });
  const note = Object.assign(document.createElement("p"), { className: "help", hidden: true });
  const label = place.querySelector(`label[for="${select.id}"]`);
  let timer, request, current = -1;

  const chosenName = () => (select.value ? select.selectedOptions[0].textContent : "");
  const options = () => [...list.querySelectorAll('[role="option"]')];

  input.placeholder = place.dataset.hint;
  input.value = chosenName();
  for (const name of ["aria-describedby", "aria-invalid"]) if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
  const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" };
  for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", label.textContent);
  note.setAttribute("role", "status");
  select.id = `${select.id}_value`;
  select.hidden = true;
  select.required = false;
  box.append(input, list);
  select.before(box);
  select.after(note);

  function mark(index) {
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
    list.hidden = !visible;
    input.setAttribute("aria-expanded", String(visible));
    if (!visible) mark(-1);
  }

  function tell(words) {
    note.textContent = words;
    note.hidden = !words;
  }

  function set(code, name) {
    if (code && !select.querySelector(`option[value="${code}"]`)) select.append(new Option(name, code));
    select.value = code;
    input.value = name;
    select.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function choose(option) {
    const { code, name, province: where, note: words } = option.dataset;
    province.value = where;
    tell(words);
    input.removeAttribute("aria-invalid");
    show(false);
    set(code, name);
  }

  async function ask() {
    const words = input.value.trim();
    request?.abort();
    if (!words) return show(false);
    request = new AbortController();
    try {
      const address = `${place.dataset.communes}?${new URLSearchParams({ q: words, tinh: province.value })}`;
      const answer = await fetch(address, { signal: request.signal, headers: { "X-Requested-With": "fetch" } });
      if (!answer.ok) return show(false);
      list.innerHTML = await answer.text();
      show(document.activeElement === input && list.childElementCount > 0);
    } catch (error) {
      if (error.name !== "AbortError") show(false);
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT_MS);
  });
  input.addEventListener("change", (event) => event.stopPropagation()); // only a chosen commune is news
  input.addEventListener("keydown", (event) => {
    const count = options().length;
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      show(false);
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && count) {
      event.preventDefault();
      show(true);
      mark(((current + (event.key === "ArrowDown" ? 1 : -1) + 1 + count + 1) % (count + 1)) - 1); // -1 is the box itself
    } else if (event.key === "Enter" && !list.hidden && count) {
      event.preventDefault();
      choose(options()[Math.max(current, 0)]);
    }
  });
  input.addEventListener("blur", () => {
    show(false);
    if (!input.value.trim() && select.value) set("", "");
    else input.value = chosenName();
  });
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest('[role="option"]');
    if (option) choose(option);
  });
  province.addEventListener("change", () => {
    tell("");
    select.value = "";
    input.value = "";
  });
}

document.querySelectorAll("[data-communes]").forEach(connect);

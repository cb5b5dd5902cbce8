/* Suggestions while one types in the search box: the combobox pattern of the ARIA practices. The server sends the options as HTML. */

const WAIT_MS = 140;
const SHORTEST = 2;

function connect(form) {
  const input = form.querySelector('input[type="search"]');
  const list = Object.assign(document.createElement("div"), { id: "suggestions", className: "sug", hidden: true });
  let timer, request, current = -1;

  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.labels[0].textContent);
  form.append(list);
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
    list.hidden = !visible;
    input.setAttribute("aria-expanded", String(visible));
    if (!visible) choose(-1);
  }

  async function ask() {
    const words = input.value.trim();
    request?.abort();
    if (words.length < SHORTEST) return show(false);
    request = new AbortController();
    try {
      const address = `${form.dataset.suggest}?${new URLSearchParams({ q: words })}`;
      const answer = await fetch(address, { signal: request.signal, headers: { "X-Requested-With": "fetch" } });
      if (!answer.ok) return show(false);
      list.innerHTML = await answer.text();
      show(options().length > 0 && document.activeElement === input);
    } catch (error) {
      if (error.name !== "AbortError") show(false);
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT_MS);
  });
  input.addEventListener("keydown", (event) => {
    const count = options().length;
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      show(false);
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && count) {
      event.preventDefault();
      show(true);
      const step = event.key === "ArrowDown" ? 1 : -1;
      choose(((current + 1 + step + count + 1) % (count + 1)) - 1); // -1 is the box itself
    } else if (event.key === "Enter" && current >= 0 && !list.hidden) {
      event.preventDefault();
      options()[current].click();
    }
  });
  form.addEventListener("focusout", (event) => {
    if (!form.contains(event.relatedTarget)) show(false);
  });
  list.addEventListener("mousedown", (event) => event.preventDefault());
}

document.querySelectorAll("form[data-suggest]").forEach(connect);

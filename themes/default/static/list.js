// Sorts and filters the lists of a page. Without it everything is there, in the order of the list.
// What is chosen stands in the address: ?status=off_track&owner=ann&sort=2
(() => {
  "use strict";

  const text = (cell) => cell.textContent.replace(/\s+/g, " ").trim();

  // What stands in a cell, without the heading that a phone shows before it.
  const words = (cell) => {
    const copy = cell.cloneNode(true);
    copy.querySelectorAll(".heading").forEach((one) => one.remove());
    return text(copy);
  };

  const keyOf = (cell) => cell.dataset.key || words(cell);

  const number = (key) => (/^-?[\d.]+$/.test(key) ? Number(key) : NaN);

  const compare = (a, b, ranks) => {
    if (ranks) return ranks.indexOf(a) - ranks.indexOf(b);
    const [one, other] = [number(a), number(b)];
    if (!Number.isNaN(one) && !Number.isNaN(other)) return one - other;
    return a.localeCompare(b, document.documentElement.lang, { numeric: true });
  };

  const read = () => new URLSearchParams(location.search);

  const write = (chosen) => {
    const query = chosen.toString();
    try {
      history.replaceState(null, "", location.pathname + (query ? `?${query}` : "") + location.hash);
    } catch {
      // A page that was opened from a disk keeps its address.
    }
  };

  const prepare = (table) => {
    const heads = [...table.tHead.rows[0].cells];
    const bodies = [...table.tBodies];
    const lines = bodies.flatMap((body) => [...body.rows].filter((row) => !row.matches(".group")));
    const order = new Map(lines.map((row, place) => [row, place]));
    let chosen = read();
    let controls = null;

    const show = () => {
      let count = 0;
      const facets = heads.map((head, place) => [head.dataset.facet, place]).filter(([name]) => name);
      for (const row of lines) {
        const fits = facets.every(([name, place]) => {
          const wanted = chosen.getAll(name);
          return !wanted.length || wanted.includes(keyOf(row.cells[place]));
        });
        row.hidden = !fits;
        count += fits ? 1 : 0;
      }
      for (const body of bodies) {
        body.hidden = ![...body.rows].some((row) => !row.matches(".group") && !row.hidden);
      }
      sort();
      if (controls) controls.update(count);
    };

    const sort = () => {
      const wanted = chosen.get("sort") || "";
      const place = Math.abs(parseInt(wanted, 10)) - 1;
      const falls = wanted.startsWith("-");
      const ranks = heads[place]?.dataset.order?.split(" ");
      heads.forEach((head, at) => {
        if (at === place) head.setAttribute("aria-sort", falls ? "descending" : "ascending");
        else head.removeAttribute("aria-sort");
      });
      for (const body of bodies) {
        const rows = [...body.rows].filter((row) => !row.matches(".group"));
        rows.sort((a, b) => {
          if (!(place >= 0 && place < heads.length)) return order.get(a) - order.get(b);
          const [one, other] = [keyOf(a.cells[place]), keyOf(b.cells[place])];
          // What is not known stays behind, whichever way the rest is sorted.
          if (!one || !other) return (one ? 0 : 1) - (other ? 0 : 1) || order.get(a) - order.get(b);
          return compare(one, other, ranks) * (falls ? -1 : 1) || order.get(a) - order.get(b);
        });
        body.append(...rows);
      }
    };

    heads.forEach((head, place) => {
      const label = text(head);
      if (!label) return;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.title = table.dataset.sort.replace("{column}", () => label);
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const at = String(place + 1);
        const now = chosen.get("sort");
        if (now === at) chosen.set("sort", `-${at}`);
        else if (now === `-${at}`) chosen.delete("sort");
        else chosen.set("sort", at);
        write(chosen);
        sort();
      });
    });

    if (heads.some((head) => head.dataset.facet)) {
      controls = build(table, heads, lines, {
        has: (name, value) => chosen.getAll(name).includes(value),
        toggle: (name, value) => {
          const kept = chosen.getAll(name).filter((one) => one !== value);
          const added = kept.length === chosen.getAll(name).length ? [...kept, value] : kept;
          chosen.delete(name);
          added.forEach((one) => chosen.append(name, one));
          write(chosen);
          show();
        },
        clear: () => {
          heads.forEach((head) => head.dataset.facet && chosen.delete(head.dataset.facet));
          write(chosen);
          show();
        },
      });
    }
    show();
  };

  // The chips above a list: for each facet its values, with how many lines have them.
  const build = (table, heads, lines, choice) => {
    const bar = (table.closest(".scroll") || table).previousElementSibling;
    if (!bar?.matches(".filters")) return { update() {} };
    const places = [...bar.querySelectorAll("details")];
    const chips = [];
    heads.forEach((head, place) => {
      const name = head.dataset.facet;
      if (!name) return;
      const values = new Map();
      for (const row of lines) {
        const key = keyOf(row.cells[place]);
        if (!key) continue;
        const found = values.get(key) || { label: words(row.cells[place]), count: 0 };
        found.count += 1;
        values.set(key, found);
      }
      const facet = places.shift();
      const group = facet.lastElementChild;
      for (const [key, { label, count }] of values) {
        const chip = document.createElement("button");
        chip.type = "button";
        chip.className = "chip";
        chip.textContent = `${label} ${count}`;
        chip.addEventListener("click", () => choice.toggle(name, key));
        chips.push([chip, name, key, facet]);
        group.append(chip);
      }
    });
    const count = bar.querySelector("output");
    const clear = document.createElement("button");
    clear.type = "button";
    clear.className = "chip clear";
    clear.textContent = table.dataset.all;
    clear.addEventListener("click", choice.clear);
    bar.append(clear);
    bar.hidden = false;
    chips.forEach(([, name, key, facet]) => {
      if (choice.has(name, key)) facet.open = true;
    });
    return {
      update(shown) {
        let any = false;
        for (const [chip, name, key] of chips) {
          const on = choice.has(name, key);
          chip.setAttribute("aria-pressed", String(on));
          any = any || on;
        }
        clear.hidden = !any;
        count.textContent = any
          ? table.dataset.shown.replace("{shown}", shown).replace("{total}", lines.length)
          : "";
      },
    };
  };

  document.querySelectorAll("table.sortable").forEach(prepare);
})();

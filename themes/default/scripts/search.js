// Finds what somebody types among all documents of the edition, in an index of small files.
// What is in the files, and why, says views/search_index.py; how words are cut, search_terms.py.
window.planbookSearch = (() => {
  "use strict";

  const FORMAT = 1;
  const SHOWN = 8;
  const LONGEST_QUERY = 120;
  const MOST_TERMS = 16;
  const MOST_LIKE = 6;
  const LONGEST_WORD = 32;
  const TITLE = 6; // how much more a word counts in a title

  // Words: the same as in search_terms.py.

  const SIGNS =
    "\\u2190-\\u2bff\\u3005-\\u3007\\u3041-\\u30ff\\u3400-\\u9fff\\uac00-\\ud7a3\\uf900-\\ufaff" +
    "\\u{1f000}-\\u{1faff}\\u{20000}-\\u{3ffff}";
  const UNSEEN = /[\u00ad\u0300-\u036f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]/g;
  const PIECE = new RegExp(`([${SIGNS}]+)|(?:(?![${SIGNS}])[\\p{L}\\p{N}])+`, "gu");
  const SIGN = new RegExp(`^[${SIGNS}]`, "u");
  const IN_WORD = /[\p{L}\p{N}]/u;

  const folded = (text) =>
    text.normalize("NFKD").replace(UNSEEN, "").normalize("NFKC").toLowerCase().replace(/ς/g, "σ");

  const piecesOf = (text) => {
    const found = [];
    let end = 0;
    const whole = folded(text);
    for (const one of whole.matchAll(PIECE)) {
      const gap = whole.slice(end, one.index);
      found.push({ text: one[0], isSigns: one[1] !== undefined, gap });
      end = one.index + one[0].length;
    }
    return found;
  };

  const shardOf = (term, shards) => {
    const signs = [...term];
    let value = 2166136261;
    for (const sign of signs.slice(0, SIGN.test(term) ? 1 : 3)) {
      value = Math.imul(value ^ sign.codePointAt(0), 16777619);
    }
    return ((value ^ (value >>> 15)) & (shards - 1)) >>> 0;
  };

  const pairsOf = (signs) => signs.slice(1).map((sign, at) => signs[at] + sign);

  // What each part of a query asks for: `terms` as they are, or all that begin with `prefix`.
  const planOf = (query) => {
    const pieces = piecesOf([...query].slice(0, LONGEST_QUERY).join(""));
    const parts = [];
    pieces.forEach((piece, place) => {
      const signs = [...piece.text];
      const before = touching(pieces[place - 1], piece);
      const behind = touching(piece, pieces[place + 1]);
      if (before) parts.push({ terms: [[...before.text].pop() + signs[0]] });
      if (piece.isSigns) {
        pairsOf(signs).forEach((two) => parts.push({ terms: [two] }));
        if (signs.length === 1 && !before && !behind) parts.push({ prefix: piece.text });
        return;
      }
      const word = signs.slice(0, LONGEST_WORD).join("");
      if (signs.length === 1) {
        // One letter says something where it is all that there is.
        if (pieces.every((one) => !one.isSigns && [...one.text].length === 1)) {
          parts.push({ terms: [`~${word}`], isLetter: true });
        }
      } else if (behind && !place) {
        // It may be the end of a word; the pair of its last letter says enough.
      } else if (signs.length === 2) parts.push({ terms: [`~${word}`, word], word });
      else parts.push({ prefix: word, word });
    });
    const known = new Set();
    return parts
      .filter((part) => {
        const name = part.prefix === undefined ? part.terms.join() : `${part.prefix}*`;
        return !known.has(name) && known.add(name);
      })
      .slice(0, MOST_TERMS);
  };

  const touching = (one, other) =>
    one && other && !other.gap && one.isSigns !== other.isSigns ? one : null;

  // Files of the index

  class Stale extends Error {}

  const received = new Map();
  const files = new Map();
  const terms = new window.SearchableMap();
  const words = new window.SearchableMap();
  const documents = new Map();
  let folder = "";
  let index = null;

  const add = (name, stamp, data) => received.set(name, { stamp, data });

  const read = (name, data) => {
    if (name.startsWith("terms/")) {
      for (const line of data.split("\n")) {
        const end = line.indexOf(" ");
        if (end > 0) terms.set(line.slice(0, end), line.slice(end + 1));
      }
    } else if (name.startsWith("words/")) {
      for (const word of data.split(" ")) if (word) words.set(word, true);
    } else if (name.startsWith("documents/")) {
      for (const code of Object.keys(data)) documents.set(code, data[code]);
    }
  };

  const load = (name) => {
    if (!files.has(name)) {
      const loading = new Promise((done, fail) => {
        const script = document.createElement("script");
        script.src = `${folder}${name}.js`;
        script.onerror = () => fail(new Stale(name));
        script.onload = () => {
          const got = received.get(name);
          script.remove();
          if (!got || (index && got.stamp !== index.stamp)) return fail(new Stale(name));
          read(name, got.data);
          done(got);
        };
        document.head.append(script);
      });
      files.set(name, loading);
      loading.catch(() => files.delete(name));
    }
    return files.get(name);
  };

  const loadAll = (names) => Promise.all([...new Set(names)].map(load));
  const shard = (term) => `terms/${shardOf(term, index.shards)}`;

  const begin = async (from) => {
    folder = new URL(".", from).href;
    if (index) return;
    const { stamp, data } = await load("index");
    if (data.format !== FORMAT) throw new Stale("index");
    index = { ...data, stamp, kinds: new Map(data.kinds.map((kind) => [kind[0], kind])) };
  };

  // Searching

  // The documents of some terms: code → how well they fit.
  const gather = (found, groups, weight) => {
    const width = index.bits / 6;
    const hits = [];
    let count = 0;
    for (const group of groups.split(" ")) {
      const isTitle = group[0] === "!";
      const start = isTitle ? 2 : 1;
      count += (group.length - start) / width;
      hits.push([group, isTitle, start]);
    }
    const rare = weight * Math.log(1 + index.documents / count);
    for (const [group, isTitle, start] of hits) {
      const kind = group[start - 1];
      const score = isTitle ? rare * TITLE : rare;
      for (let at = start; at < group.length; at += width) {
        const code = group.slice(at, at + width);
        const hit = found.get(code);
        if (!hit || hit.score < score) found.set(code, { code, kind, score, isTitle });
      }
    }
  };

  const gatherAll = (wanted, prefix) => {
    const found = new Map();
    for (const [term, weight] of wanted) {
      const groups = terms.get(term);
      if (groups) gather(found, groups, weight);
    }
    if (prefix !== undefined) {
      for (const [term, groups] of terms.atPrefix(prefix)) {
        gather(found, groups, term === prefix ? 1 : 0.8);
      }
    }
    return found;
  };

  const inAll = (all) => {
    const [first, ...rest] = all.sort((one, other) => one.size - other.size);
    const kept = new Map();
    for (const [code, hit] of first || []) {
      const others = rest.map((found) => found.get(code));
      if (others.every(Boolean)) {
        const hits = [hit, ...others];
        const score = hits.reduce((sum, one) => sum + one.score, 0);
        kept.set(code, { ...hit, score, isTitle: hits.every((one) => one.isTitle) });
      }
    }
    return kept;
  };

  // Words of the index with one letter more, less or another, or two letters in exchange.
  const wordsLike = async (word) => {
    const letters = [...word];
    const [shortest, longest] = index.letters;
    if (letters.length < shortest || /\p{N}/u.test(word)) return [];
    const lengths = [-1, 0, 1].map((more) => letters.length + more);
    const names = lengths.map((one) => Math.min(Math.max(one, shortest), longest));
    await loadAll(names.map((one) => `words/${one}`));
    const exchanged = letters
      .slice(1)
      .map((letter, at) => [...letters.slice(0, at), letter, letters[at], ...letters.slice(at + 2)].join(""))
      .filter((one) => words.has(one));
    return [...new Set([...exchanged, ...words.fuzzyGet(word, 1).keys()])].slice(0, MOST_LIKE);
  };

  const find = async (query) => {
    const plan = planOf(query);
    const names = plan.flatMap((part) => (part.terms || [part.prefix]).map(shard));
    await loadAll(names);
    const like = new Set();
    const all = [];
    for (const part of plan) {
      let found = gatherAll((part.terms || []).map((term) => [term, 1]), part.prefix);
      if (!found.size && part.word && part.prefix) {
        const near = await wordsLike(part.word);
        await loadAll(near.map(shard));
        found = new Map();
        near.forEach((word) => {
          for (const [code, hit] of gatherAll([], word)) if (!found.has(code)) found.set(code, hit);
        });
        if (found.size) near.forEach((word) => like.add(word));
        else found = await inside(part.word);
      }
      all.push(found);
    }
    const hits = [...inAll(all).values()];
    for (const hit of hits) {
      const place = index.first.indexOf(hit.kind);
      if (hit.isTitle && place >= 0) hit.score *= 1.5 - place / 100;
    }
    hits.sort((one, other) => other.score - one.score || (one.code < other.code ? -1 : 1));
    return { hits, like: [...like], plan };
  };

  // Titles that have the letters somewhere inside a word.
  const inside = async (word) => {
    const pairs = pairsOf([...word]).map((two) => `~${two}`);
    await loadAll(pairs.map(shard));
    return inAll(pairs.map((pair) => gatherAll([[pair, 0.5]])));
  };

  // The site's own pages that are called so.
  const pagesCalled = (query) =>
    index.pages
      .filter(([, title]) => folded(title).includes(folded(query.trim())))
      .slice(0, 3)
      .map(([section, title]) => {
        const href = new URL(`../${section}/index.html`, folder).href;
        return { label: index.words.page, title, text: "", sections: [], href };
      });

  const show = async (hits) => {
    const numbers = hits.map(({ code }) =>
      Math.floor(([...code].reduce((sum, sign) => sum * 64 + index.digits.indexOf(sign), 0) * index.blocks) / 2 ** index.bits),
    );
    await loadAll(numbers.map((number) => `documents/${number}`));
    return hits.flatMap((hit, at) => {
      const found = documents.get(hit.code);
      if (!found) return [];
      const [kind, id, title, about, state, text, sections] = found;
      const [, label, section] = index.kinds.get(kind);
      const href = new URL(`../${section}/${id}/index.html`, folder).href;
      return [{ step: Math.floor(at / SHOWN), label, title, about, state, text, sections, href }];
    });
  };

  // What is marked

  // Where the words of a query stand in a text: [from, to] in its own letters.
  const placesOf = (text, needles) => {
    let whole = "";
    const origin = [];
    let at = 0;
    for (const sign of text) {
      const same = sign >= "\u4e00" && sign <= "\u9fff";
      const one = same ? sign : sign < "\u0080" ? sign.toLowerCase() : folded(sign);
      for (let unit = 0; unit < one.length; unit += 1) origin.push(at);
      whole += one;
      at += sign.length;
    }
    origin.push(at);
    const found = [];
    for (const needle of needles) {
      const all = [];
      for (let from = whole.indexOf(needle); from >= 0; from = whole.indexOf(needle, from + needle.length)) {
        all.push([from, from + needle.length]);
      }
      const begins = all.filter(([from]) => SIGN.test(needle) || !IN_WORD.test(whole[from - 1] || ""));
      found.push(...(begins.length ? begins : all));
    }
    return found
      .map(([from, to]) => [origin[from], origin[to]])
      .filter(([from, to]) => to > from)
      .sort((one, other) => one[0] - other[0] || other[1] - one[1]);
  };

  const needlesOf = (query, like) => {
    const pieces = piecesOf(query.slice(0, LONGEST_QUERY)).map((piece) => piece.text);
    const pairs = pieces.filter((text) => SIGN.test(text)).flatMap((text) => pairsOf([...text]));
    return { whole: [...pieces.filter((text) => text.length > 1 || pieces.length === 1), ...like], pairs };
  };

  const mark = (text, { whole, pairs }, from = 0, to = text.length) => {
    let places = placesOf(text.slice(from, to), whole);
    if (!places.length) places = placesOf(text.slice(from, to), pairs);
    const parts = [];
    let end = from;
    for (const [begin, stop] of places) {
      if (from + stop <= end) continue;
      const start = Math.max(from + begin, end);
      const marked = document.createElement("mark");
      parts.push(text.slice(end, start));
      marked.textContent = text.slice(start, from + stop);
      parts.push(marked);
      end = from + stop;
    }
    return [...parts, text.slice(end, to)];
  };

  const waiting = (time) => new Promise((done) => setTimeout(done, time));

  const isHalf = (text, at) => /[\ud800-\udbff]/.test(text[at - 1] || "") && /[\udc00-\udfff]/.test(text[at] || "");

  // The words around the first that are marked, and the section they are in: a heading that has
  // the words comes before other places.
  const snippetOf = (text, sections, needles) => {
    const headed = sections.find(([, , heading]) => placesOf(heading, needles.whole).length);
    const places = placesOf(text, needles.whole);
    const at = headed ? headed[0] : (places[0] || placesOf(text, needles.pairs)[0] || [-1])[0];
    let from = headed ? at : Math.max(0, at - 30);
    if (from && isHalf(text, from)) from -= 1;
    let to = Math.min(text.length, from + 160);
    if (isHalf(text, to)) to += 1;
    const parts = [from ? "…" : "", ...mark(text, needles, from, to), to < text.length ? "…" : ""];
    return { parts, section: headed || sections.filter(([start]) => at >= start).pop() };
  };

  // The dialog

  const make = (tag, values = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(values)) {
      if (value !== undefined) element.setAttribute(name, value);
    }
    element.append(...children);
    return element;
  };

  const build = (link) => {
    const say = index.words;
    const input = make("input", {
      type: "text", role: "combobox", inputmode: "search", enterkeyhint: "go", autocomplete: "off",
      autocapitalize: "off", spellcheck: "false", placeholder: say.placeholder,
      "aria-label": say.placeholder, "aria-autocomplete": "list", "aria-expanded": "false",
      "aria-controls": "planbook-search-results",
    });
    const close = make("button", { type: "button", class: "search-close", "aria-label": say.close }, "×");
    const kinds = make("div", { class: "search-kinds", role: "group", "aria-label": say.kinds });
    const status = make("p", { class: "search-status", role: "status" });
    const list = make("div", { id: "planbook-search-results", role: "listbox", "aria-label": say.results });
    const more = make("button", { type: "button", class: "search-more", hidden: "" }, say.more);
    const letters = make("a", { href: link.href }, say.letters);
    const dialog = make("dialog", { class: "search", "aria-label": say.placeholder },
      make("div", { class: "search-box" }, input, close), kinds, status,
      make("div", { class: "search-found" }, list, more), make("p", { class: "search-foot" }, letters));
    document.body.append(dialog);

    let turn = 0;
    let painting = 0;
    let active = -1;
    let result = { query: "", hits: [], like: [] };
    let kind = "";
    let count = SHOWN;

    const options = () => [...list.children];

    const choose = (place) => {
      const all = options();
      active = all.length ? (place + all.length) % all.length : -1;
      all.forEach((one, at) => one.setAttribute("aria-selected", String(at === active)));
      if (active < 0) return input.removeAttribute("aria-activedescendant");
      input.setAttribute("aria-activedescendant", all[active].id);
      all[active].scrollIntoView({ block: "nearest" });
    };

    const tell = (text) => {
      status.textContent = text;
    };

    const clear = (text) => {
      painting += 1;
      kinds.replaceChildren();
      list.replaceChildren();
      more.hidden = true;
      input.setAttribute("aria-expanded", "false");
      choose(-1);
      tell(text);
    };

    const chip = (sign, label, number) => {
      const button = make("button", { type: "button", class: "chip", "aria-pressed": String(kind === sign) },
        `${label} ${number}`);
      button.addEventListener("click", () => {
        kind = sign;
        count = SHOWN;
        paint().catch(fail);
        [...kinds.children].find((one) => one.getAttribute("aria-pressed") === "true")?.focus();
      });
      return button;
    };

    const paintKinds = () => {
      const counts = new Map();
      for (const hit of result.hits) counts.set(hit.kind, (counts.get(hit.kind) || 0) + 1);
      if (!counts.has(kind)) kind = "";
      const chips = [...counts].sort((one, other) => other[1] - one[1])
        .map(([sign, number]) => chip(sign, index.kinds.get(sign)?.[1] || sign, number));
      kinds.replaceChildren(...(chips.length > 1 ? [chip("", say.all, result.hits.length), ...chips] : []));
    };

    const row = (one, place, needles) => {
      const { parts, section } = snippetOf(one.text, one.sections, needles);
      const anchor = section ? `#${encodeURIComponent(section[1])}` : "";
      const facts = [one.label, one.about, one.state && say[one.state], section && section[2]];
      return make("a", { role: "option", id: `planbook-search-result-${place}`, tabindex: "-1", "aria-selected": "false", href: one.href + anchor },
        make("span", { class: "search-title" }, ...mark(one.title, needles)),
        make("small", {}, facts.filter(Boolean).join(" · ")),
        make("span", { class: "search-snippet" }, ...parts));
    };

    const paint = async () => {
      const mine = ++painting;
      paintKinds();
      const hits = result.hits.filter((hit) => !kind || hit.kind === kind);
      const shown = hits.slice(0, count);
      const found = await show(shown);
      if (mine !== painting) return;
      const needles = needlesOf(result.query, result.like);
      const same = folded(result.query.trim());
      const rank = (one) => {
        const title = folded(one.title);
        return title === same ? 2 : title.includes(same) ? 1 : 0;
      };
      // What is shown already keeps its place when more comes.
      found.sort((one, other) => one.step - other.step || rank(other) - rank(one));
      const pages = kind ? [] : pagesCalled(result.query);
      list.replaceChildren(...[...pages, ...found].map((one, place) => row(one, place, needles)));
      more.hidden = hits.length <= count;
      input.setAttribute("aria-expanded", String(options().length > 0));
      choose(options().length ? 0 : -1);
      const total = hits.length + pages.length;
      const form = new Intl.PluralRules(document.documentElement.lang).select(total);
      const number = (say.found[form] || Object.values(say.found).pop()).replace("{count}", () => total);
      const like = result.like.length ? `${say.like.replace("{words}", () => result.like.join(", "))} ` : "";
      tell(total ? like + number : say.none);
      if (found.length < shown.length) tell(say.stale);
    };

    const fail = (error) => {
      if (!(error instanceof Stale)) throw error;
      clear(say.stale);
    };

    const search = async () => {
      const mine = ++turn;
      const query = input.value;
      list.ariaBusy = "true";
      try {
        const plan = planOf(query);
        // One letter is on its way to a word: wait whether another comes.
        if (plan[0] && plan.every((part) => part.isLetter)) await waiting(150);
        if (mine !== turn) return;
        if (plan.length) {
          const found = await find(query);
          if (mine !== turn) return;
          result = { ...found, query };
          count = SHOWN;
          await paint();
        } else clear(query.trim() ? say.none : say.hint);
      } catch (error) {
        if (mine === turn) fail(error);
      } finally {
        if (mine === turn) list.ariaBusy = "false";
      }
    };

    input.addEventListener("input", (event) => event.isComposing || search());
    input.addEventListener("compositionend", search);
    input.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) choose(active < 0 && step < 0 ? -1 : active + step);
      else if (event.key === "Enter" && active >= 0) options()[active].click();
      else return;
      event.preventDefault();
    });
    more.addEventListener("click", () => {
      const seen = options().length;
      count += SHOWN;
      paint().then(() => {
        choose(seen);
        input.focus();
      }, fail);
    });
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    // A link to another place of this page would leave the dialog open.
    list.addEventListener("click", (event) => event.ctrlKey || event.metaKey || dialog.close());
    clear(say.hint);
    return { dialog, input, search };
  };

  let built = null;

  // Open the dialog; an error means that there is nothing to search in.
  const open = async (link) => {
    await begin(link.href);
    built = built || build(link);
    if (!built.dialog.open) built.dialog.showModal();
    built.input.select();
  };

  return Object.freeze({ add, open, begin, find, show, folded, piecesOf, planOf, shardOf });
})();

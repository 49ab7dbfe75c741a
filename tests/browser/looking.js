// What can be seen wrong on a page, as sentences. Put into each page by the tests, outside its
// policy.
"use strict";

window.looking = (() => {
  const LEAST = 48; // Pixels of whatever is pressed, each way: a shaking thumb.
  const named = (one) => one.outerHTML.replace(/\s+/g, " ").slice(0, 110);
  const seen = (one) => one.checkVisibility({ visibilityProperty: true });
  const all = (what) => [...document.querySelectorAll(what)].filter(seen);
  const PRESSED = "a[href], button, summary, select, textarea, input:not([type=hidden])";

  // Kept for those who do not look: a pixel large until it is in hand.
  const forEarsOnly = (one) => {
    if (one.closest(".skip")) return true;
    for (let around = one; around; around = around.parentElement) {
      const { width, height } = around.getBoundingClientRect();
      if (width <= 1 || height <= 1 || getComputedStyle(around).clipPath.startsWith("inset(50%")) return true;
    }
    return false;
  };

  const inASentence = (one) => {
    if (one.tagName !== "A" || getComputedStyle(one).display !== "inline") return false;
    return one.parentElement.innerText.trim().length > one.innerText.trim().length;
  };

  const box = (one) => {
    const label = one.matches("[type=checkbox], [type=radio]") && one.closest("label");
    return (label || one).getBoundingClientRect();
  };

  const frame = () => {
    const found = [];
    for (const what of ["h1", "main", "head > title", "html[lang]"]) {
      const { length } = document.querySelectorAll(what);
      if (length !== 1) found.push(`${length} of ${what}`);
    }
    return found;
  };

  // One alone may speak by itself. That a line was copied is said only to who pressed for it.
  const polite = () => {
    const live = "[aria-live=polite], [role=status], [role=log], output";
    const found = document.querySelectorAll(`:is(${live}):not(#copied)`);
    return found.length > 1 ? [`${found.length} polite regions: ${[...found].map(named).join(" | ")}`] : [];
  };

  const wide = () => {
    const { scrollWidth } = document.documentElement;
    return scrollWidth > window.innerWidth ? [`${scrollWidth} pixels wide`] : [];
  };

  const small = () =>
    all(PRESSED)
      .filter((one) => !forEarsOnly(one) && !inASentence(one))
      .map((one) => [box(one), one])
      .filter(([{ width, height }]) => width < LEAST - 0.5 || height < LEAST - 0.5)
      .map(([{ width, height }, one]) => `only ${Math.round(width)}x${Math.round(height)}: ${named(one)}`);

  // Whatever is in hand must be in sight, and look it: tried from the end, as Shift+Tab goes.
  const hidden = () => {
    const line = document.querySelector(".danger");
    const found = [];
    for (const one of all(PRESSED).reverse()) {
      one.focus();
      if (document.activeElement !== one) continue;
      const place = one.getBoundingClientRect();
      const bar = line?.getBoundingClientRect();
      if (bar && !line.contains(one) && place.top < bar.bottom - 1) found.push(`under the line: ${named(one)}`);
      if (place.bottom < 1 || place.top > window.innerHeight - 1) found.push(`out of sight: ${named(one)}`);
      const { outlineStyle, outlineWidth } = getComputedStyle(one);
      if (outlineStyle === "none" || parseFloat(outlineWidth) < 2) found.push(`no outline: ${named(one)}`);
    }
    document.activeElement?.blur();
    window.scrollTo(0, 0);
    return found;
  };

  const lines = () => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const around = node.parentElement;
      if (!node.data.trim() || !seen(around) || around.closest("select, .danger") || forEarsOnly(around)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const { left, right, top, bottom } of range.getClientRects()) {
        // The font's own box is taller than its letters.
        const inset = (bottom - top) / 4;
        if (right - left > 1) found.push({ node, left, right, top: top + inset, bottom: bottom - inset });
      }
    }
    return found;
  };

  // Text that lies over other text, or leaves what it stands in.
  const lost = () => {
    const found = new Set();
    const every = lines();
    every.forEach((one, at) => {
      const around = one.node.parentElement;
      for (let next = at + 1; next < every.length; next += 1) {
        const other = every[next];
        const over = Math.min(one.right, other.right) - Math.max(one.left, other.left);
        const under = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
        if (over > 2 && under > 2) found.add(`over each other: "${one.node.data.trim()}", "${other.node.data.trim()}"`);
      }
      if (one.right > window.innerWidth + 1 || one.left < -1) found.add(`out of the page: "${one.node.data.trim()}"`);
      const button = around.closest("button, a.button, summary, label, .ring")?.getBoundingClientRect();
      if (button && (one.right > button.right + 1 || one.left < button.left - 1 || one.bottom > button.bottom + 1)) {
        found.add(`out of its button: "${one.node.data.trim()}"`);
      }
    });
    for (const one of all("body *")) {
      const { overflowX, overflowY } = getComputedStyle(one);
      if (forEarsOnly(one) || one.matches("input, select, svg, svg *")) continue;
      const across = /hidden|clip/.test(overflowX) && one.scrollWidth > one.clientWidth + 1;
      const down = /hidden|clip/.test(overflowY) && one.scrollHeight > one.clientHeight + 1;
      if (across || down) found.add(`cut off: ${named(one)}`);
    }
    return [...found];
  };

  // What appears after a moment does not move.
  const STILL = ["none", "late"];
  const moving = () =>
    all("body *")
      .flatMap((one) => ["", "::before", "::after"].map((part) => [one, getComputedStyle(one, part)]))
      .filter(([, { animationName, transitionDuration }]) => !STILL.includes(animationName) || parseFloat(transitionDuration) > 0)
      .map(([one]) => `moves: ${named(one)}`);

  // Where the browser takes all colours away, a button is known by its edge.
  const edgeless = () =>
    all("button, a.button, input:not([type=hidden], [type=checkbox], [type=radio]), select")
      .filter((one) => !forEarsOnly(one))
      .filter((one) => {
        const { borderTopStyle, borderTopWidth, textDecorationLine } = getComputedStyle(one);
        const edge = borderTopStyle !== "none" && parseFloat(borderTopWidth) > 0;
        return !edge && !textDecorationLine.includes("underline");
      })
      .map((one) => `no edge: ${named(one)}`);

  const served = new Map();
  const drawers = (open) => {
    for (const one of document.querySelectorAll("details")) {
      if (!served.has(one)) served.set(one, one.open);
      one.open = open || served.get(one);
    }
  };

  // WCAG 1.4.12, as a person's own style sheet sets it.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
    p { margin-bottom: 2em !important; }`);
  const spaced = (so) => {
    document.adoptedStyleSheets = so ? [sheet] : [];
  };

  const scaled = (percent) => {
    document.documentElement.style.fontSize = percent ? `${percent}%` : "";
  };

  const nameless = () =>
    all("a[href], button, summary")
      .filter((one) => !one.innerText.trim() && !one.ariaLabel)
      .map((one) => `no name: ${named(one)}`);

  const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

  // The way past what comes first stands outside every landmark, after 999, which comes before all.
  const byDesign = (rule, one) => rule === "region" && one.target[0] === ".skip";

  const axed = async () => {
    const { violations } = await axe.run(document, {
      runOnly: { type: "tag", values: TAGS },
      resultTypes: ["violations"],
      preload: false,
    });
    return violations.flatMap(({ id, nodes }) =>
      nodes
        .filter((one) => !byDesign(id, one))
        .map((one) => `axe, ${id}: ${one.html.replace(/\s+/g, " ").slice(0, 160)}`),
    );
  };

  return { frame, polite, nameless, wide, small, hidden, lost, moving, edgeless, drawers, spaced, scaled, axed };
})();

const SMALL = 24;

// The mouse and the finger: what is under the pointer is told, a tap selects, a double tap expands.
export function listenToPointer(it) {
  const { cy, frame } = it;

  // A selected node lights up its own lines and dims what is not next to it.
  it.refreshFocus = () => {
    const chosen = cy.$(":selected").first();
    cy.batch(() => {
      cy.elements().removeClass("near faint");
      if (!chosen.length) return;
      const near = chosen.isNode() ? chosen.closedNeighborhood() : chosen.union(chosen.connectedNodes());
      cy.elements().difference(near).addClass("faint");
      near.edges().addClass("near");
    });
    frame.setSelection(chosen.length ? (chosen.isNode() ? "node" : "line") : "");
  };

  // After growth everything should be in view, but the eye must not lose its place: pan and zoom gently.
  it.showAll = () => {
    const still = globalThis.matchMedia?.("(prefers-reduced-motion: reduce)").matches;
    cy.animate(it.viewOf(cy.elements(":visible")), { duration: still ? 0 : 260, easing: "ease-out" });
  };

  const name = (item) =>
    item.isNode()
      ? `${it.data.names.nodes[item.data("kind")] ?? item.data("kind")}｜${item.data("name")}`
      : `${item.source().data("name")} —${item.data("text")}→ ${item.target().data("name")}`;
  it.nameOf = name;

  cy.on("select unselect", () => it.refreshFocus());
  cy.on("tap", (event) => {
    it.root.querySelector(".canvas-stage").focus({ preventScroll: true });
    if (event.target === cy) cy.$(":selected").unselect();
    it.tellSelection();
  });
  cy.on("dbltap", "node", (event) => {
    clearTimeout(it.timer);
    it.expand(event.target.id());
  });
  cy.on("mouseover", "node, edge", (event) => {
    event.target.addClass("over");
    frame.stage.style.cursor = "pointer";
    const more = event.target.data("rest");
    const home = event.target.data("home") ? `\n《${event.target.data("home")}》` : "";
    const tail = more ? `\n${it.data.texts.more_neighbours.replace("{count}", more)}` : "";
    frame.showTip(name(event.target) + home + tail, event.renderedPosition);
  });
  cy.on("mouseout", "node, edge", (event) => {
    event.target.removeClass("over");
    frame.stage.style.cursor = "";
    frame.hideTip();
  });
  cy.on("viewport drag", () => frame.hideTip());
  cy.on("dragpan scrollzoom pinchzoom", () => void (it.touched = true));
  cy.on("free", "node", () => it.remember());
  cy.on("zoom", () => nameLines(cy));

  it.expand = (id) => {
    frame.setBusy(true);
    it.act("expand", id);
  };
  frame.on("fit", () => it.fit());
  frame.on("closer", () => zoomBy(it, 1.25));
  frame.on("farther", () => zoomBy(it, 0.8));
  frame.on("tidy", () => it.tidy());
  frame.on("undo", () => it.act("undo"));
  for (const op of ["expand", "centre", "hide"]) {
    frame.on(op, () => {
      const chosen = cy.$("node:selected").first();
      if (!chosen.length) return;
      clearTimeout(it.timer);
      if (op === "expand") it.expand(chosen.id());
      else it.act(op, chosen.id());
    });
  }
}

function zoomBy(it, factor) {
  const { cy } = it;
  it.touched = true;
  cy.zoom({ level: cy.zoom() * factor, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
}

// Words on every line are read only close by; from afar they would be dust.
// A small picture has room for them at once.
export function nameLines(cy) {
  const named = cy.zoom() > (cy.edges().length > SMALL ? 1.25 : 0.8);
  cy.edges().toggleClass("named", named);
}

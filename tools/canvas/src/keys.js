// The keyboard does all that the mouse does: arrows go from node to node, L along a node's lines.
const DIRECTIONS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

function nextNode(cy, from, [dx, dy]) {
  const start = from.length ? from.position() : null;
  if (!start) return cy.nodes(".centre:visible")[0] ?? cy.nodes(":visible")[0];
  let best = null;
  cy.nodes(":visible").forEach((node) => {
    if (node.same(from)) return;
    const x = node.position("x") - start.x;
    const y = node.position("y") - start.y;
    const along = x * dx + y * dy;
    const aside = Math.abs(x * dy) + Math.abs(y * dx);
    if (along <= 4 || aside > along * 2.2) return;
    const cost = along + aside * 1.6;
    if (!best || cost < best.cost) best = { node, cost };
  });
  return best?.node;
}

export function listenToKeys(it) {
  const { cy, frame } = it;
  const choose = (item) => {
    if (!item) return;
    cy.$(":selected").unselect();
    item.select();
    const box = item.renderedBoundingBox();
    if (box.x1 < 0 || box.y1 < 0 || box.x2 > cy.width() || box.y2 > cy.height()) cy.center(item);
    frame.say(it.nameOf(item));
    it.tellSelection(350);
  };
  const nextLine = () => {
    const chosen = cy.$(":selected").first();
    if (!chosen.length) return;
    if (chosen.isNode()) it.lineHome = chosen.id();
    const lines = cy.getElementById(it.lineHome ?? "").connectedEdges(":visible");
    if (lines.length) choose(lines[(chosen.isNode() ? 0 : lines.indexOf(chosen) + 1) % lines.length]);
  };
  // Arrows may pass a node by; N comes to every one, from the left to the right.
  const walk = () => {
    const order = cy.nodes(":visible").sort((a, b) => a.position("x") - b.position("x") || a.position("y") - b.position("y"));
    const chosen = cy.$("node:selected").first();
    choose(order[chosen.length ? (order.indexOf(chosen) + 1) % order.length : 0]);
  };
  const actions = {
    Enter: () => frame.emit("centre"),
    e: () => frame.emit("expand"),
    h: () => frame.emit("hide"),
    Delete: () => frame.emit("hide"),
    u: () => frame.emit("undo"),
    f: () => frame.emit("fit"),
    0: () => frame.emit("fit"),
    "+": () => frame.emit("closer"),
    "=": () => frame.emit("closer"),
    "-": () => frame.emit("farther"),
    t: () => frame.emit("tidy"),
    l: nextLine,
    n: walk,
    "?": () => frame.toggleHelp(),
    Escape: () => {
      cy.$(":selected").unselect();
      it.tellSelection();
    },
  };
  frame.stage.addEventListener("keydown", (event) => {
    if (event.altKey || event.metaKey) return;
    if (event.ctrlKey && event.key !== "z") return;
    const direction = DIRECTIONS[event.key];
    if (direction && event.shiftKey) cy.panBy({ x: -60 * direction[0], y: -60 * direction[1] });
    else if (direction) choose(nextNode(cy, cy.$("node:selected").first(), direction));
    else if (event.ctrlKey) frame.emit("undo");
    else if (actions[event.key]) actions[event.key]();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}

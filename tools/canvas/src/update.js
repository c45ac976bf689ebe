// Brings the drawing from what it shows to what it should show, by identifier: what stays keeps its place.
import { layNew, layWhole } from "./layout.js";
import { nameLines } from "./pointer.js";
import { setName } from "./lettering.js";
import { padding } from "./shapes.js";

function nodeData(node, data) {
  const look = data.look.nodes[node.kind] ?? data.look.other;
  const name = setName(node.name);
  const size = node.centre ? 15 : 12;
  const w = Math.round(name.width * size + padding(look.shape));
  const rest = node.more > 0 ? { rest: node.more } : {};
  return { ...node, ...rest, text: name.text, w, h: name.lines * size * 1.3 + 16 };
}

function lineData(line, data) {
  const name = data.names.lines[line.kind] ?? line.kind;
  return { ...line, text: line.count > 1 ? `${name} ×${line.count}` : name };
}

function exchange(it, data) {
  const { cy } = it;
  const nodes = new Map(data.nodes.map((node) => [node.id, node]));
  const lines = new Map(data.lines.map((line) => [line.id, line]));
  const fresh = [];
  cy.batch(() => {
    cy.elements().filter((item) => !(item.isNode() ? nodes : lines).has(item.id())).remove();
    for (const node of nodes.values()) {
      const known = cy.getElementById(node.id);
      if (known.length) known.removeData("rest").data(nodeData(node, data));
      else fresh.push(cy.add({ group: "nodes", data: nodeData(node, data) })[0]);
      cy.getElementById(node.id).toggleClass("centre", Boolean(node.centre));
    }
    for (const line of lines.values()) {
      const known = cy.getElementById(line.id);
      if (known.length) known.data(lineData(line, data));
      else cy.add({ group: "edges", data: lineData(line, data) });
    }
  });
  return fresh;
}

function place(it, fresh) {
  const { cy } = it;
  const known = it.positions();
  const homeless = fresh.filter((node) => {
    const position = known.get(node.id());
    if (position) node.position({ ...position });
    return !position;
  });
  if (homeless.length === cy.nodes().length) layWhole(cy, it.data.graphKey);
  else if (homeless.length) layNew(cy, homeless, it.data.graphKey);
  it.remember();
  return homeless.length;
}

export function applyLegend(it) {
  const { cy, off } = it;
  cy.batch(() => {
    cy.nodes().forEach((node) => void node.toggleClass("off", off.nodes.has(node.data("kind"))));
    cy.edges().forEach((edge) => void edge.toggleClass("off", off.lines.has(edge.data("kind"))));
    // What only a hidden type held in the picture goes with it.
    cy.nodes(":visible").forEach((node) => {
      const alone = node.connectedEdges().length > 0 && node.connectedEdges(":visible").length === 0;
      if (alone && !node.hasClass("centre")) node.addClass("off");
    });
  });
}

export function update(it, data) {
  const changedGraph = it.data.graphKey !== data.graphKey || !it.theme;
  const before = it.cy.nodes().length;
  if (!changedGraph) it.remember();
  it.data = { ...data, selected: data.selected ?? { node: "", line: "" } };
  it.root.style.height = `${data.height}px`;
  it.off = { nodes: new Set(data.off.nodes), lines: new Set(data.off.lines) };
  if (!it.theme) it.restyle();
  if (changedGraph) it.cy.elements().remove();
  const fresh = exchange(it, data);
  const placed = place(it, fresh);
  applyLegend(it);
  it.redrawLegend();
  it.frame.setBusy(false);
  it.frame.setUndo(data.undo);
  it.frame.setEmpty(data.nodes.length === 0);
  it.cy.$(":selected").unselect();
  const chosen = it.data.selected.line || it.data.selected.node;
  if (chosen) it.cy.getElementById(chosen).select();
  it.refreshFocus();
  if (changedGraph || !before) {
    it.touched = false;
    it.fit();
  } else if (placed) {
    it.showAll();
  }
  nameLines(it.cy);
  if (it.summary !== data.summary) it.frame.say(data.summary);
  it.summary = data.summary;
}

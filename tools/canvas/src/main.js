// The graph canvas as a Streamlit component. Python sends the graph, the look and the words; the canvas
// answers with what is selected, what the legend hides, and what is to be done (expand, centre, hide, undo).
import cytoscape from "cytoscape";
import fcose from "cytoscape-fcose";
import { buildFrame } from "./frame.js";
import { listenToKeys } from "./keys.js";
import { layWhole } from "./layout.js";
import { forgetBadges, readTheme, stylesheet } from "./look.js";
import { drawLegend } from "./legend.js";
import { listenToPointer } from "./pointer.js";
import { update } from "./update.js";

cytoscape.use(fcose);

const [TOOLS, EDGE, CLOSEST] = [58, 26, 1.2];

// Positions outlive the component, which Streamlit takes down when another page is shown.
const MEMORY = (globalThis.__innographCanvas ??= { positions: new Map() });
const INSTANCES = new Map();

function create(root, data) {
  const frame = buildFrame(root, data.texts);
  const cy = cytoscape({
    container: frame.stage,
    elements: [],
    minZoom: 0.15,
    maxZoom: 2.6,
    boxSelectionEnabled: false,
    selectionType: "single",
    pixelRatio: "auto",
  });
  const it = { root, frame, cy, data, off: { nodes: new Set(), lines: new Set() }, timer: 0, touched: false };
  it.positions = () => {
    if (!MEMORY.positions.has(it.data.graphKey)) MEMORY.positions.set(it.data.graphKey, new Map());
    return MEMORY.positions.get(it.data.graphKey);
  };
  it.remember = () => cy.nodes().forEach((node) => void it.positions().set(node.id(), { ...node.position() }));
  it.fit = () => {
    const shown = cy.elements(":visible");
    if (!shown.length) return;
    cy.resize();
    cy.viewport(it.viewOf(shown));
  };
  // Where to look from so that everything is in view, beside the tools and no closer than reading needs.
  it.viewOf = (eles) => {
    const box = eles.boundingBox();
    const [width, height] = [cy.width() - TOOLS - EDGE, cy.height() - 2 * EDGE];
    const zoom = Math.max(cy.minZoom(), Math.min(width / box.w, height / box.h, CLOSEST));
    return {
      zoom,
      pan: {
        x: TOOLS + width / 2 - (zoom * (box.x1 + box.x2)) / 2,
        y: EDGE + height / 2 - (zoom * (box.y1 + box.y2)) / 2,
      },
    };
  };
  it.act = (op, id = "") => it.api.setTriggerValue("action", { op, id, at: Date.now() });
  it.tellSelection = (wait = 160) => {
    clearTimeout(it.timer);
    it.timer = setTimeout(() => {
      const chosen = cy.$(":selected").first();
      const node = chosen.isNode?.() ? chosen.id() : "";
      const line = chosen.isEdge?.() ? chosen.id() : "";
      const told = it.data.selected ?? {};
      if (told.node === node && told.line === line) return;
      it.data.selected = { node, line };
      it.api.setStateValue("selection", { node, line, at: Date.now() });
    }, wait);
  };
  it.restyle = () => {
    it.theme = readTheme(root);
    root.classList.toggle("dark", it.theme.dark);
    cy.style(stylesheet(it.data.look, it.theme));
  };
  it.redrawLegend = () => drawLegend(it);
  it.tidy = () => {
    layWhole(cy, it.data.graphKey);
    it.remember();
    it.fit();
  };
  listenToPointer(it);
  listenToKeys(it);
  watch(it);
  return it;
}

function watch(it) {
  it.sizes = new ResizeObserver(() => {
    if (!it.frame.stage.clientWidth || !it.frame.stage.clientHeight) return;
    it.cy.resize();
    // Until the user has chosen where to look from, everything is to be in view, whatever the size becomes.
    if (!it.touched) it.fit();
  });
  it.sizes.observe(it.frame.stage);
  // Streamlit changes its theme without a call: compare when the page's colours may have changed.
  it.themes = setInterval(() => {
    if (!it.root.isConnected) {
      INSTANCES.delete(it.root);
      destroy(it);
      return;
    }
    const now = readTheme(it.root);
    if (now.ground === it.theme.ground && now.text === it.theme.text) return;
    forgetBadges();
    it.restyle();
    it.redrawLegend();
  }, 600);
  document.fonts?.ready.then(() => {
    forgetBadges();
    if (it.theme) it.restyle();
  });
}

function destroy(it) {
  it.remember();
  clearInterval(it.themes);
  clearTimeout(it.timer);
  it.sizes.disconnect();
  it.cy.destroy();
}

export default function canvas({ data, parentElement, setStateValue, setTriggerValue }) {
  const root = parentElement.querySelector(".canvas-root");
  let it = INSTANCES.get(root);
  if (!it) {
    it = create(root, data);
    INSTANCES.set(root, it);
  }
  it.api = { setStateValue, setTriggerValue };
  update(it, data);
  return () => {
    if (root.isConnected) return;
    INSTANCES.delete(root);
    destroy(it);
  };
}

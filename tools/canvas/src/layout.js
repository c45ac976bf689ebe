// Where things go. The first picture is laid out whole; when the graph grows, everything that was there
// stays where it was and the new nodes find room round the node they hang on.
import { seedOf, withFixedSeed } from "./random.js";

const GAP = 16;
const ASPECT = 1.5;
const WIDEST = 1.7;

function fcose(cy, eles, seed, more) {
  withFixedSeed(seed, () =>
    eles
      .layout({
        name: "fcose",
        quality: "proof",
        animate: false,
        fit: false,
        randomize: true,
        packComponents: true,
        nodeDimensionsIncludeLabels: false,
        nodeSeparation: 90,
        idealEdgeLength: 80,
        nodeRepulsion: 9000,
        edgeElasticity: 0.35,
        gravity: 0.3,
        numIter: 2500,
        ...more,
      })
      .run(),
  );
}

const meets = (a, b) =>
  Math.abs(a.x - b.x) < (a.w + b.w) / 2 + GAP && Math.abs(a.y - b.y) < (a.h + b.h) / 2 + GAP;

// A box that is wedged in between others goes to the nearest free place round it.
function settle(box, boxes) {
  const free = (place) => !boxes.some((other) => other !== box && meets(place, other));
  for (let turn = 0, place = box; turn < 900; turn += 1) {
    if (free(place)) {
      Object.assign(box, { x: place.x, y: place.y });
      return;
    }
    const [angle, reach] = [turn * 0.7, 10 + turn * 2.2];
    place = { ...box, x: box.x + reach * Math.cos(angle) * 1.4, y: box.y + reach * Math.sin(angle) };
  }
}

// Boxes that lie on each other are pushed apart along the shorter way; those in `fixed` do not move.
export function separate(nodes, fixed) {
  const boxes = nodes.map((node) => ({
    node, ...node.position(), w: node.data("w") + 14, h: node.data("h"), held: fixed.has(node.id()),
  }));
  for (let round = 0; round < 80; round += 1) {
    let moved = false;
    for (let i = 0; i < boxes.length; i += 1) {
      for (let j = i + 1; j < boxes.length; j += 1) {
        const [a, b] = [boxes[i], boxes[j]];
        if ((a.held && b.held) || !meets(a, b)) continue;
        const across = (a.w + b.w) / 2 + GAP - Math.abs(a.x - b.x);
        const down = (a.h + b.h) / 2 + GAP - Math.abs(a.y - b.y);
        const axis = across < down ? "x" : "y";
        const step = (Math.min(across, down) + 0.5) * (a[axis] < b[axis] || (a[axis] === b[axis] && i < j) ? 1 : -1);
        const share = a.held ? 0 : b.held ? 1 : 0.5;
        a[axis] -= step * share;
        b[axis] += step * (1 - share);
        moved = true;
      }
    }
    if (!moved) break;
  }
  for (const box of boxes) if (!box.held) settle(box, boxes);
  for (const box of boxes) if (!box.held) box.node.position({ x: box.x, y: box.y });
}

export function layWhole(cy, key) {
  const shown = cy.elements();
  if (!shown.nodes().length) return;
  fcose(cy, shown, seedOf(key));
  // Screens are wider than high; a picture that is, too, leaves less of them unused.
  const bounds = shown.nodes().boundingBox({ includeLabels: false });
  const wider = Math.min(Math.max((ASPECT * bounds.h) / bounds.w, 1), WIDEST);
  shown.nodes().forEach((node) => void node.position("x", node.position("x") * wider));
  separate(shown.nodes(), new Set());
}

// The middle of the widest empty sector round the anchor, seen from it.
function freeDirection(anchor, placed) {
  const centre = anchor.position();
  const angles = placed
    .filter((node) => node.id() !== anchor.id())
    .map((node) => Math.atan2(node.position("y") - centre.y, node.position("x") - centre.x))
    .sort((a, b) => a - b);
  if (!angles.length) return 0;
  let best = { width: -1, middle: 0 };
  angles.forEach((angle, at) => {
    const next = at + 1 < angles.length ? angles[at + 1] : angles[0] + 2 * Math.PI;
    if (next - angle > best.width) best = { width: next - angle, middle: angle + (next - angle) / 2 };
  });
  return best.middle;
}

export function layNew(cy, fresh, key) {
  const isNew = new Set(fresh.map((node) => node.id()));
  const placed = cy.nodes().filter((node) => !isNew.has(node.id()));
  const groups = new Map();
  for (const node of fresh) {
    const anchors = node.neighborhood("node").filter((other) => !isNew.has(other.id()));
    const anchor = anchors.length ? anchors.max((other) => other.degree()).ele : placed[0];
    if (!groups.has(anchor.id())) groups.set(anchor.id(), { anchor, nodes: [] });
    groups.get(anchor.id()).nodes.push(node);
  }
  for (const { anchor, nodes } of groups.values()) {
    const towards = freeDirection(anchor, placed.filter((node) => node.edgesWith(anchor).length > 0));
    const spread = Math.min(Math.PI * 1.2, 0.35 * nodes.length);
    nodes.forEach((node, at) => {
      const angle = towards + (nodes.length > 1 ? (at / (nodes.length - 1) - 0.5) * spread : 0);
      const reach = 190 + (at % 3) * 70;
      node.position({
        x: anchor.position("x") + reach * Math.cos(angle) * 1.25,
        y: anchor.position("y") + reach * Math.sin(angle),
      });
    });
  }
  fcose(cy, cy.elements(), seedOf(key + cy.nodes().length), {
    randomize: false,
    packComponents: false,
    fixedNodeConstraint: placed.map((node) => ({ nodeId: node.id(), position: { ...node.position() } })),
  });
  separate(cy.nodes(), new Set(placed.map((node) => node.id())));
}

// The shapes of diagrams/style.yml as boxes of any length: slants keep their width, so that a long name
// does not stretch them, as cytoscape's own shapes would. Corners lie in [-1, 1] on both axes.
const SLANT = { hexagon: 13, octagon: 9, rhomboid: 13, tag: 13, "concave-hexagon": 10, "cut-rectangle": 9 };

const CORNERS = {
  hexagon: (k) => [-1, 0, -1 + k, -1, 1 - k, -1, 1, 0, 1 - k, 1, -1 + k, 1],
  octagon: (k, v) => [-1, -1 + v, -1 + k, -1, 1 - k, -1, 1, -1 + v, 1, 1 - v, 1 - k, 1, -1 + k, 1, -1, 1 - v],
  rhomboid: (k) => [-1 + k, -1, 1, -1, 1 - k, 1, -1, 1],
  tag: (k) => [-1, -1, 1 - k, -1, 1, 0, 1 - k, 1, -1, 1],
  "concave-hexagon": (k) => [-1, -1, 1, -1, 1 - k, 0, 1, 1, -1, 1, -1 + k, 0],
  "cut-rectangle": (k, v) => [-1, -1, 1 - k, -1, 1, -1 + v, 1, 1, -1, 1],
};

export const padding = (shape) => 30 + (shape === "rectangle" ? 6 : 18);

export function shapeStyle(shape) {
  if (shape === "ellipse") return { shape: "round-rectangle", "corner-radius": 60 };
  if (shape === "round-rectangle") return { shape, "corner-radius": 6 };
  if (!CORNERS[shape]) return { shape };
  return {
    shape: "polygon",
    "shape-polygon-points": (node) => {
      const slant = SLANT[shape] * 2;
      return CORNERS[shape](slant / node.data("w"), slant / node.data("h")).join(" ");
    },
  };
}

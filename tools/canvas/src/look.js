// How the graph looks: the table of types (diagrams/style.yml, handed over as data) and the page's theme
// become a cytoscape stylesheet. A canvas knows no CSS variables, so colours are read and mixed here.
import { FONT } from "./lettering.js";
import { shapeStyle } from "./shapes.js";

const parse = (colour) => {
  const probe = document.createElement("canvas").getContext("2d");
  probe.fillStyle = colour;
  const hex = probe.fillStyle;
  if (hex.startsWith("#")) return [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
  return hex.match(/[\d.]+/g).slice(0, 3).map(Number);
};

export function mix(one, other, share) {
  const [a, b] = [parse(one), parse(other)];
  return `rgb(${a.map((value, at) => Math.round(value * (1 - share) + b[at] * share)).join(",")})`;
}

export function readTheme(element) {
  const css = getComputedStyle(element);
  const value = (name, fallback) => css.getPropertyValue(name).trim() || fallback;
  const ground = value("--st-background-color", "#ffffff");
  const [red, green, blue] = parse(ground);
  return {
    ground,
    text: value("--st-text-color", "#17202a"),
    primary: value("--st-primary-color", "#1c5faa"),
    dark: 0.299 * red + 0.587 * green + 0.114 * blue < 128,
  };
}

// In the dark the pale fills would glare: the deep tone of each type carries the box, the pale one the text.
export function nodeColours(look, theme) {
  if (!theme.dark) return look;
  return {
    ...look,
    fill: mix(look.stroke, theme.ground, 0.68),
    stroke: mix(look.stroke, "#ffffff", 0.42),
    text: mix(look.fill, "#ffffff", 0.35),
  };
}

const lineColour = (look, theme) => (theme.dark ? mix(look.stroke, "#ffffff", 0.45) : look.stroke);

// The tag is drawn as a picture, so that it uses whatever font the page has.
const badges = new Map();
export function badge(character, ground, ink) {
  const key = `${character}${ground}${ink}`;
  if (!badges.has(key)) {
    const size = 64;
    const canvas = Object.assign(document.createElement("canvas"), { width: size, height: size });
    const pen = canvas.getContext("2d");
    pen.fillStyle = ground;
    pen.beginPath();
    pen.arc(size / 2, size / 2, size / 2 - 1, 0, Math.PI * 2);
    pen.fill();
    pen.fillStyle = ink;
    pen.font = `600 36px ${FONT}`;
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.fillText(character, size / 2, size / 2 + 2);
    badges.set(key, canvas.toDataURL("image/png"));
  }
  return badges.get(key);
}

// How many neighbours are not in the picture: a small pill on the right flank.
export function pill(count, ground, ink) {
  const key = `+${count}${ground}${ink}`;
  if (!badges.has(key)) {
    const canvas = Object.assign(document.createElement("canvas"), { width: 108, height: 60 });
    const pen = canvas.getContext("2d");
    pen.fillStyle = ground;
    pen.strokeStyle = ink;
    pen.lineWidth = 4;
    pen.beginPath();
    pen.roundRect(3, 3, 102, 54, 27);
    pen.fill();
    pen.stroke();
    pen.fillStyle = ink;
    pen.font = `600 34px ${FONT}`;
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.fillText(count > 99 ? "99+" : `+${count}`, 54, 32);
    badges.set(key, canvas.toDataURL("image/png"));
  }
  return badges.get(key);
}

export const forgetBadges = () => badges.clear();

function nodeRule(selector, look, theme) {
  const colours = nodeColours(look, theme);
  const tag = badge(look.tag, colours.stroke, theme.dark ? theme.ground : "#ffffff");
  return [
    {
      selector,
      style: {
        ...shapeStyle(look.shape),
        "background-color": colours.fill,
        "border-color": colours.stroke,
        color: colours.text,
        "background-image": tag,
      },
    },
    {
      selector: `${selector.replace(/^node/, "node[rest]")}`,
      style: {
        "background-image": (node) => [tag, pill(node.data("rest"), theme.ground, colours.stroke)],
        "background-clip": "none none",
        "background-image-containment": "over over",
        "background-width": "17 25",
        "background-height": "17 14",
        "background-position-x": "7px 100%",
        "background-position-y": "50% 100%",
        "background-offset-x": "0 10px",
        "background-offset-y": "0 7px",
      },
    },
    {
      selector: `${selector}.centre`,
      style: {
        "background-color": theme.dark ? colours.stroke : look.stroke,
        color: theme.dark ? theme.ground : "#ffffff",
        "background-image": badge(look.tag, theme.dark ? theme.ground : "#ffffff", colours.stroke),
      },
    },
  ];
}

function lineRule(selector, look, theme) {
  const colour = lineColour(look, theme);
  return {
    selector,
    style: {
      "line-color": colour,
      "target-arrow-color": colour,
      color: colour,
      width: look.width,
      "line-style": look.dash.length ? "dashed" : "solid",
      ...(look.dash.length ? { "line-dash-pattern": look.dash } : {}),
    },
  };
}

export function stylesheet(look, theme) {
  const node = {
    width: "data(w)",
    height: "data(h)",
    label: "data(text)",
    "font-family": FONT,
    "font-size": 12,
    "line-height": 1.25,
    "text-wrap": "wrap",
    "text-max-width": 400,
    "text-valign": "center",
    "text-halign": "center",
    "text-margin-x": 8,
    "border-width": 1.2,
    "background-image-containment": "over",
    "background-clip": "none",
    "bounds-expansion": 14,
    "background-width": 17,
    "background-height": 17,
    "background-position-x": "7px",
    "background-position-y": "50%",
    "outline-width": 0,
    "outline-offset": 3,
    "overlay-opacity": 0,
    "transition-property": "opacity",
    "transition-duration": "120ms",
  };
  const line = {
    "curve-style": "bezier",
    "control-point-step-size": 34,
    "target-arrow-shape": "triangle",
    "arrow-scale": 0.8,
    opacity: 0.72,
    "font-family": FONT,
    "font-size": 10.5,
    "text-rotation": "autorotate",
    "text-background-color": theme.ground,
    "text-background-opacity": 0.94,
    "text-background-padding": 2.5,
    "text-background-shape": "round-rectangle",
    "overlay-opacity": 0,
  };
  return [
    { selector: "node", style: node },
    { selector: "edge", style: line },
    ...nodeRule("node", look.other, theme),
    ...Object.entries(look.nodes).flatMap(([label, item]) => nodeRule(`node[kind = "${label}"]`, item, theme)),
    lineRule("edge", look.other_relation, theme),
    ...Object.entries(look.relations).map(([type, item]) => lineRule(`edge[kind = "${type}"]`, item, theme)),
    { selector: "edge[?symmetric]", style: { "target-arrow-shape": "none" } },
    { selector: "node.centre", style: { "font-size": 15, "font-weight": 700, "border-width": 0 } },
    { selector: "edge.named", style: { label: "data(text)" } },
    { selector: ".faint", style: { opacity: 0.28 } },
    { selector: "edge.near", style: { opacity: 1, label: "data(text)", "z-index": 20 } },
    { selector: "node.over", style: { "border-width": 2.4 } },
    { selector: "edge.over", style: { opacity: 1, "overlay-color": theme.primary, "overlay-opacity": 0.12 } },
    {
      selector: "node:selected",
      style: { "outline-width": 3, "outline-color": theme.primary, "outline-opacity": 0.75, opacity: 1 },
    },
    {
      selector: "edge:selected",
      style: {
        opacity: 1,
        label: "data(text)",
        "font-weight": 700,
        "font-size": 12,
        "z-index": 30,
        "overlay-color": theme.primary,
        "overlay-opacity": 0.18,
        "overlay-padding": 4,
      },
    },
    { selector: ".off", style: { display: "none" } },
  ];
}

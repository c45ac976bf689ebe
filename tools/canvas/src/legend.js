// The legend is also the filter: a click on a type takes it out of the picture and brings it back.
import { badge, nodeColours } from "./look.js";
import { make } from "./frame.js";
import { applyLegend } from "./update.js";

function entry(it, group, kind, name, count, sample) {
  const button = make("button", "legend-entry");
  const shown = !it.off[group].has(kind);
  button.type = "button";
  button.dataset.kind = kind;
  button.setAttribute("aria-pressed", String(shown));
  button.title = (shown ? it.data.texts.legend_hide : it.data.texts.legend_show).replace("{name}", name);
  button.append(sample, make("span", "legend-name", name), make("span", "legend-count", String(count)));
  button.addEventListener("click", () => {
    if (!it.off[group].delete(kind)) it.off[group].add(kind);
    applyLegend(it);
    drawLegend(it);
    it.legend.querySelector?.(`[data-kind="${kind}"]`)?.focus();
    it.api.setStateValue("off", { nodes: [...it.off.nodes].sort(), lines: [...it.off.lines].sort(), at: Date.now() });
  });
  return button;
}

function nodeSample(it, look) {
  const picture = make("img", "legend-badge");
  const colours = nodeColours(look, it.theme);
  picture.alt = "";
  picture.src = badge(look.tag, colours.stroke, it.theme.dark ? it.theme.ground : "#ffffff");
  return picture;
}

function lineSample(it, look) {
  const sample = make("span", "legend-line");
  const style = look.dash.length ? (look.dash[0] < 5 ? "dotted" : "dashed") : "solid";
  sample.style.borderTop = `${Math.max(look.width, 1.5)}px ${style} ${nodeColours({ ...look, fill: "#fff" }, it.theme).stroke}`;
  return sample;
}

const tally = (items) => {
  const counts = new Map();
  for (const item of items) counts.set(item.kind, (counts.get(item.kind) ?? 0) + 1);
  return counts;
};

export function drawLegend(it) {
  const { data } = it;
  it.legend = it.frame.legend;
  const parts = [
    ["nodes", tally(data.nodes), data.look.nodes, data.look.other, data.names.nodes, nodeSample],
    ["lines", tally(data.lines), data.look.relations, data.look.other_relation, data.names.lines, lineSample],
  ];
  const rows = parts.map(([group, counts, looks, other, names, sample]) => {
    const row = make("div", `legend-row legend-${group}`);
    row.setAttribute("role", "group");
    row.setAttribute("aria-label", data.texts[`legend_${group}`]);
    for (const kind of [...new Set([...Object.keys(looks), ...counts.keys()])]) {
      if (!counts.has(kind)) continue;
      row.append(entry(it, group, kind, names[kind] ?? kind, counts.get(kind), sample(it, looks[kind] ?? other)));
    }
    return row;
  });
  it.frame.legend.replaceChildren(...rows);
}

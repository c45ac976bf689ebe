// What stands round the drawing: tools, legend, tip, the words for those who cannot see it.
// Text reaches the page through textContent alone; the icons below are the only markup.
const ICONS = {
  closer: "M8 3v10M3 8h10",
  farther: "M3 8h10",
  fit: "M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10",
  tidy: "M8 6.2V3.8M8 9.8v2.4M6.2 8H3.8M9.8 8h2.4M8 8h.01M8 2.4h.01M8 13.6h.01M2.4 8h.01M13.6 8h.01",
  undo: "M3 6.5h6.5a3.5 3.5 0 0 1 0 7H6M5.5 3.5l-3 3 3 3",
  expand: "M8 8h.01M8 5.5V2.5M8 13.5v-3M5.5 8h-3M13.5 8h-3M6.2 6.2 4 4M12 12 9.8 9.8M6.2 9.8 4 12M12 4 9.8 6.2",
  centre: "M8 1.5v3M8 11.5v3M1.5 8h3M11.5 8h3M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6",
  hide: "M2 2l12 12M6.6 3.9A7 7 0 0 1 8 3.7c3.4 0 5.6 2.6 6.4 4.3-.3.7-.9 1.6-1.8 2.4M4 5.2C2.8 6 2 7.2 1.6 8 2.4 9.7 4.6 12.3 8 12.3c1 0 1.8-.2 2.6-.5",
  help: "M5.8 6a2.2 2.2 0 1 1 3.3 1.9c-.8.5-1.1.9-1.1 1.8M8 12.3h.01",
};
const TOOLS = [["closer", "farther", "fit", "tidy"], ["undo"], ["expand", "centre", "hide"], ["help"]];

export function make(tag, className, text = "") {
  const element = document.createElement(tag);
  element.className = className;
  if (text) element.textContent = text;
  return element;
}

function icon(path) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

function buildTools(texts, emit) {
  const tools = make("div", "canvas-tools");
  tools.setAttribute("role", "toolbar");
  tools.setAttribute("aria-label", texts.tools);
  const buttons = {};
  for (const group of TOOLS) {
    const box = make("div", "canvas-group");
    for (const op of group) {
      const button = make("button", `canvas-tool tool-${op}`);
      button.type = "button";
      button.title = texts[`tool_${op}`];
      button.setAttribute("aria-label", texts[`tool_${op}`]);
      button.append(icon(ICONS[op]));
      button.addEventListener("click", () => emit(op));
      buttons[op] = button;
      box.append(button);
    }
    tools.append(box);
  }
  return { tools, buttons };
}

function buildHelp(texts) {
  const help = make("dl", "canvas-help");
  help.hidden = true;
  for (const [keys, meaning] of texts.keys) {
    help.append(make("dt", "", keys), make("dd", "", meaning));
  }
  return help;
}

export function buildFrame(root, texts) {
  const listeners = {};
  const emit = (op) => listeners[op]?.();
  const stage = make("div", "canvas-stage");
  // Stated here as well, because the stylesheet may arrive after the script has measured.
  stage.style.position = "absolute";
  stage.style.inset = "0";
  stage.tabIndex = 0;
  stage.setAttribute("role", "application");
  stage.setAttribute("aria-label", texts.aria);
  const { tools, buttons } = buildTools(texts, emit);
  const help = buildHelp(texts);
  const legend = make("div", "canvas-legend");
  const tip = make("div", "canvas-tip");
  tip.hidden = true;
  const voice = make("div", "canvas-voice");
  voice.setAttribute("aria-live", "polite");
  const empty = make("div", "canvas-empty", texts.empty);
  const busy = make("div", "canvas-busy");
  const area = make("div", "canvas-area");
  area.style.position = "relative";
  area.append(stage, tools, help, tip, empty, busy);
  root.replaceChildren(area, legend, voice);

  const toggleHelp = () => {
    help.hidden = !help.hidden;
  };
  listeners.help = toggleHelp;
  return {
    stage,
    legend,
    emit,
    toggleHelp,
    on: (op, listener) => void (listeners[op] = listener),
    say: (text) => void (voice.textContent = text),
    setBusy: (on) => void busy.classList.toggle("on", on),
    setEmpty: (on) => void (empty.hidden = !on),
    setUndo: (on) => void (buttons.undo.disabled = !on),
    setSelection: (kind) => {
      for (const op of ["expand", "centre", "hide"]) buttons[op].disabled = kind !== "node";
    },
    showTip: (text, at) => {
      tip.textContent = text;
      tip.hidden = false;
      const room = stage.clientWidth - tip.offsetWidth - 8;
      tip.style.left = `${Math.max(8, Math.min(at.x + 14, room))}px`;
      tip.style.top = `${Math.max(8, Math.min(at.y + 16, stage.clientHeight - tip.offsetHeight - 8))}px`;
    },
    hideTip: () => void (tip.hidden = true),
  };
}

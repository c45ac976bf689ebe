// Names are set in boxes of at most two lines. A wide character counts one em, any other a little over half.
const LINE = 9.5;
const CLOSING = /^[，。、；：！？）》」』”’〉】)\]]/u;

export const FONT =
  '"Noto Sans SC", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", ' +
  '"Innograph Sans SC", sans-serif';

function ems(text) {
  let sum = 0;
  for (const character of text) sum += character.codePointAt(0) > 0x2e7f ? 1 : 0.56;
  return sum;
}

function cut(text, room) {
  let line = "";
  for (const piece of text.match(/[\w.%+-]+|./gsu) ?? []) {
    if (line && ems(line + piece) > room && !CLOSING.test(piece)) return [line, text.slice(line.length).trimStart()];
    line += piece;
  }
  return [line, ""];
}

// The lines of a name and the width of the widest in ems; `…` ends a name that two lines cannot hold.
export function setName(name) {
  const whole = ems(name);
  if (whole <= LINE) return { text: name, lines: 1, width: whole };
  const [first, rest] = cut(name, Math.min(LINE, Math.max(whole / 2, 5)));
  let second = rest;
  if (ems(second) > LINE) second = cut(second, LINE - 1)[0] + "…";
  return { text: `${first}\n${second}`, lines: 2, width: Math.max(ems(first), ems(second)) };
}

"""Writes a page as SVG: plain attributes that Office understands, and its letters embedded for everyone else."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from diagrams.cards import CHIP, Line
from diagrams.curves import Arrow, Cubic
from diagrams.figure import Figure, circled
from diagrams.fonts import Typeface, printable
from diagrams.layout import Link, Place
from diagrams.page import Page, Swatch
from diagrams.shapes import Outline, Point, outline
from diagrams.style import NodeStyle, RelationStyle
from diagrams.terms import Terms

# How far below the middle of a line its baseline lies, as a share of the size of its letters.
_BASELINE = 0.36


def svg(page: Page, *, fonts: bool = True) -> str:
    """The page as an SVG document; with ``fonts`` it carries the glyphs it needs, so that it reads alike everywhere."""
    title, date = printable(page.figure.title), printable(page.figure.date)
    width, height = _number(page.width), _number(page.height)
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
            f'viewBox="0 0 {width} {height}" role="img" '
            f'text-rendering="geometricPrecision" font-family={quoteattr(page.style.families)}>'
        ),
        f"<title>{escape(title)}</title>",
        f"<desc>{escape(_description(page, date))}</desc>",
    ]
    if fonts:
        parts.append(f"<defs><style>{''.join(_faces(page))}</style></defs>")
    parts.append(f'<rect width="{width}" height="{height}" fill="{page.style.sheet.paper}"/>')
    parts.extend(_furniture(page))
    parts.append(f'<g transform="translate({_number(page.dx)} {_number(page.dy)})">')
    names = {node.id: printable(node.name) for node in page.figure.subgraph.nodes}
    parts.extend(_link(link, names, page.figure) for link in page.layout.links)
    parts.extend(_label(link, page) for link in page.layout.links)
    parts.extend(_card(place, page) for place in page.layout.places)
    return "\n".join([*parts, "</g>", "</svg>", ""])


def _description(page: Page, date: str) -> str:
    sources = "；".join(f"{circled(n)}{printable(s.title)}" for n, s in enumerate(page.figure.sources, 1))
    return " ".join(filter(None, (date, sources)))


def _faces(page: Page) -> Iterator[str]:
    typeface = Typeface.packaged()
    for bold in (False, True):
        texts = "".join(page.texts(bold=bold))
        if texts:
            data = base64.b64encode(typeface.cut(texts, bold=bold, web=True)).decode("ascii")
            yield (
                f"@font-face{{font-family:'{page.style.embedded}';font-weight:{700 if bold else 400};"
                f"src:url(data:font/woff2;base64,{data}) format('woff2')}}"
            )


def _furniture(page: Page) -> Iterator[str]:
    sheet = page.style.sheet
    x, y, width, height = map(_number, page.bar)
    yield f'<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="{sheet.accent}"/>'
    left, right = _number(page.margin), _number(page.width - page.margin)
    for rule in page.rules:
        at = _number(rule)
        yield f'<path d="M{left} {at}H{right}" stroke="{sheet.rule}" stroke-width="{_number(page.scale)}"/>'
    for swatch in page.swatches:
        yield _swatch(swatch)
    for line in page.lines:
        yield _text(line, sheet.quiet if line.quiet else sheet.ink)


def _swatch(swatch: Swatch) -> str:
    move = f'<g transform="translate({_number(swatch.x)} {_number(swatch.y)}) scale({_number(swatch.scale)})">'
    w, h = Swatch.WIDTH, Swatch.HEIGHT
    look = swatch.look
    if isinstance(look, NodeStyle):
        body = _body(look, w, h, strong=False) + _chip(look, (w / 2, h / 2), 8.5, strong=False)
    else:
        head = Arrow((w, h / 2), (w - 9, h / 2 - 4.2), (w - 9, h / 2 + 4.2))
        body = _stroke(f"M0 {_number(h / 2)}H{_number(w - 8)}", look) + _head(head, look)
    return f"{move}{body}</g>"


def _card(place: Place, page: Page) -> str:
    item = place.card
    colour = page.style.sheet.paper if item.strong else item.style.text
    kind = Terms.load().node(item.node.label)
    parts = [
        f'<g transform="translate({_pair((place.x, place.y))})" data-id={quoteattr(printable(item.node.id))}>',
        f"<title>{escape(f'{kind}：{printable(item.node.name)}')}</title>",
        _body(item.style, item.width, item.height, strong=item.strong),
        _chip(item.style, item.chip, CHIP, strong=item.strong),
        *(_text(line, colour, faint=line.quiet) for line in item.lines),
    ]
    return "".join([*parts, "</g>"])


def _body(look: NodeStyle, width: float, height: float, *, strong: bool) -> str:
    shape = outline(look.shape, width, height)
    fill = look.stroke if strong else look.fill
    return (
        f'<path d="{_closed(shape)}" fill="{fill}" stroke="{look.stroke}" stroke-width="1.5" stroke-linejoin="round"/>'
    )


def _chip(look: NodeStyle, middle: Point, radius: float, *, strong: bool) -> str:
    fill, ink = (look.fill, look.stroke) if strong else (look.stroke, "#FFFFFF")
    size = radius * 1.22
    x, y = middle
    return (
        f'<circle cx="{_number(x)}" cy="{_number(y)}" r="{_number(radius)}" fill="{fill}"/>'
        f'<text x="{_number(x)}" y="{_number(y + _BASELINE * size)}" font-size="{_number(size)}" font-weight="700" '
        f'text-anchor="middle" fill="{ink}">{escape(look.tag)}</text>'
    )


def _link(link: Link, names: dict[str, str], figure: Figure) -> str:
    path = "".join(_open(curve) for curve in link.curves)
    heads = "".join(_head(arrow, link.style) for arrow in link.arrows)
    return f"<g><title>{escape(_told(link, names, figure))}</title>{_stroke(path, link.style)}{heads}</g>"


def _told(link: Link, names: dict[str, str], figure: Figure) -> str:
    """What the line says in full: both names, and every sentence that it rests on."""
    fact, numbers = link.fact, figure.numbers()
    word = Terms.load().relation(fact.type)
    places = "，".join(f"{circled(numbers[document])}{path}" for document, path in fact.passages if document in numbers)
    head = f"{names[fact.source]} —{word}→ {names[fact.target]}" + (f"（{places}）" if places else "")
    return "\n".join([head, *map(printable, fact.words)])


def _label(link: Link, page: Page) -> str:
    quiet = page.style.sheet.quiet
    texts = (_text(line.moved(link.x, link.y), quiet if line.quiet else link.style.stroke) for line in link.label.lines)
    return f"<g>{''.join(texts)}</g>"


def _stroke(path: str, look: RelationStyle) -> str:
    dash = f' stroke-dasharray="{" ".join(map(_number, look.dash))}"' if look.dash else ""
    return f'<path d="{path}" fill="none" stroke="{look.stroke}" stroke-width="{_number(look.width)}"{dash}/>'


def _head(arrow: Arrow, look: RelationStyle) -> str:
    corners = " ".join(f"{_number(x)},{_number(y)}" for x, y in (arrow.tip, arrow.left, arrow.right))
    return f'<polygon points="{corners}" fill="{look.stroke}"/>'


def _text(line: Line, colour: str, *, faint: bool = False) -> str:
    weight = ' font-weight="700"' if line.bold else ""
    opacity = ' fill-opacity="0.78"' if faint else ""
    return (
        f'<text x="{_number(line.x)}" y="{_number(line.y + _BASELINE * line.size)}" font-size="{_number(line.size)}"'
        f'{weight} fill="{colour}"{opacity} xml:space="preserve">{escape(line.text)}</text>'
    )


def _closed(shape: Outline) -> str:
    parts = [f"M{_pair(shape.start)}"]
    for (one, two, end), straight in zip(shape.segments, shape.straight, strict=True):
        parts.append(f"L{_pair(end)}" if straight else f"C{_pair(one)} {_pair(two)} {_pair(end)}")
    return "".join([*parts, "Z"])


def _open(curve: Iterable[Cubic]) -> str:
    parts: list[str] = []
    for a, b, c, d in curve:
        parts.append(f"C{_pair(b)} {_pair(c)} {_pair(d)}" if parts else f"M{_pair(a)}C{_pair(b)} {_pair(c)} {_pair(d)}")
    return "".join(parts)


def _pair(point: Point) -> str:
    return f"{_number(point[0])} {_number(point[1])}"


def _number(value: float) -> str:
    """A number with at most two decimals and no useless zeros."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text

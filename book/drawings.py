"""The book's own pictures, drawn by code: `python -m book.drawings` writes logo, map and social card into assets/.

They are committed, so that building the book draws nothing.
"""

from math import exp
from pathlib import Path

ASSETS = Path(__file__).resolve().parent / "assets"
BLUE, ORANGE, GREY, INK = "#00588c", "#e69f00", "#9aa3ad", "#1b1f24"
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, Arial, sans-serif"


def svg(width, height, inside):
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}">{inside}</svg>\n'
    )


def logo():
    """A neuron: three inputs, a body, an axon."""
    lines = '<path d="M5 7l8 6M4 16h8M5 25l8-6M21 16h7" stroke="#fff" stroke-width="2" stroke-linecap="round"/>'
    body = f'<circle cx="17" cy="16" r="5.5" fill="{ORANGE}" stroke="#fff" stroke-width="2"/>'
    return svg(32, 32, f'<rect width="32" height="32" rx="7" fill="{BLUE}"/>{lines}{body}')


def columns(x, y, sizes, dx=26, dy=17, radius=5.5):
    """A small network: its lines, then its circles."""
    places = [[(x + i * dx, y + (j - (n - 1) / 2) * dy) for j in range(n)] for i, n in enumerate(sizes)]
    lines = "".join(
        f'<path d="M{a:g} {b:g}L{c:g} {d:g}"/>'
        for left, right in zip(places, places[1:], strict=False)
        for a, b in left
        for c, d in right
    )
    circles = "".join(f'<circle cx="{a:g}" cy="{b:g}" r="{radius}"/>' for column in places for a, b in column)
    return (
        f'<g stroke="{BLUE}" stroke-width="1.3">{lines}</g>'
        f'<g fill="#fff" stroke="{BLUE}" stroke-width="2">{circles}</g>'
    )


def curve(points):
    path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    return f'<path d="{path}" fill="none" stroke="{BLUE}" stroke-width="3" stroke-linecap="round"/>'


def arrow(x1, x2, y):
    side = 7 if x2 > x1 else -7
    return (
        f'<path d="M{x1} {y}H{x2}m{-side} -5l{side} 5l{-side} 5" fill="none" stroke="#a63c00" stroke-width="2.6" '
        'stroke-linecap="round" stroke-linejoin="round"/>'
    )


def course_map():
    """The six chapters as a path in two rows, legible on a phone, and what becomes of them."""
    pictures = [
        f'<path d="M22 36L54 54M20 58H52M22 80L54 62M66 58H98" stroke="{BLUE}" stroke-width="2" fill="none"/>'
        f'<circle cx="60" cy="58" r="12" fill="{ORANGE}" stroke="{BLUE}" stroke-width="2"/>',
        columns(38, 58, [3, 4], dx=44),
        f'<path d="M22 82H98M60 92V26" stroke="{GREY}" stroke-width="1.3"/>'
        + curve([(60 + 6 * t, 82 - 46 / (1 + exp(-1.4 * t))) for t in [i / 4 for i in range(-24, 25)]]),
        columns(34, 48, [3, 3, 2], dy=19) + arrow(26, 94, 92),
        columns(34, 48, [3, 3, 2], dy=19) + arrow(94, 26, 92),
        f'<path d="M20 86H100M20 86V26" stroke="{GREY}" stroke-width="1.3" fill="none"/>'
        + curve([(26 + 1.15 * i, 82 - 48 * exp(-i / 16)) for i in range(61)]),
    ]
    names = ["Neurons", "Layers", "Activations", "Forward", "Backprop", "Training"]
    made = ""
    for place, (name, picture) in enumerate(zip(names, pictures, strict=True)):
        x, y = 125 * (place % 3) + 5, 136 * (place // 3)
        frame = f'<rect x="10" y="12" width="100" height="92" rx="9" fill="#fff" stroke="{GREY}" stroke-width="1.5"/>'
        below = f'<text x="60" y="125" text-anchor="middle" font-size="16" font-weight="600">{place + 1} {name}</text>'
        made += f'<g transform="translate({x} {y})">{frame}{picture}{below}</g>'
    between = "".join(f'<path d="M{x} {y}h13m-5 -5l5 5l-5 5"/>' for x in (116, 241) for y in (58, 194))
    bracket = '<path d="M15 272v6q0 6 6 6H179q6 0 6 6q0-6 6-6H359q6 0 6-6v-6"/>'
    return svg(
        380,
        316,
        f'<g font-family="{FONT}" fill="{INK}">{made}<g fill="none" stroke="{INK}" stroke-width="1.8">'
        f'{between}{bracket}</g><text x="190" y="309" text-anchor="middle" font-size="17" font-weight="600">'
        "your nnlib</text></g>",
    )


def cover():
    """A network for the printed book's first page: 3 inputs, two hidden layers of 4, 2 outputs."""
    return svg(480, 300, columns(60, 150, [3, 4, 4, 2], dx=120, dy=66, radius=19))


def card():
    """The picture that is shown where the book is linked, 1200 by 630."""
    import matplotlib.pyplot as plt

    figure = plt.figure(figsize=(12, 6.3), dpi=100, facecolor=BLUE)
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, 1200), ylim=(0, 630))
    axes.axis("off")
    sizes = [3, 4, 4, 2]
    places = [[(720 + 125 * i, 315 + (j - (n - 1) / 2) * 110) for j in range(n)] for i, n in enumerate(sizes)]
    for left, right in zip(places, places[1:], strict=False):
        for a, b in left:
            for c, d in right:
                axes.plot([a, c], [b, d], color="white", alpha=0.55, linewidth=1.6, zorder=1)
    for place, column in enumerate(places):
        for a, b in column:
            inside = ORANGE if place in (1, 2) else "white"
            axes.add_patch(plt.Circle((a, b), 30, facecolor=inside, edgecolor="white", linewidth=3, zorder=2))
    white = {"color": "white", "va": "center"}
    axes.text(70, 400, "Neural networks\nby hand", fontsize=43, fontweight="bold", linespacing=1.15, **white)
    promise = "Build a small library in NumPy, one idea\nat a time, until it reads handwriting."
    axes.text(70, 235, promise, fontsize=20, linespacing=1.5, **white)
    axes.text(70, 120, "A course with graded exercises", color="#ffd583", fontsize=20, va="center")
    figure.savefig(ASSETS / "card.png", dpi=100, metadata={"Software": None})
    plt.close(figure)


def main():
    (ASSETS / "logo.svg").write_text(logo(), encoding="utf-8")
    (ASSETS / "map.svg").write_text(course_map(), encoding="utf-8")
    (ASSETS / "cover.svg").write_text(cover(), encoding="utf-8")
    card()


if __name__ == "__main__":
    main()

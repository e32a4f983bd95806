"""The book's own pictures, drawn by code: `python -m book.drawings` writes logo, map and social card into assets/.

They are committed, so that building the book draws nothing.
"""
from math import exp
from pathlib import Path

ASSETS = Path(__file__).resolve().parent / "assets"
BLUE, ORANGE, GREEN, INK = "#00588c", "#e69f00", "#009e73", "#1b1f24"
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, Arial, sans-serif"


def svg(width, height, inside):
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
            f'viewBox="0 0 {width} {height}">{inside}</svg>\n')


def logo():
    """A neuron: three inputs, a body, an axon."""
    lines = '<path d="M5 7l8 6M4 16h8M5 25l8-6M21 16h7" fill="none" stroke="#fff" stroke-width="2" stroke-linecap="round"/>'
    body = f'<circle cx="17" cy="16" r="5.5" fill="{ORANGE}" stroke="#fff" stroke-width="2"/>'
    return svg(32, 32, f'<rect width="32" height="32" rx="7" fill="{BLUE}"/>{lines}{body}')


def columns(x, y, sizes, dx=26, dy=17, radius=5.5):
    """A small network: its lines, then its circles."""
    places = [[(x + i * dx, y + (j - (n - 1) / 2) * dy) for j in range(n)] for i, n in enumerate(sizes)]
    lines = "".join(f'<path d="M{a:g} {b:g}L{c:g} {d:g}"/>' for left, right in zip(places, places[1:], strict=False)
                    for a, b in left for c, d in right)
    circles = "".join(f'<circle cx="{a:g}" cy="{b:g}" r="{radius}"/>' for column in places for a, b in column)
    return f'<g stroke="{BLUE}" stroke-width="1.3">{lines}</g><g fill="#fff" stroke="{BLUE}" stroke-width="2">{circles}</g>'


def curve(points):
    path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    return f'<path d="{path}" fill="none" stroke="{BLUE}" stroke-width="3" stroke-linecap="round"/>'


def arrow(x1, x2, y):
    side = 7 if x2 > x1 else -7
    return (f'<path d="M{x1} {y}H{x2}m{-side} -5l{side} 5l{-side} 5" fill="none" stroke="#a63c00" stroke-width="2.6" '
            'stroke-linecap="round" stroke-linejoin="round"/>')


def course_map():
    """The six chapters as a path, and what becomes of them."""
    names = ["Neurons", "Layers", "Activations", "Forward", "Backprop", "Training"]
    made = []
    for place, name in enumerate(names):
        x = 60 + 120 * place
        made.append(f'<rect x="{x - 50}" y="12" width="100" height="92" rx="9" fill="#fff" stroke="#9aa3ad" stroke-width="1.5"/>'
                    f'<text x="{x}" y="126" text-anchor="middle" font-size="15" font-weight="600">{place + 1} {name}</text>')
        if place:
            made.append(f'<path d="M{x - 67} 58h11m-5 -5l5 5l-5 5" fill="none" stroke="{INK}" stroke-width="1.8"/>')
    made.append(f'<path d="M22 36L54 54M20 58H52M22 80L54 62M66 58H98" stroke="{BLUE}" stroke-width="2" fill="none"/>'
                f'<circle cx="60" cy="58" r="12" fill="{ORANGE}" stroke="{BLUE}" stroke-width="2"/>')
    made.append(columns(158, 58, [3, 4], dx=44))
    axes = f'<path d="M262 82H338M300 90V28" stroke="#9aa3ad" stroke-width="1.3"/>'
    made.append(axes + curve([(300 + 6 * t, 82 - 46 / (1 + exp(-1.4 * t))) for t in [i / 4 for i in range(-24, 25)]]))
    for x, left, right in ((420, 386, 454), (540, 574, 506)):
        made.append(columns(x - 26, 48, [3, 3, 2], dy=19) + arrow(left, right, 92))
    fall = [(624 + 1.2 * i, 82 - 48 * exp(-i / 16)) for i in range(61)]
    axes = '<path d="M618 86H700M618 86V26" stroke="#9aa3ad" stroke-width="1.3" fill="none"/>'
    made.append(axes + curve(fall))
    bracket = (f'<path d="M12 142v8q0 6 6 6H354q6 0 6 6q0-6 6-6H702q6 0 6-6v-8" fill="none" stroke="{INK}" stroke-width="1.8"/>'
               '<text x="360" y="184" text-anchor="middle" font-size="16" font-weight="600">your nnlib</text>')
    return svg(720, 194, f'<g font-family="{FONT}" fill="{INK}">{"".join(made)}{bracket}</g>')


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
            axes.add_patch(plt.Circle((a, b), 30, facecolor=ORANGE if place in (1, 2) else "white", edgecolor="white",
                                      linewidth=3, zorder=2))
    axes.text(70, 400, "Neural networks\nby hand", color="white", fontsize=48, fontweight="bold", va="center", linespacing=1.15)
    axes.text(70, 235, "Build a small library in NumPy, one idea\nat a time, until it reads handwriting.", color="white",
              fontsize=20, va="center", linespacing=1.5)
    axes.text(70, 120, "A course with graded exercises", color="#ffd583", fontsize=20, va="center")
    figure.savefig(ASSETS / "card.png", dpi=100, metadata={"Software": None})
    plt.close(figure)


def main():
    (ASSETS / "logo.svg").write_text(logo(), encoding="utf-8")
    (ASSETS / "map.svg").write_text(course_map(), encoding="utf-8")
    card()


if __name__ == "__main__":
    main()

"""Formulas: LaTeX to MathML at build time."""

import json
import re
import sys

import pytest

from conftest import ROOT

sys.path.insert(0, str(ROOT / "book" / "_ext"))
from mathml import TexError, to_mathml  # noqa: E402

FONT = ROOT / "book" / "assets" / "fonts"


def inside(tex, display=False):
    made = to_mathml(tex, display)
    return re.search(r"<semantics>(.*)<annotation", made)[1]


@pytest.mark.parametrize(
    "tex, mathml",
    [
        ("x", "<mi>x</mi>"),
        ("12.5", "<mn>12.5</mn>"),
        ("x_1", "<msub><mi>x</mi><mn>1</mn></msub>"),
        ("W_{ij}^2", "<msubsup><mi>W</mi><mrow><mi>i</mi><mi>j</mi></mrow><mn>2</mn></msubsup>"),
        (r"\frac12", "<mfrac><mn>1</mn><mn>2</mn></mfrac>"),
        (r"\sqrt[3]{x}", "<mroot><mi>x</mi><mn>3</mn></mroot>"),
        (r"\hat y", '<mover class="hat accent"><mi>y</mi><mo stretchy="false">ˆ</mo></mover>'),
        (r"\mathbf{W}", "<mi>𝐖</mi>"),
        (r"\mathbb R", "<mi>ℝ</mi>"),
        (r"\Sigma", '<mi mathvariant="normal">Σ</mi>'),
        (r"\text{if } x", "<mrow><mtext>if\N{NO-BREAK SPACE}</mtext><mi>x</mi></mrow>"),
        (r"a < b", "<mrow><mi>a</mi><mo>&lt;</mo><mi>b</mi></mrow>"),
        (r"-a", '<mrow><mo form="prefix">−</mo><mi>a</mi></mrow>'),
        (r"a = -b", '<mrow><mi>a</mi><mo>=</mo><mo form="prefix">−</mo><mi>b</mi></mrow>'),
        (r"a - b", "<mrow><mi>a</mi><mo>−</mo><mi>b</mi></mrow>"),
    ],
)
def test_a_formula_becomes_this_mathml(tex, mathml):
    assert inside(tex) == mathml


def test_limits_stand_under_and_over_a_sum():
    assert inside(r"\sum_{i=1}^n x_i", True).startswith("<mrow><munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo>")


def test_a_derivative_mark_stands_beside_its_letter():
    assert inside(r"\sigma'(z)").startswith('<mrow><mrow><mi>σ</mi><mo lspace="0" rspace="0">′</mo></mrow>')


def test_a_matrix_has_its_rows_columns_and_fences():
    made = inside(r"\begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}")
    assert made.count("<mtr>") == 2 and made.count("<mtd>") == 4
    assert re.findall(r'fence="true"[^>]*>(.)</mo>', made) == ["[", "]"]


def test_aligned_lines_meet_at_their_signs():
    made = inside(r"\begin{aligned} a &= b \\ &= c + d \end{aligned}")
    assert re.findall(r'<mtd class="(\w+)">', made) == ["right", "left", "right", "left"]


def test_a_named_function_keeps_its_distance_from_a_letter_but_not_from_a_parenthesis():
    assert "mspace" in inside(r"y \ln y")
    assert "mspace" not in inside(r"\exp(z)")


def test_the_latex_comes_along():
    made = to_mathml(r"a < \frac{b}{c}")
    assert r'<annotation encoding="application/x-tex">a &lt; \frac{b}{c}</annotation>' in made


@pytest.mark.parametrize(
    "tex, named",
    [
        (r"\unheard{x}", r"\unheard"),
        (r"\frac{1}", "too early"),
        (r"{x", "'}'|}"),
        (r"\left( x", "right"),
        (r"x_1_2", "_"),
        (r"\begin{tabular}{c} x \end{tabular}", "tabular"),
        (r"\begin x", "environment"),
        (r"\begin{matrix} x \right)", "right"),
        (r"a & b", "&"),
        (r"x }", "}"),
        ("가", "가"),
    ],
)
def test_what_is_not_known_is_named(tex, named):
    with pytest.raises(TexError, match=named.replace("\\", r"\\")):
        to_mathml(tex)


def formulas():
    """Every formula of the chapters."""
    for path in sorted((ROOT / "book").glob("[1-6]-*.ipynb")):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "markdown":
                text = re.sub(r"`[^`]*`", "", "".join(cell["source"]))
                for block, line in re.findall(r"\$\$(.+?)\$\$|\$([^$\n]+)\$", text, re.S):
                    yield path.stem, block or line


def characters_of_the_font():
    """The code points in fonts/unicodes.txt, from which the font is made."""
    held = set()
    for line in (FONT / "unicodes.txt").read_text(encoding="utf-8").splitlines():
        for part in line.split() if not line.startswith("#") else []:
            first, _, last = part.partition("-")
            held |= set(range(int(first, 16), int(last or first, 16) + 1))
    return held


def test_the_font_has_every_character_of_the_chapters_formulas():
    held = characters_of_the_font()
    missing = set()
    for chapter, tex in formulas():
        made = inside(tex)
        for variant, letter in re.findall(r"<mi( mathvariant=\"normal\")?>([A-Za-zα-ωΑ-Ω])</mi>", made):
            if not variant:  # browsers show a single letter in italic: another character of the font
                if italic(letter) not in held:
                    missing.add((chapter, letter))
        text = re.sub(r"<[^>]+>", "", re.sub(r"<mtext.*?</mtext>", "", made))
        text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
        missing |= {(chapter, sign) for sign in text if ord(sign) not in held}
    assert not missing


def italic(letter):
    if letter == "h":
        return 0x210E
    first = {"A": 0x1D434, "a": 0x1D44E, "Α": 0x1D6E2, "α": 0x1D6FC}
    start = max((known for known in first if known <= letter), key=ord)
    return first[start] + ord(letter) - ord(start)


def test_no_formula_is_left_as_text(site):
    for path in site.glob("[1-6]-*.html"):
        text = re.sub(
            r"<(script|style|pre|annotation|textarea)\b.*?</\1>", "", path.read_text(encoding="utf-8"), flags=re.S
        )
        text = re.sub(r"<[^>]+>", "", text)
        assert not re.search(r"\$\$|\\(frac|sum|sigma|partial|begin)\b", text), path.name


def test_a_sign_after_a_formula_stays_on_its_line(page, address, pages):
    for name in pages:
        page.goto(f"{address}{name}.html")
        loose = page.evaluate(
            """() => [...document.querySelectorAll("article math")]
              .filter(({ nextSibling: next, parentElement }) =>
                next?.nodeType === Node.TEXT_NODE && /^[.,;:!?)]/.test(next.data) &&
                getComputedStyle(parentElement).whiteSpace !== "nowrap")
              .map((formula) => formula.textContent)"""
        )
        assert loose == [], name


def test_a_copied_formula_is_latex(page, address):
    page.goto(f"{address}1-neurons.html")
    copied = page.evaluate(
        """() => {
        const formula = document.querySelector(".formula math");
        getSelection().selectAllChildren(formula.closest(".formula"));
        const data = new DataTransfer();
        document.dispatchEvent(new ClipboardEvent("copy", { clipboardData: data, bubbles: true, cancelable: true }));
        return [data.getData("text/plain"), formula.querySelector("annotation").textContent];
    }"""
    )
    assert copied[0].strip() == f"$${copied[1]}$$"

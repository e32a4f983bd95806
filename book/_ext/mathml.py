"""LaTeX formulas become MathML when the book is built: no script typesets anything in the reader's browser.

The subset of LaTeX is the one this course writes. Whatever is not known is an error that names it, never a
formula with a hole.
"""

import re
from html import escape

from docutils import nodes
from sphinx.util import logging


def pairs(text):
    """A dictionary written as a list of words: key, value, key, value."""
    words = text.split()
    return dict(zip(words[::2], words[1::2], strict=True))


LETTERS = pairs("""
    alpha α beta β gamma γ delta δ epsilon ϵ zeta ζ eta η theta θ iota ι kappa κ lambda λ mu μ nu ν xi ξ pi π rho ρ
    sigma σ tau τ upsilon υ phi ϕ chi χ psi ψ omega ω varepsilon ε vartheta ϑ varphi φ Gamma Γ Delta Δ Theta Θ Lambda Λ
    Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω ell ℓ infty ∞ emptyset ∅ hbar ℏ Re ℜ Im ℑ checkmark ✓
""")
OPERATORS = pairs("""
    cdot ⋅ times × div ÷ pm ± mp ∓ ast ∗ star ⋆ circ ∘ odot ⊙ oplus ⊕ otimes ⊗ cup ∪ cap ∩ setminus ∖ wedge ∧ land ∧
    vee ∨ lor ∨ neg ¬ lnot ¬ le ≤ leq ≤ ge ≥ geq ≥ ne ≠ neq ≠ ll ≪ gg ≫ equiv ≡ approx ≈ sim ∼ simeq ≃ propto ∝ in ∈
    notin ∉ ni ∋ subset ⊂ subseteq ⊆ to → rightarrow → leftarrow ← gets ← mapsto ↦ leftrightarrow ↔ Rightarrow ⇒
    Leftarrow ⇐ Leftrightarrow ⇔ iff ⟺ implies ⟹ longrightarrow ⟶ uparrow ↑ downarrow ↓ colon : mid ∣ parallel ∥ perp ⊥
    prime ′ int ∫
""")
LIKE_LETTERS = pairs("partial ∂ nabla ∇ forall ∀ exists ∃ top ⊤ bot ⊥ cdots ⋯ dots … ldots … vdots ⋮ ddots ⋱")
BIG = pairs("sum ∑ prod ∏ bigcup ⋃ bigcap ⋂")
FUNCTIONS = set(
    "arccos arcsin arctan cos cosh cot coth csc deg det dim exp gcd ker lg ln log sec sgn sin sinh tan tanh".split()
)
LIMITS = {
    **{name: name for name in ("lim", "max", "min", "sup", "inf", "Pr")},
    "argmax": "arg max",
    "argmin": "arg min",
}
OPENING = pairs("langle ⟨ lfloor ⌊ lceil ⌈ lVert ‖ lvert | { { lbrace { lbrack [")
CLOSING = pairs("rangle ⟩ rfloor ⌋ rceil ⌉ rVert ‖ rvert | } } rbrace } rbrack ] Vert ‖ | ‖ vert |")
ACCENTS = pairs("hat ˆ bar ¯ tilde ˜ vec → dot ˙ ddot ¨")
WIDE_ACCENTS = pairs("widehat ˆ overline ‾ widetilde ˜")
SPACES = {
    ",": 3 / 18,
    ":": 4 / 18,
    ">": 4 / 18,
    ";": 5 / 18,
    "!": -3 / 18,
    " ": 6 / 18,
    "~": 6 / 18,
    "quad": 1,
    "qquad": 2,
}
BIGGER = {"big": 1.2, "Big": 1.8, "bigg": 2.4, "Bigg": 3}
ALIGNED = {"aligned", "align", "align*", "split"}
GATHERED = {"gathered", "gather", "gather*"}
BARE = {"matrix", "smallmatrix", "array"}
FENCED = {"pmatrix": "()", "bmatrix": "[]", "Bmatrix": "{}", "vmatrix": "||", "Vmatrix": "‖‖", "cases": "{"}
# First code points of the mathematical alphabets: capitals, small letters, digits, capital and small Greek.
BOLD_ITALIC = (0x1D468, 0x1D482, 0x1D7CE, 0x1D71C, 0x1D736)
ALPHABETS = {
    "mathbf": (0x1D400, 0x1D41A, 0x1D7CE, 0x1D6A8, 0x1D6C2),
    "boldsymbol": BOLD_ITALIC,
    "bm": BOLD_ITALIC,
    "mathcal": (0x1D49C, 0x1D4B6, None, None, None),
    "mathbb": (0x1D538, 0x1D552, 0x1D7D8, None, None),
}
# Letters of these alphabets that had a place before the others got theirs.
ELSEWHERE = pairs("𝒝 ℬ 𝒠 ℰ 𝒡 ℱ 𝒣 ℋ 𝒤 ℐ 𝒧 ℒ 𝒨 ℳ 𝒭 ℛ 𝔺 ℂ 𝔿 ℍ 𝕅 ℕ 𝕇 ℙ 𝕈 ℚ 𝕉 ℝ 𝕑 ℤ")

TOKEN = re.compile(r"\\(?:begin|end)\s*\{[A-Za-z]+\*?\}|\\[A-Za-z]+|\\.|\d+(?:\.\d+)?|\s+|.", re.S)
TEXT = re.compile(r"((?:[^{}$]|\$[^$]*\$|\{[^{}]*\})*)\}")


class TexError(ValueError):
    """A formula that cannot be set; the message says why."""


class Atom:
    """A piece of MathML and how it behaves beside its neighbours.

    kind: "" (letter, number, group), "op" (operator, relation), "open", "close", "fun" (ln, max), "space".
    """

    def __init__(self, mathml, kind="", limits=False):
        self.mathml, self.kind, self.limits = mathml, kind, limits


def mo(text, **attributes):
    written = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return f"<mo{written}>{escape(text)}</mo>"


def space(width):
    return Atom(f'<mspace width="{width:g}em"/>', "space")


def styled(letter, alphabet):
    """The letter in a mathematical alphabet such as bold or double-struck."""
    capitals, small, digits, greek_capitals, greek = ALPHABETS[alphabet]
    code = None
    if "A" <= letter <= "Z":
        code = capitals + ord(letter) - ord("A")
    elif "a" <= letter <= "z":
        code = small + ord(letter) - ord("a")
    elif letter.isdigit() and digits:
        code = digits + int(letter)
    elif "Α" <= letter <= "Ω" and greek_capitals:
        code = greek_capitals + ord(letter) - ord("Α")
    elif "α" <= letter <= "ω" and greek:
        code = greek + ord(letter) - ord("α")
    if code is None:
        raise TexError(f"\\{alphabet} of {letter!r} is not known")
    return ELSEWHERE.get(chr(code), chr(code))


class Parser:
    def __init__(self, tex):
        self.tex = tex
        self.position = 0
        self.alphabet = None

    # ---- reading

    def peek(self, past_space=True):
        position = self.position
        while True:
            match = TOKEN.match(self.tex, position)
            if not match:
                return None
            if not (past_space and match[0].isspace()):
                self.next_position = match.end()
                return match[0]
            position = match.end()

    def take(self):
        token = self.peek()
        if token is None:
            raise TexError("the formula ends too early")
        self.position = self.next_position
        return token

    def expect(self, wanted):
        token = self.take()
        if token != wanted:
            raise TexError(f"{wanted!r} is missing before {token!r}")

    def raw_argument(self):
        """The text between braces, unparsed."""
        self.expect("{")
        match = TEXT.match(self.tex, self.position)
        if not match:
            raise TexError("a brace is not closed")
        self.position = match.end()
        return match[1]

    def argument(self):
        """The next group in braces, or the next single atom, as one MathML element."""
        if self.peek() == "{":
            return self.group()
        token = self.take()
        if token[0].isdigit() and len(token) > 1:  # \frac12 means 1 over 2
            self.position -= len(token) - 1
            token = token[0]
        return self.atom(token).mathml

    def group(self):
        self.expect("{")
        inside = self.sequence({"}"})
        self.expect("}")
        return row(inside)

    # ---- building

    def sequence(self, ends):
        """Atoms up to one of the tokens in ends, which is left unread."""
        atoms = []
        while True:
            token = self.peek()
            if token is None or token in ends or token.startswith("\\end"):
                if token is None and None not in ends:
                    raise TexError(f"{' or '.join(sorted(ends))} is missing at the end")
                return atoms
            if token in ("&", "\\\\", "}", "\\right") and token not in ends:
                raise TexError(f"{token!r} out of place")
            if token in ("\\displaystyle", "\\textstyle"):
                self.take()
                switch = "true" if token == "\\displaystyle" else "false"
                rest = self.sequence(ends)
                return [*atoms, Atom(f'<mstyle displaystyle="{switch}">{row(rest)}</mstyle>')]
            self.take()
            if token in "^_'":
                base = atoms.pop() if atoms and atoms[-1].kind != "space" else Atom("<mrow></mrow>")
                self.position -= len(token)
            else:
                base = self.atom(token)
            atoms.append(self.scripted(base))

    def scripted(self, base):
        """The atom with the sub- and superscripts that follow it."""
        below = above = None
        primes = 0
        limits = base.limits
        while self.peek() in ("^", "_", "'", "\\limits", "\\nolimits"):
            token = self.take()
            if token == "'":
                primes += 1
            elif token.startswith("\\"):
                limits = token == "\\limits"
            elif token == "_" and below is None:
                below = self.argument()
            elif token == "^" and above is None:
                above = self.argument()
            else:
                raise TexError(f"two {token!r} one after the other")
        if primes:
            marks = mo("′" * primes, lspace="0", rspace="0")
            base = Atom(f"<mrow>{base.mathml}{marks}</mrow>", base.kind)
        if below is None and above is None:
            return base
        both, under, over = ("munderover", "munder", "mover") if limits else ("msubsup", "msub", "msup")
        if below is not None and above is not None:
            made = f"<{both}>{base.mathml}{below}{above}</{both}>"
        elif below is not None:
            made = f"<{under}>{base.mathml}{below}</{under}>"
        else:
            made = f"<{over}>{base.mathml}{above}</{over}>"
        return Atom(made, base.kind if base.kind in ("fun", "op", "close") else "")

    def atom(self, token):
        if token == "{":
            self.position -= 1
            return Atom(self.group())
        if token[0].isdigit():
            if self.alphabet:
                token = "".join(styled(digit, self.alphabet) for digit in token)
            return Atom(f"<mn>{token}</mn>")
        if re.fullmatch(r"[A-Za-zΑ-Ωα-ω]", token):
            return self.letter(token)
        if token.startswith("\\"):
            return self.command(token[1:])
        if token in "([":
            return Atom(mo(token, stretchy="false"), "open")
        if token in ")]":
            return Atom(mo(token, stretchy="false"), "close")
        if token == "|":
            return Atom(mo("|", stretchy="false", lspace="0", rspace="0"))
        if token == "~":
            return space(SPACES["~"])
        if token in "+-*/=<>,;:!.?":
            text = {"-": "−", "*": "∗"}.get(token, token)
            if token in ".?":
                return Atom(f"<mi>{token}</mi>")
            if token == "/":
                return Atom(mo("/", lspace="0", rspace="0"), "op")
            return Atom(mo(text), "close" if token == "!" else "op")
        if token in "·×≤≥≠→←∈∂∇∑…⋅−":
            return Atom(mo(token), "op")
        raise TexError(f"{token!r} is not known in a formula")

    def letter(self, letter):
        if self.alphabet == "mathrm":
            return Atom(f'<mi mathvariant="normal">{letter}</mi>')
        if self.alphabet:
            return Atom(f"<mi>{styled(letter, self.alphabet)}</mi>")
        upright = "Γ" <= letter <= "Ω"  # capital Greek stands upright in LaTeX
        return Atom(f'<mi mathvariant="normal">{letter}</mi>' if upright else f"<mi>{letter}</mi>")

    def command(self, name):
        if name.startswith("begin"):
            return self.environment(name.partition("{")[2][:-1])
        if name in LETTERS:
            return self.letter(LETTERS[name])
        if name in OPERATORS:
            return Atom(mo(OPERATORS[name]), "op")
        if name in LIKE_LETTERS:
            return Atom(mo(LIKE_LETTERS[name], lspace="0", rspace="0"))
        if name in BIG:
            return Atom(mo(BIG[name]), "op", limits=True)
        if name in FUNCTIONS:
            return Atom(f"<mi>{name}</mi>", "fun")
        if name in LIMITS:
            return Atom(mo(LIMITS[name], movablelimits="true", lspace="0", rspace="0"), "fun", limits=True)
        if name in OPENING:
            return Atom(mo(OPENING[name], stretchy="false", lspace="0", rspace="0"), "open")
        if name in CLOSING:
            return Atom(mo(CLOSING[name], stretchy="false", lspace="0", rspace="0"), "close")
        if name in SPACES:
            return space(SPACES[name])
        if name in ("%", "#", "_", "$", "&"):
            return Atom(f"<mi>{escape(name)}</mi>")
        if name in ACCENTS:
            return Atom(f'<mover class="{name} accent">{self.argument()}{mo(ACCENTS[name], stretchy="false")}</mover>')
        if name in WIDE_ACCENTS:
            return Atom(f'<mover accent="true">{self.argument()}{mo(WIDE_ACCENTS[name], stretchy="true")}</mover>')
        if name in ("frac", "dfrac", "tfrac"):
            made = f"<mfrac>{self.argument()}{self.argument()}</mfrac>"
            if name != "frac":
                made = f'<mstyle displaystyle="{"true" if name == "dfrac" else "false"}">{made}</mstyle>'
            return Atom(made)
        if name == "sqrt":
            if self.peek() == "[":
                self.take()
                degree = row(self.sequence({"]"}))
                self.take()
                return Atom(f"<mroot>{self.argument()}{degree}</mroot>")
            return Atom(f"<msqrt>{self.argument()}</msqrt>")
        if name in ("text", "textrm", "mathrm", "textbf", "textit", "operatorname", "mathtt", "texttt"):
            return self.words(name)
        if name in ALPHABETS:
            before, self.alphabet = self.alphabet, name
            made = self.argument()
            self.alphabet = before
            return Atom(made)
        if name in ("underbrace", "overbrace"):
            tag, brace = ("munder", "⏟") if name == "underbrace" else ("mover", "⏞")
            return Atom(f"<{tag}>{self.argument()}{mo(brace, stretchy='true')}</{tag}>", limits=True)
        if name in ("overset", "underset", "stackrel"):
            mark, base = self.argument(), self.argument()
            tag = "munder" if name == "underset" else "mover"
            return Atom(f"<{tag}>{base}{mark}</{tag}>", "op" if base.startswith("<mo") else "")
        if name == "left":
            return self.fenced()
        size = re.fullmatch(r"(big|Big|bigg|Bigg)([lrm]?)", name)
        if size:
            height = f"{BIGGER[size[1]]:g}em"
            fence = mo(self.delimiter(), stretchy="true", minsize=height, maxsize=height, lspace="0", rspace="0")
            return Atom(fence, {"l": "open", "r": "close"}.get(size[2], ""))
        if name == "phantom":
            return Atom(f"<mphantom>{self.argument()}</mphantom>")
        raise TexError(f"\\{name} is not known")

    def words(self, name):
        starred = name == "operatorname" and self.peek() == "*"
        if starred:
            self.take()
        text = self.raw_argument()
        if name in ("operatorname", "mathrm"):
            text = re.sub(r"\\[,; ]", " ", text).replace("\\_", "_")
            if "\\" in text:
                raise TexError(f"a command inside \\{name} is not known")
            variant = ' mathvariant="normal"' if len(text) == 1 else ""
            made = f"<mi{variant}>{escape(text)}</mi>"
            if starred:
                return Atom(mo(text, movablelimits="true", lspace="0", rspace="0"), "fun", limits=True)
            return Atom(made, "fun" if name == "operatorname" else "")
        style = {
            "textbf": ' class="bold"',
            "textit": ' class="italic"',
            "mathtt": ' class="mono"',
            "texttt": ' class="mono"',
        }.get(name, "")
        made = []
        for place, piece in enumerate(text.split("$")):
            if place % 2:
                made.append(row(Parser(piece).sequence({None})))
            elif piece:
                piece = re.sub(r"\\([_%#&${}])", r"\1", piece)
                if "\\" in piece:
                    raise TexError(f"a command inside \\{name} is not known")
                piece = re.sub(r"^\s+|\s+$", "\N{NO-BREAK SPACE}", piece)
                made.append(f"<mtext{style}>{escape(piece)}</mtext>")
        return Atom(made[0] if len(made) == 1 else f"<mrow>{''.join(made)}</mrow>")

    def delimiter(self):
        token = self.take()
        if token == ".":
            return ""
        if token in ("(", ")", "[", "]", "|", "/"):
            return token
        for fences in (OPENING, CLOSING):
            if token[0] == "\\" and token[1:] in fences:
                return fences[token[1:]]
        raise TexError(f"{token!r} is no delimiter")

    def fenced(self):
        opening = self.delimiter()
        inside = self.sequence({"\\right"})
        self.expect("\\right")
        closing = self.delimiter()
        left = mo(opening, fence="true", form="prefix", stretchy="true") if opening else ""
        right = mo(closing, fence="true", form="postfix", stretchy="true") if closing else ""
        return Atom(f"<mrow>{left}{row(inside)}{right}</mrow>")

    def environment(self, name):
        if name not in ALIGNED | GATHERED | BARE | set(FENCED):
            raise TexError(f"the environment {name!r} is not known")
        columns = [c for c in self.raw_argument() if c in "lcr"] if name == "array" else []
        rows, cells = [], []
        while True:
            cells.append(self.sequence({"&", "\\\\"}))
            token = self.take()
            if token == "&":
                continue
            rows.append(cells)
            cells = []
            if token == "\\\\":
                if self.peek() == "[":  # extra height of a line means nothing here
                    self.take()
                    self.sequence({"]"})
                    self.take()
                if not (self.peek() or "").startswith("\\end"):
                    continue
                token = self.take()
            if token.partition("{")[2][:-1] != name:
                raise TexError(f"{token} closes the environment {name!r}")
            break
        return Atom(self.table(name, rows, columns))

    def table(self, name, rows, columns):
        made = ""
        for cells in rows:
            made += "<mtr>"
            for place, cell in enumerate(cells):
                if name in ALIGNED:
                    side = "right" if place % 2 == 0 else "left"
                elif name == "cases":
                    side = "left"
                else:
                    side = {"l": "left", "r": "right"}.get("".join(columns[place : place + 1]), "")
                made += f'<mtd class="{side}">' if side else "<mtd>"
                # what follows the & of an aligned relation keeps the space before that relation
                made += row(cell, continues=name in ALIGNED and place % 2 == 1) + "</mtd>"
            made += "</mtr>"
        kind = "aligned" if name in ALIGNED | GATHERED else name
        table = f'<mtable class="{kind}">{made}</mtable>'
        if kind == "aligned":
            table = table.replace("<mtable", '<mtable displaystyle="true"', 1)
        if name not in FENCED:
            return table
        fences = FENCED[name]
        left = mo(fences[0], fence="true", form="prefix", stretchy="true")
        right = mo(fences[1], fence="true", form="postfix", stretchy="true") if len(fences) > 1 else ""
        return f"<mrow>{left}{table}{right}</mrow>"


def row(atoms, continues=False):
    """The atoms side by side, with the spaces that LaTeX puts between them, as one element."""
    made = []
    if continues:
        made.append("<mrow></mrow>")
    before = "" if continues else "open"
    for place, atom in enumerate(atoms):
        following = atoms[place + 1].kind if place + 1 < len(atoms) else "close"
        mathml = atom.mathml
        if atom.kind == "op" and before in ("op", "open") and mathml in ("<mo>−</mo>", "<mo>+</mo>"):
            mathml = mathml.replace("<mo>", '<mo form="prefix">')  # a sign, not a difference
        if atom.kind == "fun" and before in ("", "close", "fun"):
            made.append(space(SPACES[","]).mathml)
        made.append(mathml)
        if atom.kind == "fun":
            made.append("<mo>\N{FUNCTION APPLICATION}</mo>")
            if following == "":
                made.append(space(SPACES[","]).mathml)
        if atom.kind != "space":
            before = atom.kind
    if len(made) == 1:
        return made[0]
    return f"<mrow>{''.join(made)}</mrow>"


def to_mathml(tex, display=False):
    """The formula as a <math> element, which carries its LaTeX along for who copies it."""
    parser = Parser(tex.strip())
    atoms = parser.sequence({None})
    if parser.peek() is not None:
        raise TexError(f"{parser.peek()} without its beginning")
    block = ' display="block"' if display else ""
    source = re.sub(r"\s+", " ", tex.strip())
    return (
        f"<math{block}><semantics>{row(atoms)}"
        f'<annotation encoding="application/x-tex">{escape(source)}</annotation></semantics></math>'
    )


# ---- Sphinx

logger = logging.getLogger(__name__)


def typeset(tex, node, display=False):
    try:
        return to_mathml(tex, display)
    except TexError as error:
        logger.warning("formula %r: %s", tex, error, location=node)
        return f"<code>{escape(tex)}</code>"


def names_column(node):
    """Whether the formula alone is the heading of a table's column."""
    entry = node.parent.parent
    return isinstance(entry, nodes.entry) and isinstance(entry.parent.parent, nodes.thead) and len(node.parent) == 1


def visit_inline(translator, node):
    made = typeset(node.astext(), node)
    if names_column(node):
        # whoever hears the table hears the heading again with each cell: in words, and not all readers read MathML
        words = " ".join(re.sub(r"[^0-9A-Za-z.,+-]+", " ", node.astext()).split())
        made = f'<span class="visually-hidden">{words}</span>' + made.replace("<math", '<math aria-hidden="true"', 1)
    translator.body.append(made)
    raise nodes.SkipNode


def visit_block(translator, node):
    translator.body.append(f'<div class="formula">{typeset(node.astext(), node, display=True)}</div>\n')
    raise nodes.SkipNode


def typeset_raw_html(app, doctree, docname):
    """Formulas between dollars in raw HTML, such as the choices of a question, which Jupyter typesets too."""
    for node in doctree.findall(nodes.raw):
        if "summary" in node.astext() and "$" in node.astext():
            text = re.sub(r"\$([^$]+)\$", lambda match: typeset(match[1], node), node.astext())  # noqa: B023
            node.children = [nodes.Text(text)]


def keep_signs(app, doctree, docname):
    """What ends a sentence or a bracket after a formula stays on the formula's line."""
    for formula in list(doctree.findall(nodes.math)):
        place = formula.parent.index(formula)
        after = formula.next_node(descend=False, siblings=True)
        sign = re.match(r"[.,;:!?)]+", after) if isinstance(after, nodes.Text) else None
        if sign:
            together = nodes.inline("", "", classes=["together"])
            formula.parent[place : place + 2] = [together, nodes.Text(after[sign.end() :])]
            together += [formula, nodes.Text(sign[0])]


def setup(app):
    app.add_html_math_renderer("mathml", (visit_inline, None), (visit_block, None))
    app.connect("doctree-resolved", typeset_raw_html)
    app.connect("doctree-resolved", keep_signs)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

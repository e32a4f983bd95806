"""Reading, running, checking and moving things on the pages, in headless Chromium with Pyodide 0.17 (Python 3.8)."""

import json
import re

import pytest
import running
from running import ROOT, block, check, live_output, run_cell, wait_awake, write

import mistakes
from grader import markers, notebooks
from grader.placing import definition
from grader.recognising import wrong_cell
from grader.units import units

import practice_data  # isort: skip  (found through running)

RELU_WRONG = "def relu(z):\n    return np.array(z, dtype=float)\n"
RELU_RIGHT = "def relu(z):\n    print('my own relu')\n    z = as_floats(z)\n    return np.where(z > 0, z, 0.0)\n"
LOOP = "def relu(z):\n    while True:\n        pass\n"


@pytest.fixture(scope="module")
def server(site):
    server = running.Server(site)
    yield server
    server.close()


class Tab:
    """A page that must not complain: a console error or an exception in it fails the test that closes it."""

    def __init__(self, browser, **settings):
        self.context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **settings})
        self.page = self.context.new_page()
        self.complaints = []
        self.page.on("console", lambda message: message.type == "error" and self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def close(self):
        self.context.close()
        assert self.complaints == []


@pytest.fixture
def page(browser):
    """A page of the test's own."""
    tab = Tab(browser)
    yield tab.page
    tab.close()


@pytest.fixture(scope="module")
def chapter_3(browser, server):
    """Chapter 3 with Python started once for several tests."""
    tab = Tab(browser)
    yield opened(tab.page, server, "3-activations.html")
    tab.close()


@pytest.fixture(scope="module", params=units(), ids=lambda unit: unit.name)
def chapter(request, browser, server):
    """Each unit with its chapter's page, Python started once."""
    tab = Tab(browser)
    yield request.param, opened(tab.page, server, f"{request.param.name}.html")
    tab.close()


def opened(page, server, name):
    page.goto(server.address + name)
    wait_awake(page)
    return page


def cells(page):
    """The numbers of the cells that can be run, up to the first that takes a minute."""
    return page.evaluate(
        """() => {
          const bars = [...document.querySelectorAll(".run-bar[data-cell]")];
          const slow = bars.findIndex((bar) => "slow" in bar.dataset);
          return bars.slice(0, slow < 0 ? undefined : slow).map((bar) => Number(bar.dataset.cell));
        }"""
    )


def cell_editor(page, number):
    """The editor of a cell, opened where it is not yet."""
    editor = page.locator(f".cell:has(> .run-bar[data-cell='{number}']) > .editor textarea")
    if not editor.count():
        page.locator(f".run-bar[data-cell='{number}'] [data-do=edit]").click()
    return editor


# ---- the whole path


def test_python_that_cannot_be_fetched_is_explained(browser, server):
    tab = Tab(browser)
    page = opened(tab.page, server, "3-activations.html")
    page.route("**/pyodide/**", lambda route: route.abort())
    assert "could not be fetched from 127.0.0.1" in check(page, "3.2")
    link = block(page, "3.2").locator(".run-status a")
    assert page.request.get(link.get_attribute("href")).json()["nbformat"] == 4
    tab.complaints.clear()  # the browser itself reports what was refused
    tab.close()


def test_chapter_3_from_the_first_click_to_solved_and_back_again(page, server):
    server.asked.clear()
    opened(page, server, "3-activations.html")
    assert not [path for path in server.asked if "pyodide" in path], "Python was asked for before the first click"

    number = int(page.locator(".cell:has(.cell_output img) .run-bar").first.get_attribute("data-cell"))
    assert run_cell(page, number) == "Done."
    image = live_output(page, number).locator("img").first
    assert image.evaluate("image => image.naturalWidth >= 2 * image.width")
    stored = page.locator(f".run-bar[data-cell='{number}'] ~ .cell_output:not(.run-output)")
    assert not stored.is_visible()
    assert image.get_attribute("alt") == stored.locator("img").first.get_attribute("alt")

    said = check(page, "3.2", {"relu": RELU_WRONG})
    assert "gave" in said and "expected" in said and "come through" in said
    link = block(page, "3.2").locator(".practice-result a").first
    file, _, section = link.get_attribute("href").removeprefix(server.address).partition("#")
    assert file == "3-activations.html"
    assert page.locator(f"[id='{section}']").count() == 1

    assert check(page, "3.2", {"relu": RELU_RIGHT}) == "solved"
    assert page.locator(".progress-strip a[data-exercise='3.2'].solved").count() == 1
    cell_editor(page, number).fill("from nnlib.activations import relu\nprint(relu([-1.0, 2.0]))")
    assert run_cell(page, number) == "Done."
    assert live_output(page, number).inner_text().split("\n")[:2] == ["my own relu", "[0. 2.]"]
    page.locator(f".run-bar[data-cell='{number}'] [data-do=back]").click()
    assert stored.is_visible() and not live_output(page, number).count()

    write(page, "3.2", {"relu": LOOP})
    found = block(page, "3.2")
    found.locator("[data-do=check]").click()
    found.locator(".run-status", has_text="Running").wait_for(timeout=60000)
    assert page.evaluate("1 + 1") == 2  # the page itself answers all the while
    found.locator("[data-do=stop]").click()
    found.locator(".run-status", has_text="Stopped").wait_for()
    assert check(page, "3.2", {"relu": RELU_RIGHT}) == "solved"

    page.reload()
    wait_awake(page)
    assert page.locator(".progress-strip a[data-exercise='3.2'].solved").count() == 1
    assert block(page, "3.2").locator("textarea").input_value() == RELU_RIGHT


def test_a_cell_that_prints_for_ever_is_stopped_and_its_chapter_goes_on(chapter_3):
    page = chapter_3
    first, second, *_ = cells(page)
    editor = cell_editor(page, first)
    book = editor.input_value()
    editor.fill("while True:\n    print('again')")
    bar = page.locator(f".run-bar[data-cell='{first}']")
    bar.locator("[data-do=run]").click()
    live_output(page, first).get_by_text("again").wait_for(timeout=60000)
    bar.locator("[data-do=stop]").click()
    bar.locator(".run-status", has_text="Stopped").wait_for()
    editor.fill(book)
    assert run_cell(page, second) == "Done."


# ---- every chapter and every block


def right_answers(unit):
    """The reference for each exercise: {number: {name: code}}."""
    solved = practice_data.reference(ROOT, practice_data.units(ROOT)[unit.name])
    source = notebooks.read(unit.notebook)
    for cell in source.cells:
        if notebooks.grade_id(cell) and cell.metadata.nbgrader.get("solution"):
            solved[notebooks.grade_id(cell)] = markers.solved(cell.source, unit.notebook)
    exercises, _ = practice_data.exercises(practice_data.units(ROOT)[unit.name])
    names = {e.number: [s.name for s in e.slots] + [a["id"] for a in e.answers] for e in exercises}
    return {number: {name: solved[name] for name in own} for number, own in names.items()}


def wrong_answers(unit):
    """Known wrong answers that the visible checks recognise: {name of slot or answer: [code, …]}."""
    recognised = (unit.release / "checks" / "known.json").read_text(encoding="utf-8")
    sources = {notebooks.grade_id(cell): cell.source for cell in notebooks.read(unit.notebook).cells}
    found = {}
    for item in mistakes.all_mistakes():
        if item.unit != unit.module or json.dumps(item.says) not in recognised:
            continue
        answer = notebooks.cell_name(item.target) + "-answer"
        if answer in sources:
            found.setdefault(answer, []).append(wrong_cell(sources[answer], item))
        else:
            short = item.target.rpartition(".")[2]
            found.setdefault(item.target, []).append(definition(item.function, short))
    return found


def test_every_cell_of_a_chapter_runs_and_prints_what_the_book_shows(chapter):
    _, page = chapter
    numbers = cells(page)
    assert run_cell(page, numbers[-1], seconds=180) == "Done."
    different = {}
    for number in numbers[:-1]:
        # printed text only: a newer NumPy or Matplotlib may draw and warn differently
        stored = page.locator(f".run-bar[data-cell='{number}'] ~ .cell_output:not(.run-output) pre").all_text_contents()
        if not stored:
            continue
        assert run_cell(page, number) == "Done."
        live = live_output(page, number).locator("pre").all_text_contents()
        if "".join(stored).split() != "".join(live).split():
            different[number] = (stored, live)
    assert different == {}


def test_every_block_passes_what_is_right_and_stops_what_is_wrong(chapter):
    unit, page = chapter
    right, wrong = right_answers(unit), wrong_answers(unit)
    assert right
    wanted, got = {}, {}
    for number, answers in right.items():
        stubs = {
            name: block(page, number).locator(f".editor[data-name='{name}'] textarea").input_value() for name in answers
        }
        tried = [{**answers, name: code} for name in answers for code in wrong.get(name, [])][:2]
        assert len(tried) == 2, f"exercise {number} has fewer than two wrong answers that its visible checks recognise"
        for name, answer in [("stub", stubs), ("a wrong one", tried[0]), ("another", tried[1])]:
            wanted[number, name] = False
            got[number, name] = check(page, number, answer) in ("solved", "answered")
        # where only the form of an answer is seen, the page does not say that it is right
        only_form = block(page, number).get_attribute("data-only-form") is not None
        wanted[number, "reference"] = "answered" if only_form else "solved"
        got[number, "reference"] = check(page, number, answers)
    assert got == wanted
    assert page.locator(".progress-strip a").count() == page.locator(".progress-strip a.solved").count()


def test_a_short_answer_whose_checks_know_no_right_one_is_not_called_solved(chapter_3):
    page = chapter_3
    assert check(page, "3.8", {"gradient_left-answer": "by_sigmoid, by_tanh = 0.5, 0.25"}) == "answered"
    assert block(page, "3.8").locator(".check-sign").all_inner_texts() == ["Answered"]
    word = page.locator(".progress-strip a[data-exercise='3.8'] .progress-word")
    assert word.text_content() == ", answered"


# ---- the editor, by keyboard


def test_the_editor_indents_and_lets_the_keyboard_go(page, server):
    opened(page, server, "3-activations.html")
    area = block(page, "3.2").locator("textarea")
    area.fill("")
    area.focus()
    page.keyboard.type("def relu(z):\nif z:\n")
    page.keyboard.type("x = 1")
    assert area.input_value() == "def relu(z):\n    if z:\n        x = 1"
    page.keyboard.press("Shift+Tab")
    assert area.input_value() == "def relu(z):\n    if z:\n    x = 1"
    page.keyboard.press("Tab")
    page.keyboard.press("Control+z")
    assert area.evaluate("area => document.activeElement === area")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.do") == "check"
    page.keyboard.press("Shift+Tab")
    assert area.evaluate("area => document.activeElement === area")
    page.keyboard.press("Control+Enter")
    block(page, "3.2").locator("[data-do=stop]").click()
    block(page, "3.2").locator(".run-status", has_text="Stopped").wait_for()


def test_reset_brings_the_stub_and_can_be_taken_back(page, server):
    opened(page, server, "3-activations.html")
    area = block(page, "3.2").locator("textarea")
    stub = area.input_value()
    assert "NotImplementedError" in stub
    area.fill(RELU_WRONG)
    block(page, "3.2").locator("[data-do=reset]").click()
    assert area.input_value() == stub
    block(page, "3.2").get_by_text("Bring back what you had").click()
    assert area.input_value() == RELU_WRONG


def test_an_edited_cell_is_kept_until_the_reader_goes_back_to_the_book(page, server):
    opened(page, server, "3-activations.html")
    number = cells(page)[1]
    cell_editor(page, number).fill("print('mine')")
    page.reload()
    wait_awake(page)
    assert (
        page.locator(f".cell:has(> .run-bar[data-cell='{number}']) > .editor textarea").input_value() == "print('mine')"
    )
    page.locator(f".run-bar[data-cell='{number}'] [data-do=back]").click()
    page.reload()
    wait_awake(page)
    assert page.locator(f".run-bar[data-cell='{number}'] [data-do=back]").is_hidden()
    assert page.locator(".cell > .editor").count() == 0


def test_the_first_page_shows_what_is_solved_in_all_chapters(page, server):
    page.goto(server.address + "intro.html")
    page.evaluate("localStorage.setItem('course:/', JSON.stringify({ 2.1: { code: {}, solved: {} } }))")
    page.reload()
    strip = page.locator(".progress-strip")
    assert strip.locator(".progress-row").count() == len(units())
    assert strip.locator("a.solved").all_text_contents() == ["Exercise 2.1, solved"]


def test_where_the_browser_keeps_nothing_an_exercise_is_solved_all_the_same(browser, server):
    tab = Tab(browser)
    tab.context.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } })")
    page = opened(tab.page, server, "3-activations.html")
    assert check(page, "3.2", {"relu": RELU_RIGHT}) == "solved"
    assert "keeps nothing" in block(page, "3.2").locator(".run-status").inner_text()
    assert page.locator(".progress-strip a.solved").all_text_contents() == ["Exercise 3.2, solved"]
    tab.close()


def test_what_was_written_is_downloaded_as_the_module(page, server):
    opened(page, server, "3-activations.html")
    write(page, "3.2", {"relu": RELU_RIGHT})
    with page.expect_download() as download:
        page.locator("[data-do=download]").click()
    assert download.value.suggested_filename == "activations.py"
    text = download.value.path().read_text()
    stub = (ROOT / "exercises" / "3-activations" / "nnlib" / "activations.py").read_text()
    before = next(slot for slot in practice_data.slots(stub) if slot.name == "relu").text
    assert text == stub.replace(before, RELU_RIGHT.rstrip())


def test_code_that_cannot_run_is_told_by_its_line_in_the_editor(chapter_3):
    page = chapter_3
    assert "line 1" in check(page, "3.2", {"relu": "def relu(z)\n    return z\n"})
    assert "There is no function relu here" in check(page, "3.2", {"relu": "def rely(z):\n    return z\n"})
    assert re.search(r"your relu, line 3", check(page, "3.2", {"relu": "def relu(z):\n    a = 1\n    return a / 0\n"}))


# ---- widgets


def numbers_of(locator):
    return [float(text.replace("−", "-")) for text in re.findall(r"[−-]?\d+(?:\.\d+)?", locator.inner_text())]


def test_the_stepper_ends_at_the_gradients_of_the_notes(page, server):
    opened(page, server, "5-backprop.html")
    widget = page.locator("[data-widget='backprop-stepper']").first
    widget.scroll_into_view_if_needed()
    widget.get_by_role("button", name="Next step").focus()
    for _ in range(40):
        page.keyboard.press("ArrowRight")
    shown = widget.locator("svg .gradient").all_text_contents()
    values = [float(text.replace("∇", "").replace("−", "-")) for text in shown]
    assert values[:4] == [-0.2, 0.39, -0.39, -0.59] and values[7] == 0.2
    widget.get_by_role("button", name="A small network").click()
    assert widget.locator("svg .gradient").count() == 0
    widget.get_by_role("button", name="All", exact=True).click()
    assert widget.locator("svg .gradient").count() == 10


def test_the_matrix_product_shows_row_and_column_of_the_element_pointed_at(page, server):
    opened(page, server, "4-forward.html")
    widget = page.locator("[data-widget='matrix-product']").first
    widget.scroll_into_view_if_needed()
    data = json.loads(widget.locator("script").text_content())
    widget.get_by_role("button", name="O32").click()
    row = [float(t.replace("−", "-")) for t in widget.locator(".matrix-I .behind").all_inner_texts()]
    column = [float(t.replace("−", "-")) for t in widget.locator(".matrix-w .behind").all_inner_texts()]
    assert row == data["inputs"][3] and column == [line[2] for line in data["weights"]]
    assert numbers_of(widget.locator(".widget-says strong")) == [data["product"][3][2]]
    widget.locator(".matrix-O .pointed button").focus()
    page.keyboard.press("ArrowLeft")
    assert numbers_of(widget.locator(".matrix-O .pointed")) == [data["product"][3][1]]


def test_the_explorer_computes_what_nnlib_computes(page, server):
    from nnlib import activations

    opened(page, server, "3-activations.html")
    widget = page.locator("[data-widget='activation-explorer']").first
    widget.scroll_into_view_if_needed()
    widget.get_by_role("button", name="tanh").click()
    weight = widget.get_by_label("weight w")
    weight.focus()
    page.keyboard.press("ArrowRight")
    *_, z, a, slope = numbers_of(widget.locator(".widget-says"))
    assert z == 1.25
    assert (a, slope) == (round(float(activations.tanh(z)), 3), round(float(activations.tanh_derivative(z)), 3))

    at = [-30.0, -2.5, -0.5, 0.0, 0.5, 2.5, 30.0]
    js = page.evaluate(
        """async (at) => {
          const { ACTIVATIONS } = await import("/_static/run/widgets/widgets.js");
          return Object.fromEntries(
            Object.entries(ACTIVATIONS).map(([name, { f, slope }]) => [name, [at.map(f), at.map(slope)]]),
          );
        }""",
        at,
    )
    for name, (values, slopes) in js.items():
        assert values == pytest.approx(list(getattr(activations, name)(at))), name
        assert slopes == pytest.approx(list(getattr(activations, f"{name}_derivative")(at))), name


def test_the_regions_are_those_of_the_trained_network(page, server):
    opened(page, server, "6-training.html")
    widget = page.locator("[data-widget='decision-regions']").first
    widget.scroll_into_view_if_needed()
    widget.locator("svg").wait_for()
    for run in json.loads(widget.locator("script").text_content())["runs"]:
        right = page.evaluate(
            """async (file) => {
              const { forward } = await import("/_static/run/widgets/decision-regions.js");
              const { points, widths, activations, frames } = await (await fetch(`/_static/run/data/${file}`)).json();
              const right = (frame, [a, b, label]) =>
                forward([a, b], widths, activations, frame.parameters) > 0.5 === label > 0.5;
              const share = (frame) => points.filter((point) => right(frame, point)).length / points.length;
              return frames.map((frame) => [share(frame), frame.accuracy]);
            }""",
            run["file"],
        )
        assert all(abs(here - there) <= 0.011 for here, there in right)
        assert right[-1][1] > 0.97
    epoch = widget.get_by_role("slider", name="epoch")
    epoch.focus()
    page.keyboard.press("End")
    last = widget.locator(".widget-says").inner_text()
    page.keyboard.press("Home")
    assert widget.locator(".widget-says").inner_text().startswith("Epoch 0:") and not last.startswith("Epoch 0:")
    widget.get_by_role("button", name="Play").click()
    page.wait_for_timeout(400)
    assert not widget.locator(".widget-says").inner_text().startswith("Epoch 0:")
    widget.get_by_role("button", name="Pause").click()


# ---- looks and limits


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_in_a_page_that_is_worked_on(browser, server, chapter_3, colours, width):
    results = []
    for code in (RELU_WRONG, "def relu(z)\n"):
        check(chapter_3, "3.2", {"relu": code})
        results.append(block(chapter_3, "3.2").locator(".practice-result").inner_html())
    tab = Tab(browser, viewport={"width": width, "height": 900}, color_scheme=colours)
    page = opened(tab.page, server, "3-activations.html")
    page.evaluate(
        """(results) => {
          const places = document.querySelectorAll(".practice-result");
          results.forEach((html, i) => Object.assign(places[i], { hidden: false, innerHTML: html }));
        }""",
        results,
    )
    page.locator(".run-bar [data-do=edit]").first.click()
    for widget in page.locator(".widget").all():
        widget.scroll_into_view_if_needed()
    page.wait_for_function("!document.querySelector('.widget:not([data-ready])')")
    page.add_script_tag(path=ROOT / "node_modules" / "axe-core" / "axe.min.js")
    found = page.evaluate("axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes[0].html]))")
    assert found == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    tab.close()


def test_without_scripts_there_is_nothing_that_does_nothing(browser, server):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(server.address + "3-activations.html")
    for gone in (".run-bar", ".widget", ".progress-strip"):
        assert not page.locator(gone).first.is_visible(), gone
    assert page.locator(".cell_output img").first.is_visible()
    assert "def relu" in page.locator(".practice[data-exercise='3.2'] .editor pre").inner_text()
    context.close()


def test_opened_from_a_folder_a_page_says_why_it_cannot_run(page, site):
    page.goto((site / "3-activations.html").as_uri())
    assert "python -m http.server" in page.locator(".run-notice").inner_text()
    assert page.locator(".run-bar").count() == 0

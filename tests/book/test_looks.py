"""Every page in Chromium, light and dark, wide and phone-size: open to everyone, self-contained, quiet."""

import json

import pytest

from conftest import ROOT

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
WIDTHS = {"wide": 1280, "phone": 390}


@pytest.fixture(scope="module")
def axe():
    if not AXE.exists():
        pytest.skip("axe-core is missing: run npm ci")
    return AXE.read_text(encoding="utf-8")


def violations(page):
    """What axe-core finds, of any impact, shortened to what one needs to mend it."""
    found = page.evaluate("async () => (await axe.run(document, { resultTypes: ['violations'] })).violations")
    return [f"{rule['id']} ({rule['impact']}): {node['html'][:160]}" for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_is_open_to_everyone(browser, address, pages, axe, scheme, width):
    context = browser.new_context(
        color_scheme=scheme, viewport={"width": WIDTHS[width], "height": 844}, reduced_motion="reduce"
    )
    page = context.new_page()
    troubles = []
    page.on("console", lambda said: troubles.append(f"console: {said.text}") if said.type == "error" else None)
    page.on("pageerror", lambda error: troubles.append(f"error: {error}"))
    page.on("request", lambda request: troubles.append(f"outside: {request.url}") if outside(request) else None)

    def outside(request):
        return not request.url.startswith((address, "data:", "blob:"))

    for name in pages:
        page.goto(f"{address}{name}.html")
        page.evaluate("() => { for (const fold of document.querySelectorAll('details')) fold.open = true; }")
        for widget in page.locator(".widget").all():
            widget.scroll_into_view_if_needed()
        page.wait_for_function("!document.querySelector('.widget:not([data-ready])')")
        page.evaluate(axe)
        troubles += [f"{name}: {found}" for found in violations(page)]
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > WIDTHS[width]:
            troubles.append(f"{name}: scrolls sideways, {wide} px at {WIDTHS[width]}")
    context.close()
    assert not troubles, "\n".join(troubles)


def test_the_menu_on_a_phone_is_open_to_everyone(browser, address, axe):
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(f"{address}intro.html")
    button = page.get_by_role("button", name="Chapters")
    button.press("Enter")
    page.evaluate(axe)
    assert violations(page) == []
    assert button.get_attribute("aria-expanded") == "true"
    first = page.get_by_role("navigation", name="Chapters").get_by_role("link").first
    first.focus()
    assert page.evaluate("document.activeElement.textContent") == "Start"
    page.keyboard.press("Escape")
    assert button.get_attribute("aria-expanded") == "false"
    assert page.evaluate("document.activeElement.className") == "icon menu"
    assert not first.is_visible()
    page.close()


def test_the_skip_link_is_the_first_stop_and_leads_to_the_text(page, address):
    page.goto(f"{address}1-neurons.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the text"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_colours_follow_the_system_until_one_is_chosen(page, address):
    page.emulate_media(color_scheme="dark")
    page.goto(f"{address}intro.html")
    theme = "document.documentElement.dataset.theme"
    assert page.evaluate(theme) == "dark"
    button = page.locator(".colours")
    button.click()
    assert page.evaluate(theme) == "light"
    page.goto(f"{address}glossary.html")
    assert page.evaluate(theme) == "light"
    assert button.get_attribute("aria-label") == "Colours: light"
    button.click()
    button.click()
    assert page.evaluate(theme) == "dark"
    assert button.get_attribute("aria-label") == "Colours: automatic"


def test_figures_are_turned_over_in_the_dark_and_not_on_paper(page, address):
    page.emulate_media(color_scheme="dark")
    page.goto(f"{address}1-neurons.html")
    style = "getComputedStyle(document.querySelector('.cell_output img')).filter"
    assert page.evaluate(style) == "invert(0.9) hue-rotate(180deg)"
    page.emulate_media(color_scheme="dark", media="print")
    assert page.evaluate(style) == "none"


def test_nothing_moves_when_pictures_arrive(page, address, pages):
    for name in pages:
        page.goto(f"{address}{name}.html")
        sizes = page.evaluate("""[...document.images].filter((image) => !(image.hasAttribute("width")
            && image.hasAttribute("height"))).map((image) => image.src)""")
        assert sizes == [], name


@pytest.mark.parametrize("width", WIDTHS.values(), ids=list(WIDTHS))
@pytest.mark.parametrize(
    "place", ["3-activations.html#practice-3-9", "5-backprop.html#the-proof-by-trying", "glossary.html#term-momentum"]
)
def test_the_address_of_a_section_opens_with_it_at_the_top(page, address, place, width):
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(address + place, wait_until="networkidle")
    top = page.locator("[id='{}']".format(place.partition("#")[2])).bounding_box()["y"]
    assert page.locator(".top").bounding_box()["height"] <= top < 100


def test_the_book_opens_from_a_folder(page, site):
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto((site / "1-neurons.html").as_uri())
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.fonts.check('16px \"STIX Two Math\"', 'x')")
    assert page.evaluate("[...document.images].every((image) => image.loading === 'lazy' || image.naturalWidth > 0)")
    assert said == []
    page.goto((site / "search.html").as_uri() + "?q=dendrite")
    assert page.locator("#results li").count() > 0


def test_a_page_is_read_without_scripts(browser, address):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{address}1-neurons.html")
    assert page.get_by_role("navigation", name="Chapters").get_by_role("link", name="Glossary").is_visible()
    assert page.locator("math").first.is_visible()
    fold = page.locator("details", has=page.locator("summary", has_text="A pulse.")).first
    assert not fold.locator("p").is_visible()
    fold.locator("summary").click()
    assert fold.locator("p").is_visible()
    context.close()


def test_what_a_chapter_page_loads_at_first_is_light(browser, address, pages):
    sizes = {}
    for name in (name for name in pages if name[0].isdigit() and name != "404"):
        page = browser.new_page()
        loaded = []
        page.on("response", lambda response, loaded=loaded: loaded.append(response))
        page.goto(f"{address}{name}.html", wait_until="load")
        kinds = {"document", "stylesheet", "script", "fetch"}
        sizes[name] = sum(
            len(compressed(response.body())) for response in loaded if response.request.resource_type in kinds
        )
        page.close()
    assert sizes and max(sizes.values()) <= 400 * 1024, json.dumps(sizes)


def compressed(content):
    import gzip

    return gzip.compress(content, 6)

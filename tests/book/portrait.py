"""Takes the picture in README.md: `python tests/book/portrait.py`, after `make book` and `npm ci`."""

import io
import sys
from pathlib import Path

import running
from PIL import Image, ImageOps
from playwright.sync_api import sync_playwright

sys.path.insert(0, str(running.ROOT))
from book import printed  # noqa: E402

TARGET = running.ROOT / "book" / "assets" / "readme.png"
WRONG = "    return inputs @ weights"
SIZE = {"width": 780, "height": 900}


def picture(page, locator):
    """The page from just above this element on."""
    locator.evaluate("(element) => scrollTo(0, element.getBoundingClientRect().top + scrollY - 70)")
    page.wait_for_timeout(500)
    return ImageOps.expand(Image.open(io.BytesIO(page.screenshot())).convert("RGB"), 2, "#9aa3ad")


def main():
    site = Path(sys.argv[1]) if len(sys.argv) > 1 else running.ROOT / "_build" / "html"
    server = running.Server(site)
    with sync_playwright() as playwright:
        page = printed.launch(playwright).new_page(viewport=SIZE, color_scheme="light", reduced_motion="reduce")
        page.goto(f"{server.address}1-neurons.html")
        running.wait_awake(page)
        figure = page.locator(".cell", has=page.locator("figure"))
        left = picture(page, figure.filter(has_text="firing_line").first)
        block = running.block(page, "1.1")
        stub = block.locator("textarea").first.input_value()
        running.check(page, "1.1", {"weighted_sum": stub.rpartition("    raise")[0] + WRONG})
        right = picture(page, block)
    sheet = Image.new("RGB", (left.width + right.width + 24, left.height), "white")
    sheet.paste(left, (0, 0))
    sheet.paste(right, (left.width + 24, 0))
    sheet.quantize(256).save(TARGET, optimize=True)
    server.close()


if __name__ == "__main__":
    main()

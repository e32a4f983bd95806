// The bar under a cell, a practice block or a widget: its buttons, and the line that says what is going on.
import { Stopped, Unreachable } from "./session.js";

export class Bar {
  constructor(element, page) {
    this.page = page;
    this.status = element.querySelector(".run-status");
    this.buttons = Object.fromEntries([...element.querySelectorAll("button")].map((b) => [b.dataset.do, b]));
    for (const button of Object.values(this.buttons)) button.disabled = false;
    this.buttons.stop?.addEventListener("click", () => page.session.stop());
  }

  on(name, act) {
    this.buttons[name]?.addEventListener("click", act);
  }

  say(text) {
    this.status.replaceChildren(text);
  }

  // Have `work` done while the bar shows that it is going on; returns what came of it, or nothing if nothing came.
  async during(work) {
    const { run, check, stop } = this.buttons;
    const start = run ?? check;
    if (start.getAttribute("aria-disabled") === "true") return undefined;
    const hadFocus = document.activeElement === start;
    start.setAttribute("aria-disabled", "true");
    stop.hidden = false;
    this.status.classList.add("busy");
    this.say("Waiting for Python.");
    try {
      return await work();
    } catch (error) {
      this.tell(error);
      return undefined;
    } finally {
      if (document.activeElement === stop) start.focus();
      else if (hadFocus && document.activeElement === document.body) start.focus();
      start.removeAttribute("aria-disabled");
      stop.hidden = true;
      this.status.classList.remove("busy");
    }
  }

  tell(error) {
    if (error instanceof Stopped) this.say("Stopped. The next run starts Python anew.");
    else if (error instanceof Unreachable) this.say(this.unreachable());
    else this.say(`Python has broken down and will start anew: ${error.message}`);
  }

  // Takes what a session tells on the way; returns whether it was for the bar.
  hear(kind, value) {
    if (kind === "progress") this.say(value);
    else if (kind === "slow") this.say(this.unreachable("Python has not come yet from "));
    else return false;
    return true;
  }

  unreachable(opening = "Python could not be fetched from ") {
    const { pyodide, name, root } = this.page;
    const link = document.createElement("a");
    link.href = new URL(`_sources/${name}.ipynb`, root);
    link.download = "";
    link.textContent = "download this chapter's notebook";
    const message = document.createElement("span");
    message.append(
      `${opening}${new URL(pyodide).host}. You may be offline, or that address may be blocked where you are. ` +
        "Nothing you wrote is lost. You can try again, or ",
      link,
      " and work in it on your own machine.",
    );
    return message;
  }
}

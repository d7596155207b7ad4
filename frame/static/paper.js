// Prints a page when its button asks for it, and fits it to A4: laid out as on the screen, and shrunk until it is as wide
// as the paper. A page that would fill a little more than one sheet is shrunk a little more.
(() => {
  "use strict";

  const MM = 96 / 25.4;
  const WIDTH = 186 * MM;
  const HEIGHT = 270 * MM; // and a little to spare for rounding
  const LEAST = 0.82; // of the size that fits the width; below that a second sheet is easier to read

  const rules = () => document.querySelector('link[rel=stylesheet][href*="print.css"]');
  const root = document.documentElement;

  // The browser prints within the click that asked for it.
  addEventListener("click", (event) => {
    if (event.target.closest?.(".st-key-print_page button")) print();
  });

  addEventListener("beforeprint", () => {
    const main = document.querySelector("[data-testid=stMainBlockContainer]");
    if (!main || !rules()) return;
    const style = getComputedStyle(main);
    const width = main.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    const wide = Math.min(1, WIDTH / width);
    root.style.setProperty("--screen-width", `${width}px`);
    root.classList.toggle("dark-screen", getComputedStyle(document.querySelector(".stApp")).colorScheme === "dark");
    rules().media = "all";
    const fits = HEIGHT / main.offsetHeight;
    root.style.setProperty("--paper-zoom", fits >= wide * LEAST ? Math.min(wide, fits) : wide);
  });

  addEventListener("afterprint", () => {
    if (rules()) rules().media = "print";
    root.classList.remove("dark-screen");
    root.style.removeProperty("--screen-width");
    root.style.removeProperty("--paper-zoom");
  });
})();

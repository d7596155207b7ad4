// A municipality that is opened from the middle of a list stands at the top of the page: the page scrolls there.
// The panel's class carries the municipality's number (frame/parts/work_list.py).
let opened = "";
new MutationObserver(() => {
  const panel = document.querySelector("[class*=st-key-opened_]");
  const now = panel ? panel.className.match(/st-key-opened_\w*/)[0] : "";
  if (now && now !== opened) {
    document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
  }
  opened = now;
}).observe(document.documentElement, { childList: true, subtree: true });

// The browser's back button brings back the filter of before.
//
// Streamlit writes a changed filter over the page's entry in the browser's history. Here the entry of before is put
// back, and the changed one laid upon it, so that "back" leads to it; what it asks for Streamlit shows by itself.
// Only what a person has just done counts: a link that Streamlit tidies, and what it writes after "back", does not.
(() => {
  "use strict";
  if (!window.navigation) return; // an older browser goes back page by page
  let byHand = false, mending = false;
  for (const act of ["pointerdown", "keydown"]) document.addEventListener(act, () => { byHand = true; }, true);
  window.addEventListener("popstate", () => { byHand = false; }, true);
  window.navigation.addEventListener("currententrychange", (event) => {
    if (event.navigationType !== "replace" || !byHand || mending) return;
    const before = new URL(event.from.url), now = location.href;
    if (before.pathname !== location.pathname || before.search === location.search) return;
    mending = true;
    history.replaceState({}, "", before);
    history.pushState({}, "", now);
    mending = false;
  });
})();

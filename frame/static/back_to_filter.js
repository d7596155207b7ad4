// The browser's back button brings back the filter of before.
//
// Streamlit writes a changed filter over the page's entry in the browser's history. Here the entry of before is put
// back, and the changed one laid upon it, so that "back" leads to it; what it asks for Streamlit shows by itself.
// Only what a person has just done counts: a link that Streamlit tidies, and what it writes after "back", does not.
// Before the menu leads to another page, Streamlit lays an entry without the page's own choices upon the one with them:
// it gets them back, so that "back" leads to the page as it was left.
(() => {
  "use strict";
  if (!window.navigation) return; // an older browser goes back page by page
  let byHand = false, mending = false, leaving = false;
  for (const act of ["pointerdown", "keydown"]) {
    document.addEventListener(act, ({target}) => {
      byHand = true;
      const link = target.closest?.("[data-testid=stSidebarNav] a");
      leaving = Boolean(link) && link.pathname !== location.pathname;
    }, true);
  }
  window.addEventListener("popstate", () => { byHand = false; }, true);
  window.navigation.addEventListener("currententrychange", (event) => {
    if (event.navigationType !== (leaving ? "push" : "replace") || !byHand || mending) return;
    const before = new URL(event.from.url), now = location.href;
    if (before.pathname !== location.pathname || before.search === location.search) return;
    mending = true;
    history.replaceState({}, "", before);
    if (!leaving) history.pushState({}, "", now);
    mending = false;
  });
})();

// «Min region» opens on the regions last chosen in this browser.
(() => {
  "use strict";

  const chosen = () => new URLSearchParams(location.search).getAll("region");
  try {
    const remembered = JSON.parse(localStorage.getItem("region") ?? "[]");
    if (location.pathname.endsWith("/min-region") && !chosen().length && remembered.length) {
      const address = new URL(location.href);
      for (const region of remembered) address.searchParams.append("region", region);
      history.replaceState(null, "", address);
    }
  } catch {
    // Storage may be closed; then the page opens on the whole country.
  }
  const remember = () => {
    try {
      if (chosen().length) localStorage.setItem("region", JSON.stringify(chosen()));
    } catch {
      // As above.
    }
  };

  // Streamlit changes the address without an event, and always something of the page with it.
  new MutationObserver((changes) => {
    if (changes.some((change) => change.addedNodes.length)) remember();
  }).observe(document.documentElement, { childList: true, subtree: true });
})();

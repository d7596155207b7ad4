// Puts a list of addresses on the clipboard as the list appears, still within the click that asked for it. The list
// stays on the page with a button of its own, for browsers that refuse.
(() => {
  "use strict";

  const copy = (block) => {
    const text = block.querySelector("code")?.textContent;
    if (text && block.dataset.copied !== text) {
      block.dataset.copied = text;
      navigator.clipboard?.writeText(text).catch(() => {});
    }
  };
  new MutationObserver((changes) => {
    if (changes.some((change) => change.addedNodes.length)) {
      document.querySelectorAll(".st-key-copied_addresses").forEach(copy);
    }
  }).observe(document.documentElement, { childList: true, subtree: true });
})();

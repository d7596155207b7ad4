// Mends what a screen reader meets in Streamlit's own widgets and what neither the configuration nor a page can
// change. tests/browser/test_accessibility.py measures with axe; each mend here names what axe or a listener found.
(() => {
  "use strict";

  const hide = (element) => {
    element.removeAttribute("role");
    element.removeAttribute("aria-label");
    element.setAttribute("aria-hidden", "true");
  };
  const landmark = (label) => (element) => {
    element.setAttribute("role", "region");
    element.setAttribute("aria-label", label);
  };

  const MENDS = [
    // An icon beside a text was read as «person icon»; the text says it already.
    ["[data-testid=stIconMaterial][role=img]", hide],
    ["svg:has(> title)", (drawing) => {
      if (!/ icon$/.test(drawing.querySelector("title").textContent)) return;
      drawing.querySelector("title").textContent = "";
      hide(drawing);
    }],
    // A menu in groups was a list of boxes, and its entries stood in no list.
    ["[data-testid=stSidebarNavItems]:has(> div):not([role])", (menu) => menu.setAttribute("role", "none")],
    ["[data-testid=stSidebarNavItems] > div li:not([role])", (entry) => entry.setAttribute("role", "none")],
    // A role that takes the name away, on an element that has a name.
    ["[data-testid=stFileUploaderDropzone][role=presentation]", (zone) => zone.setAttribute("role", "group")],
    // What opens over the page stood outside every landmark.
    ["[data-testid$=Dropdown]:not([role])", landmark("Valgmuligheter")],
    ["[data-floating-ui-portal]:not([role])", landmark("Tilleggsvindu")],
    ["#portal > :not([role])", landmark("Tilleggsvindu")],
    // The head of a calendar was announced as the head of the page.
    ["[role=dialog] header:not([role])", (head) => head.setAttribute("role", "none")],
    // The search of a table had no name.
    ["[data-testid=search-input]:not([aria-label])", (field) => field.setAttribute("aria-label", "Søk i tabellen")],
  ];

  function mend(root) {
    for (const [selector, change] of MENDS) {
      if (root.matches(selector)) change(root);
      root.querySelectorAll(selector).forEach(change);
    }
  }

  new MutationObserver((changes) => {
    for (const change of changes) {
      for (const node of change.addedNodes) if (node.nodeType === Node.ELEMENT_NODE) mend(node);
      if (change.type === "attributes") mend(change.target);
    }
  }).observe(document.documentElement, {
    subtree: true, childList: true, attributes: true, attributeFilter: ["role"],
  });
})();

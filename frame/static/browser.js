// What only the browser can tell or do: whether it can draw the map and how wide it is, and putting addresses on the clipboard.
(() => {
  "use strict";

  // The server reads the cookie as the session begins, and draws a map that needs no WebGL where there is none.
  let webgl = null;
  try {
    webgl = document.createElement("canvas").getContext("webgl2");
  } catch {
    // Some hardened browsers throw instead of answering null.
  }
  document.cookie = `webgl=${webgl ? 1 : 0}; path=/; SameSite=Strict`;

  // Without a graphics card smooth edges cost a quarter of the map's time, and the light on areas that stand up, which
  // is computed for ours that lie flat too, a quarter of the rest.
  const named = webgl?.getExtension("WEBGL_debug_renderer_info");
  const renderer = named ? webgl.getParameter(named.UNMASKED_RENDERER_WEBGL) : "";
  if (/SwiftShader|llvmpipe|softpipe|Basic Render|Software Renderer/.test(renderer)) {
    const getContext = HTMLCanvasElement.prototype.getContext;
    HTMLCanvasElement.prototype.getContext = function (kind, options) {
      return getContext.call(this, kind, kind === "webgl2" ? { ...options, antialias: false } : options);
    };
    const shaderSource = WebGL2RenderingContext.prototype.shaderSource;
    WebGL2RenderingContext.prototype.shaderSource = function (shader, source) {
      shaderSource.call(this, shader, source.replaceAll("if (solidPolygon.extruded)", "if (false)"));
    };
  }

  // A map fits its region to a width that the server has to know.
  const tellWidth = () => {
    document.cookie = `window_width=${window.innerWidth}; path=/; SameSite=Strict`;
  };
  tellWidth();
  addEventListener("resize", tellWidth);

  // «Min region» opens on the regions last chosen in this browser.
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

  // A list of addresses is copied as it appears, still within the click that asked for it. It stays on the page
  // with a button of its own, for browsers that refuse.
  const copy = (block) => {
    const text = block.querySelector("code")?.textContent;
    if (text && block.dataset.copied !== text) {
      block.dataset.copied = text;
      navigator.clipboard?.writeText(text).catch(() => {});
    }
  };
  new MutationObserver((changes) => {
    if (changes.some((change) => change.addedNodes.length)) {
      remember();
      document.querySelectorAll(".st-key-copied_addresses").forEach(copy);
    }
  }).observe(document.documentElement, { childList: true, subtree: true });
})();

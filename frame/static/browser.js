// What only the browser can tell or do: whether it can draw the map and how wide it is, printing, and putting addresses
// on the clipboard.
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

  // The map's areas lie flat, and one without a colour is not there: neither is it drawn, nor does it take a click
  // that falls beside the detailed area that stands in for it. For deck.gl's shader it is there all the same.
  const shaderChanges = [
    [
      "DECKGL_FILTER_COLOR(vColor, geometry);\n}",
      "DECKGL_FILTER_COLOR(vColor, geometry);\nif (vColor.a == 0.0) gl_Position = vec4(0.0);\n}",
    ],
  ];

  // Without a graphics card the processor goes through each branch of a shader and each sample of a pixel. There the
  // map does without smooth edges, depth, the light on areas that stand up, a highlight that it never gives, and all
  // ways of projecting but the one that is used below zoom 12.
  const named = webgl?.getExtension("WEBGL_debug_renderer_info");
  const renderer = named ? webgl.getParameter(named.UNMASKED_RENDERER_WEBGL) : "";
  if (/SwiftShader|llvmpipe|softpipe|Basic Render|Software Renderer/.test(renderer)) {
    const getContext = HTMLCanvasElement.prototype.getContext;
    HTMLCanvasElement.prototype.getContext = function (kind, options) {
      return getContext.call(this, kind, kind === "webgl2" ? { ...options, antialias: false, depth: false } : options);
    };
    shaderChanges.push(
      ["if (solidPolygon.extruded)", "if (false)"],
      ["color = picking_filterHighlightColor(color);", ""],
      [
        "gl_Position = project_position_to_clipspace(pos, pos64Low, vec3(0.), geometry.position);",
        "geometry.position = vec4(project_mercator_(pos.xy), 0., 1.);\n" +
          "gl_Position = project_common_position_to_clipspace(geometry.position);",
      ],
    );
  }
  if (webgl) {
    const shaderSource = WebGL2RenderingContext.prototype.shaderSource;
    WebGL2RenderingContext.prototype.shaderSource = function (shader, source) {
      shaderSource.call(this, shader, shaderChanges.reduce((text, change) => text.replaceAll(...change), source));
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
  // The browser prints within the click that asked for it.
  addEventListener("click", (event) => {
    if (event.target.closest?.(".st-key-print_page button")) print();
  });

  new MutationObserver((changes) => {
    if (changes.some((change) => change.addedNodes.length)) {
      remember();
      document.querySelectorAll(".st-key-copied_addresses").forEach(copy);
    }
  }).observe(document.documentElement, { childList: true, subtree: true });
})();

// Tells the server what only the browser knows: whether it can draw the map (WebGL), and how wide the window is.
(() => {
  "use strict";

  const tell = (name, value) => {
    document.cookie = `${name}=${value}; path=/; SameSite=Strict`;
  };

  // The server reads the cookie as the session begins, and draws a map that needs no WebGL where there is none.
  let webgl = null;
  try {
    webgl = document.createElement("canvas").getContext("webgl2");
  } catch {
    // Some hardened browsers throw instead of answering null.
  }
  tell("webgl", webgl ? 1 : 0);

  // A map fits its region to a width that the server has to know.
  const tellWidth = () => tell("window_width", window.innerWidth);
  tellWidth();
  addEventListener("resize", tellWidth);
})();

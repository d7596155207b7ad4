// Notes when the page is held, when its text changes, and what colours the map's canvas is drawn in.
window.noted = {holds: [], texts: [], frames: []};
window.probing = false;
window.clicked = 0;
addEventListener("click", () => {
  window.clicked = performance.now();
  window.noted = {holds: [], texts: [], frames: []};
}, true);
new PerformanceObserver(list => list.getEntries().forEach(entry => window.noted.holds.push(entry.duration)))
  .observe({entryTypes: ["longtask"]});

// A page that is not measured rests: the maps of the others would draw their frames meanwhile.
window.resting = false;
const waiting = [], askForFrame = window.requestAnimationFrame;
window.requestAnimationFrame = draw => window.resting ? -waiting.push(draw) : askForFrame(draw);
window.rest = () => { window.resting = true; };
window.wake = () => {
  window.resting = false;
  waiting.splice(0).forEach(draw => askForFrame(draw));
};

// A frame counts when the page has handed it over to the screen, whatever it shows: a message sent from within a
// frame comes after its painting.
function afterFrame(note) {
  const {port1, port2} = new MessageChannel();
  port1.onmessage = () => window.noted[note].push(performance.now());
  port2.postMessage(0);
}

addEventListener("DOMContentLoaded", () => {
  let last = "";
  new MutationObserver(() => {
    const text = document.querySelector("[data-testid=stMain]")?.textContent;
    if (text !== last) {
      last = text;
      requestAnimationFrame(() => afterFrame("texts"));
    }
  }).observe(document.body, {subtree: true, childList: true, characterData: true});
});

// After a frame's last drawing command, and before the browser takes the picture away, rows of pixels are read
// back. That waits until it is drawn, so the time is that of finished colours; it is off when holds count.
let lastRows = [];
function readRows(gl) {
  const bound = gl.getParameter(gl.FRAMEBUFFER_BINDING);
  gl.bindFramebuffer(gl.FRAMEBUFFER, null);
  const width = gl.drawingBufferWidth, bytes = new Uint8Array(3 * 4 * width);
  [0.3, 0.5, 0.7].forEach((part, row) => {
    const y = Math.round(gl.drawingBufferHeight * part);
    gl.readPixels(0, y, width, 1, gl.RGBA, gl.UNSIGNED_BYTE, bytes, row * 4 * width);
  });
  gl.bindFramebuffer(gl.FRAMEBUFFER, bound);
  const rows = new Uint32Array(bytes.buffer);
  if (rows.some(pixel => pixel) && rows.some((pixel, at) => pixel !== lastRows[at])) {
    lastRows = rows;
    afterFrame("frames");
  }
}

const getContext = HTMLCanvasElement.prototype.getContext;
HTMLCanvasElement.prototype.getContext = function (...asked) {
  const gl = getContext.apply(this, asked);
  if (asked[0] === "webgl2" && gl && !gl.watched) {
    gl.watched = true;
    for (const name of ["drawElements", "drawArrays", "drawElementsInstanced", "drawArraysInstanced"]) {
      const draw = gl[name].bind(gl);
      gl[name] = (...given) => {
        draw(...given);
        if (window.probing && !gl.queued) {
          gl.queued = true;
          queueMicrotask(() => { gl.queued = false; readRows(gl); });
        }
      };
    }
  }
  return gl;
};

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

addEventListener("DOMContentLoaded", () => {
  let last = "";
  new MutationObserver(() => {
    const text = document.querySelector("[data-testid=stMain]")?.textContent;
    if (text !== last) {
      last = text;
      requestAnimationFrame(() => window.noted.texts.push(performance.now()));
    }
  }).observe(document.body, {subtree: true, childList: true, characterData: true});
});

// After a frame's last drawing command, and before the browser takes the picture away, one row of pixels is
// read back. That waits until it is drawn, so the time is that of finished colours; it is off when holds count.
let lastRow = "";
function readRow(gl) {
  const bound = gl.getParameter(gl.FRAMEBUFFER_BINDING);
  gl.bindFramebuffer(gl.FRAMEBUFFER, null);
  const row = new Uint8Array(gl.drawingBufferWidth * 4);
  gl.readPixels(0, Math.round(gl.drawingBufferHeight * 0.7), gl.drawingBufferWidth, 1, gl.RGBA, gl.UNSIGNED_BYTE, row);
  gl.bindFramebuffer(gl.FRAMEBUFFER, bound);
  const text = row.join();
  if (row.some(value => value) && text !== lastRow) {
    lastRow = text;
    window.noted.frames.push(performance.now());
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
          queueMicrotask(() => { gl.queued = false; readRow(gl); });
        }
      };
    }
  }
  return gl;
};

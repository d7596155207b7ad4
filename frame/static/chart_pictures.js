// Saves a chart as a picture for a slide, where it is drawn: its title and what it counts, the chart, and where the
// numbers are from. Nothing is asked of the server.
(() => {
  "use strict";

  const WIDTH = 1280, HEIGHT = 720, MARGIN = 40, SCALE = 2;
  const INK = "#111827", MUTED = "#4b5563";
  const FONT = "app/static/fonts/inter-latin.woff2";

  // A picture within a picture sees no font of the page, so each carries its own.
  let font = null;
  const fontRule = () => {
    font ??= fetch(new URL(FONT, document.baseURI)).then((answer) => answer.blob()).then((file) => new Promise((done) => {
      const reader = new FileReader();
      reader.onload = () => done(`@font-face{font-family:Inter;src:url(${reader.result});font-weight:100 900}`);
      reader.readAsDataURL(file);
    }));
    return font;
  };

  // The layers of a chart as pictures, with dark texts whatever the theme: a slide is white.
  async function readLayer(layer, rule) {
    const copy = layer.cloneNode(true);
    copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    copy.querySelectorAll("text, tspan").forEach((text) => { text.style.fill = INK; });
    copy.querySelectorAll(".hoverlayer").forEach((hovered) => hovered.remove());
    copy.prepend(Object.assign(document.createElementNS("http://www.w3.org/2000/svg", "style"), {textContent: rule}));
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
    await image.decode();
    return image;
  }

  // Writes a text in lines that fit, and answers where the next begins.
  function write(pen, text, y, size, color, weight = 400) {
    pen.font = `${weight} ${size}px Inter, Arial, sans-serif`;
    pen.fillStyle = color;
    let line = "";
    for (const word of [...text.split(" "), null]) {
      const longer = line ? `${line} ${word}` : word;
      if (word === null || (line && pen.measureText(longer).width > WIDTH - 2 * MARGIN)) {
        pen.fillText(line, MARGIN, y + size);
        y += size * 1.3;
        line = word;
      } else {
        line = longer;
      }
    }
    return y;
  }

  async function draw(chart, told) {
    const layers = [...chart.querySelectorAll("svg.main-svg")];
    const {width, height} = layers[0].getBoundingClientRect();
    const rule = await fontRule();
    const images = await Promise.all(layers.map((layer) => readLayer(layer, rule)));
    const canvas = Object.assign(document.createElement("canvas"), {width: WIDTH * SCALE, height: HEIGHT * SCALE});
    const pen = canvas.getContext("2d");
    pen.scale(SCALE, SCALE);
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, WIDTH, HEIGHT);
    const head = write(pen, told.unit, write(pen, told.title, MARGIN - 8, 28, INK, 700), 16, MUTED) + 12;
    const foot = HEIGHT - 48;
    write(pen, told.note, foot, 13, MUTED);
    const times = Math.min((WIDTH - 2 * MARGIN) / width, (foot - head - 8) / height);
    for (const image of images) pen.drawImage(image, MARGIN, head, width * times, height * times);
    return new Promise((done) => canvas.toBlob(done, "image/png"));
  }

  addEventListener("click", async (event) => {
    const button = event.target.closest?.(".chart-picture");
    const chart = button && document.querySelector(`.st-key-${button.dataset.chart} .js-plotly-plot`);
    if (!chart) return;
    const address = URL.createObjectURL(await draw(chart, button.dataset));
    Object.assign(document.createElement("a"), {href: address, download: button.dataset.file}).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  });
})();

// Stands where Streamlit's script for charts does (frame/serving/page.py maps its address): that script runs for a
// third of a second in which nothing else can be drawn, so it waits until the first numbers have been.
const LONGEST = 1000; // milliseconds; there are pages without numbers, and tabs that are not drawn

await new Promise((goOn) => {
  const look = () => {
    if (document.querySelector("[data-testid=stMetricValue]")?.checkVisibility()) {
      setTimeout(goOn); // after what this frame draws
    } else {
      requestAnimationFrame(look);
    }
  };
  look();
  setTimeout(goOn, LONGEST);
});

export default (await import("streamlit/PlotlyChart")).default;

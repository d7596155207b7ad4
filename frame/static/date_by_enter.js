// Enter in a date field applies the date that is written there. Streamlit applies it only when another element gets
// the focus, so the page gets it for a moment. The field keeps its keys to itself: they are heard on their way down.
document.addEventListener(
  "keydown",
  (event) => {
    const part = event.target;
    if (event.key !== "Enter" || part.getAttribute?.("role") !== "spinbutton" || !part.closest("[data-testid=stDateInput]")) {
      return;
    }
    document.querySelector("[data-testid=stMain]")?.focus({ preventScroll: true });
    setTimeout(() => part.isConnected && part.focus(), 0);
  },
  true,
);

// Enter in a date field applies the date that is written there. Streamlit applies it only when the field is left, so
// the field is left for a moment and entered again.
document.addEventListener("keydown", (event) => {
  const part = event.target;
  if (event.key !== "Enter" || !part.closest?.("[data-testid=stDateInput]") || part.getAttribute("role") !== "spinbutton") {
    return;
  }
  part.blur();
  requestAnimationFrame(() => part.isConnected && part.focus());
});

// Dots on a map that the keyboard reaches.

/** Let the keyboard reach a dot, and open it with Enter or space. */
export function focusable(one) {
  const path = one.getElement();
  if (!path || path.hasAttribute("tabindex")) return;
  path.setAttribute("tabindex", "0");
  path.setAttribute("role", "button");
  path.setAttribute("aria-label", one.spoken);
  path.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    one.openPopup();
  });
}

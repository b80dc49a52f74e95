// Dots on a map: one stop of the tab key for all of them, from dot to dot with the arrow keys, in the order of the table.

const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** Let the keyboard reach the dots of a layer; what is drawn anew when the map zooms is reached again. */
export function reachable(map, layer) {
  const dots = layer.getLayers();
  let here = 0;
  const reach = () => dots.forEach((one, place) => dress(one, place));
  reach();
  map.on("zoomend layeradd", reach);

  function dress(one, place) {
    const path = one.getElement();
    if (!path || path.hasAttribute("tabindex")) return;
    path.setAttribute("tabindex", place === here ? "0" : "-1");
    path.setAttribute("role", "button");
    path.setAttribute("aria-label", one.spoken);
    path.addEventListener("keydown", (event) => press(event, one, place));
    path.addEventListener("focus", () => stand(place));
  }

  function press(event, one, place) {
    const to = target(event.key, place);
    if (to === null && event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    event.stopPropagation();
    if (to === null) return void one.openPopup();
    map.panInside(dots[to].getLatLng(), { padding: [24, 24], animate: false });
    dots[to].getElement()?.focus({ preventScroll: true });
  }

  function target(key, place) {
    if (key === "Home") return 0;
    if (key === "End") return dots.length - 1;
    return key in STEPS ? (place + STEPS[key] + dots.length) % dots.length : null;
  }

  /** The tab key comes back to the dot that was left. */
  function stand(place) {
    dots[here].getElement()?.setAttribute("tabindex", "-1");
    dots[place].getElement()?.setAttribute("tabindex", "0");
    here = place;
  }
}

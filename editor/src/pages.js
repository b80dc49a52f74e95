// Maps on pages: when one comes into view, Leaflet takes the place of the drawing; without a script the drawing stays.

const drawn = [...document.querySelectorAll("figure.map .drawn")];

async function liven(place) {
  try {
    const { liven } = await import("./pages-map.js");
    await liven(place);
  } catch {
    // The drawing stays: the map could not be fetched.
  }
}

const seen = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    if (!isIntersecting) continue;
    seen.unobserve(target);
    liven(target);
  }
}, { rootMargin: "200px" });
drawn.forEach((place) => seen.observe(place));

// The phone's position, taken once and only at a tap, as that of the store in whose front somebody stands.

const PERMISSION_DENIED = 1;
const WAIT_MS = 15000;

export function standHere(take) {
  const box = document.querySelector("[data-stand-here]");
  const words = box.querySelector("[role=status]");
  box.hidden = !navigator.geolocation;
  box.querySelector("button").addEventListener("click", () => {
    words.textContent = "…";
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        words.textContent = `±${Math.round(coords.accuracy)} m`;
        take({ lon: coords.longitude, lat: coords.latitude });
      },
      (error) => {
        words.textContent = error.code === PERMISSION_DENIED ? box.dataset.wordsDenied : box.dataset.wordsFailed;
      },
      { enableHighAccuracy: true, timeout: WAIT_MS, maximumAge: 0 },
    );
  });
}

// A chart as a picture for chats and slides: the drawing with its colours written into it, painted at double size.

const STYLES = ["fill", "stroke", "stroke-width", "stroke-dasharray", "font-family", "font-size", "font-weight"];
const SCALE = 2;

function withStyles(drawing) {
  const copy = drawing.cloneNode(true);
  const originals = drawing.querySelectorAll("*");
  copy.querySelectorAll("*").forEach((part, place) => {
    const shown = getComputedStyle(originals[place]);
    STYLES.forEach((name) => part.setAttribute(name, shown.getPropertyValue(name)));
  });
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  return copy;
}

async function painted(drawing) {
  const { width, height } = drawing.viewBox.baseVal;
  const copy = withStyles(drawing);
  copy.setAttribute("width", width * SCALE);
  copy.setAttribute("height", height * SCALE);
  const address = URL.createObjectURL(
    new Blob([new XMLSerializer().serializeToString(copy)], { type: "image/svg+xml" }),
  );
  const picture = new Image();
  picture.src = address;
  await picture.decode();
  const canvas = document.createElement("canvas");
  canvas.width = width * SCALE;
  canvas.height = height * SCALE;
  const brush = canvas.getContext("2d");
  brush.fillStyle = getComputedStyle(drawing.closest(".card")).backgroundColor;
  brush.fillRect(0, 0, canvas.width, canvas.height);
  brush.drawImage(picture, 0, 0);
  URL.revokeObjectURL(address);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}

async function save({ savePicture, name }) {
  const address = URL.createObjectURL(await painted(document.getElementById(savePicture)));
  const link = document.createElement("a");
  link.href = address;
  link.download = `${name}.png`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

document.querySelectorAll("[data-save-picture]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => save(button.dataset));
});

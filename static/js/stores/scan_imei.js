// Scans IMEIs from the barcode on a box into the field beside the button. Where the browser reads no barcodes the
// field is typed into; a hand scanner types by itself.

const FORMATS = ["code_128", "code_39", "ean_13", "qr_code", "data_matrix"];
const EVERY_MS = 250;
const IMEI = /\d{15}/g;

const dialog = document.getElementById("scan");
const video = dialog.querySelector("video");
const words = dialog.querySelector("[role=status]");

function isImei(digits) {
  const sum = [...digits].reverse().reduce((total, digit, place) => {
    const value = place % 2 ? 2 * Number(digit) : Number(digit);
    return total + Math.floor(value / 10) + (value % 10);
  }, 0);
  return sum % 10 === 0;
}

function take(text, field) {
  const found = (text.match(IMEI) ?? []).find(isImei);
  if (!found) {
    return dialog.dataset.wordsWrong;
  }
  if (field.value.includes(found)) {
    return `${dialog.dataset.wordsTwice} ${found}`;
  }
  field.value = [field.value.trim(), found].filter(Boolean).join("\n");
  field.rows = field.value.split("\n").length;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  navigator.vibrate?.(60);
  return found;
}

async function watch(detector, field) {
  while (dialog.open) {
    const codes = await detector.detect(video).catch(() => []);
    if (codes.length) {
      words.textContent = take(codes[0].rawValue, field);
    }
    await new Promise((done) => setTimeout(done, EVERY_MS));
  }
}

async function scan(field) {
  words.textContent = "";
  dialog.showModal();
  try {
    video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    await video.play();
    const known = await BarcodeDetector.getSupportedFormats();
    await watch(new BarcodeDetector({ formats: FORMATS.filter((format) => known.includes(format)) }), field);
  } catch {
    words.textContent = dialog.dataset.wordsFailed;
  }
}

function stop() {
  video.srcObject?.getTracks().forEach((track) => track.stop());
  video.srcObject = null;
}

function addButton(field) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-outline-secondary scan-open";
  button.textContent = dialog.dataset.wordsScan;
  button.addEventListener("click", () => scan(field));
  field.after(button);
}

dialog.querySelector("button").addEventListener("click", () => dialog.close());
dialog.addEventListener("close", stop);
if ("BarcodeDetector" in window && navigator.mediaDevices) {
  document.querySelectorAll("[data-imeis]").forEach(addButton);
}

// IMEIs from the barcode on a box or a keyboard: 15 digits, the last one by Luhn (handbook H2.5).

const FORMATS = ["code_128", "code_39", "ean_13", "qr_code", "data_matrix"];
const EVERY_MS = 250;
const IMEI = /\d{15}/g;

export const canScan = () => "BarcodeDetector" in window && Boolean(navigator.mediaDevices);

function isImei(digits) {
  const sum = [...digits].reverse().reduce((total, digit, place) => {
    const value = place % 2 ? 2 * Number(digit) : Number(digit);
    return total + Math.floor(value / 10) + (value % 10);
  }, 0);
  return sum % 10 === 0;
}

// A barcode may hold more than the number.
export function imeiIn(text) {
  return (text.match(IMEI) ?? []).find(isImei) ?? "";
}

// Shows what the camera sees until the dialog is closed; `take` is given each barcode and answers in words.
export async function scan(dialog, take) {
  const video = dialog.querySelector("video");
  const words = dialog.querySelector("[role=status]");
  words.textContent = "";
  dialog.addEventListener("close", () => stop(video), { once: true });
  dialog.querySelector("button").onclick = () => dialog.close();
  dialog.showModal();
  try {
    video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    await video.play();
    const known = await BarcodeDetector.getSupportedFormats();
    const detector = new BarcodeDetector({ formats: FORMATS.filter((format) => known.includes(format)) });
    await watch(dialog, video, detector, async (text) => {
      words.textContent = await take(text);
    });
  } catch {
    words.textContent = dialog.dataset.wordsFailed;
  }
}

// The same box before the camera is one answer, not four a second.
async function watch(dialog, video, detector, answer) {
  let last = "";
  while (dialog.open) {
    const [code] = await detector.detect(video).catch(() => []);
    if (code && code.rawValue !== last) {
      last = code.rawValue;
      await answer(code.rawValue);
    }
    await new Promise((done) => setTimeout(done, EVERY_MS));
  }
}

function stop(video) {
  video.srcObject?.getTracks().forEach((track) => track.stop());
  video.srcObject = null;
}

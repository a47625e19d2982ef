// What a camera wrote into the head of a JPEG: when and where it was taken. The picture made anew has neither.

const HEAD_BYTES = 128 * 1024;
const TAKEN_AT = /(\d{4}):(\d\d):(\d\d) (\d\d):(\d\d):(\d\d)/;
const JPEG = 0xffd8;
const EXIF_SEGMENT = 0xffe1;
const SCAN_SEGMENT = 0xffda;
const LITTLE_ENDIAN = 0x4949;
const GPS_TABLE = 0x8825;
const ENTRY_BYTES = 12;
const [LAT_SIDE, LAT, LON_SIDE, LON] = [1, 2, 3, 4];

const headOf = (file) => file.slice(0, HEAD_BYTES).arrayBuffer();

// The camera's own time stands as text near the file's head; else the file's time, which says how fresh it is.
export async function takenAtOf(file) {
  const head = new TextDecoder("latin1").decode(await headOf(file));
  const found = head.startsWith("\xff\xd8") ? TAKEN_AT.exec(head) : null;
  const [, year, month, day, hour, minute, second] = found ?? [];
  const taken = found ? new Date(year, month - 1, day, hour, minute, second) : new Date(file.lastModified);
  const moment = Number.isNaN(taken.getTime()) || taken.getFullYear() < 2000 ? new Date() : taken;
  return moment.toISOString();
}

// As "lon,lat" in degrees, or nothing: most browsers take the place out before a page sees the file.
export async function placeOf(file) {
  try {
    return placeIn(new DataView(await headOf(file)));
  } catch {
    // A head that was cut or made up points beyond its end.
    return "";
  }
}

function placeIn(view) {
  const start = tiffOf(view);
  if (!start) {
    return "";
  }
  const isLittle = view.getUint16(start) === LITTLE_ENDIAN;
  const short = (at) => view.getUint16(at, isLittle);
  const long = (at) => view.getUint32(at, isLittle);
  // Where the value of each entry of a table stands, by the entry's number.
  const table = (at) =>
    new Map(Array.from({ length: short(at) }, (_, row) => at + 2 + row * ENTRY_BYTES).map((entry) => [short(entry), entry + 8]));
  const gps = table(start + long(start + 4)).get(GPS_TABLE);
  const told = gps ? table(start + long(gps)) : new Map();
  if (![LAT_SIDE, LAT, LON_SIDE, LON].every((number) => told.has(number))) {
    return "";
  }
  const part = (at) => long(at) / long(at + 4);
  const degrees = (number) => {
    const at = start + long(told.get(number));
    return part(at) + part(at + 8) / 60 + part(at + 16) / 3600;
  };
  const isOn = (number, side) => view.getUint8(told.get(number)) === side.charCodeAt(0);
  const lon = isOn(LON_SIDE, "W") ? -degrees(LON) : degrees(LON);
  const lat = isOn(LAT_SIDE, "S") ? -degrees(LAT) : degrees(LAT);
  return Number.isFinite(lon) && Number.isFinite(lat) ? `${lon.toFixed(6)},${lat.toFixed(6)}` : "";
}

// Where the tables of the EXIF segment begin; 0 where there is none.
function tiffOf(view) {
  if (view.getUint16(0) !== JPEG) {
    return 0;
  }
  for (let at = 2; view.getUint16(at) !== SCAN_SEGMENT; at += 2 + view.getUint16(at + 2)) {
    if (view.getUint16(at) === EXIF_SEGMENT && view.getUint32(at + 4) === 0x45786966) {
      return at + 10;
    }
  }
  return 0;
}

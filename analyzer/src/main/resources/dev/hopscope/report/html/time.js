// Times. Inside the page a time is a number of nanoseconds from the start of the report: exact for
// the first 104 days, where nanoseconds since 1970 would not be.

const clock = { baseMillis: 0, mode: "relative" };
const SECONDS = new Map();

function millisOf(second) {
  let millis = SECONDS.get(second);
  if (millis === undefined) {
    millis = Date.parse(second + "Z");
    SECONDS.set(second, millis);
  }
  return millis;
}

/** Sets the start to the first of these times. */
function startClock(texts) {
  const known = texts.filter((text) => text !== null && text !== undefined);
  clock.baseMillis = d3.min(known, (text) => millisOf(text.slice(0, 19))) ?? 0;
  clock.startNanos = d3.min(known, nanosOf) ?? 0;
}

/** Nanoseconds of a time such as 2026-11-21T07:24:00.502134000Z, from the second of the start. */
function nanosOf(text) {
  if (text === null || text === undefined) {
    return null;
  }
  return (millisOf(text.slice(0, 19)) - clock.baseMillis) * 1e6 + Number(text.slice(20, 29));
}

function pad(number, width) {
  return String(number).padStart(width, "0");
}

function timeOfDay(nanos) {
  const seconds = Math.floor(nanos / 1e9);
  const micros = Math.floor((nanos - seconds * 1e9) / 1e3);
  const date = new Date(clock.baseMillis + seconds * 1000);
  const parts =
    clock.mode === "utc"
      ? [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()]
      : [date.getHours(), date.getMinutes(), date.getSeconds()];
  return parts.map((part) => pad(part, 2)).join(":") + "." + pad(micros, 6);
}

/** A time as the reader wants it: seconds from the start, or the time of day. */
function timeText(nanos) {
  if (nanos === null || nanos === undefined) {
    return "";
  }
  return clock.mode === "relative" ? ((nanos - clock.startNanos) / 1e9).toFixed(6) : timeOfDay(nanos);
}

function clockName() {
  return { relative: "seconds from the start", utc: "UTC", local: "local time" }[clock.mode];
}

/** The day and time at which the report starts. */
function startText() {
  const date = new Date(clock.baseMillis);
  if (clock.mode === "local") {
    const offset = -date.getTimezoneOffset();
    const zone =
      (offset < 0 ? "−" : "+") + pad(Math.floor(Math.abs(offset) / 60), 2) + ":" + pad(Math.abs(offset) % 60, 2);
    const day = [date.getFullYear(), pad(date.getMonth() + 1, 2), pad(date.getDate(), 2)].join("-");
    return (
      day +
      " " +
      [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => pad(part, 2)).join(":") +
      " " +
      zone
    );
  }
  return date.toISOString().slice(0, 19).replace("T", " ") + " UTC";
}

const UNITS = [
  [1e9, "s"],
  [1e6, "ms"],
  [1e3, "µs"],
  [1, "ns"],
];

/** A duration in three significant digits: 180 µs, 1.25 ms, 2.03 s. */
function duration(nanos) {
  if (nanos === null || nanos === undefined) {
    return "–";
  }
  const size = Math.abs(nanos);
  if (size >= 120e9) {
    const seconds = Math.round(size / 1e9);
    const text =
      seconds >= 7200
        ? Math.floor(seconds / 3600) + " h " + Math.floor((seconds % 3600) / 60) + " min"
        : Math.floor(seconds / 60) + " min " + (seconds % 60) + " s";
    return (nanos < 0 ? "−" : "") + text;
  }
  const [unit, name] = UNITS.find(([each]) => size >= each * 0.9995) ?? UNITS[3];
  const value = size / unit;
  const digits = unit === 1 ? 0 : value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
  return (nanos < 0 ? "−" : "") + value.toFixed(digits) + "\u202f" + name;
}

/** Ticks of an axis over times or durations. */
function tickText(nanos) {
  if (nanos === 0) {
    return "0";
  }
  const [unit, name] = UNITS.find(([each]) => Math.abs(nanos) >= each) ?? UNITS[3];
  return String(+(nanos / unit).toFixed(3)).replace("-", "−") + "\u202f" + name;
}

// Signs drawn as SVG: no machine lacks the glyphs for them.

const PATHS = {
  dots: "M12 5.5v.01M12 12v.01M12 18.5v.01",
  close: "M6 6l12 12M18 6 6 18",
  people: "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c0-3.6 2.9-6 6.5-6s6.5 2.4 6.5 6M16 4.4a3.3 3.3 0 0 1 0 6.3M17.5 14.3c2.4.7 4 2.8 4 5.7",
  clip: "M20 11.5 12 19.4a5.2 5.2 0 0 1-7.4-7.3l8.4-8.3a3.5 3.5 0 0 1 5 5l-8.4 8.3a1.8 1.8 0 0 1-2.5-2.5l7.6-7.6",
  send: "M3.5 20.5 21 12 3.5 3.5l2.2 7L14 12l-8.3 1.5z",
  file: "M6 3h8l5 5v13H6zM14 3v5h5",
  pin: "M12 21.5S5 15 5 9.8a7 7 0 0 1 14 0C19 15 12 21.5 12 21.5zM12 12.2a2.6 2.6 0 1 0 0-5.2 2.6 2.6 0 0 0 0 5.2z",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c0-4.2 3.6-7 8-7s8 2.8 8 7",
  picture: "M3.5 5h17v14h-17zM3.5 16l5-5 4 4 3-3 5 5M15.5 9.5h.1",
  sound: "M12 15a3 3 0 0 0 3-3V6a3 3 0 0 0-6 0v6a3 3 0 0 0 3 3zM6 11.5a6 6 0 0 0 12 0M12 17.5V21",
  box: "M3.5 7.5 12 3l8.5 4.5v9L12 21l-8.5-4.5zM3.5 7.5 12 12l8.5-4.5M12 12v9",
};
const NAMESPACE = "http://www.w3.org/2000/svg";

export function icon(name) {
  const drawing = document.createElementNS(NAMESPACE, "svg");
  const line = document.createElementNS(NAMESPACE, "path");
  line.setAttribute("d", PATHS[name]);
  drawing.setAttribute("viewBox", "0 0 24 24");
  drawing.setAttribute("class", "sign-icon");
  drawing.setAttribute("aria-hidden", "true");
  drawing.append(line);
  return drawing;
}

// A drawn picture and a short tone, for those who have no photo and no microphone at hand.

export function samplePhoto(number = 1) {
  const canvas = Object.assign(document.createElement("canvas"), { width: 640, height: 420 });
  const pen = canvas.getContext("2d");
  const sky = pen.createLinearGradient(0, 0, 0, 420);
  sky.addColorStop(0, `hsl(${200 + number * 12} 60% 72%)`);
  sky.addColorStop(1, "#eef3f4");
  rectangle(pen, sky, 0, 0, 640, 420);
  rectangle(pen, "#7d8a93", 0, 330, 640, 90);
  for (let hall = 0; hall < 4; hall += 1) building(pen, 40 + hall * 145, 150 + ((hall * 47 + number * 31) % 70), 115);
  pen.fillStyle = "#1f2d36";
  pen.font = "26px sans-serif";
  pen.fillText(`№ ${number}`, 24, 396);
  return new Promise((done) => canvas.toBlob((blob) => done(new File([blob], `photo-${number}.png`, { type: "image/png" }))));
}

function rectangle(pen, colour, ...box) {
  pen.fillStyle = colour;
  pen.fillRect(...box);
}

function building(pen, x, y, width) {
  rectangle(pen, "#c9b8a0", x, y, width, 340 - y);
  for (let row = y + 18; row < 300; row += 36) {
    for (let column = x + 14; column < x + width - 20; column += 32) rectangle(pen, "#52718a", column, row, 18, 20);
  }
}

export function sampleVoice(seconds = 1.5, rate = 8000) {
  const count = Math.floor(seconds * rate);
  const view = new DataView(new ArrayBuffer(44 + count * 2));
  header(view, count, rate);
  for (let at = 0; at < count; at += 1) {
    const swell = Math.sin((Math.PI * at) / count);
    view.setInt16(44 + at * 2, Math.sin((at * 2 * Math.PI * (300 + 60 * Math.sin(at / 900))) / rate) * swell * 9000, true);
  }
  return new File([view], "voice.wav", { type: "audio/wav" });
}

function header(view, count, rate) {
  const write = (at, text) => [...text].forEach((letter, index) => view.setUint8(at + index, letter.charCodeAt(0)));
  write(0, "RIFF");
  view.setUint32(4, 36 + count * 2, true);
  write(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  write(36, "data");
  view.setUint32(40, count * 2, true);
}

// The twin of src/footlights/services/race/core/kernel.py, in AssemblyScript: the same steps in the same order, and nothing
// but + - * / and square roots on f64, so that both come to the same bits. A test holds them together.

const DT: f64 = 1.0 / 60.0;
const GRIP: f64 = 0.8678785;
const SLIDE: f64 = 0.9688302;
const GRASS: f64 = 0.9801987;
const ROLL: f64 = 0.9995;
const YAW: f64 = 0.25;
const BRAKES: f64 = 18.0;
const REVERSE: f64 = 5.0;
const NITRO: f64 = 16.0;
const NITRO_S: f64 = 2.2;
const JET: f64 = 12.0;
const JET_S: f64 = 0.7;
const JET_WINDOW_S: f64 = 0.5;
const JET_DRIFT_S: f64 = 0.35;
const FULL: f64 = 100.0;
const TANKS: i32 = 2;
const GLANCE: f64 = 0.15;
const SCRAPE: f64 = 40.0;
const LOOKS: i32 = 8;
const MARK: i32 = 600;
const MOST_POINTS: i32 = 4096;
const MOST_TICKS: i32 = 54000;

const track = new StaticArray<f64>(3 * MOST_POINTS);
const pressed = new StaticArray<u8>(MOST_TICKS);
const found = new StaticArray<u64>(MOST_TICKS / MARK + 2);
const places = new StaticArray<f64>(2 * (MOST_TICKS / MARK + 2));
const crossed = new StaticArray<i32>(64);
const shown = new StaticArray<f64>(19);

let count: i32 = 0;
let halfWidth: f64 = 0.0;
let wall: f64 = 0.0;
let lapsToDrive: i32 = 0;
let power: f64 = 0.0;
let top: f64 = 0.0;
let turn: f64 = 0.0;

let x: f64 = 0.0;
let y: f64 = 0.0;
let hx: f64 = 0.0;
let hy: f64 = 0.0;
let vx: f64 = 0.0;
let vy: f64 = 0.0;
let yaw: f64 = 0.0;
let charge: f64 = 0.0;
let drift: f64 = 0.0;
let nitro: f64 = 0.0;
let jet: f64 = 0.0;
let window: f64 = 0.0;
let segment: i32 = 0;
let progress: i32 = 0;
let lap: i32 = 0;
let tanks: i32 = 0;
let held: i32 = 0;
let tick: i32 = 0;
let marked: i32 = 0;
let sound: i32 = 1;

/** Where the points of the track go: x, y, z as f64, one after the other. */
export function points(): usize {
  return changetype<usize>(track);
}

/** Where the inputs go, one byte a tick. */
export function inputs(): usize {
  return changetype<usize>(pressed);
}

/** Where the fingerprints come out. */
export function marks(): usize {
  return changetype<usize>(found);
}

export function countMarks(): i32 {
  return marked;
}

/** Where x and y at each mark come out. */
export function path(): usize {
  return changetype<usize>(places);
}

/** Where the ticks at which laps were finished come out. */
export function lapTicks(): usize {
  return changetype<usize>(crossed);
}

/** Write where the car is into memory, as nineteen f64, and return where; read by what draws, never by what judges. */
export function state(): usize {
  shown[0] = x;
  shown[1] = y;
  shown[2] = hx;
  shown[3] = hy;
  shown[4] = vx;
  shown[5] = vy;
  shown[6] = yaw;
  shown[7] = charge;
  shown[8] = drift;
  shown[9] = nitro;
  shown[10] = jet;
  shown[11] = window;
  shown[12] = <f64>segment;
  shown[13] = <f64>progress;
  shown[14] = <f64>lap;
  shown[15] = <f64>tanks;
  shown[16] = <f64>tick;
  shown[17] = <f64>count;
  shown[18] = <f64>lapsToDrive;
  return changetype<usize>(shown);
}

export function laps(): i32 {
  return lap;
}

export function isSound(): i32 {
  return sound;
}

/** Put a car on the line, at rest, facing along the track. */
export function start(n: i32, half: f64, beyond: f64, whole: i32, p: f64, t: f64, k: f64): void {
  count = n;
  halfWidth = half;
  wall = beyond;
  lapsToDrive = whole;
  power = p;
  top = t;
  turn = k;
  const ax = track[0];
  const ay = track[1];
  const bx = track[3];
  const by = track[4];
  const length = sqrt((bx - ax) * (bx - ax) + (by - ay) * (by - ay));
  x = ax;
  y = ay;
  hx = (bx - ax) / length;
  hy = (by - ay) / length;
  vx = vy = yaw = charge = drift = nitro = jet = window = 0.0;
  segment = progress = lap = tanks = held = tick = marked = 0;
  sound = 1;
}

/** Drive so many inputs, at most to the end of the race; return the ticks driven. */
export function drive(n: i32): i32 {
  for (let place = 0; place < n; place++) {
    const before = lap;
    step(pressed[place]);
    if (lap > before) crossed[before] = tick;
    if (tick % MARK == 0) {
      mark();
      if (!isFinite(x + y + vx + vy + hx + hy)) {
        sound = 0;
        return tick;
      }
    }
    if (lap >= lapsToDrive) break;
  }
  mark();
  return tick;
}

function mark(): void {
  places[2 * marked] = x;
  places[2 * marked + 1] = y;
  found[marked++] = fingerprint();
}

/** Move the car by one tick. */
export function step(byte: i32): void {
  const throttle = byte & 1;
  const brake = (byte >> 1) & 1;
  const steer = <f64>(((byte >> 2) & 15) - 7) / 7.0;
  let ahead = vx * hx + vy * hy;
  let aside = vy * hx - vx * hy;
  const force = push(throttle, brake, ahead) - climb();
  const slides = slide(byte, steer, ahead, aside);
  boost(throttle, byte, slides);
  let lock = ahead < 12.0 ? ahead / 12.0 : 1.0;
  if (lock < -0.5) lock = -0.5;
  let wanted = (-steer * turn * lock) / (1.0 + (ahead > 0.0 ? ahead : 0.0) / 60.0);
  if (slides) wanted = wanted * 1.5;
  yaw = yaw + (wanted - yaw) * YAW;
  ahead = (ahead + force * DT) * ROLL;
  aside = aside * (slides ? SLIDE : GRIP);
  const nvx = ahead * hx - aside * hy;
  const nvy = ahead * hy + aside * hx;
  rotate();
  vx = nvx;
  vy = nvy;
  x = x + nvx * DT;
  y = y + nvy * DT;
  follow();
  held = throttle;
  tick++;
}

function push(throttle: i32, brake: i32, ahead: f64): f64 {
  let force = throttle ? power * (1.0 - ahead / top) : 0.0;
  if (nitro > 0.0) force = force + NITRO;
  if (jet > 0.0) force = force + JET;
  if (brake) force = force - (ahead > 0.0 ? BRAKES : ahead > -10.0 ? REVERSE : 0.0);
  return force;
}

function climb(): f64 {
  const a = 3 * segment;
  const b = 3 * ((segment + 1) % count);
  const dx = track[b] - track[a];
  const dy = track[b + 1] - track[a + 1];
  const along = dx * dx + dy * dy;
  return (9.8125 * (track[b + 2] - track[a + 2]) * (dx * hx + dy * hy)) / along;
}

function slide(byte: i32, steer: f64, ahead: f64, aside: f64): bool {
  const slides = (byte & 64) != 0 && ahead > 12.0 && (steer > 0.2 || steer < -0.2 || drift > 0.0);
  if (slides) {
    const size = aside > 0.0 ? aside : -aside;
    drift = drift + DT;
    charge = charge + (size / (size + ahead)) * 2.5;
    if (charge >= FULL) {
      charge = tanks < TANKS ? charge - FULL : FULL;
      tanks = tanks < TANKS ? tanks + 1 : TANKS;
    }
  } else if (drift > 0.0) {
    window = drift >= JET_DRIFT_S ? JET_WINDOW_S : 0.0;
    drift = 0.0;
  }
  return slides;
}

function boost(throttle: i32, byte: i32, slides: bool): void {
  nitro = nitro > DT ? nitro - DT : 0.0;
  jet = jet > DT ? jet - DT : 0.0;
  window = window > DT ? window - DT : 0.0;
  if (window > 0.0 && throttle && !held && !slides) {
    jet = JET_S;
    window = 0.0;
  }
  if (byte & 128 && tanks > 0 && nitro == 0.0) {
    tanks = tanks - 1;
    nitro = NITRO_S;
  }
}

function rotate(): void {
  const a = yaw * DT;
  const q = a * a;
  const s = a * (1.0 - (q / 6.0) * (1.0 - q / 20.0));
  const c = 1.0 - (q / 2.0) * (1.0 - q / 12.0);
  const nx = hx * c - hy * s;
  const ny = hx * s + hy * c;
  const size = sqrt(nx * nx + ny * ny);
  hx = nx / size;
  hy = ny / size;
}

function follow(): void {
  let ax: f64 = 0.0;
  let ay: f64 = 0.0;
  let dx: f64 = 0.0;
  let dy: f64 = 0.0;
  for (let look = 0; look < LOOKS; look++) {
    const a = 3 * segment;
    const b = 3 * ((segment + 1) % count);
    ax = track[a];
    ay = track[a + 1];
    dx = track[b] - ax;
    dy = track[b + 1] - ay;
    const share = ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy);
    if (share >= 1.0) {
      segment = (segment + 1) % count;
      progress++;
    } else if (share < 0.0) {
      segment = (segment + count - 1) % count;
      progress--;
    } else break;
  }
  if (progress >= count * (lap + 1)) lap++;
  const length = sqrt(dx * dx + dy * dy);
  const nx = -dy / length;
  const ny = dx / length;
  const off = (x - ax) * nx + (y - ay) * ny;
  const side = off > 0.0 ? 1.0 : -1.0;
  const beyond = off * side - halfWidth;
  if (beyond > 0.0) {
    vx = vx * GRASS;
    vy = vy * GRASS;
  }
  if (beyond > wall) {
    const back = beyond - wall;
    x = x - nx * side * back;
    y = y - ny * side * back;
    scrape(nx * side, ny * side);
  }
}

function scrape(ox: f64, oy: f64): void {
  const out = vx * ox + vy * oy;
  if (out > 0.0) {
    const kept = SCRAPE / (SCRAPE + out);
    vx = (vx - ox * out * 1.25) * kept;
    vy = (vy - oy * out * 1.25) * kept;
  }
  const nose = hx * ox + hy * oy;
  if (nose > 0.0) {
    const nx = hx - ox * nose * GLANCE;
    const ny = hy - oy * nose * GLANCE;
    const size = sqrt(nx * nx + ny * ny);
    hx = nx / size;
    hy = ny / size;
  }
}

function mix(sofar: u64, word: u64): u64 {
  const next = (sofar ^ word) * 0x9e3779b97f4a7c15;
  return next ^ (next >> 29);
}

function whole(sofar: u64, value: i32): u64 {
  return mix(sofar, <u64>(<i64>value));
}

function fingerprint(): u64 {
  let sofar: u64 = 0xcbf29ce484222325;
  sofar = mix(sofar, reinterpret<u64>(x));
  sofar = mix(sofar, reinterpret<u64>(y));
  sofar = mix(sofar, reinterpret<u64>(hx));
  sofar = mix(sofar, reinterpret<u64>(hy));
  sofar = mix(sofar, reinterpret<u64>(vx));
  sofar = mix(sofar, reinterpret<u64>(vy));
  sofar = mix(sofar, reinterpret<u64>(yaw));
  sofar = mix(sofar, reinterpret<u64>(charge));
  sofar = mix(sofar, reinterpret<u64>(drift));
  sofar = mix(sofar, reinterpret<u64>(nitro));
  sofar = mix(sofar, reinterpret<u64>(jet));
  sofar = mix(sofar, reinterpret<u64>(window));
  sofar = whole(sofar, segment);
  sofar = whole(sofar, progress);
  sofar = whole(sofar, lap);
  sofar = whole(sofar, tanks);
  sofar = whole(sofar, held);
  return whole(sofar, tick);
}

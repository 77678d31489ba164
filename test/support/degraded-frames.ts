// Frames of a camera at a bad door, made by rule and seed: the same ones on every machine. A ticket is a plane before a pinhole
// camera; what the lens, the light and the sensor do to it follows in the order in which they do it.
import { encode } from 'uqr';
import type { Picture } from './qr-video.ts';

export const DEGRADATIONS = [
  'none',
  'blur',
  'motion',
  'tilt',
  'noise',
  'low light',
  'small',
  'glare',
  'moiré',
  'together',
  'no code',
] as const;
export type Degradation = (typeof DEGRADATIONS)[number];

export interface DegradedFrame {
  degradation: Degradation;
  /** Null on an empty wall. */
  text: string | null;
  picture: Picture;
}

const SIZES = [
  { width: 640, height: 480 },
  { width: 1280, height: 720 },
] as const;

/** Greys of the scene, 0 to 255. */
const WALL = 110;
const PAPER = 225;
const INK = 25;

/** Samples a pixel and direction, so that an edge is no staircase. */
const SAMPLES = 2;

interface Scene {
  text: string | null;
  /** The code's side, quiet zone left out, as a share of the picture's height. */
  side: number;
  /** Radians: the ticket's lean away from the camera, its turn in its own plane, and which edge leans. */
  lean: number;
  turn: number;
  axis: number;
  /** Where its middle is off the picture's, as a share of the height. */
  aside: readonly [number, number];
  /** Standard deviation of the blur in modules of the code, so that both sizes lose the same. */
  blur: number;
  /** Length of the smear of a moving hand, in modules. */
  smear: number;
  /** What is left of the light. */
  light: number;
  /** Standard deviation of the grain in greys. */
  grain: number;
  /** Brightness of a lamp's reflection in the middle of the code, in greys. */
  glare: number;
  /** Depth of the pattern that a screen's dots and the sensor's make together, and its period in pixels. */
  moire: readonly [depth: number, period: number];
}

const PLAIN: Omit<Scene, 'text'> = {
  side: 0.5,
  lean: 0,
  turn: 0,
  axis: 0,
  aside: [0, 0],
  blur: 0,
  smear: 0,
  light: 1,
  grain: 2,
  glare: 0,
  moire: [0, 1],
};

/** Rising steps of each kind, up to where even the best reader gives up. */
const STEPS: Record<Exclude<Degradation, 'none' | 'together' | 'no code'>, readonly Partial<Scene>[]> = {
  blur: [0.2, 0.3, 0.4, 0.5, 0.6, 0.75].map((blur) => ({ blur })),
  motion: [0.5, 0.8, 1.1, 1.4, 1.8].map((smear) => ({ smear })),
  tilt: [10, 20, 30, 35, 40].map((degrees) => ({ lean: (degrees * Math.PI) / 180 })),
  noise: [10, 20, 30, 45, 60, 75].map((grain) => ({ grain })),
  'low light': [0.4, 0.25, 0.15, 0.1, 0.06].map((light) => ({ light, grain: 3.5 })),
  small: [0.2, 0.16, 0.13, 0.11, 0.09].map((side) => ({ side })),
  glare: [60, 120, 180, 240, 400].map((glare) => ({ glare })),
  moiré: [0.15, 0.25, 0.35, 0.45, 0.6].map((depth, step) => ({ moire: [depth, 3.1 + step * 1.7] })),
};

/** Numbers from 0 to 1, the same for the same seed (Park and Miller). */
function randomFrom(seed: number): () => number {
  let state = (seed * 2_654_435_761) % 2_147_483_646;
  return () => {
    state = ((state + 1) * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const codeBy = (random: () => number): string =>
  `TW-EVENT-${Array.from({ length: 16 }, () => ALPHABET[Math.floor(random() * 32)]).join('')}`;

/** How people hold tickets: never quite straight, never quite in the middle. */
const heldBy = (random: () => number): Partial<Scene> => ({
  turn: (random() - 0.5) * 0.5,
  axis: random() * Math.PI,
  lean: random() * 0.12,
  aside: [(random() - 0.5) * 0.3, (random() - 0.5) * 0.2],
});

function stepsOf(degradation: Degradation, random: () => number): readonly Partial<Scene>[] {
  switch (degradation) {
    case 'none':
      return [{}, {}];
    case 'no code':
      return [{}, { light: 0.3, grain: 20 }];
    case 'together':
      return Array.from({ length: 5 }, (_, step) => ({
        lean: (8 + step * 6) * (Math.PI / 180),
        blur: 0.2 + random() * 0.25,
        light: 0.7 - random() * 0.4,
        grain: 3 + random() * 7,
        side: 0.3 + random() * 0.2,
      }));
    default:
      return STEPS[degradation];
  }
}

/**
 * The frames of the set, or of some kinds of it, one at a time: about fifty a round, each round with other codes, held otherwise. The sizes take turns, and
 * change places from round to round.
 */
export function* degradedFrames(
  rounds: number,
  kinds: readonly Degradation[] = DEGRADATIONS,
): Generator<DegradedFrame> {
  let made = 0;
  for (let round = 0; round < rounds; round += 1) {
    for (const degradation of DEGRADATIONS) {
      const steps = stepsOf(degradation, randomFrom(1_000 + round));
      for (const [index, step] of steps.entries()) {
        made += 1;
        if (!kinds.includes(degradation)) continue;
        const random = randomFrom(made);
        const size = SIZES[(index + round) % 2 === 0 ? 0 : 1];
        const text = degradation === 'no code' ? null : codeBy(random);
        const picture = shoot({ ...PLAIN, ...heldBy(random), ...step, text }, size, random);
        yield { degradation, text, picture };
      }
    }
  }
}

interface Size {
  width: number;
  height: number;
}

function shoot(scene: Scene, size: Size, random: () => number): Picture {
  const { seen, module } = expose(scene, size);
  if (scene.smear > 0) smearAcross(seen, size, scene.smear * module);
  if (scene.blur > 0) blurBy(seen, size, scene.blur * module);
  return { ...size, luma: sense(seen, scene, size, random) };
}

/** The light of the scene before the sensor, and how many pixels a module of the code is wide. */
function expose(scene: Scene, { width, height }: Size): { seen: Float32Array; module: number } {
  const code = scene.text === null ? null : encode(scene.text, { ecc: 'M', border: 0 });
  const modules = code?.size ?? 1;
  const pixels = scene.side * height;
  const seen = new Float32Array(width * height).fill(WALL);
  if (code === null) return { seen, module: pixels };
  const pointAt = viewOf(scene, height);
  // In modules from the code's corner; the paper goes four further all round.
  const greyAt = (x: number, y: number): number => {
    const { u, v } = pointAt(x - width / 2, y - height / 2);
    const [column, row] = [Math.floor((u / pixels + 0.5) * modules), Math.floor((v / pixels + 0.5) * modules)];
    if (column < -4 || row < -4 || column >= modules + 4 || row >= modules + 4) return WALL;
    return code.data[row]?.[column] === true ? INK : PAPER;
  };
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const { u, v } = pointAt(x - width / 2, y - height / 2);
      if (Math.max(Math.abs(u), Math.abs(v)) > pixels) continue;
      let light = 0;
      for (let sample = 0; sample < SAMPLES * SAMPLES; sample += 1) {
        const [dx, dy] = [(sample % SAMPLES) + 0.5, Math.floor(sample / SAMPLES) + 0.5];
        light += greyAt(x + dx / SAMPLES, y + dy / SAMPLES);
      }
      seen[y * width + x] = light / SAMPLES ** 2;
    }
  }
  return { seen, module: pixels / modules };
}

/** Which point of the ticket's plane, in pixels from its middle, lies behind a point of the picture: a ray meets a plane. */
function viewOf(
  { lean, turn, axis, aside }: Scene,
  height: number,
): (x: number, y: number) => { u: number; v: number } {
  // A lens as most webcams have: as far from the picture as one and a half of its height.
  const focus = height * 1.5;
  const [ax, ay] = [Math.cos(axis), Math.sin(axis)];
  const [cos, sin] = [Math.cos(lean), Math.sin(lean)];
  // The plane's directions: along the axis that it leans about, and across; and the one it faces.
  const across = [-ay * cos, ax * cos, sin] as const;
  const facing = [ay * sin, -ax * sin, cos] as const;
  const [middleX, middleY] = [aside[0] * height, aside[1] * height];
  const reach = middleX * facing[0] + middleY * facing[1] + focus * facing[2];
  const [turnCos, turnSin] = [Math.cos(turn - axis), Math.sin(turn - axis)];
  return (x, y) => {
    const scale = reach / (x * facing[0] + y * facing[1] + focus * facing[2]);
    const [px, py, pz] = [x * scale - middleX, y * scale - middleY, focus * scale - focus];
    const along = px * ax + py * ay;
    const away = px * across[0] + py * across[1] + pz * across[2];
    return { u: along * turnCos - away * turnSin, v: along * turnSin + away * turnCos };
  };
}

/** A hand that moves while the shutter is open. */
function smearAcross(seen: Float32Array, { width, height }: Size, length: number): void {
  const half = Math.ceil(length / 2);
  const weight = (at: number): number => Math.max(0, Math.min(1, length / 2 + 0.5 - Math.abs(at)));
  blurLines(seen, { lines: height, length: width, step: 1, next: width }, weightsOf(half, weight));
}

/** Out of focus. */
function blurBy(seen: Float32Array, { width, height }: Size, deviation: number): void {
  const weights = weightsOf(Math.ceil(deviation * 3), (at) => Math.exp(-(at ** 2) / (2 * deviation ** 2)));
  blurLines(seen, { lines: height, length: width, step: 1, next: width }, weights);
  blurLines(seen, { lines: width, length: height, step: width, next: 1 }, weights);
}

function weightsOf(half: number, weight: (at: number) => number): number[] {
  const all = Array.from({ length: 2 * half + 1 }, (_, at) => weight(at - half));
  const sum = all.reduce((total, one) => total + one, 0);
  return all.map((one) => one / sum);
}

/** How rows, or columns, lie in a picture. */
interface Lines {
  lines: number;
  length: number;
  /** From one pixel of a line to the next, and from line to line. */
  step: number;
  next: number;
}

function blurLines(seen: Float32Array, { lines, length, step, next }: Lines, weights: readonly number[]): void {
  const half = (weights.length - 1) / 2;
  const line = new Float32Array(length + 2 * half);
  for (let number = 0; number < lines; number += 1) {
    const start = number * next;
    for (let at = 0; at < line.length; at += 1) {
      line[at] = seen[start + Math.max(0, Math.min(length - 1, at - half)) * step] ?? 0;
    }
    for (let at = 0; at < length; at += 1) {
      let light = 0;
      for (let tap = 0; tap < weights.length; tap += 1) light += (weights[tap] ?? 0) * (line[at + tap] ?? 0);
      seen[start + at * step] = light;
    }
  }
}

/** Grain of deviation 1, thrown once; a frame begins each row of it somewhere else. */
const GRAIN = ((): Float32Array => {
  const random = randomFrom(7);
  // Six throws together are as good as a bell.
  const throwSix = (): number => random() + random() + random() + random() + random() + random() - 3;
  return Float32Array.from({ length: 65_536 }, () => throwSix() * Math.SQRT2);
})();

/** Screen, reflection, darkness and grain, as whole greys. */
function sense(seen: Float32Array, scene: Scene, { width, height }: Size, random: () => number): Uint8Array {
  const lamp = lampOf(scene, { width, height });
  const screen = screenOf(scene);
  const luma = new Uint8Array(seen.length);
  for (let y = 0; y < height; y += 1) {
    const grainFrom = Math.floor(random() * GRAIN.length);
    for (let x = 0; x < width; x += 1) {
      const light = ((seen[y * width + x] ?? 0) * screen(x, y) + lamp(x, y)) * scene.light;
      const grain = (GRAIN[(grainFrom + x) % GRAIN.length] ?? 0) * scene.grain;
      luma[y * width + x] = Math.max(0, Math.min(255, Math.round(light + grain)));
    }
  }
  return luma;
}

type Field = (x: number, y: number) => number;

/** A lamp's reflection beside the middle of the ticket. */
function lampOf({ glare, aside }: Scene, { width, height }: Size): Field {
  if (glare === 0) return () => 0;
  const [middleX, middleY] = [width / 2 + (aside[0] + 0.1) * height, height / 2 + (aside[1] - 0.05) * height];
  const spread = 2 * (height * 0.09) ** 2;
  return (x, y) => glare * Math.exp(-((x - middleX) ** 2 + (y - middleY) ** 2) / spread);
}

/** What a phone's dots and the sensor's make together: two waves across each other. */
function screenOf({ moire: [depth, period] }: Scene): Field {
  if (depth === 0) return () => 1;
  const [wave, cross] = [(2 * Math.PI) / period, (2 * Math.PI) / (period * 1.3)];
  return (x, y) =>
    1 - (depth / 2) * (1 + (Math.sin((x * 0.94 + y * 0.34) * wave) + Math.sin((y * 0.97 - x * 0.24) * cross)) / 2);
}

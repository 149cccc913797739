/** Three cars, lofted from a few ribs: body, glass, wheels that turn, lamps, and the shade beneath. */
import {
  AdditiveBlending, BufferAttribute, BufferGeometry, Color, CylinderGeometry, Group, InstancedMesh, Matrix4, Mesh, MeshBasicMaterial, PlaneGeometry, ShaderMaterial,
} from "three";

import { Builder } from "./build";
import { painted } from "./paint";

/** x, half width at the sill, at the shoulder and at the roof; heights of sill, shoulder and top. */
type Rib = [number, number, number, number, number, number, number];

interface Shape {
  ribs: Rib[];
  wheels: [number, number, number];
  wing: boolean;
}

const SHAPES: Record<string, Shape> = {
  tern: {
    ribs: [
      [2.12, 0.66, 0.7, 0.42, 0.3, 0.5, 0.56], [1.95, 0.82, 0.86, 0.62, 0.2, 0.6, 0.7], [1.2, 0.86, 0.95, 0.66, 0.18, 0.72, 0.84], [0.66, 0.86, 0.93, 0.66, 0.18, 0.79, 0.93],
      [-0.02, 0.86, 0.92, 0.56, 0.18, 0.82, 1.3], [-0.8, 0.86, 0.94, 0.55, 0.18, 0.85, 1.32], [-1.5, 0.88, 0.98, 0.62, 0.19, 0.9, 1.04], [-2, 0.84, 0.92, 0.7, 0.24, 0.86, 0.94], [-2.14, 0.74, 0.8, 0.6, 0.36, 0.72, 0.8],
    ],
    wheels: [1.32, -1.3, 0.34], wing: true,
  },
  heron: {
    ribs: [
      [2.36, 0.58, 0.6, 0.32, 0.34, 0.5, 0.54], [2.1, 0.78, 0.82, 0.54, 0.22, 0.6, 0.68], [1.2, 0.84, 0.92, 0.64, 0.19, 0.72, 0.82], [0.3, 0.86, 0.92, 0.66, 0.18, 0.78, 0.9],
      [-0.4, 0.86, 0.92, 0.54, 0.18, 0.8, 1.24], [-1.0, 0.86, 0.95, 0.52, 0.18, 0.83, 1.25], [-1.75, 0.88, 1.0, 0.5, 0.2, 0.86, 1.0], [-2.2, 0.8, 0.88, 0.5, 0.3, 0.8, 0.86], [-2.34, 0.66, 0.7, 0.44, 0.42, 0.66, 0.72],
    ],
    wheels: [1.5, -1.42, 0.35], wing: false,
  },
  wren: {
    ribs: [
      [1.78, 0.66, 0.7, 0.46, 0.34, 0.58, 0.66], [1.62, 0.8, 0.84, 0.62, 0.22, 0.7, 0.82], [0.98, 0.82, 0.9, 0.66, 0.2, 0.8, 0.96], [0.62, 0.82, 0.89, 0.66, 0.2, 0.85, 1.02],
      [0.1, 0.82, 0.88, 0.6, 0.2, 0.88, 1.46], [-0.7, 0.82, 0.9, 0.6, 0.2, 0.9, 1.5], [-1.36, 0.82, 0.92, 0.6, 0.2, 0.92, 1.42], [-1.7, 0.78, 0.86, 0.64, 0.26, 0.88, 1.0], [-1.8, 0.7, 0.76, 0.6, 0.4, 0.74, 0.84],
    ],
    wheels: [1.14, -1.16, 0.35], wing: false,
  },
};

export type Colours = readonly [string, string, string];

/** The body's skin between ribs, from the sill over the shoulder to the roof and down the other side. */
function skin(ribs: Rib[], [body, stripe, trim]: Colours): BufferGeometry {
  const paint = { body: new Color(body), stripe: new Color(stripe), trim: new Color(trim), glass: new Color("#10161c"), under: new Color("#101010") };
  const [position, colour]: [number[], number[]] = [[], []];
  const ring = ([x, sill, shoulder, roof, low, mid, top]: Rib): [number, number, number][] => [
    [x, low, sill], [x, (low + mid) / 2, shoulder + 0.02], [x, mid, shoulder], [x, top - 0.03, roof], [x, top, roof * 0.42], [x, top + 0.012, 0],
  ];
  const face = (points: [number, number, number][], shade: Color): void => {
    for (const i of points.length === 4 ? [0, 1, 2, 0, 2, 3] : [0, 1, 2]) {
      position.push(...points[i]!);
      shade.toArray(colour, colour.length);
    }
  };
  for (let i = 0; i < ribs.length - 1; i++) {
    const [fore, aft] = [ribs[i]!, ribs[i + 1]!];
    const [a, b] = [ring(fore), ring(aft)];
    const cabin = Math.max(fore[6] - fore[5], aft[6] - aft[5]) > 0.3;
    const slopes = Math.abs(fore[6] - aft[6]) > 0.2;
    for (let j = 0; j < 5; j++) {
      const shade = j === 0 ? paint.trim : j === 1 ? paint.body : j === 2 ? (cabin ? paint.glass : paint.body)
        : cabin && slopes ? paint.glass : j === 4 ? paint.stripe : paint.body;
      const mirror = ([x, y, z]: [number, number, number]): [number, number, number] => [x, y, -z];
      face([a[j]!, b[j]!, b[j + 1]!, a[j + 1]!].reverse() as [number, number, number][], shade);
      face([mirror(a[j]!), mirror(b[j]!), mirror(b[j + 1]!), mirror(a[j + 1]!)], shade);
    }
    face([a[0]!, [a[0]![0], a[0]![1], -a[0]![2]], [b[0]![0], b[0]![1], -b[0]![2]], b[0]!].reverse() as [number, number, number][], paint.under);
  }
  for (const [rib, turned] of [[ribs[0]!, false], [ribs.at(-1)!, true]] as const) {
    const half = ring(rib);
    const whole = [...half, ...half.slice(0, -1).reverse().map(([x, y, z]): [number, number, number] => [x, y, -z])];
    for (let i = 1; i < whole.length - 1; i++) {
      const three = [whole[0]!, whole[i]!, whole[i + 1]!];
      face((turned ? three : three.reverse()) as [number, number, number][], turned ? paint.body : paint.trim);
    }
  }
  const geometry = new BufferGeometry();
  geometry.setAttribute("position", new BufferAttribute(new Float32Array(position), 3));
  geometry.setAttribute("color", new BufferAttribute(new Float32Array(colour), 3));
  geometry.computeVertexNormals();
  return geometry;
}

const SHINE = /* glsl */ `
vec3 toEye = normalize(vViewPosition);
float rim = pow(1. - abs(dot(toEye, normal)), 3.);
totalEmissiveRadiance += diffuseColor.rgb * lit;
totalEmissiveRadiance += rim * sheen * (.25 + .75 * max(normal.y, 0.));
totalEmissiveRadiance += sheen * pow(max(dot(reflect(-toEye, normal), normalize(vec3(.3, .8, .35))), 0.), 24.) * .5;`;

export class Car extends Group {
  private readonly wheels: InstancedMesh;
  private readonly lamps: Mesh<BufferGeometry, MeshBasicMaterial>;
  private readonly flame: Mesh<BufferGeometry, MeshBasicMaterial>;
  private readonly hull = new Group();
  private readonly shape: Shape;
  private rolled = 0;

  constructor(name: string, colours: Colours, isNight: boolean, isGhost = false) {
    super();
    this.shape = SHAPES[name] ?? SHAPES["tern"]!;
    const { ribs, wing, wheels } = this.shape;
    const detail = new Builder();
    const [nose, tail] = [ribs[1]!, ribs.at(-2)!];
    for (const side of [1, -1]) {
      detail.box(0.16, 0.1, 0.2, "#20242a", [0.42, tail[5] + 0.06, side * 1.0]);
      for (const x of [wheels[0], wheels[1]]) detail.add(new CylinderGeometry(0.42, 0.42, 0.12, 20), "#0a0a0c", [x, 0.36, side * 0.9], [Math.PI / 2, 0, 0]);
    }
    detail.box(0.02, 0.13, 0.5, "#f3f3ee", [nose[0] + 0.16, 0.3, 0]).box(0.02, 0.13, 0.5, "#f0c63a", [tail[0] - 0.15, 0.44, 0]);
    detail.box(0.5, 0.04, 1.7, "#17181b", [nose[0] - 0.1, 0.14, 0]);
    // Behind: a dark valance with fins, a dark band that carries the lamps, and a frame for the plate.
    const [end, wide] = [ribs.at(-1)!, ribs.at(-1)![2]];
    detail.box(0.34, 0.2, 2 * end[1] - 0.02, "#17181b", [end[0] + 0.1, 0.2, 0]).box(0.05, 0.19, 2 * wide - 0.08, "#1d1f24", [end[0] + 0.005, end[5] - 0.14, 0]).box(0.03, 0.17, 0.58, "#17181b", [tail[0] - 0.142, 0.42, 0]);
    for (const z of [-0.24, 0, 0.24]) detail.box(0.1, 0.15, 0.03, "#3a3d42", [end[0] - 0.08, 0.2, z]);
    for (const z of [-0.5, 0.5]) {
      detail.add(new CylinderGeometry(0.085, 0.085, 0.2, 12), "#a4a9b0", [end[0] - 0.06, 0.3, z], [0, 0, Math.PI / 2]);
      detail.add(new CylinderGeometry(0.06, 0.06, 0.01, 10), "#08080a", [end[0] - 0.165, 0.3, z], [0, 0, Math.PI / 2]);
    }
    if (wing) {
      detail.box(0.36, 0.05, 1.6, colours[1], [tail[0] + 0.1, 1.2, 0]);
      for (const side of [0.6, -0.6]) detail.box(0.08, 0.3, 0.05, "#17181b", [tail[0] + 0.1, 0.92, side]);
    }
    const paint = painted(
      { name: `car-${isNight}`, shared: "uniform vec3 sheen; uniform float lit;", glow: SHINE, uniforms: { sheen: { value: new Color(isNight ? "#5a4f92" : "#cfe3f2") }, lit: { value: isNight ? 0.5 : 0.04 } } },
      { vertexColors: true, transparent: isGhost, opacity: isGhost ? 0.38 : 1 },
    );
    const whole = join(skin(ribs, colours), detail.make());
    this.hull.add(new Mesh(whole, paint));
    this.lamps = new Mesh(lamps(ribs), new MeshBasicMaterial({ vertexColors: true, transparent: isGhost, opacity: isGhost ? 0.3 : 1 }));
    this.hull.add(this.lamps);
    this.flame = new Mesh(jets(tail[0]), new MeshBasicMaterial({ vertexColors: true, transparent: true, blending: AdditiveBlending, depthWrite: false }));
    this.flame.visible = false;
    this.hull.add(this.flame);
    this.wheels = new InstancedMesh(wheel(wheels[2]), painted({ name: "wheels" }, { vertexColors: true, transparent: isGhost, opacity: isGhost ? 0.38 : 1 }), 4);
    this.add(this.hull, this.wheels);
    if (!isGhost) this.add(shade());
    this.name = isGhost ? "ghost" : "car";
    this.pose({ steer: 0, metres: 0, lean: 0, dive: 0, isBraking: false, boost: 0, seconds: 0 });
  }

  /** lean and dive in radians; boost 0–1. */
  pose(look: { steer: number; metres: number; lean: number; dive: number; isBraking: boolean; boost: number; seconds: number }): void {
    const [front, rear, radius] = this.shape.wheels;
    this.rolled += look.metres / radius;
    const [matrix, turn] = [new Matrix4(), new Matrix4()];
    [[front, 0.87], [front, -0.87], [rear, 0.88], [rear, -0.88]].forEach(([x, z], i) => {
      matrix.makeRotationY(i < 2 ? -look.steer * 0.45 : 0).multiply(turn.makeRotationZ(-this.rolled));
      if (z! < 0) matrix.multiply(turn.makeRotationY(Math.PI));
      this.wheels.setMatrixAt(i, matrix.setPosition(x!, radius, z!));
    });
    this.wheels.instanceMatrix.needsUpdate = true;
    this.hull.rotation.set(look.lean, 0, look.dive);
    this.lamps.material.color.setScalar(look.isBraking ? 1.6 : 0.85);
    this.flame.visible = look.boost > 0.01;
    const flicker = 0.8 + 0.2 * Math.sin(look.seconds * 70) + 0.12 * Math.sin(look.seconds * 113);
    this.flame.scale.set(look.boost * flicker, 0.7 + 0.3 * look.boost, 0.7 + 0.3 * look.boost);
    this.flame.position.x = this.shape.ribs.at(-2)![0] * (1 - look.boost * flicker);
  }
}

function join(a: BufferGeometry, b: BufferGeometry): BufferGeometry {
  const whole = new BufferGeometry();
  for (const name of ["position", "normal", "color"]) {
    const [one, two] = [a.getAttribute(name).array, b.getAttribute(name).array];
    const values = new Float32Array(one.length + two.length);
    values.set(one);
    values.set(two, one.length);
    whole.setAttribute(name, new BufferAttribute(values, 3));
  }
  return whole;
}

function wheel(radius: number): BufferGeometry {
  const made = new Builder();
  made.add(new CylinderGeometry(radius, radius, 0.25, 18), "#15161a", [0, 0, 0], [Math.PI / 2, 0, 0]);
  made.add(new CylinderGeometry(radius * 0.68, radius * 0.62, 0.02, 14), "#8f949c", [0, 0, 0.13], [Math.PI / 2, 0, 0]);
  for (let i = 0; i < 5; i++) made.box(0.05, radius * 0.62, 0.03, "#d9dce0", [0, 0, 0.14], [0, 0, (i * Math.PI * 2) / 5]);
  return made.make();
}

function lamps(ribs: Rib[]): BufferGeometry {
  const made = new Builder();
  const [nose, tail] = [ribs[1]!, ribs.at(-1)!];
  for (const side of [1, -1]) {
    made.ball(0.13, "#fff6df", [nose[0] + 0.02, nose[5] - 0.03, side * (nose[2] - 0.17)], [0.6, 0.8, 1.25], 1);
    made.box(0.05, 0.1, 0.36, "#e3171f", [tail[0] - 0.03, tail[5] - 0.06, side * (tail[2] - 0.2)]);
  }
  made.box(0.04, 0.035, 1.1, "#c1121a", [tail[0] - 0.02, tail[5] + 0.05, 0]);
  return made.make();
}

function jets(x: number): BufferGeometry {
  const made = new Builder();
  for (const side of [0.42, -0.42]) {
    made.add(new CylinderGeometry(0.015, 0.13, 1.7, 8, 1, true), "#2f6bff", [x - 1, 0.32, side], [0, 0, Math.PI / 2]);
    made.add(new CylinderGeometry(0.01, 0.075, 1.05, 8, 1, true), "#ffe0a0", [x - 0.68, 0.32, side], [0, 0, Math.PI / 2]);
  }
  return made.make();
}

function shade(): Mesh {
  const material = new ShaderMaterial({
    vertexShader: "varying vec2 p; void main() { p = uv * 2. - 1.; gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.); }",
    fragmentShader: "varying vec2 p; void main() { float d = length(max(abs(p) - vec2(.52, .5), 0.)) / .48; gl_FragColor = vec4(0., 0., .02, .62 * smoothstep(1., .0, d)); }",
    transparent: true, depthWrite: false, polygonOffset: true, polygonOffsetFactor: -4, polygonOffsetUnits: -4,
  });
  const mesh = new Mesh(new PlaneGeometry(5.6, 3).rotateX(-Math.PI / 2), material);
  mesh.position.y = 0.07;
  mesh.name = "shade";
  return mesh;
}

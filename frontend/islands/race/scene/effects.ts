/** What speed leaves behind: smoke of tyres, marks on the road, sparks, and lines that rush past. Buffers of a fixed size, written round. */
import { AdditiveBlending, BufferAttribute, BufferGeometry, DynamicDrawUsage, LineSegments, type Camera, Mesh, MeshBasicMaterial, NormalBlending, Points, ShaderMaterial, type Vector3 } from "three";

import { chance } from "./chance";

const PUFFS = 110;
const PUFF_VERTEX = /* glsl */ `
attribute vec4 birth; attribute vec4 drift; // birth.w when; drift.w kind: 0 smoke, 1 spark
uniform float time, high; varying float age; varying float kind;
void main() {
  float lasts = drift.w > .5 ? .45 : 1.1;
  age = clamp((time - birth.w) / lasts, 0., 1.);
  kind = drift.w;
  vec3 at = birth.xyz + drift.xyz * (time - birth.w) + vec3(0., kind > .5 ? -4. * age * age : 1.2 * age, 0.);
  vec4 seen = viewMatrix * vec4(at, 1.);
  gl_Position = projectionMatrix * seen;
  float size = kind > .5 ? .07 : mix(.5, 2.6, sqrt(age));
  gl_PointSize = min(size * high / max(-seen.z, .5), high * .22) * step(age, .999);
  if (age >= 1.) gl_Position = vec4(2., 2., 2., 1.);
}`;
const PUFF_FRAGMENT = /* glsl */ `
varying float age; varying float kind; uniform vec3 tone;
void main() {
  float d = length(gl_PointCoord - .5) * 2.;
  if (kind > .5) { gl_FragColor = vec4(mix(vec3(1., .9, .5), vec3(.2, .6, 1.), step(1.5, kind)), (1. - age) * smoothstep(1., .2, d)); }
  else gl_FragColor = vec4(tone, .3 * (1. - age) * smoothstep(1., .1, d));
  #include <colorspace_fragment>
}`;

export class Puffs extends Points<BufferGeometry, ShaderMaterial> {
  private next = 0;
  private readonly random = chance(7);

  constructor(isNight: boolean) {
    const geometry = new BufferGeometry();
    geometry.setAttribute("position", new BufferAttribute(new Float32Array(PUFFS * 3), 3));
    geometry.setAttribute("birth", new BufferAttribute(new Float32Array(PUFFS * 4).fill(-99), 4).setUsage(DynamicDrawUsage));
    geometry.setAttribute("drift", new BufferAttribute(new Float32Array(PUFFS * 4), 4).setUsage(DynamicDrawUsage));
    const tone = isNight ? [0.34, 0.3, 0.42] : [0.86, 0.87, 0.88];
    super(geometry, new ShaderMaterial({ vertexShader: PUFF_VERTEX, fragmentShader: PUFF_FRAGMENT, uniforms: { time: { value: 0 }, high: { value: 400 }, tone: { value: tone } }, transparent: true, depthWrite: false, blending: NormalBlending }));
    this.frustumCulled = false;
    this.renderOrder = 5;
    this.name = "puffs";
  }

  /** kind: 0 smoke, 1 gold sparks, 2 blue ones. */
  let(at: Vector3, kind: 0 | 1 | 2, seconds: number): void {
    const spread = kind ? 3.5 : 0.9;
    const [birth, drift] = [this.geometry.getAttribute("birth") as BufferAttribute, this.geometry.getAttribute("drift") as BufferAttribute];
    birth.setXYZW(this.next, at.x, at.y, at.z, seconds);
    const r = (): number => (this.random() - 0.5) * spread;
    drift.setXYZW(this.next, r(), kind ? 1.5 + this.random() * 2 : 0.5, r(), kind);
    birth.needsUpdate = drift.needsUpdate = true;
    this.next = (this.next + 1) % PUFFS;
  }

  draw(seconds: number, high: number): void {
    this.material.uniforms["time"]!.value = seconds;
    this.material.uniforms["high"]!.value = high;
  }
}

const MARKS = 420;

export class Marks extends Mesh<BufferGeometry, MeshBasicMaterial> {
  private next = 0;
  private last: [Vector3, Vector3] | null = null;

  constructor() {
    const geometry = new BufferGeometry();
    geometry.setAttribute("position", new BufferAttribute(new Float32Array(MARKS * 12), 3).setUsage(DynamicDrawUsage));
    const index = Array.from({ length: MARKS }, (_, i) => [0, 1, 2, 2, 1, 3].map((corner) => 4 * i + corner)).flat();
    geometry.setIndex(index);
    super(geometry, new MeshBasicMaterial({ color: 0x0b0b0d, transparent: true, opacity: 0.42, depthWrite: false, polygonOffset: true, polygonOffsetFactor: -2, polygonOffsetUnits: -2 }));
    this.frustumCulled = false;
    this.renderOrder = 2;
    this.name = "marks";
  }

  /** Lengthen the mark of one tyre to the edge between two points; null lifts it. */
  draw(edge: [Vector3, Vector3] | null): void {
    if (edge && this.last) {
      const place = this.geometry.getAttribute("position") as BufferAttribute;
      [this.last[0], this.last[1], edge[0], edge[1]].forEach((point, corner) => place.setXYZ(4 * this.next + corner, point.x, point.y, point.z));
      place.needsUpdate = true;
      this.next = (this.next + 1) % MARKS;
    }
    this.last = edge && [edge[0].clone(), edge[1].clone()];
  }
}

const RUSH = 46;

export class Rush extends LineSegments<BufferGeometry, ShaderMaterial> {
  constructor(camera: Camera) {
    const random = chance(21);
    const places = new Float32Array(RUSH * 6);
    const ends = new Float32Array(RUSH * 2);
    for (let i = 0; i < RUSH; i++) {
      const [angle, away, begin] = [random() * Math.PI * 2, 2.4 + random() * 3, random()];
      for (const end of [0, 1]) {
        places.set([Math.cos(angle) * away * 1.5, Math.sin(angle) * away, begin], 6 * i + 3 * end);
        ends[2 * i + end] = end;
      }
    }
    const geometry = new BufferGeometry();
    geometry.setAttribute("position", new BufferAttribute(places, 3));
    geometry.setAttribute("end", new BufferAttribute(ends, 1));
    super(
      geometry,
      new ShaderMaterial({
        vertexShader: "attribute float end; uniform float time, force; varying float lit; void main() { float z = fract(position.z + time * 1.7); lit = force * (1. - end) * smoothstep(0., .3, z); gl_Position = projectionMatrix * vec4(position.xy, -26. + z * 24. - end * 5. * force, 1.); }",
        fragmentShader: "varying float lit; void main() { gl_FragColor = vec4(.95, .97, 1., lit * .5); }",
        uniforms: { time: { value: 0 }, force: { value: 0 } }, transparent: true, depthWrite: false, depthTest: false, blending: AdditiveBlending,
      }),
    );
    this.frustumCulled = false;
    this.renderOrder = 9;
    this.name = "rush";
    camera.add(this);
  }

  draw(seconds: number, force: number): void {
    this.visible = force > 0.02;
    this.material.uniforms["time"]!.value = seconds;
    this.material.uniforms["force"]!.value = force;
  }
}

/** The sky: a dome that goes with the camera; by day sun and drifting clouds, by night stars, a moon and the city's glow. */
import { BackSide, Color, Mesh, ShaderMaterial, SphereGeometry, Vector3 } from "three";

export interface Air {
  zenith: string;
  horizon: string;
  glow: string;
  sun: Vector3;
  isNight: boolean;
}

const FRAGMENT = /* glsl */ `
varying vec3 vWay;
uniform vec3 zenith, horizon, glow, sun; uniform float night, time;
float hash(vec2 p) { p = fract(p * vec2(0.1031, 0.1030)); p += dot(p, p.yx + 33.33); return fract((p.x + p.y) * p.x); }
float grain(vec2 p) { vec2 i = floor(p), f = fract(p); f = f * f * (3. - 2. * f);
  return mix(mix(hash(i), hash(i + vec2(1, 0)), f.x), mix(hash(i + vec2(0, 1)), hash(i + vec2(1, 1)), f.x), f.y); }
float cloud(vec2 p) { float s = 0., a = .5; for (int i = 0; i < 4; i++) { s += a * grain(p); p = p * 2.03 + 17.; a *= .5; } return s; }
void main() {
  vec3 way = normalize(vWay);
  float h = max(way.y, 0.);
  vec3 colour = mix(horizon, zenith, pow(min(h * 1.5, 1.), .55));
  colour = mix(colour, glow, pow(1. - h, 9.) * (night > .5 ? .95 : .55));
  float toSun = max(dot(way, sun), 0.);
  if (night > .5) {
    vec2 cell = way.xz / (way.y + .35) * 90.;
    float star = step(.9965, hash(floor(cell))) * smoothstep(.5, .0, length(fract(cell) - .5)) * smoothstep(.12, .5, way.y);
    colour += star * vec3(.9, .92, 1.);
    float disc = smoothstep(.99925, .9994, toSun);
    colour = mix(colour, vec3(1., .95, .82) * (.86 + .14 * grain(way.xy * 60.)), disc);
    colour += vec3(.35, .3, .45) * pow(toSun, 220.);
    float veil = smoothstep(.42, .8, cloud(way.xz / (way.y + .12) * 1.3 + time * .004)) * smoothstep(.02, .25, way.y);
    colour = mix(colour, mix(glow * .62, zenith * 1.5, h), veil * .5);
  } else {
    colour += vec3(1., .86, .6) * (pow(toSun, 900.) * 1.6 + pow(toSun, 14.) * .22);
    vec2 p = way.xz / (way.y + .1) * .85 + vec2(time * .006, 0.);
    float c = smoothstep(.46, .82, cloud(p) + .1 * (cloud(p * 2.7) - .5)) * smoothstep(.015, .16, way.y);
    float lit = smoothstep(.35, .85, cloud(p + sun.xz * .16));
    colour = mix(colour, mix(vec3(1., .985, .95), vec3(.79, .84, .9), lit * .85), c * .9);
  }
  gl_FragColor = vec4(colour, 1.);
  #include <colorspace_fragment>
}`;

export class Sky extends Mesh<SphereGeometry, ShaderMaterial> {
  constructor(air: Air) {
    const uniforms = {
      zenith: { value: new Color(air.zenith) }, horizon: { value: new Color(air.horizon) }, glow: { value: new Color(air.glow) },
      sun: { value: air.sun }, night: { value: Number(air.isNight) }, time: { value: 0 },
    };
    const vertexShader = "varying vec3 vWay; void main() { vWay = position; gl_Position = (projectionMatrix * mat4(mat3(viewMatrix)) * vec4(position, 1.)).xyww; }";
    super(new SphereGeometry(1, 32, 20), new ShaderMaterial({ vertexShader, fragmentShader: FRAGMENT, uniforms, side: BackSide, depthWrite: false }));
    this.frustumCulled = false;
    this.renderOrder = -10;
    this.name = "sky";
  }

  set time(seconds: number) {
    this.material.uniforms["time"]!.value = seconds;
  }
}

/** The sea by day, with foam where it is shallow; the river by night, letting lights through that are mirrored below it. */
import { Color, Mesh, PlaneGeometry, ShaderMaterial, UniformsLib, UniformsUtils, Vector3, Vector4 } from "three";

import type { Chart } from "./ground";

const VERTEX = /* glsl */ `
varying vec3 vPlace;
#include <fog_pars_vertex>
void main() {
  vec4 world = modelMatrix * vec4(position, 1.);
  vPlace = world.xyz;
  vec4 mvPosition = viewMatrix * world;
  gl_Position = projectionMatrix * mvPosition;
  #include <fog_vertex>
}`;
const HEAD = /* glsl */ `
varying vec3 vPlace;
uniform sampler2D chart; uniform vec4 frame; uniform vec3 sun, deep, shallow, sky; uniform float time;
#include <fog_pars_fragment>
float hash(vec2 p) { p = fract(p * vec2(0.1031, 0.1030)); p += dot(p, p.yx + 33.33); return fract((p.x + p.y) * p.x); }
float grain(vec2 p) { vec2 i = floor(p), f = fract(p); f = f * f * (3. - 2. * f);
  return mix(mix(hash(i), hash(i + vec2(1, 0)), f.x), mix(hash(i + vec2(0, 1)), hash(i + vec2(1, 1)), f.x), f.y); }
float waves(vec2 p) { return grain(p * .09 + time * vec2(.05, .11)) + .5 * grain(p * .27 - time * vec2(.16, .07)) + .25 * grain(p * .8 + time * vec2(.3, -.22)); }`;
const SEA = /* glsl */ `${HEAD}
void main() {
  vec2 p = vPlace.xz;
  float distance_m = length(vPlace - cameraPosition);
  float calm = exp(-distance_m * .0035);
  float e = .35 + distance_m * .012;
  float here = waves(p);
  vec3 normal = normalize(vec3((here - waves(p + vec2(e, 0.))) * .55 * calm, e, (here - waves(p + vec2(0., e))) * .55 * calm));
  vec3 look = normalize(vPlace - cameraPosition);
  float fresnel = .03 + .97 * pow(1. - max(dot(-look, normal), 0.), 5.);
  vec2 at = vec2((p.x - frame.x) / frame.z, (-p.y - frame.y) / frame.w);
  float inside = step(0., at.x) * step(at.x, 1.) * step(0., at.y) * step(at.y, 1.);
  float depth = inside > .5 ? .0 - (texture2D(chart, at).r * 16. - 8.) : 8.;
  float murk = 1. - exp(-max(depth, 0.) * .5);
  vec3 body = mix(shallow, deep, murk) * (.84 + .22 * here);
  vec3 colour = mix(body, sky, clamp(fresnel, 0., .62));
  vec3 bounced = reflect(look, normal);
  colour += vec3(1., .9, .7) * pow(max(dot(bounced, sun), 0.), 160.) * 1.5 * calm;
  colour += vec3(1., .93, .78) * step(.985, hash(floor(p * .7) + floor(time * 3.))) * pow(max(dot(reflect(look, vec3(0., 1., 0.)), sun), 0.), 10.) * .5;
  float swell = sin(depth * 2.6 - time * 1.15 + grain(p * .05) * 7.);
  float foam = smoothstep(.55, .95, swell * .5 + .5) * smoothstep(1.5, .1, depth) * smoothstep(.3, .62, grain(p * .45 + time * .15));
  foam = max(foam, smoothstep(.3, .02, depth) * .8);
  colour = mix(colour, vec3(.97, .98, .96), foam * inside);
  gl_FragColor = vec4(colour, mix(.82, 1., murk));
  #include <colorspace_fragment>
  #include <fog_fragment>
}`;
const RIVER = /* glsl */ `${HEAD}
void main() {
  vec2 p = vPlace.xz;
  float here = waves(p * 1.4);
  vec3 look = normalize(vPlace - cameraPosition);
  float graze = pow(1. - abs(look.y), 3.);
  // Ripples lie across the way one looks, and cut what is mirrored into bars.
  float bars = grain(vec2(p.x * .05, p.y * .42 + time * .5)) * .6 + grain(vec2(p.x * .16, p.y * 1.1 - time * .8)) * .4;
  float crest = smoothstep(.52, .7, bars);
  vec3 colour = mix(deep, shallow, graze * .75) * (.72 + .3 * here);
  colour += sky * graze * crest * .5;
  vec3 bounced = reflect(look, normalize(vec3((here - .8) * .16, 1., (bars - .5) * .25)));
  colour += vec3(1., .93, .8) * pow(max(dot(bounced, sun), 0.), 90.) * .8;
  gl_FragColor = vec4(colour, mix(.5, .84, crest) + .1 * (1. - graze));
  #include <colorspace_fragment>
  #include <fog_fragment>
}`;

export interface Water {
  level: number;
  deep: string;
  shallow: string;
  sky: string;
  sun: Vector3;
  isRiver: boolean;
}

export function pour(water: Water, chart: Chart, time: { value: number }): Mesh {
  const uniforms = {
    ...UniformsUtils.clone(UniformsLib.fog),
    chart: { value: chart.texture }, frame: { value: new Vector4(chart.west, chart.south, chart.wide, chart.high) },
    sun: { value: water.sun }, deep: { value: new Color(water.deep) }, shallow: { value: new Color(water.shallow) }, sky: { value: new Color(water.sky) }, time,
  };
  const material = new ShaderMaterial({ vertexShader: VERTEX, fragmentShader: water.isRiver ? RIVER : SEA, uniforms, fog: true, transparent: true });
  const mesh = new Mesh(new PlaneGeometry(9000, 9000).rotateX(-Math.PI / 2), material);
  mesh.position.y = water.level;
  mesh.name = "water";
  mesh.renderOrder = 1;
  return mesh;
}

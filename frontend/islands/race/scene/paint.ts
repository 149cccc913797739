/** Materials whose colour is computed where it is seen: a few lines of GLSL instead of pictures. */
import { type IUniform, MeshLambertMaterial, type MeshLambertMaterialParameters } from "three";

const NOISE = /* glsl */ `
float hash(vec2 p) { p = fract(p * vec2(0.1031, 0.1030)); p += dot(p, p.yx + 33.33); return fract((p.x + p.y) * p.x); }
float grain(vec2 p) {
  vec2 i = floor(p), f = fract(p); f = f * f * (3. - 2. * f);
  return mix(mix(hash(i), hash(i + vec2(1, 0)), f.x), mix(hash(i + vec2(0, 1)), hash(i + vec2(1, 1)), f.x), f.y);
}
// 1 inside a band of half width w around 0, with an edge as soft as a pixel is wide.
float band(float x, float w) { float e = fwidth(x) * .75 + 1e-4; return 1. - smoothstep(w - e, w + e, abs(x)); }
float beyond(float x, float at) { float e = fwidth(x) * .75 + 1e-4; return smoothstep(at - e, at + e, x); }
// Fades detail that is smaller than a pixel into its mean.
float near(float x) { return 1. - smoothstep(.35, 1.2, fwidth(x)); }
`;

export interface Coat {
  name: string;
  /** Varyings and uniforms, for both shaders. */
  shared?: string;
  /** Attributes and functions for the vertex shader. */
  attributes?: string;
  /** After the vertex's place is known as \`transformed\`. */
  vertex?: string;
  /** Changes \`diffuseColor\`. */
  colour?: string;
  /** Adds to \`totalEmissiveRadiance\`. */
  glow?: string;
  uniforms?: Record<string, IUniform>;
}

/** A Lambert material with a coat; every coat's vWorld is where it is in the world. */
export function painted(coat: Coat, base: MeshLambertMaterialParameters = {}): MeshLambertMaterial {
  const material = new MeshLambertMaterial(base);
  const shared = `varying vec3 vWorld;\n${coat.shared ?? ""}\n`;
  material.onBeforeCompile = (shader) => {
    Object.assign(shader.uniforms, coat.uniforms);
    shader.vertexShader = `${shared}${coat.attributes ?? ""}\n${shader.vertexShader.replace(
      "#include <project_vertex>",
      `${coat.vertex ?? ""}
       vec4 placed = vec4(transformed, 1.);
       #ifdef USE_INSTANCING
         placed = instanceMatrix * placed;
       #endif
       vWorld = (modelMatrix * placed).xyz;
       #include <project_vertex>`,
    )}`;
    shader.fragmentShader = `${shared}${NOISE}\n${shader.fragmentShader
      .replace("#include <color_fragment>", `#include <color_fragment>\n${coat.colour ?? ""}`)
      .replace("#include <emissivemap_fragment>", `#include <emissivemap_fragment>\n${coat.glow ?? ""}`)}`;
  };
  material.customProgramCacheKey = () => coat.name;
  return material;
}

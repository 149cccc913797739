/** The hash of a file by blocks, as media's core/tus.py makes it: a browser's own crypto takes whole buffers only. */

export const BLOCK = 4 << 20;

/** SHA-256 of the SHA-256 of each 4 MiB, in hexadecimal; null where the page has no crypto (plain http). */
export async function treeHash(file: Blob, stopped: () => boolean): Promise<string | null> {
  if (!globalThis.crypto?.subtle) return null;
  const digests: Uint8Array[] = [];
  for (let at = 0; at < file.size; at += BLOCK) {
    if (stopped()) return null;
    digests.push(await digest(await file.slice(at, at + BLOCK).arrayBuffer()));
  }
  const all = new Uint8Array(digests.length * 32);
  digests.forEach((each, place) => all.set(each, place * 32));
  return [...(await digest(all.buffer))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function digest(bytes: ArrayBuffer): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

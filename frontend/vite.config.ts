import { defineConfig } from "vitest/config";

export default defineConfig({
  base: "/static/shell/dist/",
  build: {
    outDir: "../src/footlights/project/shell/static/shell/dist",
    emptyOutDir: true,
    manifest: "manifest.json",
    target: "es2022",
    rollupOptions: { input: "index.ts" },
  },
  test: { include: ["islands/**/*.test.ts", "tests/**/*.test.ts"] },
});

import { defineConfig } from "vitest/config";

export default defineConfig({
  base: "/static/shell/dist/",
  build: {
    outDir: "../src/footlights/project/shell/static/shell/dist",
    emptyOutDir: true,
    manifest: "manifest.json",
    target: "es2022",
    // With older targets light-dark() is rewritten so that a dark part inside a light page stays light.
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
    // Fonts stay files: the pages' policy allows none from data:.
    assetsInlineLimit: 0,
    rollupOptions: { input: ["index.ts", "documents.ts"], preserveEntrySignatures: "allow-extension" },
  },
  test: { css: true, include: ["islands/**/*.test.ts", "tests/**/*.test.ts"] },
});

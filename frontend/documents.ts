// The typeface of documents: the server embeds it in PDFs; no page loads it.
export { default as latin } from "@fontsource/noto-sans-sc/files/noto-sans-sc-latin-400-normal.woff?url";
export { default as latinBold } from "@fontsource/noto-sans-sc/files/noto-sans-sc-latin-700-normal.woff?url";
export { default as chinese } from "@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-400-normal.woff?url";
export { default as chineseBold } from "@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-700-normal.woff?url";

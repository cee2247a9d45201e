/** `import url from "x.wasm?url"`: the address of the file beside the bundle. */
declare module "*.wasm?url" { const url: string; export default url; }

/** Of package.json; written in where the bundle is made. */
declare const APP_VERSION: string;

/** The same module, but that its memory is shared between threads: made by the build. */
declare module "*.wasm?shared-url" { const url: string; export default url; }

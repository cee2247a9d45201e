/** `import url from "x.wasm?url"`: the address of the file beside the bundle. */
declare module "*.wasm?url" { const url: string; export default url; }

/** Of package.json; written in where the bundle is made. */
declare const APP_VERSION: string;

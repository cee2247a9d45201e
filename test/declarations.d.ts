/** Files that the test bundle carries whole. */
declare module "*.bin" { const bytes: Uint8Array; export default bytes; }
declare module "*.html" { const text: string; export default text; }
declare module "*.txt" { const text: string; export default text; }
declare module "*.tsv" { const text: string; export default text; }

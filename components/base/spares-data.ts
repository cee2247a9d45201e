/** Whether the browser was told to spare data: then nothing is fetched that nobody has asked for yet. */
export const sparesData = (): boolean => (navigator as { readonly connection?: { readonly saveData?: boolean } }).connection?.saveData === true;

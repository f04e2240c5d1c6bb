import path from 'node:path';

/** The file of our typeface, as its package has it. */
export const fontFile = path.resolve(
  import.meta.dirname,
  '../../node_modules/@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2',
);

/** Characters of English, Welsh, Gaelic and Irish, and the signs that pages use. */
export const CHARACTERS = `${String.fromCharCode(...Array.from({ length: 95 }, (_, i) => i + 32))}£€§©·×÷±°½¼¾–—‘’“”…•→←↑↓âêîôûŵŷàèìòùáéíóúäëïöüçÂÊÎÔÛŴŶÀÈÌÒÙÁÉÍÓÚ\u00a0\u202f`;

/** The papers and the page that the printer is told of. */
export const PAPERS = {
  a4: { page: '@page { size: A4; margin: 12mm; }' },
  a6: { page: '@page { size: 105mm 148mm; margin: 0; }' },
  // A roll has no length of its own; a page is as long as one ticket or a common receipt.
  roll: { page: '@page { size: 80mm 200mm; margin: 0; }' },
  // The receipt printer gets its lines from the box office; on screen they are shown as they are.
  receipts: { page: '' },
} as const;

export type Paper = keyof typeof PAPERS;

export const isPaper = (text: string | null): text is Paper => text !== null && text in PAPERS;

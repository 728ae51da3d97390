/** The last line, where it is nothing but a mark. */
const MARK = /(?:^|\n)[^\S\n]*Ref\. (\S[^\n]*?)\s*$/;

/**
 * Brings a title into the form it is sent in.
 * @param title as the seller wrote it
 * @returns one line without control characters
 */
export function vintedTitleOf(title: string): string {
  return oneLine(printable(title));
}

/**
 * The line by which an item can be found again, since Vinted has no field for a SKU.
 * @param sku the product's SKU
 * @returns `Ref. <SKU>` on one line
 */
export function markOf(sku: string): string {
  return `Ref. ${oneLine(printable(sku))}`;
}

/**
 * Brings a description into the form it is sent in.
 * @param description plain text as the seller wrote it
 * @param title stands in where there is no description
 * @param mark the item's mark, which becomes the last line
 * @returns the text with its mark
 */
export function vintedDescriptionOf(description: string, title: string, mark: string): string {
  const text = printable(description.replace(/\r\n?/g, '\n')).trim();
  return `${text === '' ? vintedTitleOf(title) : text}\n\n${mark}`;
}

/**
 * Tells whether a description ends with a mark, however Vinted has set its spaces and lines.
 * @param description as Vinted shows it
 * @param mark the mark
 * @returns true where it does
 */
export function carriesMark(description: string, mark: string): boolean {
  return ` ${oneLine(description)}`.endsWith(` ${mark}`);
}

/**
 * Reads the SKU from the mark at the end of a description.
 * @param description as Vinted shows it
 * @returns the SKU; undefined where there is no mark
 */
export function skuIn(description: string): string | undefined {
  return MARK.exec(description)?.[1]?.trim();
}

/**
 * Takes the mark off a description.
 * @param description as Vinted shows it
 * @returns the seller's own text
 */
export function withoutMark(description: string): string {
  return description.replace(MARK, '').trim();
}

/**
 * Tells whether two titles are the same, however Vinted has set their spaces and capitals.
 * @param one a title
 * @param other another
 * @returns true where they are
 */
export function sameTitle(one: string, other: string): boolean {
  return oneLine(one).toLowerCase() === oneLine(other).toLowerCase();
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** Drops control characters and halves of surrogate pairs. */
function printable(text: string): string {
  return text.toWellFormed().replace(/[^\P{Control}\n\t]|\uFFFD/gu, '');
}

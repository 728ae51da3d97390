import { DESCRIPTION_MAX, TITLE_MAX } from './ebay-limits.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '\n': '<br>',
};

/**
 * Makes a title that fits eBay.
 * @param title as the seller wrote it
 * @returns one line of at most 80 UTF-16 units, cut after a word wherever a word ends in its second half
 */
export function ebayTitleOf(title: string): string {
  const line = printable(title).replace(/\s+/g, ' ').trim();
  if (line.length <= TITLE_MAX) return line;
  const space = line.lastIndexOf(' ', TITLE_MAX);
  return line.slice(0, space > TITLE_MAX / 2 ? space : wholeCharacters(line, TITLE_MAX)).trimEnd();
}

/**
 * Makes a description that fits eBay, which reads it as HTML.
 * @param description plain text as the seller wrote it
 * @param title stands in where there is no description, since a listing needs one
 * @returns HTML of at most 4,000 characters in which nothing of the text is markup
 */
export function ebayDescriptionOf(description: string, title: string): string {
  const lines = printable(description.replace(/\r\n?/g, '\n')).trim();
  let html = '';
  for (const character of lines === '' ? ebayTitleOf(title) : lines) {
    const escaped = ENTITIES[character] ?? character;
    if (html.length + escaped.length > DESCRIPTION_MAX) break;
    html += escaped;
  }
  return html;
}

/** Drops control characters, which XML behind eBay's API cannot carry, and halves of surrogate pairs. */
function printable(text: string): string {
  return text.toWellFormed().replace(/[^\P{Control}\n\t]|\uFFFD/gu, '');
}

function wholeCharacters(text: string, length: number): number {
  const last = text.charCodeAt(length - 1);
  return last >= 0xd800 && last <= 0xdbff ? length - 1 : length;
}

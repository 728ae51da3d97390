import { TAGS_MAX, TAG_MAX, TITLE_MAX } from './etsy-content-limits.ts';

/** Characters that a title may hold only once each (Open API 3.0.0, createDraftListing). */
const ONCE = ['%', ':', '&', '+'] as const;
const NOT_IN_TITLES = /[^\p{L}\p{Nd}\p{P}\p{Sm}\p{Zs}™©®]/gu;
const NOT_IN_TAGS = /[^\p{L}\p{Nd}\p{Zs}\-'™©®]/gu;
const NOT_IN_MATERIALS = /[^\p{L}\p{Nd}\p{Zs}]/gu;

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&#039;': "'",
};

/**
 * Makes a title that fits Etsy.
 * @param title as the seller wrote it
 * @returns one line of at most 140 UTF-16 units, without what Etsy refuses, cut after a word wherever a word ends in
 *   its second half
 */
export function etsyTitleOf(title: string): string {
  let line = title.toWellFormed().replace(/\s/g, ' ').replace(NOT_IN_TITLES, ' ');
  for (const character of ONCE) line = onlyOnce(line, character);
  line = line.replace(/\p{Zs}+/gu, ' ').trim();
  if (line.length <= TITLE_MAX) return line;
  const space = line.lastIndexOf(' ', TITLE_MAX);
  return line.slice(0, space > TITLE_MAX / 2 ? space : wholeCharacters(line, TITLE_MAX)).trimEnd();
}

/**
 * Makes a description that fits Etsy, which reads it as plain text.
 * @param description as the seller wrote it
 * @param title stands in where there is no description, since a listing needs one
 * @returns plain text with lines
 */
export function etsyDescriptionOf(description: string, title: string): string {
  const text = description
    .replace(/\r\n?/g, '\n')
    .toWellFormed()
    .replace(/[^\P{Control}\n\t]|\uFFFD/gu, '')
    .trim();
  return text === '' ? etsyTitleOf(title) : text;
}

/**
 * Makes tags that fit Etsy.
 * @param words texts in order of weight
 * @returns up to 13 different tags of up to 20 characters
 */
export function etsyTagsOf(words: readonly (string | null | undefined)[]): readonly string[] {
  const tags = words.flatMap((word) => {
    const tag = shortened(cleaned(word, NOT_IN_TAGS), TAG_MAX);
    return tag === '' ? [] : [tag];
  });
  const seen = new Set<string>();
  return tags.filter((tag) => !seen.has(tag.toLowerCase()) && seen.add(tag.toLowerCase())).slice(0, TAGS_MAX);
}

/**
 * Makes materials that fit Etsy.
 * @param material as the seller wrote it, several separated by commas
 * @returns up to 13 materials
 */
export function etsyMaterialsOf(material: string | null): readonly string[] {
  const names = (material ?? '').split(/[,;/]/).map((name) => cleaned(name, NOT_IN_MATERIALS));
  return [...new Set(names.filter((name) => name !== ''))].slice(0, TAGS_MAX);
}

/**
 * Undoes what Etsy does to texts when it answers: titles come back with HTML's entities.
 * @param text a text of an answer
 * @returns the text as it was sent, with spaces made even
 */
export function plainTextOf(text: string): string {
  return text
    .replace(/&(?:amp|lt|gt|quot|#0?39);/g, (entity) => ENTITIES[entity] ?? entity)
    .replace(/\r\n?/g, '\n')
    .trim();
}

function onlyOnce(line: string, character: string): string {
  const first = line.indexOf(character);
  return first < 0 ? line : line.slice(0, first + 1) + line.slice(first + 1).replaceAll(character, ' ');
}

function cleaned(word: string | null | undefined, refused: RegExp): string {
  return (word ?? '')
    .toWellFormed()
    .replace(refused, ' ')
    .replace(/\p{Zs}+/gu, ' ')
    .trim();
}

/** A word cut in half is no tag: what does not fit is cut after a word, or left out. */
function shortened(tag: string, length: number): string {
  return tag.length <= length ? tag : tag.slice(0, Math.max(tag.lastIndexOf(' ', length), 0)).trimEnd();
}

function wholeCharacters(line: string, length: number): number {
  const last = line.charCodeAt(length - 1);
  return last >= 0xd800 && last <= 0xdbff ? length - 1 : length;
}

import { firstWordFor, lookedUp } from './vinted-words.ts';

/** Colours of one item that Vinted takes. */
export const COLOURS_MAX = 2;

/**
 * Colour ids as tools for Vinted have them; unverified, since Vinted publishes no list.
 * `attributes.vinted_color_ids` always wins.
 */
const COLOURS: Readonly<Record<string, number>> = Object.fromEntries(
  (
    [
      [1, 'black', 'noir', 'schwarz'],
      [2, 'brown', 'marron', 'braun', 'camel'],
      [3, 'grey', 'gray', 'gris', 'grau'],
      [4, 'beige'],
      [5, 'pink', 'fuchsia'],
      [6, 'purple', 'violet', 'lila'],
      [7, 'red', 'rouge', 'rot'],
      [8, 'yellow', 'jaune', 'gelb'],
      [9, 'blue', 'bleu', 'blau'],
      [10, 'green', 'vert', 'grun'],
      [11, 'orange'],
      [12, 'white', 'blanc', 'weiss'],
      [13, 'silver', 'argent', 'argente'],
      [14, 'gold', 'or', 'dore'],
      [15, 'multicolour', 'multicolor', 'multicolore', 'multi'],
      [16, 'khaki', 'kaki', 'vert_kaki'],
      [17, 'turquoise'],
      [20, 'cream', 'creme', 'ecru'],
      [21, 'apricot', 'abricot'],
      [22, 'coral', 'corail'],
      [23, 'burgundy', 'bordeaux'],
      [24, 'rose'],
      [25, 'lilac', 'lilas'],
      [26, 'light_blue', 'bleu_clair'],
      [27, 'navy', 'bleu_marine', 'marine'],
      [28, 'dark_green', 'vert_fonce'],
      [29, 'mustard', 'moutarde'],
      [30, 'mint', 'menthe'],
    ] as const
  ).flatMap(([id, ...names]) => names.map((name) => [name, id])),
);

/**
 * Finds Vinted's id of a colour.
 * @param colour as the product has it
 * @returns the ids, at most one; none where the colour is missing or unknown, since Vinted does not require it
 */
export function colourIdsOf(colour: string | null): readonly number[] {
  const id = lookedUp(COLOURS, colour);
  return id === undefined ? [] : [id];
}

/**
 * Finds the colour behind an id.
 * @param id Vinted's id
 * @returns the first of its names; undefined where no table has it
 */
export function colourOfId(id: number | undefined): string | undefined {
  return firstWordFor(COLOURS, id);
}

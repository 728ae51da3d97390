import { firstWordFor, lookedUp } from './vinted-words.ts';

/** Materials of one item that Vinted takes. */
export const MATERIALS_MAX = 3;

/**
 * Material ids as tools for Vinted have them; unverified, since Vinted publishes no list.
 * `attributes.vinted_material_ids` always wins.
 */
const MATERIALS: Readonly<Record<string, number>> = Object.fromEntries(
  (
    [
      [43, 'leather', 'cuir', 'leder', 'cuir_graine', 'cuir_verni'],
      [44, 'cotton', 'coton', 'baumwolle', 'coton_huile'],
      [45, 'polyester'],
      [46, 'wool', 'laine', 'wolle', 'laine_merinos'],
      [48, 'viscose'],
      [49, 'silk', 'soie', 'seide'],
      [52, 'nylon'],
      [123, 'cashmere', 'cachemire', 'kaschmir'],
      [146, 'linen', 'lin', 'leinen'],
      [298, 'suede', 'daim', 'wildleder'],
      [303, 'denim'],
    ] as const
  ).flatMap(([id, ...names]) => names.map((name) => [name, id])),
);

/**
 * Finds Vinted's id of a material.
 * @param material as the product has it
 * @returns the ids, at most one; none where the material is missing or unknown, since Vinted does not require it
 */
export function materialIdsOf(material: string | null): readonly number[] {
  const id = lookedUp(MATERIALS, material);
  return id === undefined ? [] : [id];
}

/**
 * Finds the material behind an id.
 * @param id Vinted's id
 * @returns the first of its names; undefined where no table has it
 */
export function materialOfId(id: number | undefined): string | undefined {
  return firstWordFor(MATERIALS, id);
}

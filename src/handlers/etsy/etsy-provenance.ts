import type { FieldError } from '../../domain/errors.ts';
import type { ProductSnapshot } from '../../domain/snapshots.ts';
import { textOf } from '../http/json-shape.ts';
import { wordOf } from '../mapping/vocabulary.ts';
import { eraOf, yearsOfEra, youngestVintageYear } from './etsy-eras.ts';

/** Who made a product, when, and whether it is a supply: Etsy takes the three only together. */
export interface Provenance {
  readonly who_made: string;
  readonly when_made: string;
  readonly is_supply: boolean;
}

/** A product's provenance, or what keeps it off Etsy. */
export type ProvenanceReading =
  | { readonly ok: true; readonly provenance: Provenance }
  | { readonly ok: false; readonly fields: readonly FieldError[] };

/** Etsy's `who_made` (Open API 3.0.0, createDraftListing), as a seller reads it. */
export const MAKER_NAMES: Readonly<Record<string, string>> = {
  i_did: 'I did',
  someone_else: 'Somebody else',
  collective: 'A member of my shop',
};

/**
 * Decides under which of Etsy's rules a product passes. Etsy takes what is handmade, a craft supply, or vintage;
 * second-hand goods pass as vintage only.
 * @param product with its year; `attributes.etsy_who_made`, `etsy_when_made` and `etsy_is_supply` say more where the
 *   product is no second-hand piece
 * @param currentYear the present year
 * @returns the provenance, or the wrong fields
 */
export function provenanceOf(
  product: Pick<ProductSnapshot, 'madeYear' | 'attributes'>,
  currentYear: number,
): ProvenanceReading {
  const { madeYear, attributes } = product;
  const maker = textOf(attributes['etsy_who_made']) ?? 'someone_else';
  const asked = textOf(attributes['etsy_when_made']);
  const era = asked === undefined ? undefined : wordOf(asked);
  const supply = attributes['etsy_is_supply'] ?? false;
  const wrong = [...attributeErrors(maker, era, supply)];
  if (wrong.length > 0) return { ok: false, fields: wrong };
  const secondHand = maker === 'someone_else' && supply === false;
  const tooYoung = secondHand ? notVintage(madeYear, era, currentYear) : undefined;
  if (tooYoung !== undefined) return { ok: false, fields: [tooYoung] };
  const whenMade = era ?? (madeYear === null ? undefined : eraOf(madeYear, currentYear));
  if (whenMade === undefined) {
    const message = 'Etsy asks when the product was made.';
    return { ok: false, fields: [{ field: 'made_year', code: 'etsy.made_year_missing', message }] };
  }
  return { ok: true, provenance: { who_made: maker, when_made: whenMade, is_supply: supply === true } };
}

function attributeErrors(maker: string, era: string | undefined, supply: unknown): readonly FieldError[] {
  const known = (era ?? 'made_to_order') === 'made_to_order' || yearsOfEra(era ?? '') !== undefined;
  return [
    ...(Object.hasOwn(MAKER_NAMES, maker)
      ? []
      : [invalid('etsy_who_made', 'Choose who made it: you, somebody else, or a member of your shop.')]),
    ...(known
      ? []
      : [invalid('etsy_when_made', 'Etsy knows eras such as 1990s, before 2007 or made to order.')]),
    ...(typeof supply === 'boolean' ? [] : [invalid('etsy_is_supply', 'Say yes or no.')]),
  ];
}

function notVintage(
  madeYear: number | null,
  era: string | undefined,
  currentYear: number,
): FieldError | undefined {
  if (madeYear === null && era === undefined) {
    return {
      field: 'made_year',
      code: 'etsy.made_year_missing',
      message: 'Etsy takes second-hand goods only from 20 years of age: tell the year the product was made.',
    };
  }
  const youngest = youngestVintageYear(currentYear);
  const made = era === undefined ? madeYear : (yearsOfEra(era)?.to ?? null);
  if (made !== null && made <= youngest) return undefined;
  return {
    field: era === undefined ? 'made_year' : 'attributes.etsy_when_made',
    code: 'etsy.not_vintage',
    message: `Etsy takes second-hand goods only from 20 years of age: made ${era?.replaceAll('_', ' ') ?? madeYear}.`,
  };
}

function invalid(attribute: string, message: string): FieldError {
  return { field: `attributes.${attribute}`, code: 'etsy.attribute_invalid', message };
}

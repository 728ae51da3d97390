import type { Picture } from '../../domain/snapshots.ts';
import { integerOf, recordsOf, textOf } from '../http/json-shape.ts';
import type { JsonRecord } from '../http/json-shape.ts';
import { hashOf } from '../mapping/field-hashes.ts';

/** By what a picture is recognised once it is a photo of Vinted's. */
export interface PictureKey {
  /** Hash of its address. */
  readonly address: string;
  /** Hex SHA-256 of its bytes, where known. */
  readonly sha256?: string;
}

/** A photo that Vinted has of one of the product's pictures. */
export interface KnownPhoto extends PictureKey {
  readonly id: number;
}

/** A photo as an item names it. */
export interface ItemPhoto {
  readonly id: number;
  /** Turns by 90° that it still needs. */
  readonly orientation: number;
}

/**
 * @param picture a picture of the product
 * @returns by what it is recognised
 */
export function pictureKey({ url, sha256 }: Picture): PictureKey {
  return { address: hashOf(url), ...(sha256 === undefined ? {} : { sha256 }) };
}

/**
 * Reads what was stored of an item's photos.
 * @param value of any shape
 * @returns the photos in order; what is no photo is left out
 */
export function readKnownPhotos(value: unknown): readonly KnownPhoto[] {
  return recordsOf(value).flatMap((record) => {
    const id = integerOf(record['id']);
    const address = textOf(record['address']);
    const sha256 = textOf(record['sha256']);
    if (id === undefined || address === undefined) return [];
    return [{ id, address, ...(sha256 === undefined ? {} : { sha256 }) }];
  });
}

/**
 * Finds the photo of a picture. Its bytes decide where they are known of both, else its address.
 * @param picture a picture of the product
 * @param known photos that Vinted has
 * @returns the photo; undefined where there is none
 */
export function photoOf(picture: Picture, known: readonly KnownPhoto[]): KnownPhoto | undefined {
  const key = pictureKey(picture);
  return known.find(({ address, sha256 }) =>
    sha256 !== undefined && key.sha256 !== undefined ? sha256 === key.sha256 : address === key.address,
  );
}

/**
 * Reads the photos that an item has.
 * @param form the item as its form holds it, of any shape
 * @returns its photos in order
 */
export function photosIn(form: JsonRecord): readonly ItemPhoto[] {
  const assigned = recordsOf(form['assigned_photos']);
  return (assigned.length > 0 ? assigned : recordsOf(form['photos'])).flatMap((photo) => {
    const id = integerOf(photo['id']);
    const orientation = integerOf(photo['orientation']) ?? 0;
    return id === undefined
      ? []
      : [{ id, orientation: orientation >= 0 && orientation <= 3 ? orientation : 0 }];
  });
}

import { recordOf, recordsOf, textOf } from '../../http/json-shape.ts';
import type { JsonRecord } from '../../http/json-shape.ts';

/** A picture that eBay has. The index signature lets it be stored as a step's result. */
export interface UploadedPicture {
  readonly [key: string]: string | null;
  /** The product's own address of it. */
  readonly url: string;
  /** Hex SHA-256 of its bytes. */
  readonly sha256: string;
  readonly image_url: string;
  readonly image_id: string | null;
}

/**
 * Collects the pictures that a job has uploaded.
 * @param results results by step name
 * @returns the pictures in the seller's order
 */
export function uploadedPictures(results: Readonly<Record<string, JsonRecord>>): readonly UploadedPicture[] {
  return Object.entries(results)
    .flatMap(([step, result]) => {
      const index = /^upload_picture:(\d+)$/.exec(step)?.[1];
      return index === undefined
        ? []
        : pictureOf(result).map((picture) => ({ index: Number(index), picture }));
    })
    .sort((one, other) => one.index - other.index)
    .map(({ picture }) => picture);
}

/**
 * Reads the pictures that were stored with a listing.
 * @param fingerprint a listing's fingerprint, as stored
 * @returns the pictures it names
 */
export function storedPictures(fingerprint: unknown): readonly UploadedPicture[] {
  return recordsOf(recordOf(fingerprint)['pictures']).flatMap(pictureOf);
}

function pictureOf(record: JsonRecord): readonly UploadedPicture[] {
  const url = textOf(record['url']);
  const sha256 = textOf(record['sha256']);
  const imageUrl = textOf(record['image_url']);
  if (url === undefined || sha256 === undefined || imageUrl === undefined) return [];
  return [{ url, sha256, image_url: imageUrl, image_id: textOf(record['image_id']) ?? null }];
}

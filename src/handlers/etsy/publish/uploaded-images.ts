import { integerOf, recordOf, recordsOf, textOf } from '../../http/json-shape.ts';
import type { JsonRecord } from '../../http/json-shape.ts';

/** A picture that Etsy has. The index signature lets it be stored as a step's result. */
export interface UploadedImage {
  readonly [key: string]: string | number;
  /** The product's own address of it. */
  readonly url: string;
  /** Hex SHA-256 of its bytes. */
  readonly sha256: string;
  /** Etsy's id. */
  readonly image_id: number;
  /** Its place, from 1. */
  readonly rank: number;
}

/**
 * Collects the pictures that a job has uploaded.
 * @param results results by step name
 * @returns the pictures in the seller's order
 */
export function uploadedImages(results: Readonly<Record<string, JsonRecord>>): readonly UploadedImage[] {
  return Object.entries(results)
    .filter(([step]) => step.startsWith('upload_image:'))
    .flatMap(([, result]) => imageOf(result))
    .sort((one, other) => one.rank - other.rank);
}

/**
 * Reads the pictures that were stored with a listing.
 * @param fingerprint a listing's fingerprint, as stored
 * @returns the pictures it names
 */
export function storedImages(fingerprint: unknown): readonly UploadedImage[] {
  return recordsOf(recordOf(fingerprint)['pictures']).flatMap(imageOf);
}

function imageOf(record: JsonRecord): readonly UploadedImage[] {
  const url = textOf(record['url']);
  const sha256 = textOf(record['sha256']);
  const imageId = integerOf(record['image_id']);
  const rank = integerOf(record['rank']);
  if (url === undefined || sha256 === undefined || imageId === undefined || rank === undefined) return [];
  return [{ url, sha256, image_id: imageId, rank }];
}

import { flagAt, InvalidControl, isRecord, numberAt, stringAt, textsAt } from '../control/control-body.ts';
import { definedOnly } from '../control/option-values.ts';
import type { VintedOptions } from './vinted-options.ts';

/**
 * Reads the body of `PUT /_control/options`.
 *
 * @param body any of `index_lag_ms, latency_ms, max_photos, required_fields, size_catalogs, photos_assigned_once,
 *   brand_locked, upload_headers, deleted_in_wardrobe, dated_orders, write_limit, write_window_seconds, sku_mark`
 * @returns the options it names
 * @throws InvalidControl for a value outside an option's range
 */
export function parseVintedOptions(body: unknown): Partial<VintedOptions> {
  if (!isRecord(body)) throw new InvalidControl('options must be an object');
  return definedOnly<VintedOptions>({
    indexLagMs: numberAt(body, 'index_lag_ms'),
    latencyMs: numberAt(body, 'latency_ms'),
    maxPhotos: numberAt(body, 'max_photos'),
    requiredFields: textsAt(body, 'required_fields'),
    sizeCatalogs: integersAt(body, 'size_catalogs'),
    photosAssignedOnce: flagAt(body, 'photos_assigned_once'),
    brandLocked: flagAt(body, 'brand_locked'),
    uploadHeaders: flagAt(body, 'upload_headers'),
    deletedInWardrobe: flagAt(body, 'deleted_in_wardrobe'),
    datedOrders: flagAt(body, 'dated_orders'),
    writeLimit: numberAt(body, 'write_limit'),
    writeWindowSeconds: numberAt(body, 'write_window_seconds'),
    skuMark: stringAt(body, 'sku_mark'),
  });
}

function integersAt(body: Record<string, unknown>, key: string): readonly number[] | undefined {
  const value: unknown = body[key];
  if (value === undefined) return undefined;
  if (Array.isArray(value) && value.every((entry): entry is number => Number.isInteger(entry))) return value;
  throw new InvalidControl(`${key} must be a list of whole numbers`);
}

import type { Answer } from '../http/exchange.ts';
import { describeProperty } from './describe-inventory.ts';
import { idParam, ownListing, ownShop, readableListing, type EtsyCall } from './etsy-call.ts';
import { badField, EtsyRefusal } from './etsy-error.ts';
import { readForm, type FormShape } from './form-fields.ts';
import { touch } from './listing-life.ts';
import { taxonomyProperty, type TaxonomyProperty } from './taxonomy.ts';

const PROPERTY_FIELDS: FormShape = {
  value_ids: { kind: 'integers', least: 1 },
  values: { kind: 'texts' },
  scale_id: { kind: 'integer', least: 1 },
};

/**
 * `PUT shops/{shop_id}/listings/{listing_id}/properties/{property_id}`: repeatable.
 *
 * @param call the call
 * @returns the property with its values
 * @throws EtsyRefusal with 400, 403 or 404
 */
export function putProperty(call: EtsyCall): Answer {
  const listing = ownListing(call);
  const property = propertyOf(call);
  const sent = readForm(call.exchange, PROPERTY_FIELDS, ['value_ids', 'values']);
  const valueIds = sent['value_ids'] as readonly number[];
  const values = sent['values'] as readonly string[];
  const scaleId = (sent['scale_id'] ?? null) as number | null;
  checkValues(property, valueIds, values, scaleId);
  const stored = { propertyId: property.propertyId, propertyName: property.name, scaleId, valueIds, values };
  listing.properties.set(property.propertyId, stored);
  touch(call.world, listing);
  return { status: 200, json: describeProperty(stored) };
}

/**
 * `GET shops/{shop_id}/listings/{listing_id}/properties`.
 *
 * @param call the call
 * @returns the properties that were set
 * @throws EtsyRefusal with 403 or 404
 */
export function getProperties(call: EtsyCall): Answer {
  ownShop(call);
  const { listing } = readableListing(call);
  const results = [...listing.properties.values()].map(describeProperty);
  return { status: 200, json: { count: results.length, results } };
}

/**
 * `DELETE shops/{shop_id}/listings/{listing_id}/properties/{property_id}`.
 *
 * @param call the call
 * @returns 204
 * @throws EtsyRefusal with 403 or 404
 */
export function deleteProperty(call: EtsyCall): Answer {
  const listing = ownListing(call);
  const property = propertyOf(call);
  if (!listing.properties.delete(property.propertyId))
    throw new EtsyRefusal(404, `The listing has no property ${property.propertyId}`);
  touch(call.world, listing);
  return { status: 204 };
}

function propertyOf(call: EtsyCall): TaxonomyProperty {
  const propertyId = idParam(call, 'property_id');
  const property = taxonomyProperty(propertyId);
  if (property === undefined) throw new EtsyRefusal(404, `There is no property ${propertyId}`);
  return property;
}

function checkValues(
  property: TaxonomyProperty,
  valueIds: readonly number[],
  values: readonly string[],
  scaleId: number | null,
): void {
  if (scaleId !== null && !property.scales.some((scale) => scale.scaleId === scaleId))
    throw badField('scale_id', 'is not a scale of this property');
  const offered = property.values.filter((value) => scaleId === null || value.scaleId === scaleId);
  if (valueIds.some((id) => !offered.some(({ valueId }) => valueId === id)))
    throw badField('value_ids', 'names a value this property does not have');
  const count = Math.max(valueIds.length, values.length);
  if (count === 0) throw badField('values', 'cannot be empty', 'required');
  if (count > property.maxValues)
    throw badField('values', `cannot be more than ${property.maxValues}`, 'too_many');
  if (valueIds.length > 0 && values.length > 0 && valueIds.length !== values.length)
    throw badField('values', 'must be as many as value_ids');
}

import type { Answer } from '../http/exchange.ts';
import { idParam, type PublicCall } from './etsy-call.ts';
import { EtsyRefusal } from './etsy-error.ts';
import { PROPERTIES, TAXONOMY, taxonomyNode, type TaxonomyNode, type TaxonomyProperty } from './taxonomy.ts';

/**
 * `GET seller-taxonomy/nodes`.
 *
 * @returns the whole tree
 */
export function listTaxonomy(): Answer {
  return listOf(TAXONOMY.map((root) => describeNode(root, [])));
}

/**
 * `GET seller-taxonomy/nodes/{taxonomy_id}/properties`.
 *
 * @param call the call
 * @returns the node's properties with their scales and values
 * @throws EtsyRefusal with 404 when there is no such node
 */
export function listProperties(call: PublicCall): Answer {
  const id = idParam(call, 'taxonomy_id');
  if (taxonomyNode(id) === undefined) throw new EtsyRefusal(404, `There is no taxonomy node ${id}`);
  return listOf(PROPERTIES.map(describeProperty));
}

function listOf(results: readonly Record<string, unknown>[]): Answer {
  return { status: 200, json: { count: results.length, results } };
}

function describeNode(node: TaxonomyNode, above: readonly number[]): Record<string, unknown> {
  const path = [...above, node.id];
  return {
    id: node.id,
    level: path.length,
    name: node.name,
    parent_id: above.at(-1) ?? null,
    children: node.children.map((child) => describeNode(child, path)),
    full_path_taxonomy_ids: path,
  };
}

function describeProperty(property: TaxonomyProperty): Record<string, unknown> {
  return {
    property_id: property.propertyId,
    name: property.name,
    display_name: property.name,
    scales: property.scales.map(({ scaleId, name }) => ({
      scale_id: scaleId,
      display_name: name,
      description: name,
    })),
    is_required: false,
    supports_attributes: true,
    supports_variations: property.supportsVariations,
    is_multivalued: property.maxValues > 1,
    max_values_allowed: property.maxValues,
    possible_values: property.values.map(({ valueId, name, scaleId }) => ({
      value_id: valueId,
      name,
      scale_id: scaleId,
      equal_to: [],
    })),
    selected_values: [],
  };
}

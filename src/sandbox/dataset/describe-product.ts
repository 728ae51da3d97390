import type { SeededRandom } from '../random/seeded-random.ts';
import type { SandboxProduct } from './sandbox-product.ts';

const STATES: Readonly<Record<SandboxProduct['condition'], string>> = {
  new_with_tags: 'Neuf, étiquette encore attachée',
  new_without_tags: 'Jamais porté, sans étiquette',
  very_good: 'Très bon état, porté quelques fois',
  good: 'Bon état, légères traces d’usage',
  satisfactory: 'État correct, usure visible en photo',
};

/**
 * Writes the text of a product; some hold quotes and line breaks, as sellers' texts do.
 *
 * @param random decides which sentences appear
 * @param model what the thing is called
 * @param product everything but its text
 * @returns the description
 */
export function describeProduct(
  random: SeededRandom,
  model: string,
  product: Omit<SandboxProduct, 'description'>,
): string {
  const sentences = [
    `${model} ${product.brand}, ${product.material.toLowerCase()}, coloris ${product.colour}.`,
    `${STATES[product.condition]}.`,
    random.pick([
      'Mesuré à plat, dimensions sur demande.',
      'Photos sans retouche, elles font partie de l’annonce.',
      'Lavé, repassé, envoyé sous 48 h.',
    ]),
  ];
  if (random.chance(0.3)) sentences.push(`Étiquette intérieure "${product.brand}", taille ${product.size}.`);
  if (product.madeYear <= 2006) sentences.push(`Pièce vintage, vers ${product.madeYear}.`);
  return sentences.join(random.chance(0.25) ? '\n' : ' ');
}

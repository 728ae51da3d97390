import { spaced } from './names.ts';

/** What a choice leads to. */
export interface ChoiceText {
  readonly label: string;
  readonly leadsTo: string;
}

const CHOICES: Readonly<Record<string, ChoiceText>> = {
  keep_theirs: { label: 'Keep theirs', leadsTo: 'The product takes over what the marketplace shows.' },
  keep_ours: { label: 'Send ours again', leadsTo: 'The listing is overwritten with what the product says.' },
  mark_ended: { label: 'It has ended', leadsTo: 'The listing is noted as ended.' },
  mark_sold: { label: 'It was sold', leadsTo: 'A sale is counted and the product goes elsewhere, too.' },
  leave_ended: { label: 'Leave it ended', leadsTo: 'The listing stays as it is.' },
  publish_again: { label: 'Publish it again', leadsTo: 'A job puts it up once more.' },
  acknowledge: { label: 'Understood', leadsTo: 'Nothing else happens.' },
  link: { label: 'It is this product', leadsTo: 'The listing is attached to that product.' },
  create: { label: 'It is a new product', leadsTo: 'A product is made from the listing.' },
  restock: { label: 'Put it back in stock', leadsTo: 'The pieces of the order are for sale again.' },
  retry: { label: 'Look again', leadsTo: 'The job looks up what happened before it does anything.' },
};

/**
 * @param choice as the API has it
 * @returns its button and what it leads to
 */
export function choiceText(choice: string): ChoiceText {
  return CHOICES[choice] ?? { label: spaced(choice), leadsTo: '' };
}

/** Questions by code, as headings. */
const QUESTIONS: Readonly<Record<string, string>> = {
  'listing.changed': 'Changed on the marketplace',
  'listing.missing': 'Listing not found',
  'listing.ended_there': 'Ended on the marketplace',
  'listing.sold_out': 'Sold out on the marketplace',
  'import.ambiguous': 'Is it the same piece?',
  'sale.conflict': 'Sold more than once',
  'order.cancelled': 'Order called off',
  'outcome.unresolved': 'Nobody knows what happened',
};

/**
 * @param code of a pending action
 * @returns its heading
 */
export function questionText(code: string): string {
  return QUESTIONS[code] ?? spaced(code);
}

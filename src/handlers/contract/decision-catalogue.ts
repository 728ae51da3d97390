import { needsALook } from '../../domain/error-entry.ts';
import type { ErrorCatalogue } from '../../domain/error-entry.ts';

/** What jobs find that only a person can decide; the pending action has the choices. */
export const DECISIONS = {
  'import.ambiguous': needsALook(
    'A listing that was found may be a product that StoFlow knows already.',
    'Choose the product it is, or make a new one of it.',
  ),
  'listing.changed': needsALook(
    'A listing was changed on the marketplace.',
    'Keep what stands there, or send what StoFlow has.',
  ),
  'listing.missing': needsALook(
    'A listing is no longer among those of the marketplace.',
    'Say whether it was sold or has ended.',
  ),
  'listing.ended_there': needsALook(
    'A listing has ended on the marketplace, and StoFlow did not end it.',
    'Leave it ended, publish the product again, or say that it was sold.',
  ),
  'listing.sold_out': needsALook(
    'A listing is shown as sold out.',
    'Look at its orders: they tell how many pieces were sold there.',
  ),
  'order.cancelled': needsALook('An order was cancelled.', 'Say whether the piece is for sale again.'),
  'sale.conflict': needsALook(
    'A product was sold more often than there are pieces of it.',
    'Call one of the sales off, or set the quantity right.',
  ),
  'listing.two_copies': needsALook(
    'A relisting has left two listings of one product, and one of them cannot be ended.',
    'End one of the two on the marketplace.',
  ),
  'listing.sold_twice': needsALook(
    'Both the old and the new listing of a product were sold.',
    'Call one of the two orders off.',
  ),
} satisfies ErrorCatalogue;

import { describe, expect, it } from '@jest/globals';
import { asState, stateOf } from '../../../../src/handlers/vinted/delete/item-state.ts';

describe('how an item stands on Vinted', () => {
  it('is what it says', () => {
    expect(stateOf({ is_closed: false, item_closing_action: null })).toBe('live');
    expect(stateOf({ is_closed: true, item_closing_action: 'sold' })).toBe('sold');
    expect(stateOf({ is_closed: true, item_closing_action: 'deleted' })).toBe('ended');
    expect(stateOf({ is_closed: true })).toBe('ended');
  });

  it('is not known where it does not say', () => {
    expect(stateOf({})).toBeUndefined();
    expect(stateOf({ is_closed: 'yes' })).toBeUndefined();
    expect(asState('closed')).toBeUndefined();
    expect(asState('sold')).toBe('sold');
  });
});

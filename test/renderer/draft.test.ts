import { beforeEach, describe, expect, it } from 'vitest';
import {
  addAddOns,
  addTickets,
  changeDraft,
  clearDraft,
  draft,
  hasTickets,
  sellFor,
} from '../../renderer/features/sell/draft.ts';

const VIP = { id: 'tier_vip', available: 3 };
const GENERAL = { id: 'tier_general', available: 1000 };

beforeEach(clearDraft);

describe('the basket', () => {
  it('takes no more tickets than there are, and no fewer than none', () => {
    for (let press = 0; press < 5; press += 1) addTickets(VIP, 1);
    expect(draft.get().tickets).toEqual({ tier_vip: 3 });
    addTickets(VIP, -9);
    expect(hasTickets(draft.get())).toBe(false);
  });

  it('takes no more than 100 tickets in all, as one order holds', () => {
    addTickets(VIP, 2);
    addTickets(GENERAL, 500);
    expect(draft.get().tickets).toEqual({ tier_vip: 2, tier_general: 98 });
  });

  it('takes add-ons up to their stock, or without limit', () => {
    addAddOns({ id: 'addon_towel', available: 2 }, 5);
    addAddOns({ id: 'addon_locker', available: null }, 5);
    expect(draft.get().addOns).toEqual({ addon_towel: 2, addon_locker: 5 });
  });

  it('forgets what was handed over when the price changes', () => {
    addTickets(VIP, 1);
    changeDraft({ tendered: '100.00' });
    addTickets(VIP, 1);
    expect(draft.get().tendered).toBe('');
  });

  it('is emptied for another event, while the customer stays', () => {
    sellFor('evt_1');
    clearDraft();
    addTickets(VIP, 1);
    changeDraft({ customerName: 'Ana Torres' });
    sellFor('evt_1');
    expect(hasTickets(draft.get())).toBe(true);
    sellFor('evt_2');
    expect(hasTickets(draft.get())).toBe(false);
    expect(draft.get().customerName).toBe('Ana Torres');
  });
});

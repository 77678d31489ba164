import { type listPromoCodes } from '../../../src/shared/promo-codes.ts';
import { type EntryOf } from '../../lib/api.ts';

export type PromoCode = EntryOf<typeof listPromoCodes>;

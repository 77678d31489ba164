import { type listAffiliates } from '../../../src/shared/affiliates.ts';
import { type EntryOf } from '../../lib/api.ts';

export type Affiliate = EntryOf<typeof listAffiliates>;

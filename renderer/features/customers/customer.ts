import { type listCustomers } from '../../../src/shared/customers.ts';
import { type EntryOf } from '../../lib/api.ts';

export type Customer = EntryOf<typeof listCustomers>;

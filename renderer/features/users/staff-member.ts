import { type listUsers } from '../../../src/shared/users.ts';
import { type EntryOf } from '../../lib/api.ts';

export type StaffMember = EntryOf<typeof listUsers>;

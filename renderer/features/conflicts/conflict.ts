import { type listConflicts } from '../../../src/shared/devices.ts';
import { type EntryOf } from '../../lib/api.ts';

export type Conflict = EntryOf<typeof listConflicts>;

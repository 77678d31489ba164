import { type listAudit } from '../../../src/shared/audit.ts';
import { type EntryOf } from '../../lib/api.ts';

export type Audited = EntryOf<typeof listAudit>;

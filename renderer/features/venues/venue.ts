import { type listVenues } from '../../../src/shared/venues.ts';
import { type EntryOf } from '../../lib/api.ts';

export type Venue = EntryOf<typeof listVenues>;

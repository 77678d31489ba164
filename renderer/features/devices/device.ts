import { type createDevice, type listDevices } from '../../../src/shared/devices.ts';
import { type AnswerOf } from '../../../src/shared/operation.ts';
import { type EntryOf } from '../../lib/api.ts';

export type Device = EntryOf<typeof listDevices>;
export type Pairing = AnswerOf<typeof createDevice>;

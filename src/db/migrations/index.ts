import { ledger } from './0001-ledger.ts';
import { webhooks } from './0002-webhooks.ts';
import { door } from './0003-door.ts';
import { affiliates } from './0004-affiliates.ts';
import { privacy } from './0005-privacy.ts';
import { mail } from './0006-mail.ts';
import { stripe } from './0007-stripe.ts';
import { once } from './0009-once.ts';
import { tills } from './0011-tills.ts';
import { pins } from './0013-pins.ts';
import { printing } from './0014-printing.ts';
import { sightings } from './0015-sightings.ts';
import { search } from './0016-search.ts';
import { reports } from './0017-reports.ts';
import { history } from './0018-history.ts';
import type { Migration } from './migration.ts';

/** Every step in order; `PRAGMA user_version` counts those that a ledger has taken. */
export const MIGRATIONS: readonly Migration[] = [
  ledger,
  door,
  affiliates,
  privacy,
  webhooks,
  mail,
  once,
  search,
  tills,
  pins,
  printing,
  sightings,
  stripe,
  reports,
  history,
];

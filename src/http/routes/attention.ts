import type { z } from 'zod';
import {
  endingHolds,
  failedPrints,
  failingWebhooks,
  openConflicts,
  waitingMail,
  type Troubled,
} from '../../db/attention.ts';
import { readMailSettings } from '../../db/mail.ts';
import { readWebhookConfig } from '../../db/webhooks.ts';
import { attention, type AttentionCode, type attentionItem, type AttentionItem } from '../../shared/attention.ts';
import { DAY, fromInstant, HOUR, MINUTE, toInstant } from '../../shared/instant.ts';
import { mayActAs } from '../../shared/operation.ts';
import type { ReadCall, RouteTable } from '../route-table.ts';

type Item = z.input<typeof attentionItem>;

const HOLDS_WITHIN = 5 * MINUTE;
const PRINTS_FROM = 12 * HOUR;
const BACKUP_FRESH = DAY;

const item = (code: AttentionCode, { count, since }: Troubled, link: AttentionItem['link']): Item[] =>
  count === 0 ? [] : [{ code, count, since, link }];

async function webhooks({ db }: ReadCall): Promise<Item[]> {
  const config = await readWebhookConfig(db);
  if (!config) return [];
  if (config.gone_at !== null) return item('webhook_gone', { count: 1, since: config.gone_at }, '/webhooks');
  if (config.enabled === 0) return item('webhook_off', { count: 1, since: config.updated_at }, '/webhooks');
  return item('webhook_failing', await failingWebhooks(db), '/webhooks');
}

async function mail({ db, caller }: ReadCall): Promise<Item[]> {
  const { host } = await readMailSettings(db);
  const { waiting, failing } = await waitingMail(db);
  const settles = caller !== null && mayActAs(caller.role, 'owner');
  if (host === null) return item('mail_no_server', waiting, settles ? '/settings/mail' : '/mail');
  return item('mail_failing', failing, '/mail');
}

function backups({ house, now }: ReadCall): Item[] {
  const newest = house.backups.list().find(({ kind }) => kind === 'automatic' || kind === 'manual');
  if (!newest) return item('backup_none', { count: 1, since: null }, '/backups');
  if (now - fromInstant(newest.at) <= BACKUP_FRESH) return [];
  return item('backup_old', { count: 1, since: newest.at }, '/backups');
}

export function attentionRoutes(routes: RouteTable): void {
  routes.read(attention, async (call) => {
    const { db, caller, now, house } = call;
    const may = (role: 'manager' | 'owner'): boolean => caller !== null && mayActAs(caller.role, role);
    return [
      ...(may('manager') ? await webhooks(call) : []),
      ...(may('manager') ? item('conflicts_open', await openConflicts(db), '/conflicts') : []),
      ...(await mail(call)),
      ...item('prints_failed', await failedPrints(db, toInstant(now - PRINTS_FROM)), '/printers'),
      ...item('holds_ending', await endingHolds(db, toInstant(now + HOLDS_WITHIN)), '/orders'),
      // The demo is no loss to anybody.
      ...(may('owner') && !house.demo ? backups(call) : []),
    ];
  });
}

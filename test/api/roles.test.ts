import { beforeAll, describe, expect, test } from 'vitest';
import { login } from '../../src/shared/auth.ts';
import { CONTRACT } from '../../src/shared/contract.ts';
import { mayActAs, type Operation, type Role } from '../../src/shared/operation.ts';
import { OWNER } from '../support/server.ts';
import { claimsOf, forge } from './support/ledger-file.ts';
import { useOffice } from './support/office.ts';

/** Who may call what, as API.md tells the roles apart. `nobody`: no token is looked at; `anyone`: with or without one. */
const WHO: Record<string, readonly string[]> = {
  nobody: ['health', 'login', 'pair', 'signup', 'stripeWebhook'],
  anyone: ['checkout', 'enterDemo', 'getPublicEvent', 'listPublicEvents', 'welcome'],
  scanner: ['liveEvent', 'liveStream', 'logout', 'me', 'offlineTickets', 'scan', 'scanBatch', 'undoScan'],
  staff: [
    'attention',
    'getBranding',
    'getCustomer',
    'getEvent',
    'getOrder',
    'orderHistory',
    'getPromoCode',
    'getSettings',
    'getVenue',
    'leaveDemo',
    'listCustomers',
    'listEvents',
    'getMail',
    'listMail',
    'listOrders',
    'listPromoCodes',
    'listVenues',
    'payOrder',
    'refundOrder',
    'releaseOrder',
    'resendOrder',
    'retryMail',
    'listPrinters',
    'printOrder',
    'previewOrder',
    'printDocument',
    'printTestPage',
    'previewTestPage',
    'kickDrawer',
    'listPrintJobs',
    'getPrintJob',
    'retryPrintJob',
    'printTickets',
    'setPin',
    'switchUser',
    'switchableUsers',
    'closeTill',
    'getTillSession',
    'joinTill',
    'listTillSessions',
    'listTills',
    'moveCash',
    'myTill',
    'openTill',
    'tillReport',
    'voidOrder',
    'transferTicket',
  ],
  owner: [
    'createBackup',
    'downloadBackup',
    'listBackups',
    'previewRestore',
    'restoreBackup',
    'createUser',
    'getMailSettings',
    'getStripeSettings',
    'getUser',
    'listUsers',
    'revokeUser',
    'testMail',
    'testStripe',
    'updateBranding',
    'updateMailSettings',
    'updateSettings',
    'updateStripeSettings',
    'updateUser',
  ],
};

/** Everything else is a manager's: event changes, cancel, exports, import, conflicts, audit, webhooks, affiliates, devices. */
const leastOf = ({ id }: Operation): string => Object.keys(WHO).find((who) => WHO[who]?.includes(id)) ?? 'manager';

const ROLES: readonly Role[] = ['scanner', 'staff', 'manager', 'owner'];
const STATES = ['valid', 'bad', 'expired', 'revoked'] as const;
type State = (typeof STATES)[number];

const office = useOffice();
const tokens = {} as Record<Role, Record<State, string>>;

beforeAll(async () => {
  for (const role of ROLES) {
    const valid = await office.tokenOf(role);
    const person = role === 'owner' ? OWNER : { email: `${role}@example.com`, password: OWNER.password };
    const { token: revoked } = await office.call(login, { token: null, body: person });
    await office.api('POST', '/api/auth/logout', { token: revoked });
    const { iat } = claimsOf(valid);
    tokens[role] = {
      valid,
      bad: `${valid.slice(0, -8)}AAAAAAAA`,
      expired: forge(office, valid, { iat: iat - 604_801, exp: iat - 1 }),
      revoked,
    };
  }
});

/** A body that no call takes: whoever gets as far as having it looked at hears 400, and nothing happens. */
const NOT_A_BODY: unknown = [];
const isWrite = ({ method }: Operation): boolean => method !== 'get' && method !== 'delete';

const call = (operation: Operation, token: string | null) =>
  office.api(operation.method.toUpperCase(), operation.path.replaceAll(/:\w+/g, 'unknown'), {
    token,
    ...(isWrite(operation) ? { body: NOT_A_BODY } : {}),
  });

/** 401, 403, or `through`: whoever calls was let as far as the call itself. */
function expected(who: string, role: Role | null, state: State | null, operation: Operation): string {
  if (who === 'nobody') return 'through';
  if (state !== null && state !== 'valid') return '401';
  if (who === 'anyone') return role === 'scanner' && operation.method !== 'get' ? '403' : 'through';
  if (role === null) return '401';
  return mayActAs(role, who as Role) ? 'through' : '403';
}

const outcome = (status: number): string => {
  if (status === 401 || status === 403) return String(status);
  return status < 500 ? 'through' : `a ${status}`;
};

const CODES: Partial<Record<State, string>> = {
  bad: 'token_invalid',
  expired: 'token_expired',
  revoked: 'token_revoked',
};

describe.each(CONTRACT)('$method $path', (operation) => {
  const who = leastOf(operation);

  test(`is for ${who}`, async () => {
    expect(operation.access).toBe(who);
    const none = await call(operation, null);
    expect(outcome(none.status), 'no token').toBe(expected(who, null, null, operation));
    for (const role of ROLES) {
      for (const state of STATES) {
        const answer = await call(operation, tokens[role][state]);
        const wanted = expected(who, role, state, operation);
        expect(outcome(answer.status), `${state} token of a ${role}: ${answer.text}`).toBe(wanted);
        if (wanted === '401') expect(answer.body).toMatchObject({ code: CODES[state] });
        if (wanted === '403') expect(answer.body).toMatchObject({ code: 'forbidden' });
        if (wanted === 'through' && isWrite(operation)) expect(answer.status, answer.text).toBe(400);
      }
    }
  });
});

test('the matrix changed nothing', async () => {
  for (const role of ROLES)
    expect((await office.api('GET', '/api/auth/me', { token: tokens[role].valid })).status).toBe(200);
  expect((await office.api('GET', '/api/welcome')).body).toMatchObject({ demo: false });
});

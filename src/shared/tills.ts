import { z } from 'zod';
import { idIn, idOut } from './ids.ts';
import { instantOut } from './instant.ts';
import { currencySchema, moneyIn, moneyOut } from './money.ts';
import { lineOfText, operation, optionalLine, pageQuery } from './operation.ts';
import { paymentMethod } from './orders.ts';

const tag = 'Tills';
const path = '/api/admin/tills';
const sessionPath = '/api/admin/till-sessions';

export const tillSessionOut = z
  .object({
    id: idOut('tillSession'),
    till: z.object({ id: idOut('till'), name: z.string() }),
    currency: z.string(),
    float: moneyOut.meta({ description: 'Cash that lay in the drawer at the beginning' }),
    openedBy: z.string().nullable(),
    openedAt: instantOut,
    closedBy: z.string().nullable(),
    closedAt: instantOut.nullable(),
    zNumber: z.int().nullable().meta({ description: 'Gapless over all tills, drawn when it is closed' }),
    counted: moneyOut.nullable(),
    expected: moneyOut
      .nullable()
      .meta({ description: 'What should be in the drawer. While it is open only managers see it: the count is blind' }),
    difference: moneyOut.nullable().meta({ description: 'Counted less expected, once it was counted' }),
    note: z.string().nullable(),
  })
  .meta({ id: 'TillSession' });

export type TillSessionOut = z.infer<typeof tillSessionOut>;

const tillOut = z
  .object({
    id: idOut('till'),
    name: z.string(),
    session: tillSessionOut.nullable().meta({ description: 'The session that is open at it' }),
  })
  .meta({ id: 'Till' });

/** Null where a blind count must not be told. */
const blindMoney = moneyOut.nullable();
const taxLines = z.array(z.object({ rate: z.number(), gross: moneyOut, tax: moneyOut }));

export const tillReportOut = z
  .object({
    kind: z.enum(['X', 'Z']),
    session: tillSessionOut,
    at: instantOut.meta({ description: 'As of when' }),
    blind: z.boolean().meta({ description: 'Sums that tell the cash in the drawer are null until it was counted' }),
    sales: z.object({ orders: z.int(), tickets: z.int(), gross: blindMoney, discounts: moneyOut }),
    comps: z.object({ orders: z.int(), tickets: z.int(), value: moneyOut }),
    refunds: z.object({ count: z.int(), amount: blindMoney }),
    voids: z.object({ count: z.int(), amount: blindMoney }),
    methods: z.array(
      z.object({
        method: paymentMethod,
        payments: z.int(),
        taken: blindMoney,
        refunded: blindMoney,
        voided: blindMoney,
        net: blindMoney,
      }),
    ),
    cash: z
      .object({
        float: moneyOut,
        tendered: moneyOut,
        change: moneyOut,
        taken: moneyOut,
        refunded: moneyOut,
        voided: moneyOut,
        paidIn: moneyOut,
        paidOut: moneyOut,
        expected: moneyOut,
      })
      .nullable(),
    movements: z.array(
      z.object({
        id: idOut('tillMovement'),
        kind: z.enum(['in', 'out']),
        amount: moneyOut,
        reason: z.string(),
        madeBy: z.string().nullable(),
        createdAt: instantOut,
      }),
    ),
    taxLines: taxLines.nullable().meta({ description: 'Of the sales that were not voided' }),
    refundedTaxLines: taxLines.nullable(),
    receipts: z.object({ count: z.int(), first: z.string().nullable(), last: z.string().nullable() }),
    people: z.array(
      z.object({ name: z.string().nullable(), orders: z.int(), taken: blindMoney, refunded: blindMoney }),
    ),
  })
  .meta({ id: 'TillReport' });

export type TillReportOut = z.infer<typeof tillReportOut>;

export const listTills = operation({
  id: 'listTills',
  method: 'get',
  path,
  tag,
  summary: 'The tills, each with the session that is open at it; for managers with the money that should be in it',
  access: 'staff',
  answer: z.array(tillOut),
});

export const createTill = operation({
  id: 'createTill',
  method: 'post',
  path,
  tag,
  summary: 'Add a till',
  access: 'manager',
  status: 201,
  body: z.object({ name: lineOfText(60) }),
  answer: tillOut,
  refusals: { 409: 'name_taken' },
});

export const updateTill = operation({
  id: 'updateTill',
  method: 'patch',
  path: `${path}/:id`,
  tag,
  summary: 'Rename a till, or take it out of use',
  access: 'manager',
  body: z.object({ name: lineOfText(60).optional(), retired: z.boolean().optional() }),
  answer: tillOut,
  refusals: { 409: 'name_taken, till_in_use' },
});

export const myTill = operation({
  id: 'myTill',
  method: 'get',
  path: '/api/admin/till',
  tag,
  summary: 'The open till session that this login works at',
  access: 'staff',
  answer: z.object({ session: tillSessionOut.nullable(), requireTill: z.boolean() }),
});

export const openTill = operation({
  id: 'openTill',
  method: 'post',
  path: sessionPath,
  tag,
  summary: 'Open a till with the cash that lies in it; sales of this login go through it from now on',
  access: 'staff',
  status: 201,
  body: z.object({ tillId: idIn, float: moneyIn, currency: currencySchema.optional() }),
  answer: tillSessionOut,
  refusals: { 409: 'till_in_use, till_already_open' },
});

export const listTillSessions = operation({
  id: 'listTillSessions',
  method: 'get',
  path: sessionPath,
  tag,
  summary: 'Till sessions, newest first; staff see their own',
  access: 'staff',
  paged: true,
  query: z.object({ ...pageQuery, tillId: idIn.optional(), status: z.enum(['open', 'closed']).optional() }),
  answer: z.array(tillSessionOut),
});

export const getTillSession = operation({
  id: 'getTillSession',
  method: 'get',
  path: `${sessionPath}/:id`,
  tag,
  summary: 'One till session; staff see their own',
  access: 'staff',
  answer: tillSessionOut,
});

export const joinTill = operation({
  id: 'joinTill',
  method: 'post',
  path: `${sessionPath}/:id/join`,
  tag,
  summary: 'Work at a till that is open: sales of this login go through it from now on',
  access: 'staff',
  body: z.object({}).optional(),
  answer: tillSessionOut,
  refusals: { 409: 'till_session_closed' },
});

export const moveCash = operation({
  id: 'moveCash',
  method: 'post',
  path: `${sessionPath}/:id/movements`,
  tag,
  summary: 'Put cash into a till or take some out, with a reason',
  access: 'staff',
  status: 201,
  body: z.object({ kind: z.enum(['in', 'out']), amount: moneyIn, reason: lineOfText(200) }),
  answer: tillSessionOut,
  refusals: { 403: 'forbidden where staff do not work at it', 409: 'till_session_closed' },
});

export const closeTill = operation({
  id: 'closeTill',
  method: 'post',
  path: `${sessionPath}/:id/close`,
  tag,
  summary: 'Close a till with what was counted: only now is the difference told, and the Z report is final',
  access: 'staff',
  body: z.object({ counted: moneyIn, note: optionalLine(300) }),
  answer: tillReportOut,
  refusals: { 403: 'forbidden where staff do not work at it', 409: 'till_session_closed' },
});

export const tillReport = operation({
  id: 'tillReport',
  method: 'get',
  path: `${sessionPath}/:id/report`,
  tag,
  summary: 'The X report of an open session as of now, or the Z report of a closed one as it was then',
  access: 'staff',
  answer: tillReportOut,
});

export const exportTillReport = operation({
  id: 'exportTillReport',
  method: 'get',
  path: `${sessionPath}/:id/report/export`,
  tag,
  summary: 'The X or Z report as CSV',
  access: 'manager',
  media: 'text/csv',
  answer: z.string(),
});

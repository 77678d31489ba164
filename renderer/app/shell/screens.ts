import { type MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import {
  Banknote,
  Building2,
  Contact,
  CreditCard,
  Handshake,
  Smartphone,
  TriangleAlert,
  Webhook,
  CalendarDays,
  FileInput,
  DatabaseBackup,
  History,
  House,
  type LucideIcon,
  Mail,
  MailCheck,
  MapPin,
  Palette,
  Printer,
  ReceiptText,
  ScanLine,
  Settings,
  TicketPercent,
  Users,
  Vault,
} from 'lucide-react';
import { type Role } from '../../../src/shared/operation.ts';

interface Entry {
  readonly to: `/${string}`;
  readonly label: MessageDescriptor;
  readonly icon: LucideIcon;
  readonly needs: Role;
  readonly keys?: string;
}

interface OfficeEntry extends Entry {
  /** What one does there, on its tile. */
  readonly about: MessageDescriptor;
}

interface Group<One extends Entry> {
  readonly heading: MessageDescriptor;
  readonly entries: readonly One[];
}

/** What stands in the rail, a line a screen. It has room for 13 on a laptop; what is set up by day has its tile in the office. */
const RAIL = [
  {
    heading: msg`The night`,
    entries: [
      { to: '/', label: msg`Tonight`, icon: House, needs: 'staff', keys: 'alt+1' },
      { to: '/sell', label: msg`Sell`, icon: Banknote, needs: 'staff', keys: 'alt+2' },
      { to: '/scan', label: msg`Scan`, icon: ScanLine, needs: 'scanner', keys: 'alt+3' },
      { to: '/till', label: msg`Till`, icon: Vault, needs: 'staff', keys: 'alt+t' },
      { to: '/orders', label: msg`Orders`, icon: ReceiptText, needs: 'staff', keys: 'alt+4' },
    ],
  },
  {
    heading: msg`Planning`,
    entries: [
      { to: '/manage/events', label: msg`Events`, icon: CalendarDays, needs: 'staff', keys: 'alt+5' },
      { to: '/promo-codes', label: msg`Promo codes`, icon: TicketPercent, needs: 'staff', keys: 'alt+6' },
    ],
  },
  {
    heading: msg`People`,
    entries: [
      { to: '/customers', label: msg`Customers`, icon: Contact, needs: 'staff', keys: 'alt+7' },
      { to: '/affiliates', label: msg`Affiliates`, icon: Handshake, needs: 'manager' },
    ],
  },
] as const satisfies readonly Group<Entry>[];

/** What has a tile in the office, a line a screen. */
const OFFICE = [
  {
    heading: msg`The door`,
    entries: [
      {
        to: '/devices',
        label: msg`Devices`,
        about: msg`Phones and scanners that read tickets`,
        icon: Smartphone,
        needs: 'manager',
      },
      {
        to: '/conflicts',
        label: msg`Conflicts`,
        about: msg`What offline scanners let in against the ledger`,
        icon: TriangleAlert,
        needs: 'manager',
      },
    ],
  },
  {
    heading: msg`Connections`,
    entries: [
      {
        to: '/webhooks',
        label: msg`Webhooks`,
        about: msg`Tell other systems what happens, and see what they answered`,
        icon: Webhook,
        needs: 'manager',
      },
    ],
  },
  {
    heading: msg`The house`,
    entries: [
      {
        to: '/venues',
        label: msg`Venues`,
        about: msg`Where the nights take place, and their clocks`,
        icon: MapPin,
        needs: 'manager',
      },
      {
        to: '/users',
        label: msg`Users`,
        about: msg`Who may sign in, and what they may do`,
        icon: Users,
        needs: 'owner',
      },
      {
        to: '/printers',
        label: msg`Printers`,
        about: msg`Receipt printers, cash drawers, and what was printed`,
        icon: Printer,
        needs: 'staff',
      },
      {
        to: '/settings',
        label: msg`Settings`,
        about: msg`Name, tax, money and limits of the box office`,
        icon: Settings,
        needs: 'owner',
        keys: 'alt+9',
      },
      {
        to: '/settings/mail',
        label: msg`Mail server`,
        about: msg`Which server mails the tickets, and from what address`,
        icon: MailCheck,
        needs: 'owner',
      },
      {
        to: '/settings/stripe',
        label: msg`Card payments by Stripe`,
        about: msg`The keys by which orders are paid through Stripe`,
        icon: CreditCard,
        needs: 'owner',
      },
      {
        to: '/settings/branding',
        label: msg`Look of the tickets`,
        about: msg`The logo and the colour of tickets and mail`,
        icon: Palette,
        needs: 'owner',
      },
    ],
  },
  {
    heading: msg`Records`,
    entries: [
      {
        to: '/import',
        label: msg`Import`,
        about: msg`Take over tickets that were sold elsewhere`,
        icon: FileInput,
        needs: 'manager',
      },
      {
        to: '/mail',
        label: msg`Mail`,
        about: msg`What was mailed to whom, what waits and why`,
        icon: Mail,
        needs: 'staff',
      },
      {
        to: '/audit',
        label: msg`Audit`,
        about: msg`Who did what, when, and what it was before`,
        icon: History,
        needs: 'manager',
      },
      {
        to: '/backups',
        label: msg`Backups`,
        about: msg`Copies of everything, and how one is put back`,
        icon: DatabaseBackup,
        needs: 'owner',
      },
    ],
  },
] as const satisfies readonly Group<OfficeEntry>[];

type Of<Groups extends readonly Group<Entry>[]> = Groups[number]['entries'][number]['to'];
type Path = Of<typeof RAIL> | Of<typeof OFFICE> | '/office';

export type ScreenEntry = Entry & { readonly to: Path };
export type OfficeTile = OfficeEntry & { readonly to: Path };

export const RAIL_GROUPS: readonly Group<ScreenEntry>[] = RAIL;
export const OFFICE_GROUPS: readonly Group<OfficeTile>[] = OFFICE;

/** The way to everything that is set up by day. */
export const OFFICE_ENTRY: ScreenEntry = {
  to: '/office',
  label: msg`Office`,
  icon: Building2,
  needs: 'manager',
  keys: 'alt+0',
};

/** Every screen, for the search. */
export const SCREENS: readonly ScreenEntry[] = [
  ...RAIL_GROUPS.flatMap(({ entries }) => entries),
  OFFICE_ENTRY,
  ...OFFICE_GROUPS.flatMap(({ entries }) => entries),
];

/** Whether a path is one of the office's screens, or inside one. */
export const isInOffice = (path: string): boolean =>
  [OFFICE_ENTRY, ...OFFICE_GROUPS.flatMap(({ entries }) => entries)].some(
    ({ to }) => path === to || path.startsWith(`${to}/`),
  );

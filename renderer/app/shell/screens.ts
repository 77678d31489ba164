import { type MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import {
  Banknote,
  CalendarDays,
  History,
  House,
  type LucideIcon,
  MapPin,
  ReceiptText,
  ScanLine,
  Settings,
  TicketPercent,
  Users,
} from 'lucide-react';
import { type Role } from '../../../src/shared/operation.ts';

export interface ScreenEntry {
  readonly to:
    | '/'
    | '/sell'
    | '/scan'
    | '/orders'
    | '/events'
    | '/promo-codes'
    | '/venues'
    | '/users'
    | '/settings'
    | '/audit';
  readonly label: MessageDescriptor;
  readonly icon: LucideIcon;
  readonly needs: Role;
  readonly keys?: string;
}

/** What a night is worked with. */
export const WORK: readonly ScreenEntry[] = [
  { to: '/', label: msg`Tonight`, icon: House, needs: 'staff', keys: 'alt+1' },
  { to: '/sell', label: msg`Sell`, icon: Banknote, needs: 'staff', keys: 'alt+2' },
  { to: '/scan', label: msg`Scan`, icon: ScanLine, needs: 'scanner', keys: 'alt+3' },
  { to: '/orders', label: msg`Orders`, icon: ReceiptText, needs: 'staff', keys: 'alt+4' },
  { to: '/events', label: msg`Events`, icon: CalendarDays, needs: 'staff', keys: 'alt+5' },
];

/** What is set up by day. */
export const SETUP: readonly ScreenEntry[] = [
  { to: '/promo-codes', label: msg`Promo codes`, icon: TicketPercent, needs: 'staff', keys: 'alt+6' },
  { to: '/venues', label: msg`Venues`, icon: MapPin, needs: 'manager', keys: 'alt+7' },
  { to: '/users', label: msg`Users`, icon: Users, needs: 'owner', keys: 'alt+8' },
  { to: '/settings', label: msg`Settings`, icon: Settings, needs: 'owner', keys: 'alt+9' },
  { to: '/audit', label: msg`Audit`, icon: History, needs: 'manager', keys: 'alt+0' },
];

import { useLingui } from '@lingui/react/macro';
import { listDevices } from '../../../src/shared/devices.ts';
import { add, formatMoney, parseMoney } from '../../../src/shared/money.ts';
import { listTills } from '../../../src/shared/tills.ts';
import { useFormat } from '../../lib/format.ts';
import { useAsk } from '../../lib/query.ts';
import { Tile } from './tile.tsx';

/** A device that called within this time is on line: it is written down once a minute. */
const ON_LINE = 3 * 60_000;

/** What should lie in the open drawers. */
export function TillTile({ currency }: { currency: string }) {
  const { t } = useLingui();
  const format = useFormat();
  const { data: tills } = useAsk(listTills, {}, { every: 10_000 });
  const open = (tills ?? []).flatMap(({ session }) => (session === null ? [] : [session]));
  const money = open
    .filter((session) => session.currency === currency)
    .map(({ expected }) => minor(expected ?? '0', currency));
  return (
    <Tile
      label={t`Money in the till`}
      value={tills === undefined ? '…' : format.money(formatMoney(add(...money), currency), currency)}
      note={tills === undefined ? '' : open.length === 0 ? t`no till is open` : t`${format.number(open.length)} open`}
    />
  );
}

function minor(amount: string, currency: string): number {
  const size: number = parseMoney(amount.replace('-', ''), currency) ?? 0;
  return amount.startsWith('-') ? 0 - size : size;
}

export function DevicesTile() {
  const { t } = useLingui();
  const format = useFormat();
  const { data: devices } = useAsk(listDevices, { query: { pageSize: 200 } }, { every: 15_000 });
  const paired = (devices ?? []).filter((device) => device.paired && !device.revoked);
  const since = new Date(Date.now() - ON_LINE).toISOString();
  const onLine = paired.filter(({ lastSeenAt }) => lastSeenAt !== null && lastSeenAt > since);
  return (
    <Tile
      label={t`Devices on line`}
      value={devices === undefined ? '…' : format.number(onLine.length)}
      note={devices === undefined ? '' : t`of ${format.number(paired.length)} paired`}
    />
  );
}

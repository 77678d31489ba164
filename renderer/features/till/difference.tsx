import { useLingui } from '@lingui/react/macro';
import { CircleCheck, TriangleAlert } from 'lucide-react';
import { type TillSessionOut } from '../../../src/shared/tills.ts';
import { cx } from '../../lib/cx.ts';
import { useFormat } from '../../lib/format.ts';

/** Counted less expected, in a word and a colour. */
export function Difference({ session, large = false }: { session: TillSessionOut; large?: boolean }) {
  const { t } = useLingui();
  const format = useFormat();
  if (session.difference === null) return null;
  const difference = Number(session.difference);
  const amount = format.money(String(Math.abs(difference)), session.currency);
  const Icon = difference === 0 ? CircleCheck : TriangleAlert;
  const words = difference === 0 ? t`It fits` : difference < 0 ? t`${amount} missing` : t`${amount} too much`;
  return (
    <span
      className={cx(
        'inline-flex items-center gap-1.5 rounded-md font-semibold whitespace-nowrap',
        difference === 0 ? 'text-good' : 'text-bad',
        large && 'w-full px-4 py-3 text-2xl',
        large && (difference === 0 ? 'bg-good-soft' : 'bg-bad-soft'),
      )}
    >
      <Icon aria-hidden className={large ? 'size-6' : 'size-4'} />
      <span className="figures">{words}</span>
    </span>
  );
}

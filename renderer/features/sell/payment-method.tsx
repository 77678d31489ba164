import { Plural, useLingui } from '@lingui/react/macro';
import { Banknote, Clock, CreditCard, Gift, Split } from 'lucide-react';
import { Segmented } from '../../components/segmented.tsx';
import { useShortcut } from '../../lib/use-shortcut.ts';
import { changeDraft, type Method, useDraft } from './draft.ts';

/** How it is paid. */
export function PaymentMethod() {
  const { t } = useLingui();
  const { method } = useDraft();
  const choose = (next: Method): void => changeDraft({ method: next });
  const group = t`Sell`;
  const options = [
    { value: 'cash', label: t`Cash`, icon: Banknote, keys: 'f6' },
    { value: 'card', label: t`Card`, icon: CreditCard, keys: 'f7' },
    { value: 'split', label: t`Split`, icon: Split, keys: 'f10' },
    { value: 'comp', label: t`Comp`, icon: Gift, keys: 'f8' },
    { value: 'hold', label: t`Hold`, icon: Clock, keys: 'f9' },
  ] as const;
  useShortcut('f6', () => choose('cash'), { label: t`Pay in cash`, group });
  useShortcut('f7', () => choose('card'), { label: t`Pay by card`, group });
  useShortcut('f10', () => choose('split'), { label: t`Pay in parts`, group });
  useShortcut('f8', () => choose('comp'), { label: t`Give away`, group });
  useShortcut('f9', () => choose('hold'), { label: t`Hold for 15 minutes`, group });
  return <Segmented tall label={t`Payment`} value={method} onValue={choose} options={options} />;
}

/** What the button that ends the sale does. */
export function ActionName({ method, amount, count }: { method: Method; amount: string; count: number }) {
  const { t } = useLingui();
  switch (method) {
    case 'cash':
    case 'split':
      return t`Take ${amount}`;
    case 'card':
      return t`Paid by card: ${amount}`;
    case 'comp':
      return <Plural value={count} one="Give # ticket away" other="Give # tickets away" />;
    case 'hold':
      return <Plural value={count} one="Hold # ticket" other="Hold # tickets" />;
  }
}

import { useLingui } from '@lingui/react/macro';
import { Field } from '../../components/field.tsx';
import { Input } from '../../components/input.tsx';
import { isApiError } from '../../lib/api.ts';
import { changeDraft, useDraft } from './draft.ts';
import type { PromoPreview } from './promo-preview.ts';
import { useTill } from './till.ts';

type Text = 'customerName' | 'customerEmail' | 'phone' | 'promoCode' | 'affiliateCode';

/** Who buys, for whoever wants to say so, and a promo code. Nothing here is needed for a sale. */
export function CustomerBar({ preview }: { preview: PromoPreview }) {
  const { t } = useLingui();
  const draft = useDraft();
  const till = useTill();
  const refused = till.phase === 'open' && isApiError(till.error) ? till.error.fields : {};
  const promoError = usePromoError(preview);

  const control = (name: Text) => ({
    value: draft[name],
    onChange: (event: { target: { value: string } }) => changeDraft({ [name]: event.target.value }),
  });

  return (
    <section
      aria-label={t`Customer and codes`}
      className="grid grid-cols-5 gap-3 border-t border-line bg-surface px-5 py-3"
    >
      <Field label={t`Name or party`} error={refused['customerName']}>
        {(field) => <Input {...field} {...control('customerName')} maxLength={120} />}
      </Field>
      <Field label={t`E-mail`} error={refused['customerEmail']}>
        {(field) => <Input {...field} {...control('customerEmail')} type="email" maxLength={254} />}
      </Field>
      <Field label={t`Phone`} error={refused['phone']}>
        {(field) => <Input {...field} {...control('phone')} type="tel" maxLength={40} />}
      </Field>
      <Field label={t`Promo code`} error={promoError}>
        {(field) => <Input {...field} {...control('promoCode')} maxLength={60} className="uppercase" />}
      </Field>
      <Field label={t`Affiliate code`} error={refused['affiliateCode']}>
        {(field) => <Input {...field} {...control('affiliateCode')} maxLength={60} className="uppercase" />}
      </Field>
    </section>
  );
}

function usePromoError({ state }: PromoPreview): string | undefined {
  const { t } = useLingui();
  switch (state) {
    case 'unknown':
      return t`There is no such promo code.`;
    case 'not_now':
      return t`It does not count for this event now.`;
    case 'used_up':
      return t`This promo code is used up.`;
    case 'none':
    case 'looking':
    case 'counts':
      return undefined;
  }
}

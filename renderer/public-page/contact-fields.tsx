import { useLingui } from '@lingui/react/macro';
import { type Ref } from 'react';
import { Field } from '../components/field.tsx';
import { Input } from '../components/input.tsx';
import { type Choice } from './choice.ts';

export type ContactField = 'name' | 'email' | 'phone' | 'promoCode';

interface ContactFieldsProps {
  readonly choice: Choice;
  readonly onChoice: (choice: Choice) => void;
  readonly errors: { readonly [Name in ContactField]?: string };
  readonly nameRef: Ref<HTMLInputElement>;
}

/** Who comes, and a promo code. Only the name is asked for: by it the counter finds the order. */
export function ContactFields({ choice, onChoice, errors, nameRef }: ContactFieldsProps) {
  const { t } = useLingui();
  const bind = (name: ContactField) => ({
    name,
    value: choice[name],
    onChange: (event: { target: { value: string } }) => onChoice({ ...choice, [name]: event.target.value }),
    className: 'h-control-lg text-lg',
  });
  return (
    <section aria-label={t`Your details`}>
      <h2 className="text-xl font-semibold">{t`Your details`}</h2>
      <div className="mt-2 grid gap-4 sm:grid-cols-2">
        <Field label={t`Name`} error={errors.name} className="sm:col-span-2">
          {(control) => (
            <Input {...control} {...bind('name')} ref={nameRef} required autoComplete="name" maxLength={120} />
          )}
        </Field>
        <Field
          label={t`E-mail`}
          optional={t`optional`}
          error={errors.email}
          hint={t`Your tickets go there once they are paid.`}
        >
          {(control) => (
            <Input
              {...control}
              {...bind('email')}
              type="email"
              inputMode="email"
              autoComplete="email"
              maxLength={254}
            />
          )}
        </Field>
        <Field label={t`Phone`} optional={t`optional`} error={errors.phone}>
          {(control) => <Input {...control} {...bind('phone')} type="tel" autoComplete="tel" maxLength={40} />}
        </Field>
        <Field label={t`Promo code`} optional={t`optional`} error={errors.promoCode}>
          {(control) => <Input {...control} {...bind('promoCode')} autoCapitalize="characters" maxLength={60} />}
        </Field>
      </div>
    </section>
  );
}

import { useLingui } from '@lingui/react/macro';
import { FlaskConical } from 'lucide-react';
import { signup, type welcome } from '../../../src/shared/auth.ts';
import { type AnswerOf } from '../../../src/shared/operation.ts';
import { Button } from '../../components/button.tsx';
import { TextField } from '../../components/form-fields.tsx';
import { ErrorNote } from '../../components/states.tsx';
import { call } from '../../lib/api.ts';
import { useEnterDemo } from '../../lib/demo.ts';
import { signedIn } from '../../lib/session.ts';
import { useSchemaForm } from '../../lib/use-schema-form.ts';
import { WelcomeFrame } from './welcome-frame.tsx';

const EMPTY = { organization: '', name: '', email: '', password: '' };

const toBody = (typed: typeof EMPTY) => ({
  name: typed.name,
  email: typed.email.trim(),
  password: typed.password,
  ...(typed.organization.trim() === '' ? {} : { organization: typed.organization }),
  client: 'console' as const,
});

/** Nobody has an account yet: the first one is the owner's. Or one looks around in the demo first. */
export function FirstStart({ welcome: office }: { welcome: AnswerOf<typeof welcome> }) {
  const { t } = useLingui();
  const enterDemo = useEnterDemo();
  const { form, submit, failure } = useSchemaForm({ schema: signup.body, defaults: EMPTY, toBody });

  if (!office.onThisMachine) {
    return (
      <WelcomeFrame title={t`Not set up yet`}>
        <p className="text-base">{t`The first account is made on the box office's own machine. Come back here when that is done.`}</p>
      </WelcomeFrame>
    );
  }

  return (
    <WelcomeFrame
      title={t`Welcome. Who runs this box office?`}
      lead={t`The owner's account may do everything and adds everybody else. It stays on this machine.`}
      below={
        <div className="flex items-center justify-between gap-4">
          <p className="text-base text-muted">{t`Only looking? The demo has three events and a year of orders.`}</p>
          <Button icon={FlaskConical} busy={enterDemo.isPending} onClick={() => enterDemo.mutate()}>
            {enterDemo.isPending ? t`Making the demo…` : t`Load the demo`}
          </Button>
        </div>
      }
    >
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={submit(async (body) => {
          const { token } = await call(signup, { body });
          signedIn(token, 'real');
        })}
      >
        <TextField
          control={form.control}
          name="organization"
          label={t`Venue or organization`}
          autoFocus
          autoComplete="organization"
        />
        <TextField control={form.control} name="name" label={t`Your name`} autoComplete="name" />
        <TextField control={form.control} name="email" label={t`E-mail`} type="email" autoComplete="username" />
        <TextField
          control={form.control}
          name="password"
          label={t`Password`}
          type="password"
          autoComplete="new-password"
          hint={t`At least 10 characters. A few words are easier to remember than signs.`}
        />
        <ErrorNote error={failure ?? enterDemo.error} />
        <Button type="submit" look="primary" size="lg" busy={form.formState.isSubmitting}>
          {t`Open the box office`}
        </Button>
      </form>
    </WelcomeFrame>
  );
}

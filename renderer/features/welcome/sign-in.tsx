import { useLingui } from '@lingui/react/macro';
import { FlaskConical } from 'lucide-react';
import { login, type welcome } from '../../../src/shared/auth.ts';
import { type AnswerOf } from '../../../src/shared/operation.ts';
import { Button } from '../../components/button.tsx';
import { TextField } from '../../components/form-fields.tsx';
import { ErrorNote } from '../../components/states.tsx';
import { call } from '../../lib/api.ts';
import { useEnterDemo } from '../../lib/demo.ts';
import { signedIn, useSession } from '../../lib/session.ts';
import { storage } from '../../lib/storage.ts';
import { useSchemaForm } from '../../lib/use-schema-form.ts';
import { WelcomeFrame } from './welcome-frame.tsx';

const toBody = (typed: { email: string; password: string }) => ({
  email: typed.email.trim(),
  password: typed.password,
  client: 'console' as const,
});

export function SignIn({ welcome: office }: { welcome: AnswerOf<typeof welcome> }) {
  const { t } = useLingui();
  const { ended } = useSession();
  const enterDemo = useEnterDemo();
  const lastEmail = storage.read('email') ?? '';
  const { form, submit, failure } = useSchemaForm({
    schema: login.body,
    defaults: { email: lastEmail, password: '' },
    toBody,
  });

  return (
    <WelcomeFrame
      title={office.organization ?? t`Sign in`}
      lead={
        ended
          ? t`Your session has ended. Sign in again; you come back to where you were.`
          : t`Sign in to the box office.`
      }
      below={
        office.demo && (
          <div className="flex items-center justify-between gap-4">
            <p className="text-base text-muted">{t`This is the demo: no password is needed.`}</p>
            <Button icon={FlaskConical} busy={enterDemo.isPending} onClick={() => enterDemo.mutate()}>
              {t`Go into the demo`}
            </Button>
          </div>
        )
      }
    >
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={submit(async (body) => {
          const { token } = await call(login, { body });
          storage.write('email', body.email);
          signedIn(token, office.demo ? 'demo' : 'real');
        })}
      >
        <TextField
          control={form.control}
          name="email"
          label={t`E-mail`}
          type="email"
          autoComplete="username"
          autoFocus={lastEmail === ''}
        />
        <TextField
          control={form.control}
          name="password"
          label={t`Password`}
          type="password"
          autoComplete="current-password"
          autoFocus={lastEmail !== ''}
        />
        <ErrorNote error={failure ?? enterDemo.error} />
        <Button type="submit" look="primary" size="lg" busy={form.formState.isSubmitting}>
          {t`Sign in`}
        </Button>
      </form>
      <p className="mt-4 text-sm text-muted">
        {t`Forgotten? An owner sets a new password under Users; the owner's own is set in the menu of the desktop application.`}
      </p>
    </WelcomeFrame>
  );
}

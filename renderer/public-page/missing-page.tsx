import { useLingui } from '@lingui/react/macro';
import { buttonClass } from '../components/button.tsx';
import { withCode } from './with-code.ts';

export function MissingPage({ affiliateCode }: { affiliateCode: string | null }) {
  const { t } = useLingui();
  return (
    <div className="flex flex-col items-start gap-3 py-10">
      <h1 className="text-2xl font-bold">{t`There is no such event`}</h1>
      <p className="text-muted">{t`The link may be old, or a letter of it was lost.`}</p>
      <a href={withCode('/events', affiliateCode)} className={buttonClass('primary', 'lg')}>{t`See what is on`}</a>
    </div>
  );
}

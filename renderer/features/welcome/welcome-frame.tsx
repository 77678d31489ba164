import { useLingui } from '@lingui/react/macro';
import { type ReactNode } from 'react';
import { Mark, Wordmark } from '../../components/logo.tsx';

interface WelcomeFrameProps {
  readonly title: string;
  readonly lead?: string;
  readonly children: ReactNode;
  readonly below?: ReactNode;
}

/** The two screens before the shell: the house's face on the left, the form on the right. */
export function WelcomeFrame({ title, lead, children, below }: WelcomeFrameProps) {
  const { t } = useLingui();
  return (
    <div className="flex h-full bg-surface">
      <header className="on-rail relative hidden w-[44%] max-w-2xl flex-col overflow-hidden bg-rail p-10 text-rail-ink md:flex">
        <div className="flex items-center gap-3">
          <Mark className="size-9" />
          <Wordmark className="text-lg" />
        </div>
        <p className="mt-auto mb-24 max-w-sm text-3xl leading-tight font-semibold tracking-tight">
          {t`The whole night on one laptop. With or without the internet.`}
        </p>
        <Waves />
      </header>
      <main className="flex flex-1 flex-col overflow-y-auto">
        <div className="m-auto w-full max-w-[26rem] px-6 py-8">
          <h1 className="text-2xl font-semibold tracking-tight text-balance">{title}</h1>
          {lead !== undefined && <p className="mt-1.5 text-base text-muted">{lead}</p>}
          <div className="mt-6">{children}</div>
          {below !== undefined && <div className="mt-6 border-t border-line pt-5">{below}</div>}
        </div>
      </main>
    </div>
  );
}

/** Waves under a row of torn tickets' edges. */
const Waves = () => (
  <svg aria-hidden viewBox="0 0 600 160" preserveAspectRatio="none" className="absolute inset-x-0 bottom-0 h-40 w-full">
    <path className="fill-rail-raised" d="M0 92c50-44 100-44 150-8s100 36 150 0 100-44 150-12 100 30 150-4v92H0Z" />
    <path
      className="fill-none stroke-accent"
      strokeWidth="4"
      strokeLinecap="round"
      vectorEffect="non-scaling-stroke"
      d="M0 92c50-44 100-44 150-8s100 36 150 0 100-44 150-12 100 30 150-4"
    />
    <path className="fill-rail-line" d="M0 128c60-26 110-26 170-4s120 22 180-2 110-24 160-4 60 14 90 4v38H0Z" />
  </svg>
);

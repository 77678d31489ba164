import { useLingui } from '@lingui/react/macro';
import { type ReactNode } from 'react';
import { type PageFacts } from '../../src/shared/public-page.ts';
import { Mark } from '../components/logo.tsx';
import { EventPage } from './event-page.tsx';
import { chooseLanguage, type Language, LANGUAGES } from './language.ts';
import { ListPage } from './list-page.tsx';
import { MissingPage } from './missing-page.tsx';
import { withCode } from './with-code.ts';

interface PageProps {
  readonly facts: PageFacts;
  /** The code of the affiliate whose link led here. */
  readonly affiliateCode: string | null;
}

export function Page({ facts, affiliateCode }: PageProps) {
  switch (facts.kind) {
    case 'event':
      return (
        <Frame organization={facts.event.organization} affiliateCode={affiliateCode}>
          <EventPage first={facts} affiliateCode={affiliateCode} />
        </Frame>
      );
    case 'list':
      return (
        <Frame organization={facts.organization} affiliateCode={affiliateCode}>
          <ListPage events={facts.events} affiliateCode={affiliateCode} />
        </Frame>
      );
    case 'missing':
      return (
        <Frame organization={facts.organization} affiliateCode={affiliateCode}>
          <MissingPage affiliateCode={affiliateCode} />
        </Frame>
      );
  }
}

interface FrameProps {
  readonly organization: string;
  readonly affiliateCode: string | null;
  readonly children: ReactNode;
}

function Frame({ organization, affiliateCode, children }: FrameProps) {
  const { t } = useLingui();
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="on-rail bg-rail text-rail-ink">
        <div className="mx-auto flex h-14 max-w-5xl items-center gap-3 px-4">
          <a
            href={withCode('/events', affiliateCode)}
            title={t`All events`}
            className="flex min-w-0 items-center gap-2.5 rounded-sm font-semibold"
          >
            <Mark className="size-7 shrink-0" />
            <span className="truncate">{organization}</span>
          </a>
          <LanguageSwitch />
        </div>
      </header>
      <main className="mx-auto w-full max-w-5xl flex-1 px-4">{children}</main>
    </div>
  );
}

/** Offers the language that is not on screen, in its own words. */
function LanguageSwitch() {
  const { i18n } = useLingui();
  const other: Language = i18n.locale === 'es' ? 'en' : 'es';
  return (
    <button
      type="button"
      lang={other}
      onClick={() => void chooseLanguage(other)}
      className="ml-auto h-10 shrink-0 rounded-md px-3 text-base font-medium text-rail-muted hover:bg-rail-raised hover:text-rail-ink"
    >
      {LANGUAGES[other]}
    </button>
  );
}

import { useLingui } from '@lingui/react/macro';
import { Fragment, type ReactNode } from 'react';
import type { ScanOut, ScanRefusalOut } from '../../../src/shared/scan.ts';
import { ApiError } from '../../lib/api.ts';
import { sentenceOf } from '../../lib/error-sentences.ts';
import { useFormat } from '../../lib/format.ts';
import type { Entry } from './door.ts';
import { useRefusalWords } from './refusal-words.ts';
import type { ScanBody } from './send-scan.ts';

interface FactsProps {
  readonly entry: Entry;
  /** The venue's. */
  readonly zone: string | undefined;
}

/** What the answer says: the word, who, what ticket, and what to do. */
export function VerdictFacts({ entry, zone }: FactsProps) {
  const { verdict } = entry;
  switch (verdict.kind) {
    case 'admitted':
    case 'exited':
      return <Passed scan={verdict.scan} />;
    case 'again':
      return <Again refusal={verdict.refusal} zone={zone} />;
    case 'refused':
      return <Refused refusal={verdict.refusal} body={entry.body} />;
    case 'unknown':
      return <Undecided error={new ApiError(0, verdict.code, '')} isExit={entry.body.mode === 'exit'} />;
  }
}

const Word = ({ children }: { children: ReactNode }) => (
  <p className="text-verdict max-w-full font-bold tracking-tight text-balance">{children}</p>
);
const Name = ({ children }: { children: ReactNode }) => (
  <p className="text-verdict-name mt-[2vh] line-clamp-3 max-w-full font-semibold break-words">{children}</p>
);
const Fact = ({ children }: { children: ReactNode }) => (
  <p className="text-verdict-fact mt-[0.5vh] max-w-full font-medium break-words">{children}</p>
);

/** Facts in one line; where it is too narrow it breaks between them, not inside an order number. */
function Facts({ facts }: { facts: readonly (string | null | undefined)[] }) {
  const known = facts.filter((fact) => fact !== null && fact !== undefined && fact !== '');
  return (
    <Fact>
      {known.map((fact, index) => (
        <Fragment key={fact}>
          {index > 0 && ' · '}
          <span className="inline-block max-w-full">{fact}</span>
        </Fragment>
      ))}
    </Fact>
  );
}

function Passed({ scan: { result, ticket, party } }: { scan: ScanOut }) {
  const { t } = useLingui();
  return (
    <>
      <Word>{result === 'admitted' ? t`Admitted` : t`Went out`}</Word>
      <Name>{ticket.holderName ?? ticket.tierName}</Name>
      <Facts facts={[ticket.holderName === null ? null : ticket.tierName, ticket.orderNumber]} />
      {party.length > 1 && <Fact>{t`${party.length} tickets`}</Fact>}
    </>
  );
}

function Again({
  refusal: { ticket, holder, gate, checkedInAt },
  zone,
}: {
  refusal: ScanRefusalOut;
  zone: string | undefined;
}) {
  const { t } = useLingui();
  const format = useFormat();
  const at = checkedInAt === null ? null : format.timeWithSeconds(checkedInAt, zone);
  const ago = checkedInAt === null ? null : format.relative(checkedInAt);
  const name = holder ?? ticket?.holderName ?? null;
  return (
    <>
      <Word>{t`Already admitted`}</Word>
      {at !== null && <Name>{gate === null ? t`at ${at}` : t`at ${at} · ${gate}`}</Name>}
      {ago !== null && <Fact>{ago}</Fact>}
      {ticket && <Facts facts={[name, ticket.tierName, ticket.orderNumber]} />}
    </>
  );
}

function Refused({ refusal, body }: { refusal: ScanRefusalOut; body: ScanBody }) {
  const { t } = useLingui();
  const { reason, advice } = useRefusalWords()(refusal);
  const { ticket } = refusal;
  return (
    <>
      <p className="text-verdict-fact font-semibold">{body.mode === 'exit' ? t`Not let out` : t`Not admitted`}</p>
      <Word>{reason}</Word>
      <Name>{advice}</Name>
      <Facts facts={ticket ? [ticket.holderName, ticket.tierName, ticket.orderNumber] : [body.qrCode]} />
    </>
  );
}

function Undecided({ error, isExit }: { error: ApiError; isExit: boolean }) {
  const { t, i18n } = useLingui();
  return (
    <>
      <Word>{t`No answer`}</Word>
      <Name>{isExit ? t`Not checked out. Ask again.` : t`Not admitted. Ask the guest to wait, and ask again.`}</Name>
      <Fact>{error.code === 'offline' ? t`The box office cannot be reached.` : sentenceOf(error, i18n)}</Fact>
    </>
  );
}

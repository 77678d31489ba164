import { useLingui } from '@lingui/react/macro';
import { PAPER_INK, textOnColor } from '../../../src/shared/contrast.ts';
import { QrCode } from '../../components/qr-code.tsx';

interface PreviewProps {
  readonly color: string;
  readonly logo: string | null;
  readonly organization: string;
}

/** Paper is white by night too, and its lines are those of src/pdf. */
const PAPER = { color: PAPER_INK, backgroundColor: '#ffffff' };
const TEAR = { borderColor: '#d5d9e2' };

/** How a ticket will look on A4: the same places and proportions as the paper has (src/pdf/a4.ts). */
export function TicketPreview({ color, logo, organization }: PreviewProps) {
  const { t } = useLingui();
  return (
    <article aria-label={t`Preview of a ticket`} className="overflow-hidden rounded-lg shadow-raised" style={PAPER}>
      <div className="h-2" style={{ backgroundColor: color }} />
      <div className="grid grid-cols-[minmax(0,1fr)_14rem]">
        <div className="flex flex-col gap-4 p-5">
          <div className="flex h-10 items-center">
            {logo === null ? (
              <span className="text-lg font-semibold">{organization}</span>
            ) : (
              <img src={logo} alt={organization} className="max-h-full max-w-full object-contain" />
            )}
          </div>
          <div>
            <p className="text-2xl font-semibold tracking-tight">{t`Summer Pool Party`}</p>
            <p className="mt-1 text-base font-semibold">{t`Wednesday 15 July 2026`}</p>
            <p className="text-base">14:00 – 23:00</p>
          </div>
          <p className="mt-auto text-base font-semibold">María José Carreño</p>
        </div>
        <div className="flex flex-col items-center gap-3 border-l border-dashed p-5" style={TEAR}>
          <span
            className="w-full rounded-md px-3 py-1.5 text-center text-base font-semibold"
            style={{ backgroundColor: color, color: textOnColor(color) }}
          >
            {t`General`}
          </span>
          <QrCode text="TW-GENERAL-0000000000" label={t`A code that opens no door`} className="size-40" />
          <span className="figures text-xs whitespace-nowrap">TW-GENERAL-0000000000</span>
        </div>
      </div>
    </article>
  );
}

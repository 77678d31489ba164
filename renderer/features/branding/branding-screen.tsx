import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { ArrowLeft, ImageUp, Trash2 } from 'lucide-react';
import { useRef, useState } from 'react';
import {
  brandingOut,
  DEFAULT_ACCENT,
  getBranding,
  MOST_LOGO_BYTES,
  updateBranding,
} from '../../../src/shared/branding.ts';
import { contrast, PAPER_INK, textOnColor } from '../../../src/shared/contrast.ts';
import { type AnswerOf } from '../../../src/shared/operation.ts';
import { getSettings } from '../../../src/shared/settings.ts';
import { Badge } from '../../components/badge.tsx';
import { Button, buttonClass } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { Input } from '../../components/input.tsx';
import { Panel } from '../../components/panel.tsx';
import { Screen, ScreenBody } from '../../components/screen.tsx';
import { ErrorNote, ErrorState, SkeletonLines } from '../../components/states.tsx';
import { useToast } from '../../components/toast.tsx';
import { isApiError } from '../../lib/api.ts';
import { fieldSentence } from '../../lib/field-sentences.ts';
import { useFormat } from '../../lib/format.ts';
import { ask, queryClient, useAsk, useChange } from '../../lib/query.ts';
import { useShortcut } from '../../lib/use-shortcut.ts';
import { TicketPreview } from './ticket-preview.tsx';

type Branding = AnswerOf<typeof getBranding>;

export function BrandingScreen() {
  const { t } = useLingui();
  const branding = useAsk(getBranding);
  if (branding.data !== undefined) return <BrandingForm kept={branding.data} />;
  return (
    <Screen title={t`Look of the tickets`}>
      {branding.error ? (
        <ErrorState error={branding.error} onRetry={() => void branding.refetch()} />
      ) : (
        <SkeletonLines count={6} />
      )}
    </Screen>
  );
}

const COLOR = brandingOut.shape.accentColor.regex(/^#[0-9a-f]{6}$/i);
/** Lines and bars are seen from 3 to 1 on (WCAG 1.4.11). */
const SEEN = 3;

function BrandingForm({ kept }: { kept: Branding }) {
  const { t, i18n } = useLingui();
  const toast = useToast();
  const { data: settings } = useAsk(getSettings);
  const [color, setColor] = useState(kept.accentColor);
  const [logo, setLogo] = useState(kept.logo);
  const [problem, setProblem] = useState<string | null>(null);
  const picker = useRef<HTMLInputElement>(null);
  const save = useChange(updateBranding, {
    onDone: (saved) => {
      queryClient.setQueryData(ask(getBranding).queryKey, saved);
      setColor(saved.accentColor);
      setLogo(saved.logo);
      toast.done(t`Saved`);
    },
  });
  const isColor = COLOR.safeParse(color).success;
  const shown = isColor ? color : kept.accentColor;
  const isDirty = color.toLowerCase() !== kept.accentColor || logo !== kept.logo;
  const onPaper = contrast(shown, '#ffffff');
  const refusedLogo = isApiError(save.error) ? save.error.fields['logo'] : undefined;
  const store = (): void => {
    if (!isDirty || !isColor || save.isPending) return;
    save.mutate({ body: { accentColor: color, ...(logo === kept.logo ? {} : { logo }) } });
  };
  const take = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    if (!['image/png', 'image/jpeg'].includes(file.type)) setProblem(t`Choose a PNG or JPEG picture.`);
    else if (file.size > MOST_LOGO_BYTES) setProblem(t`The picture has more than 200 KB. Save it smaller.`);
    else {
      setProblem(null);
      setLogo(await readAsUrl(file));
      save.reset();
    }
  };
  useShortcut('mod+s', store, { label: t`Save`, group: t`Settings` });

  return (
    <Screen
      title={t`Look of the tickets`}
      actions={
        <>
          <Link to="/settings" className={buttonClass('quiet')}>
            <ArrowLeft aria-hidden className="size-4" />
            {t`Settings`}
          </Link>
          <Button look="primary" busy={save.isPending} disabled={!isDirty || !isColor} onClick={store}>
            {t`Save`}
          </Button>
        </>
      }
    >
      <ScreenBody>
        <div className="grid grid-cols-[minmax(0,20rem)_minmax(0,1fr)] items-start gap-4">
          <div className="flex flex-col gap-4">
            {refusedLogo === undefined && <ErrorNote error={save.error} />}
            <Panel title={t`Logo`}>
              <div className="flex flex-col gap-3 p-4">
                <div
                  className="flex h-24 items-center justify-center rounded-md border border-line p-3"
                  style={{ backgroundColor: '#ffffff', color: PAPER_INK }}
                >
                  {logo === null ? (
                    <span className="text-sm">{t`The organization's name stands instead.`}</span>
                  ) : (
                    <img src={logo} alt={t`Logo`} className="max-h-full max-w-full object-contain" />
                  )}
                </div>
                <input
                  ref={picker}
                  type="file"
                  accept="image/png,image/jpeg"
                  aria-label={t`Picture of the logo`}
                  className="sr-only"
                  tabIndex={-1}
                  onChange={(event) => {
                    void take(event.target.files?.[0]);
                    event.target.value = '';
                  }}
                />
                <div className="flex gap-2">
                  <Button icon={ImageUp} onClick={() => picker.current?.click()}>{t`Choose a picture…`}</Button>
                  {logo !== null && (
                    <Button look="quiet" icon={Trash2} onClick={() => setLogo(null)}>
                      {t`Remove`}
                    </Button>
                  )}
                </div>
                {(problem !== null || refusedLogo !== undefined) && (
                  <p role="alert" className="text-sm text-bad">
                    {problem ?? fieldSentence({ message: refusedLogo ?? '' }, i18n)}
                  </p>
                )}
                <p className="text-sm text-muted">{t`PNG or JPEG up to 200 KB. It is printed on white.`}</p>
              </div>
            </Panel>
            <Panel title={t`Colour`}>
              <div className="flex flex-col gap-3 p-4">
                <Field
                  label={t`Colour of tickets and mail`}
                  error={isColor ? undefined : t`Enter a colour such as #ff9152`}
                >
                  {(ids) => (
                    <div className="flex gap-2">
                      <input
                        type="color"
                        aria-label={t`Pick the colour`}
                        value={shown}
                        onChange={(event) => setColor(event.target.value)}
                        className="h-control w-12 shrink-0 rounded-md border border-edge bg-surface p-1"
                      />
                      <Input
                        {...ids}
                        value={color}
                        maxLength={7}
                        onChange={(event) => setColor(event.target.value.trim())}
                        className="figures"
                      />
                      {color !== DEFAULT_ACCENT && (
                        <Button look="quiet" onClick={() => setColor(DEFAULT_ACCENT)}>
                          {t`Reset`}
                        </Button>
                      )}
                    </div>
                  )}
                </Field>
                <dl className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-y-2 text-base">
                  <dt>{t`The tier's name on it`}</dt>
                  <dd>
                    <Ratio value={contrast(shown, textOnColor(shown))} least={4.5} />
                  </dd>
                  <dt>{t`Its bar on white paper`}</dt>
                  <dd>
                    <Ratio value={onPaper} least={SEEN} />
                  </dd>
                </dl>
                {onPaper < SEEN && (
                  <p className="text-sm text-muted">
                    {t`It is pale on paper. Nothing on a ticket depends on it: text on it turns dark or white by itself.`}
                  </p>
                )}
              </div>
            </Panel>
          </div>
          <Panel title={t`A ticket`}>
            <div className="bg-sunken p-5">
              <TicketPreview color={shown} logo={logo} organization={settings?.organization ?? ''} />
            </div>
          </Panel>
        </div>
      </ScreenBody>
    </Screen>
  );
}

function Ratio({ value, least }: { value: number; least: number }) {
  const { t } = useLingui();
  const format = useFormat();
  const ratio = format.number(Math.floor(value * 10) / 10);
  return value >= least ? (
    <Badge tone="good">{t`${ratio} : 1, reads well`}</Badge>
  ) : (
    <Badge tone="warn">{t`${ratio} : 1, pale`}</Badge>
  );
}

const readAsUrl = (file: File): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(typeof reader.result === 'string' ? reader.result : ''));
    reader.addEventListener('error', () => reject(new Error('The picture could not be read')));
    reader.readAsDataURL(file);
  });

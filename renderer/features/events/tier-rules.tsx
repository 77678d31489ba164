import { useLingui } from '@lingui/react/macro';
import { SlidersHorizontal } from 'lucide-react';
import { useState } from 'react';
import { type Control, Controller, useWatch } from 'react-hook-form';
import { Button, IconButton } from '../../components/button.tsx';
import { Switch } from '../../components/checkbox.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { TextField } from '../../components/form-fields.tsx';
import { type EventValues, type TierValues } from './event-values.ts';

interface TierRulesProps {
  readonly control: Control<EventValues>;
  readonly index: number;
  readonly readOnly: boolean;
}

const hasRules = ({ validFrom, validUntil, gates, reentry }: TierValues): boolean =>
  validFrom !== '' || validUntil !== '' || gates.trim() !== '' || !reentry;

/** When and where a tier's tickets open the door. Without rules: always, at every gate, and again after an exit. */
export function TierRules({ control, index, readOnly }: TierRulesProps) {
  const { t } = useLingui();
  const [open, setOpen] = useState(false);
  const close = (): void => setOpen(false);
  const tier = useWatch({ control, name: `tiers.${index}` });
  const name = tier.name === '' ? t`this tier` : tier.name;
  const ruled = hasRules(tier);
  return (
    <>
      <IconButton
        icon={SlidersHorizontal}
        look={ruled ? 'normal' : 'quiet'}
        label={ruled ? t`Door rules of ${name}, set` : t`Door rules of ${name}`}
        onClick={() => setOpen(true)}
        className={ruled ? 'text-link' : 'text-muted'}
      />
      <Dialog
        open={open}
        onClose={close}
        title={t`Door rules of ${name}`}
        description={t`Without rules its tickets open every gate from their sale on.`}
        footer={<Button onClick={close}>{t`Done`}</Button>}
      >
        <fieldset disabled={readOnly} className="grid grid-cols-2 gap-x-4 gap-y-3.5">
          <TextField
            control={control}
            name={`tiers.${index}.validFrom`}
            label={t`Opens the door from`}
            optional={t`optional`}
            type="datetime-local"
          />
          <TextField
            control={control}
            name={`tiers.${index}.validUntil`}
            label={t`Opens the door until`}
            optional={t`optional`}
            type="datetime-local"
          />
          <TextField
            control={control}
            name={`tiers.${index}.gates`}
            label={t`Gates`}
            optional={t`optional`}
            hint={t`Separated by commas, as the scanners call them. Empty means every gate.`}
            className="col-span-2"
          />
          <Controller
            control={control}
            name={`tiers.${index}.reentry`}
            render={({ field }) => (
              <Switch checked={field.value} onChecked={field.onChange}>
                {t`May come back after an exit`}
              </Switch>
            )}
          />
        </fieldset>
      </Dialog>
    </>
  );
}

import { useLingui } from '@lingui/react/macro';
import { type Control, useWatch } from 'react-hook-form';
import { useFormat } from '../../lib/format.ts';
import { type EventValues, NEW_ITEM, NEW_TIER, placesIn } from './event-values.ts';
import { ItemRows } from './item-rows.tsx';
import { TierRules } from './tier-rules.tsx';

interface RowsProps {
  readonly control: Control<EventValues>;
  readonly currency: string;
  readonly readOnly: boolean;
}

export function TierRows({
  control,
  currency,
  soldByTier,
  readOnly,
}: RowsProps & { soldByTier: ReadonlyMap<string, number> }) {
  const { t } = useLingui();
  const format = useFormat();
  const capacity = useWatch({ control, name: 'totalCapacity' });
  const tiers = useWatch({ control, name: 'tiers' });
  const places = placesIn(tiers);
  return (
    <ItemRows
      title={t`Tiers`}
      add={t`Add a tier`}
      remove={(name) => (name === '' ? t`Remove this tier` : t`Remove ${name}`)}
      headings={[t`Name`, t`Price`, t`Places`, t`Tax in it`]}
      control={control}
      currency={currency}
      name="tiers"
      fresh={NEW_TIER}
      rules={(index) => <TierRules control={control} index={index} readOnly={readOnly} />}
      least={1}
      isKept={(id) => (soldByTier.get(id) ?? 0) > 0}
      keptHint={(id) => t`${format.number(soldByTier.get(id) ?? 0)} sold: this tier stays.`}
      readOnly={readOnly}
      foot={
        places > 0 && (
          <p className="text-sm text-muted">
            {capacity === null
              ? t`${format.number(places)} places in all: the capacity follows the tiers.`
              : places === capacity
                ? t`The tiers fill the capacity exactly.`
                : places < capacity
                  ? t`${format.number(capacity - places)} places of the capacity are in no tier.`
                  : t`${format.number(places - capacity)} more places than the capacity: the last ones go to whoever comes first.`}
          </p>
        )
      }
    />
  );
}

export function AddOnRows({ control, currency, readOnly }: RowsProps) {
  const { t } = useLingui();
  return (
    <ItemRows
      title={t`Add-ons`}
      add={t`Add an add-on`}
      remove={(name) => (name === '' ? t`Remove this add-on` : t`Remove ${name}`)}
      headings={[t`Name`, t`Price`, t`Stock`, t`Tax in it`]}
      control={control}
      currency={currency}
      name="addOns"
      fresh={NEW_ITEM}
      least={0}
      isKept={() => false}
      keptHint={() => ''}
      placesHint={t`no limit`}
      readOnly={readOnly}
      foot={null}
    />
  );
}

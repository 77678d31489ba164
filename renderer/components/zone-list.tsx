/** What a field for a time zone offers while one types: `<input list={id}>`. */
export const ZoneList = ({ id }: { id: string }) => (
  <datalist id={id}>
    {Intl.supportedValuesOf('timeZone').map((zone) => (
      <option key={zone}>{zone}</option>
    ))}
  </datalist>
);

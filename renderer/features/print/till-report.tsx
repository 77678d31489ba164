import { type ReportText } from './report-text.ts';

/** The report on a page. */
export function TillReport({ text: { house, title, head, parts, taxes, foot } }: { readonly text: ReportText }) {
  return (
    <article className="receipt till-report">
      <header>
        <h2>{house}</h2>
        <p className="receipt-number">{title}</p>
        {head.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </header>
      {parts.map((part) => (
        <table key={part.title}>
          <thead>
            <tr>
              <th colSpan={2}>{part.title}</th>
            </tr>
          </thead>
          <tbody>
            {part.lines.map(({ key, term, value, strong }) => (
              <tr key={key} className={strong ? 'receipt-total' : undefined}>
                <td>{term}</td>
                <td>{value}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ))}
      {taxes.map((table) => (
        <table key={table.title} className="receipt-tax">
          <caption>{table.title}</caption>
          <thead>
            <tr>
              {table.heads.map((word) => (
                <th key={word}>{word}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map(([name, ...cells]) => (
              <tr key={name}>
                <td>{name}</td>
                {cells.map((cell, index) => (
                  <td key={table.heads[index + 1]}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      ))}
      <footer>
        {foot.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </footer>
    </article>
  );
}

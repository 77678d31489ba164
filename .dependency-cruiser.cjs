// The floors of the house and who may import whom. tools/lib/check-floors.ts runs this and checks that files were really read.
const packages = 'node_modules/';

/** A floor imports from the project what `may` lists (regular expressions) and nothing else of it. */
const floor = (name, from, may, comment) => ({
  name,
  comment,
  severity: 'error',
  from,
  to: { path: '^(src|main|renderer|test|tools|resources)/', pathNot: may },
});

const forbidden = [
  {
    name: 'shared-imports-zod-only',
    comment:
      'Both sides of the wire and the phone load src/shared: it needs zod, and through instant.ts alone temporal-polyfill.',
    severity: 'error',
    from: { path: '^src/shared/', pathNot: '^src/shared/instant\\.ts$' },
    to: { pathNot: ['^src/shared/', `${packages}zod/`] },
  },
  {
    name: 'instant-imports-temporal',
    severity: 'error',
    from: { path: '^src/shared/instant\\.ts$' },
    to: { pathNot: ['^src/shared/', `${packages}zod/`, `${packages}temporal-(polyfill|spec|utils)/`] },
  },
  {
    name: 'domain-imports-shared-only',
    comment: 'Decisions without I/O: no package, no Node, no database.',
    severity: 'error',
    from: { path: '^src/domain/' },
    to: { pathNot: ['^src/domain/', '^src/shared/'] },
  },
  floor(
    'db-imports',
    { path: '^src/db/' },
    ['^src/db/', '^src/shared/', '^src/domain/'],
    'db may import shared and domain types.',
  ),
  {
    name: 'db-imports-types-of-domain',
    comment: 'The database knows the shape of a decision, never the decision.',
    severity: 'error',
    from: { path: '^src/db/' },
    to: { path: '^src/domain/', dependencyTypesNot: ['type-only'] },
  },
  floor(
    'pdf-imports',
    { path: '^src/pdf/' },
    ['^src/pdf/', '^src/shared/'],
    'pdf puts on paper what it is handed, in a thread of its own: it reads no ledger and decides nothing.',
  ),
  floor(
    'usecases-imports',
    { path: '^src/usecases/' },
    ['^src/usecases/', '^src/shared/', '^src/domain/', '^src/db/', '^src/vault\\.ts$', '^src/pdf/paper\\.ts$'],
    'Of pdf a use case knows what stands on a paper, never how it is drawn.',
  ),
  floor(
    'http-imports',
    { path: '^src/http/' },
    // Of the database only the query files of the nouns.
    [
      '^src/http/',
      '^src/shared/',
      '^src/usecases/',
      '^src/vault\\.ts$',
      '^src/pdf/(?:paper|printer)\\.ts$',
      '^src/db/(?!(?:write-door|open|kysely-driver|folder-lock)\\.ts$)[^/]+\\.ts$',
    ],
    'A route reads through query files; to change something it calls a use case.',
  ),
  floor('workers-imports', { path: '^src/workers/' }, [
    '^src/workers/',
    '^src/shared/',
    '^src/usecases/',
    '^src/db/',
    '^src/vault\\.ts$',
    '^src/pdf/(?:paper|printer)\\.ts$',
  ]),
  {
    name: 'vault-imports-nothing-of-ours',
    comment: 'Every floor above the database may be handed the vault.',
    severity: 'error',
    from: { path: '^src/vault\\.ts$' },
    to: { path: '^(src|main|renderer|test|tools|resources)/' },
  },
  floor('server-imports', { path: '^src/(?:server|house|log)\\.ts$' }, ['^src/']),
  {
    name: 'src-has-no-other-floor',
    comment: 'A new file or folder in src/ needs a row in DESIGN.md and here.',
    severity: 'error',
    from: {
      path: '^src/',
      pathNot: '^src/(?:(?:shared|domain|db|usecases|http|workers|pdf)/|(?:server|house|log|vault)\\.ts$)',
    },
    to: {},
  },
  {
    name: 'nobody-imports-the-server',
    comment: 'src/server.ts wires the floors; only main/ starts it.',
    severity: 'error',
    from: { path: '^(src|renderer)/' },
    to: { path: '^src/server\\.ts$' },
  },
  floor('main-imports', { path: '^main/' }, ['^main/', '^src/server\\.ts$', '^src/shared/']),
  floor(
    'renderer-imports',
    { path: '^renderer/', pathNot: ['^renderer/scanner/', '^renderer/vite\\.config\\.ts$'] },
    ['^renderer/', '^src/shared/'],
    'The only road from a page to the data is HTTP.',
  ),
  floor(
    'scanner-imports',
    { path: '^renderer/scanner/' },
    ['^renderer/', '^src/shared/', '^src/domain/'],
    "The phone's page decides offline by the same rules.",
  ),
  {
    name: 'features-never-import-each-other',
    severity: 'error',
    from: { path: '^renderer/features/([^/]+)/' },
    to: { path: '^renderer/features/', pathNot: '^renderer/features/$1/' },
  },
  {
    name: 'pages-know-no-node',
    severity: 'error',
    from: { path: '^renderer/', pathNot: '^renderer/vite\\.config\\.ts$' },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'electron-in-main-only',
    severity: 'error',
    from: { path: '^(src|renderer)/' },
    to: { path: `${packages}electron/` },
  },
  { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
  {
    name: 'resolvable',
    comment: 'An import that leads nowhere hides where it would lead.',
    severity: 'error',
    from: {},
    // `virtual:` modules and queries (?url, ?worker) are the bundler's.
    to: { couldNotResolve: true, pathNot: ['^virtual:', '\\?'] },
  },
];

module.exports = {
  forbidden,
  options: {
    // Types count: an import that only the compiler sees still tells a reader who knows whom.
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|release|\\.build)/' },
  },
};

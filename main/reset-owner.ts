// `npm run reset-owner`: sets a forgotten owner's password, by whoever sits at this machine, while the box office is closed.
//   on a terminal: asks for the owner, where there are several, and twice for the password, which does not show
//   from a pipe:   one line with the password, or two: the owner's e-mail address, then the password
import { existsSync } from 'node:fs';
import { FolderInUse, type Owner, ownersOffline, resetOwnerOffline } from '../src/server.ts';
import { passwordSchema } from '../src/shared/auth.ts';
import { whyNot } from './begin-serving.ts';
import { readOptions } from './options.ts';
import { ask, askSecret, readPiped } from './terminal.ts';

async function resetOwner(): Promise<void> {
  const { dataDir } = readOptions(process.argv.slice(2));
  const owners = existsSync(dataDir) ? await ownersOffline(dataDir) : [];
  if (owners.length === 0) throw new Error(`There is no owner in ${dataDir} yet: the first start makes one.`);

  const { wanted, password } = process.stdin.isTTY ? await askPerson(owners) : await readPipe();
  const { email } = choose(owners, wanted);
  const checked = passwordSchema.safeParse(password);
  if (!checked.success) throw new Error(`The password ${checked.error.issues[0]?.message ?? 'is not valid'}.`);

  await resetOwnerOffline({ dataDir, email, password: checked.data });
  console.log(`${email} has a new password. Whoever was signed in with the old one is signed out.`);
}

/** What was asked for: whose password (nothing where there is one owner), and the new one. */
interface Asked {
  wanted: string | undefined;
  password: string;
}

async function askPerson(owners: readonly Owner[]): Promise<Asked> {
  for (const { name, email } of owners) console.log(`  ${name} <${email}>`);
  const wanted = owners.length > 1 ? await ask('E-mail address of the owner: ') : undefined;
  const { email } = choose(owners, wanted);
  const password = await askSecret(`New password for ${email} (it does not show): `);
  if ((await askSecret('Once more: ')) !== password) throw new Error('The two differ. Nothing was changed.');
  return { wanted, password };
}

async function readPipe(): Promise<Asked> {
  const lines = await readPiped();
  const [first = '', second] = lines;
  if (lines.length > 2)
    throw new Error('Expected one line with the password, or two: the e-mail address and the password.');
  return second === undefined ? { wanted: undefined, password: first } : { wanted: first, password: second };
}

/** @throws Error that names the owners, where it is not clear who is meant */
function choose(owners: readonly Owner[], wanted: string | undefined): Owner {
  const address = wanted?.trim().toLowerCase();
  const meant = address === undefined ? owners : owners.filter(({ email }) => email.toLowerCase() === address);
  const [owner, another] = meant;
  if (owner && !another) return owner;
  throw new Error(`Say which owner is meant: ${owners.map(({ email }) => email).join(', ')}.`);
}

resetOwner().catch((error: unknown) => {
  const isOpen = error instanceof FolderInUse;
  console.error(
    isOpen
      ? 'The box office is running. Choose “Set a new owner’s password…” in its File menu, or close it and try again.'
      : whyNot(error),
  );
  process.exitCode = 1;
});

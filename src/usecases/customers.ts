import type { Trx } from '../db/write-door.ts';
import { emailKey, phoneKey } from '../shared/search-words.ts';
import { instantOf, type Call } from './context.ts';
import { newId } from './new-id.ts';

export interface Contact {
  readonly customerName: string | null;
  readonly customerEmail: string | null;
  readonly phone: string | null;
}

/**
 * The customer behind a contact: the one with this e-mail, else the one without e-mail with this phone, else a new one; null where
 * nothing is known. A stranger's order never changes what is known of somebody, it only fills gaps.
 */
export async function customerFor(trx: Trx, call: Call, contact: Contact): Promise<string | null> {
  const { customerName: name, customerEmail: email, phone } = contact;
  if (name === null && email === null && phone === null) return null;
  const keys = {
    email: email === null ? null : emailKey(email),
    phone: phone === null ? null : phoneKey(phone) || null,
  };
  const known = await findKnown(trx, keys);
  if (!known) {
    const id = newId('customer', call.now);
    await trx
      .insertInto('customers')
      .values({
        id,
        name,
        email,
        phone,
        email_key: keys.email,
        phone_key: keys.phone,
        created_at: instantOf(call),
        erased_at: null,
      })
      .execute();
    return id;
  }
  if (
    (known.name === null && name !== null) ||
    (known.phone === null && phone !== null) ||
    (known.email === null && email !== null)
  ) {
    await trx
      .updateTable('customers')
      .set({
        name: known.name ?? name,
        phone: known.phone ?? phone,
        phone_key: known.phone_key ?? keys.phone,
        email: known.email ?? email,
        email_key: known.email_key ?? keys.email,
      })
      .where('id', '=', known.id)
      .execute();
  }
  return known.id;
}

async function findKnown(trx: Trx, keys: { email: string | null; phone: string | null }) {
  const people = trx.selectFrom('customers').selectAll();
  if (keys.email !== null) {
    const byEmail = await people.where('email_key', '=', keys.email).executeTakeFirst();
    if (byEmail) return byEmail;
  }
  if (keys.phone === null) return undefined;
  // A phone names a handful of people at most: the index finds them, and the choice among them is made here.
  const byPhone = await people.where('phone_key', '=', keys.phone).orderBy('id').limit(50).execute();
  // With an e-mail of its own, an order joins a phone's customer only while that one has no e-mail yet.
  return keys.email === null ? byPhone[0] : byPhone.find((person) => person.email_key === null);
}

import { spawnSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { expect, it } from 'vitest';
import { SIGNATURE_EXAMPLES } from '../../renderer/features/webhooks/signature-examples.ts';

const body = '{"event":"order.created","data":{"customerName":"Zoë"}}';
const secret = 'whsec_ñ';
const right = createHmac('sha256', secret).update(body).digest('hex');
const wrong = right.replace(/^./, (first) => (first === '0' ? '1' : '0'));

/** The example as far as its function goes: its handler needs a web server of the reader's own. */
const functionOf = (example: string): string => example.split(/^(?:\/\/|#) In your/m)[0] ?? '';

it('the example for Node tells a right signature from a wrong one', () => {
  const program = `${functionOf(SIGNATURE_EXAMPLES.node)}
const [body, secret, ...signatures] = process.argv.slice(1);
console.log(JSON.stringify(signatures.map((one) => verifyWebhook(body, one, secret))));`;
  const { stdout } = spawnSync(process.execPath, ['-e', program, '--', body, secret, right, wrong], {
    encoding: 'utf8',
  });
  expect(JSON.parse(stdout)).toEqual([true, false]);
});

it('the example for Python does too', ({ skip }) => {
  const program = `${functionOf(SIGNATURE_EXAMPLES.python)}
import sys, json
body, secret, *signatures = sys.argv[1:]
print(json.dumps([verify_webhook(body.encode(), one, secret) for one in signatures]))`;
  const { stdout, error } = spawnSync('python3', ['-c', program, body, secret, right, wrong], { encoding: 'utf8' });
  // A machine without Python cannot show it.
  if (error) return skip();
  expect(JSON.parse(stdout)).toEqual([true, false]);
});

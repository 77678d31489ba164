/** As the reference gives them; test/unit/signature-examples.test.ts runs them against a signed message. */
export const SIGNATURE_EXAMPLES = {
  node: `const crypto = require("crypto");

function verifyWebhook(rawBody, signature, secret) {
  const expected = crypto
    .createHmac("sha256", secret)
    .update(rawBody)
    .digest("hex");
  return crypto.timingSafeEqual(
    Buffer.from(signature),
    Buffer.from(expected)
  );
}

// In your webhook handler:
app.post("/webhook", (req, res) => {
  const sig = req.headers["x-ticketwave-signature"];
  if (!verifyWebhook(req.rawBody, sig, WEBHOOK_SECRET)) {
    return res.status(401).send("Invalid signature");
  }
  const { event, data } = req.body;
  // Handle the event...
  res.status(200).send("OK");
});
`,
  python: `import hmac
import hashlib

def verify_webhook(raw_body: bytes, signature: str, secret: str) -> bool:
    expected = hmac.new(
        secret.encode(), raw_body, hashlib.sha256
    ).hexdigest()
    return hmac.compare_digest(signature, expected)

# In your Flask handler:
@app.route("/webhook", methods=["POST"])
def handle_webhook():
    sig = request.headers.get("X-TicketWave-Signature", "")
    if not verify_webhook(request.data, sig, WEBHOOK_SECRET):
        return "Invalid signature", 401
    payload = request.json
    # Handle payload["event"] and payload["data"]...
    return "OK", 200
`,
} as const;

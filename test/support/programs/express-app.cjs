// What the reference's receiver in Node.js asks of Express: `app.post`, `req.rawBody`, `req.body`, `res.status().send()`. Listens on a
// free port of this machine; says the port, then the status and event of each request.
const { createServer } = require('node:http');

const handlers = new Map();
exports.app = { post: (path, handler) => handlers.set(path, handler) };

const server = createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const rawBody = Buffer.concat(chunks);
    const body = JSON.parse(rawBody.toString('utf8'));
    const answer = {
      status: (status) => ({
        send: (text) => {
          response.writeHead(status).end(text);
          console.log(`${status} ${body.event}`);
        },
      }),
    };
    handlers.get(request.url)({ headers: request.headers, rawBody, body }, answer);
  });
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));

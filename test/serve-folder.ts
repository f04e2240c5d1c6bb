import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** A plain host of files below a path, as any CDN is: a folder's `index.html`, gzip, and `404.html` for the rest. */
export async function serveFolder(
  folder: string,
  base: string,
): Promise<{ server: Server; url: string }> {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const inside = pathname.startsWith(base) ? pathname.slice(base.length) : 'nowhere';
    const file = path.join(folder, /(?:^|\/)$/.test(inside) ? `${inside}index.html` : inside);
    const send = (status: number, body: Buffer, type = '') => {
      response.writeHead(status, { 'content-type': type, 'content-encoding': 'gzip' });
      response.end(gzipSync(body));
    };
    try {
      send(200, await readFile(file), TYPES[path.extname(file)]);
    } catch {
      send(404, await readFile(path.join(folder, '404.html')), TYPES['.html']);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { server, url: `http://127.0.0.1:${port}${base}` };
}

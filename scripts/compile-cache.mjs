// Loaded before the server and the build: Node keeps what it compiled, so that the next start need not strip and compile
// 600 files again.
// Where the folder cannot be written to, Node goes on without.
import module from 'node:module';
import { fileURLToPath } from 'node:url';

module.enableCompileCache(
  fileURLToPath(new URL('../node_modules/.cache/compile', import.meta.url)),
);

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { readPicture } from './picture.ts';
import { FileRefused } from './read-spreadsheet.ts';

const LIMITS = { bytes: 5_000_000, side: 800 };
const plain = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#336699' } });
const refused = (data: Uint8Array, why: RegExp, limits = LIMITS) =>
  assert.rejects(
    readPicture(data, limits),
    (error) => error instanceof FileRefused && why.test(error.message),
  );

test('a photograph is made smaller and upright, and tells nothing of where it was taken', async () => {
  const sent = await plain(2000, 1000)
    .withExif({
      IFD0: { Make: 'Camera of a person' },
      IFD3: { GPSLatitude: '51/1 30/1 0/1', GPSLatitudeRef: 'N' },
    })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
  assert.ok(sent.includes('Camera of a person'), 'the test picture holds what must go');
  const { data, type, width, height } = await readPicture(sent, LIMITS);
  assert.equal(type, 'image/jpeg');
  assert.deepEqual([width, height], [400, 800]);
  const { exif, iptc, xmp, icc } = await sharp(data).metadata();
  assert.deepEqual([exif, iptc, xmp, icc], [undefined, undefined, undefined, undefined]);
  assert.ok(!data.includes('Camera'));
});

test('what is transparent stays so; a small picture is not made larger', async () => {
  const sent = await plain(30, 20).ensureAlpha(0.5).webp().toBuffer();
  const made = await readPicture(sent, LIMITS);
  assert.deepEqual([made.type, made.width, made.height], ['image/png', 30, 20]);
});

test('what hides behind the pixels does not come through', async () => {
  const sent = Buffer.concat([
    await plain(10, 10).png().toBuffer(),
    Buffer.from('<script>x</script>'),
  ]);
  const { data } = await readPicture(sent, LIMITS);
  assert.ok(!data.includes('script'));
});

test('no picture, a drawing, a broken and a large one are refused in a sentence', async () => {
  await refused(
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
    /PNG/,
  );
  await refused(Buffer.from('GIF89a nothing'), /could not read|PNG/);
  await refused(Buffer.alloc(0), /could not read/);
  await refused((await plain(200, 200).png().toBuffer()).subarray(0, 90), /could not read/);
  await refused(Buffer.alloc(3_000_000), /too large/, { bytes: 2_000_000, side: 800 });
});

test('a bomb of few bytes and many pixels is refused before it is unpacked', async () => {
  const side = 50_000;
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  head.set([1, 0, 0, 0, 0], 8);
  const rows = deflateSync(Buffer.alloc(1_000_000), { level: 9 });
  const bomb = Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', head),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ]);
  const before = process.memoryUsage().rss;
  await refused(bomb, /pixels|could not read/);
  assert.ok(process.memoryUsage().rss - before < 200_000_000);
});

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

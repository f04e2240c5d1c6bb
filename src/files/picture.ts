import { FileRefused } from './read-spreadsheet.ts';

export interface Picture {
  /** PNG or JPEG, made anew from the pixels alone: place, camera and whatever else the file held are gone. */
  data: Buffer;
  type: 'image/png' | 'image/jpeg';
  width: number;
  height: number;
}

export interface PictureLimits {
  /** Bytes of the file as it was sent. */
  bytes: number;
  /** The longest side that is kept, in pixels; a larger picture is made smaller. */
  side: number;
}

const TAKEN = new Set(['png', 'jpeg', 'webp']);
const MOST_PIXELS = 40_000_000;

/**
 * Reads a picture that a stranger sent, and makes a new one of its pixels. Drawings (SVG) are not taken: they can hold
 * scripts. One with transparent parts stays PNG, any other becomes JPEG.
 * @throws FileRefused with a sentence for the person who sent it
 */
export async function readPicture(sent: Uint8Array, limits: PictureLimits): Promise<Picture> {
  if (sent.length > limits.bytes)
    throw new FileRefused(
      `The picture is too large. It may have ${Math.floor(limits.bytes / 1_000_000)} MB.`,
    );
  // Loaded when somebody sends the first picture.
  const { default: sharp } = await import('sharp');
  const open = () => sharp(sent, { limitInputPixels: MOST_PIXELS, failOn: 'error', pages: 1 });
  try {
    const { format, hasAlpha, width = 0, height = 0 } = await open().metadata();
    if (!TAKEN.has(format ?? ''))
      throw new FileRefused('Send a photograph or picture as PNG, JPEG or WebP.');
    if (width < 1 || height < 1 || width * height > MOST_PIXELS)
      throw new FileRefused('The picture has too many pixels. Make it smaller and send it again.');
    const upright = open()
      .timeout({ seconds: 10 })
      .rotate()
      .resize({ width: limits.side, height: limits.side, fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb');
    const made = await (hasAlpha
      ? upright.png({ compressionLevel: 9 })
      : upright.jpeg({ quality: 82, mozjpeg: true })
    ).toBuffer({ resolveWithObject: true });
    return {
      data: made.data,
      type: hasAlpha ? 'image/png' : 'image/jpeg',
      width: made.info.width,
      height: made.info.height,
    };
  } catch (error) {
    if (error instanceof FileRefused) throw error;
    throw new FileRefused('We could not read that picture. Save it as PNG or JPEG and try again.');
  }
}

import type { FastifyRequest } from 'fastify';
import { KnownError } from '../../lib/errors.ts';

export interface ReadForm {
  form: URLSearchParams;
  upload: { name: string; data: Buffer } | undefined;
}

/**
 * The form of a request, with its file on a route that takes one.
 * @param most bytes of the file; nothing where no file is taken
 * @throws KnownError 413 when the file is larger, 415 when there may be none
 */
export async function readForm(
  request: FastifyRequest,
  most: number | undefined,
): Promise<ReadForm> {
  if (!request.isMultipart())
    return {
      form: request.body instanceof URLSearchParams ? request.body : new URLSearchParams(),
      upload: undefined,
    };
  if (most === undefined) throw new KnownError(415, 'No file is taken here.');
  const form = new URLSearchParams();
  let upload: ReadForm['upload'];
  const limits = { fileSize: most, files: 1, fields: 50, fieldSize: 20_000 };
  for await (const part of request.parts({ limits })) {
    if (part.type === 'field') form.append(part.fieldname, String(part.value));
    else {
      // Above the limit this throws with status 413.
      const data = await part.toBuffer();
      if (data.length > 0) upload = { name: part.filename, data };
    }
  }
  return { form, upload };
}

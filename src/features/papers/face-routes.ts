import { z } from 'zod';
import { writeAudit } from '../../db/audit.ts';
import { transact } from '../../db/transact.ts';
import { readPicture } from '../../files/picture.ts';
import { FileRefused } from '../../files/read-spreadsheet.ts';
import { KnownError } from '../../lib/errors.ts';
import { line, version } from '../../web/forms/fields.ts';
import { toFormView } from '../../web/forms/form-view.ts';
import { failed, type Problem, parseForm, type Typed } from '../../web/forms/parse.ts';
import {
  membershipOf,
  type Reply,
  type Route,
  redirect,
  type Visit,
  visitorOf,
} from '../../web/visits/visit.ts';
import type { Crest } from './blocks.ts';
import { findFace, saveFace } from './face.ts';
import { councilOf } from './gather.ts';
import type { PapersNeeds } from './needs.ts';

const MOST = 3_000_000;
/** Pixels of the longer side: sharp on paper at 60 mm. */
const SIDE = 800;

const schema = z.object({
  name: z.union([z.literal(''), line('', 120)]),
  remove: z.enum(['yes', '']).catch(''),
  version,
});

const CHANGED_SINCE =
  'A colleague changed this since you opened the page. What you typed is still here. Save again to put it in place of theirs.';

/** How a council looks on its papers: leads set its name and crest. */
export function faceRoutes(needs: PapersNeeds): Route[] {
  const { database, show } = needs;
  const path = '/my/:council/papers/face';

  const page = async (
    visit: Visit,
    typed?: Typed,
    problems?: readonly Problem[],
  ): Promise<Reply> => {
    const { council } = membershipOf(visit);
    const face = await transact(database, { council }, (handle) => findFace(handle, council));
    const values = {
      name: face?.name ?? '',
      remove: '',
      ...typed,
      version: `${face?.version ?? 0}`,
    };
    return show(
      visit,
      'face.njk',
      'Your council on its papers',
      {
        form: toFormView(visit, values, problems),
        base: `/my/${council}/papers`,
        registered: councilOf(needs, visit).name,
        crest: face?.crest !== undefined,
      },
      problems ? 400 : 200,
    );
  };

  const save = async (visit: Visit): Promise<Reply> => {
    const parsed = parseForm(visit, schema);
    if (failed(parsed)) return page(visit, parsed.typed, parsed.problems);
    const { name, remove, version: from } = parsed.value;
    const { council } = membershipOf(visit);
    let sent: Crest | undefined;
    try {
      sent = visit.upload && (await toCrest(visit.upload.data));
    } catch (error) {
      if (!(error instanceof FileRefused)) throw error;
      return page(visit, parsed.typed, [{ field: 'file', text: error.message }]);
    }
    const kept = await transact(database, { council }, async (handle) => {
      const face = await findFace(handle, council);
      if ((face?.version ?? 0) !== from) return false;
      const crest = sent ?? (remove === 'yes' ? undefined : face?.crest);
      if (!(await saveFace(handle, council, { name, crest }, from, visit.now))) return false;
      const entry = {
        council,
        person: visitorOf(visit).id,
        action: 'papers.face-changed',
        detail: { crest: crest !== undefined },
      };
      await writeAudit(handle, entry, visit.now);
      return true;
    });
    if (!kept) return page(visit, parsed.typed, [{ field: '', text: CHANGED_SINCE }]);
    return redirect(`/my/${council}/papers?done=face`);
  };

  /** The crest as a picture: the policy of the site takes none from within a page. */
  const crest = async (visit: Visit): Promise<Reply> => {
    const { council } = membershipOf(visit);
    const face = await transact(database, { council }, (handle) => findFace(handle, council));
    if (!face?.crest) throw new KnownError(404, 'There is no crest.');
    return {
      status: 200,
      body: Buffer.from(face.crest.data, 'base64'),
      headers: { 'content-type': face.crest.type },
    };
  };

  return [
    { method: 'GET', path, access: 'lead', handle: (visit) => page(visit) },
    { method: 'POST', path, access: 'lead', handle: save, keepsForm: true, upload: MOST },
    { method: 'GET', path: '/my/:council/papers/crest', access: 'viewer', handle: crest },
  ];
}

/** @throws FileRefused with a sentence for the person who sent it */
async function toCrest(data: Buffer): Promise<Crest> {
  const { data: made, type, width, height } = await readPicture(data, { bytes: MOST, side: SIDE });
  return { data: made.toString('base64'), type, width, height };
}

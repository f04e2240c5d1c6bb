import { z } from 'zod';
import { helpWith } from '../../content/checks/plain-language.ts';
import { isOverLimit, type Limit } from '../../db/attempts.ts';
import { writeAudit } from '../../db/audit.ts';
import { KnownError } from '../../lib/errors.ts';
import { toFormView } from '../../web/forms/form-view.ts';
import { failed, type Problem, parseForm, type Typed } from '../../web/forms/parse.ts';
import { doneText } from '../../web/visits/show.ts';
import { type Reply, type Route, redirect, type Visit, visitorOf } from '../../web/visits/visit.ts';
import { listAuthors } from './authors.ts';
import { findingsOf, isOpen, stateOf, withDraft } from './desk.ts';
import { deleteDraft, readParts } from './drafts.ts';
import { toShot, toWritten } from './library.ts';
import { nameOf, previewOf, type SharingNeeds } from './needs.ts';
import { trailOf } from './part-routes.ts';
import { listPictures } from './pictures.ts';
import { sendToEditors, takeBack, withdraw } from './publishing.ts';
import { findMissing, passagesOf } from './rules/complete.ts';
import { differencesOf } from './rules/differences.ts';
import { PARTS } from './rules/fields.ts';
import { findVersion, listReviews, listVersions, readComments } from './versions.ts';
import { toPartList } from './views.ts';

const SENT: Limit = { name: 'write-ups sent by person', most: 20, span: 24 * 3_600_000 };
const sendSchema = z.object({
  sure: z.literal('yes', 'Tick the box if it is so'),
  looked: z.string(),
});
const withdrawSchema = z.object({
  why: z
    .string()
    .trim()
    .min(10, 'Give the reason in a sentence. Readers will see it')
    .max(300, 'Use at most 300 characters'),
});
const DONE = {
  saved: 'Saved.',
  closed: 'It cannot be changed at the moment.',
  sent: 'It is with the editors. You get a mail when one of them has read it.',
  back: 'You have it back and can go on writing.',
  changed: 'Somebody changed it in the meantime. This is how it stands now.',
  confirmed: 'Thank you. Readers see that you confirmed it.',
};

/** A write-up as a whole: its parts, a preview, sending it, its versions, and its end. */
export function draftRoutes(needs: SharingNeeds): Route[] {
  const { show, almanac } = needs;

  const overview = (visit: Visit, problems?: readonly Problem[], typed?: Typed): Promise<Reply> =>
    withDraft(needs, visit, async (handle, draft) => {
      const { parts } = await readParts(handle, draft.id);
      const pictures = await listPictures(handle, draft.id);
      const comments = draft.state === 'returned' ? await readComments(handle, draft.id) : {};
      const missing = findMissing(parts, pictures.filter(({ alt }) => !alt).length);
      const versions = await listVersions(handle, draft.id);
      const authors = await listAuthors(handle, draft.id);
      return show(
        visit,
        'draft.njk',
        { title: draft.title || 'Your example', trail: [{ text: 'Share', href: '/share' }] },
        {
          form: toFormView(visit, typed, problems),
          base: `/share/${draft.id}`,
          who: draft.council ? nameOf(needs, draft.council) : draft.body,
          hand: draft.hand,
          state: stateOf(draft),
          open: isOpen(draft),
          waiting: draft.state === 'submitted',
          since: draft.submitted_at?.slice(0, 10),
          parts: toPartList(
            draft.id,
            parts,
            new Set(missing.map(({ part }) => part)),
            comments,
            pictures.length,
          ),
          whole: comments.whole,
          missing: missing.length,
          authors: authors.map(({ name, council }) => ({
            name: name || 'No name given yet',
            council: council ? nameOf(needs, council) : undefined,
          })),
          versions: versions.length,
          published:
            draft.live !== null && !draft.withdrawn_at ? `/practice/${draft.slug}` : undefined,
          never: draft.slug === null,
          done: doneText(visit, DONE),
        },
        problems ? 400 : 200,
      );
    });

  const preview = (visit: Visit): Promise<Reply> =>
    withDraft(needs, visit, async (handle, draft) => {
      const { parts } = await readParts(handle, draft.id);
      const pictures = await listPictures(handle, draft.id);
      const authors = (await listAuthors(handle, draft.id)).flatMap(({ council }) => council ?? []);
      const shotOf = (picture: (typeof pictures)[number]) => ({
        ...toShot(picture),
        address: `/share/${draft.id}/pictures/${picture.id}`,
      });
      const next = { ...draft, live_at: null };
      const written = toWritten(
        next,
        { parts, pictures },
        { authors, now: visit.now, shotOf },
        almanac,
      );
      const { page: _page, ...story } = needs.exampleView(previewOf(needs, written)) as {
        page: object;
      };
      return show(
        visit,
        'preview.njk',
        { title: `Preview: ${draft.title || 'your example'}`, trail: trailOf(draft) },
        {
          ...story,
          preview: true,
          help: helpWith(
            passagesOf(parts).map(({ text }) => text),
            almanac,
          ),
          findings: findingsOf(draft.id, parts),
          missing: findMissing(parts),
          base: `/share/${draft.id}`,
          open: isOpen(draft),
        },
      );
    });

  const sendPage = (visit: Visit, typed?: Typed, problems?: readonly Problem[]): Promise<Reply> =>
    withDraft(needs, visit, async (handle, draft) => {
      if (!isOpen(draft)) return redirect(`/share/${draft.id}?done=closed`);
      const { parts } = await readParts(handle, draft.id);
      const undescribed = (await listPictures(handle, draft.id)).filter(({ alt }) => !alt).length;
      return show(
        visit,
        'send.njk',
        { title: 'Send it to the editors', trail: trailOf(draft) },
        {
          form: toFormView(visit, typed, problems),
          missing: findMissing(parts, undescribed).map(({ part, text }) => ({
            text,
            part: PARTS[part],
            href: `/share/${draft.id}/${part}`,
          })),
          findings: findingsOf(draft.id, parts),
          criteria: needs.sharing.criteria,
          supplier: draft.hand === 'supplier',
          base: `/share/${draft.id}`,
        },
        problems ? 400 : 200,
      );
    });

  const send = async (visit: Visit): Promise<Reply> => {
    const parsed = parseForm(visit, sendSchema);
    if (failed(parsed)) return sendPage(visit, parsed.typed, parsed.problems);
    const visitor = visitorOf(visit);
    let problem: Problem | undefined;
    const reply = await withDraft(needs, visit, async (handle, draft) => {
      const { parts } = await readParts(handle, draft.id);
      const undescribed = (await listPictures(handle, draft.id)).filter(({ alt }) => !alt).length;
      if (findMissing(parts, undescribed).length > 0)
        problem = { field: '', text: 'Some parts are not written yet' };
      else if (findingsOf(draft.id, parts).length > 0 && parsed.value.looked !== 'yes')
        problem = { field: 'looked', text: 'Look at each place below, then tick the box' };
      else if (await isOverLimit(handle, SENT, visitor.id, visit.now))
        problem = { field: '', text: 'You sent many examples today. Go on tomorrow.' };
      if (problem) return redirect('');
      const sent = await sendToEditors(handle, draft, { needs, person: visitor }, visit.now);
      return redirect(`/share/${draft.id}?done=${sent ? 'sent' : 'changed'}`);
    });
    return problem ? sendPage(visit, parsed.typed, [problem]) : reply;
  };

  const back = (visit: Visit): Promise<Reply> =>
    withDraft(needs, visit, async (handle, draft) => {
      const done = await takeBack(handle, draft, visitorOf(visit).id, visit.now);
      return redirect(`/share/${draft.id}?done=${done ? 'back' : 'changed'}`);
    });

  const remove = (visit: Visit): Promise<Reply> =>
    withDraft(needs, visit, async (handle, draft) => {
      if (draft.slug !== null || !isOpen(draft)) return redirect(`/share/${draft.id}?done=closed`);
      await deleteDraft(handle, draft.id);
      const { council, id } = draft;
      const entry = {
        person: visitorOf(visit).id,
        action: 'example.deleted',
        detail: { writeup: id },
      };
      await writeAudit(handle, council ? { ...entry, council } : entry, visit.now);
      return redirect('/share?done=deleted');
    });

  const end = async (visit: Visit): Promise<Reply> => {
    const parsed = parseForm(visit, withdrawSchema);
    if (failed(parsed)) return overview(visit, parsed.problems, parsed.typed);
    return withDraft(needs, visit, async (handle, draft) => {
      const { why } = parsed.value;
      const done = await withdraw(
        handle,
        draft,
        { needs, person: visitorOf(visit).id, why },
        visit.now,
      );
      return redirect(`/share/${draft.id}${done ? '' : '?done=changed'}`);
    });
  };

  const versions = (visit: Visit): Promise<Reply> =>
    withDraft(needs, visit, async (handle, draft) => {
      const rows = await listVersions(handle, draft.id);
      const list = [];
      for (const { number, sent_at } of rows) {
        const reviews = await listReviews(handle, draft.id, number);
        list.push({
          number,
          sent: sent_at.slice(0, 10),
          href: `/share/${draft.id}/versions/${number}`,
          live: number === draft.live,
          verdicts: reviews.map(({ verdict, at }) => ({
            returned: verdict === 'returned',
            on: at.slice(0, 10),
          })),
        });
      }
      return show(
        visit,
        'versions.njk',
        { title: 'Versions', trail: trailOf(draft) },
        { versions: list, base: `/share/${draft.id}` },
      );
    });

  const difference = (visit: Visit): Promise<Reply> =>
    withDraft(needs, visit, async (handle, draft) => {
      const number = Number(visit.params.number);
      const now =
        Number.isSafeInteger(number) && number > 0 && number < 1e6
          ? await findVersion(handle, draft.id, number)
          : undefined;
      if (!now) throw new KnownError(404, 'There is no such version.');
      const before = await findVersion(handle, draft.id, number - 1);
      return show(
        visit,
        'difference.njk',
        {
          title: `Version ${number}`,
          trail: [...trailOf(draft), { text: 'Versions', href: `/share/${draft.id}/versions` }],
        },
        {
          number,
          sent: now.sent_at.slice(0, 10),
          before: before?.number,
          changes: differencesOf(before?.parts ?? {}, now.parts),
        },
      );
    });

  const path = '/share/:draft';
  const access = 'author';
  return [
    { method: 'GET', path, access, handle: (visit) => overview(visit) },
    { method: 'GET', path: `${path}/preview`, access, handle: preview },
    { method: 'GET', path: `${path}/send`, access, handle: (visit) => sendPage(visit) },
    { method: 'POST', path: `${path}/send`, access, handle: send, keepsForm: true },
    { method: 'POST', path: `${path}/take-back`, access, handle: back },
    { method: 'POST', path: `${path}/delete`, access, handle: remove },
    { method: 'POST', path: `${path}/withdraw`, access, handle: end, keepsForm: true },
    { method: 'GET', path: `${path}/versions`, access, handle: versions },
    { method: 'GET', path: `${path}/versions/:number`, access, handle: difference },
  ];
}

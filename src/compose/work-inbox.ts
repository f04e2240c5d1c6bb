import { listRoundsFor } from '../features/assessment/reminders.ts';
import type { InboxSource } from '../features/following/needs.ts';
import { listMentionsOf, listOverdueOf } from '../features/plan/for-inbox.ts';
import { listOwnDrafts } from '../features/sharing/drafts.ts';
import { listWaiting } from '../features/sharing/versions.ts';
import { listRequestsForLead } from '../features/space/requests.ts';
import { listAskedOfPerson } from '../features/together/for-talk.ts';

/** How far back the inbox looks for what does not wait, in milliseconds: two months. */
const BACK = 60 * 24 * 3_600_000;

/** What waits for a person in the rooms of their councils, and in what they write for others. */
export const workInbox = (nameOf: (council: string) => string | undefined): InboxSource[] => [
  {
    name: 'Asking to join',
    list: async (handle, { id }) =>
      (await listRequestsForLead(handle, id)).map(({ council, name, created_at }) => ({
        text: `${name || 'Somebody'} asks to join ${nameOf(council) ?? council}`,
        href: `/my/${council}/people`,
        at: created_at,
        waits: true,
      })),
  },
  {
    name: 'Assessment',
    list: async (handle, { id }) =>
      (await listRoundsFor(handle, id)).map((round) => ({
        text: `“${round.name}” waits for your answers`,
        href: `/my/${round.council}/assessment/${round.id}`,
        at: round.opened_at,
        waits: true,
      })),
  },
  {
    name: 'Plan',
    list: async (handle, { id }, now) => [
      ...(await listOverdueOf(handle, id, now)).map(({ title, href, due }) => ({
        text: `Say how it goes: ${title}`,
        href,
        at: due,
        waits: true,
      })),
      ...(await listMentionsOf(handle, id, new Date(now.getTime() - BACK).toISOString())).map(
        ({ title, href, at }) => ({
          text: `A colleague named you: ${title}`,
          href,
          at,
          waits: false,
        }),
      ),
    ],
  },
  {
    name: 'Introductions',
    list: async (handle, { id }) =>
      (await listAskedOfPerson(handle, id)).map(({ from, to, title, at }) => ({
        text: `${nameOf(from) ?? from} asks for an introduction: ${title}`,
        href: `/my/${to}/together`,
        at,
        waits: true,
      })),
  },
  {
    name: 'Examples',
    list: async (handle, person) => {
      const returned = (await listOwnDrafts(handle, person.id)).filter(
        ({ state, withdrawn_at }) => state === 'returned' && !withdrawn_at,
      );
      const waiting = person.editor ? await listWaiting(handle) : [];
      const [oldest] = waiting;
      return [
        ...returned.map(({ id, title, submitted_at, created_at }) => ({
          text: `An editor sent it back with comments: ${title}`,
          href: `/share/${id}`,
          at: submitted_at ?? created_at,
          waits: true,
        })),
        ...(oldest
          ? [
              {
                text:
                  waiting.length === 1
                    ? 'One example waits for an editor'
                    : `${waiting.length} examples wait for an editor`,
                href: '/admin/examples',
                at: oldest.submitted_at ?? oldest.created_at,
                waits: true,
              },
            ]
          : []),
      ];
    },
  },
];

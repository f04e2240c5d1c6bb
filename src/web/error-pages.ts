import type { Templates } from './templates.ts';

interface Link {
  text: string;
  href: string;
}

const WAYS_ON: Link[] = [
  { text: 'The outcomes, compared', href: '/outcomes' },
  { text: 'Search the almanac', href: '/search' },
  { text: 'The home page', href: '/' },
];

/** Calm pages for what can go wrong, in the design of all others. */
export function createErrorPages(templates: Templates) {
  const render = (title: string, lines: string[], links: Link[] = WAYS_ON) =>
    templates.render('error.njk', {
      page: { title, description: title, path: '', kind: 'error' },
      lines,
      links,
    });
  return {
    notFound: () =>
      render('There is no page at this address', [
        'If you typed the address, look at it once more. If you followed a link, the page may have moved.',
      ]),
    notAllowed: () =>
      render('This page can only be read', ['Nothing can be sent to this address.']),
    busy: () =>
      render('Too many people want a file just now', [
        'Files are made one at a time. Please try again in a minute.',
      ]),
    unavailable: () =>
      render('Your own pages cannot be reached just now', [
        'The place where they are kept does not answer. Nothing that was kept is lost. Please try again in a minute.',
        'All of the guide can be read as ever.',
      ]),
    tooLarge: () =>
      render('That was too much at once', [
        'A form takes at most one megabyte. Please go back and send less.',
      ]),
    notAForm: () =>
      render('We could not read what was sent', [
        'This address takes forms from our own pages and nothing else.',
      ]),
    badRequest: () =>
      render('We could not read that request', [
        'Something in the address or the form was not readable.',
      ]),
    gone: (why: string, links: Link[]) =>
      render('This page has been retired', [why], [...links, ...WAYS_ON]),
    failed: (id: string) =>
      render('Something went wrong on our side', [
        'It is not your doing, and nothing you read or typed was harmed. Please try again in a minute.',
        `If it happens again, quote this number: ${id}`,
      ]),
  };
}

export type ErrorPages = ReturnType<typeof createErrorPages>;

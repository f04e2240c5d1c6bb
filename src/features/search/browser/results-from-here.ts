/// <reference lib="dom" />
import { type Results, toResults } from '../results.ts';
import { LONGEST_QUERY } from '../search.ts';
import { sentenceOf } from '../sentence.ts';
import { openSearchHere, type SearchHere } from './here.ts';

/** Makes an element. What stands in it is put as text, never as markup. */
function make(name: string, className = '', ...inside: (Node | string)[]): HTMLElement {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.append(...inside);
  return element;
}

function link(href: string, text: string, className = 'govuk-link'): HTMLElement {
  const element = make('a', className, text);
  element.setAttribute('href', href);
  return element;
}

type Hit = Results['groups'][number]['hits'][number];

function drawHit(hit: Hit, here: SearchHere): HTMLElement {
  const item = make('li', '', link(here.addressOf(hit.href), hit.title, 'govuk-link hit'));
  if (hit.within) item.append(make('br'), make('span', 'small', hit.within));
  // The sentence comes from a file of its own: the list does not wait for it, and stands without it too.
  here.textOf(hit).then(
    (text) => {
      const pieces = sentenceOf(text, hit.words) ?? [];
      if (pieces.length > 0) item.append(make('br'));
      for (const { text: words, marked } of pieces)
        item.append(marked ? make('mark', '', words) : words);
    },
    () => undefined,
  );
  return item;
}

function drawGroup(group: Results['groups'][number], here: SearchHere): HTMLElement {
  const heading = make('h2', '', group.name);
  heading.id = `group-${group.kind}`;
  const list = make('ol', 'ruled', ...group.hits.map((hit) => drawHit(hit, here)));
  const section = make('section', 'part', heading, list);
  section.setAttribute('aria-labelledby', heading.id);
  if (group.more) {
    const text = `All ${group.count} in ${group.name.toLowerCase()}`;
    section.append(make('p', 'govuk-body', link(group.more, text)));
  }
  return section;
}

async function show(place: HTMLElement, input: HTMLInputElement): Promise<void> {
  const query = new URLSearchParams(location.search);
  const given = query.get('q')?.slice(0, LONGEST_QUERY) ?? '';
  if (!given.trim()) return;
  input.value = given;
  // Else the suggestions would open over the answers.
  input.defaultValue = given;
  // Only the count is read out, not the whole list.
  const counted = document.getElementById('search-count')!;
  counted.replaceChildren(make('p', 'govuk-body', 'Searching …'));
  const here = await openSearchHere();
  const asked = { typed: given, kind: query.get('kind') ?? '' };
  const { typed, count, all, groups } = toResults(here.search, asked, location.pathname);
  document.title = `Search: ${typed} – ${document.title}`;
  const told = count ? `${count} found for “${typed}”` : `Nothing found for “${typed}”`;
  counted.replaceChildren(make('h2', 'found', told));
  if (all) place.append(make('p', 'govuk-body', link(all, 'All kinds of results')));
  if (!count) place.append(make('p', 'govuk-body', 'Try fewer words, or start from an outcome:'));
  place.append(make('div', 'measure', ...groups.map((group) => drawGroup(group, here))));
  document.getElementById('search-start')!.hidden = count > 0;
}

const place = document.getElementById('search-results');
const input = document.querySelector<HTMLInputElement>('#q');
if (place && input) {
  show(place, input).catch(() => {
    document
      .getElementById('search-count')!
      .replaceChildren(
        make(
          'p',
          'govuk-body',
          'The index could not be fetched. Please try again, or start below.',
        ),
      );
  });
}

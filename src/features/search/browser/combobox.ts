/// <reference lib="dom" />
import accessibleAutocomplete from 'accessible-autocomplete';
import type { Suggestion } from '../suggest.ts';

/** Finds what to suggest for a text. @throws when it cannot: then nothing is offered, and the form still works */
export type Source = (typed: string) => Promise<Suggestion[]>;

const PAUSE_MS = 120;
const SHORTEST = 2;

/** Turns every search box that a reader goes to into a combobox. */
export function offerSuggestions(source: Source): void {
  const enhance = (place: EventTarget | null) => {
    if (place instanceof HTMLInputElement && 'suggest' in place.dataset) replace(place, source);
  };
  document.addEventListener('focusin', ({ target }) => enhance(target));
  enhance(document.activeElement);
}

function replace(plain: HTMLInputElement, source: Source): void {
  const [from, to, hadFocus] = [
    plain.selectionStart,
    plain.selectionEnd,
    document.activeElement === plain,
  ];
  const container = document.createElement('div');
  container.className = 'suggest';
  const described = plain.getAttribute('aria-describedby');
  plain.replaceWith(container);
  accessibleAutocomplete({
    element: container,
    id: plain.id,
    name: plain.name,
    placeholder: plain.placeholder,
    inputClasses: plain.className,
    minLength: SHORTEST,
    displayMenu: 'overlay',
    confirmOnBlur: false,
    showNoOptionsFound: false,
    source: whenTypingRests(
      // What the page came with is answered on the page.
      async (typed) => (typed === plain.defaultValue ? [] : source(typed)),
      () => container.contains(document.activeElement),
    ),
    onConfirm: (option) => {
      if (option) location.assign((option as Suggestion).href);
    },
    templates: {
      inputValue: (option) => (option as Suggestion | undefined)?.title ?? '',
      suggestion: (option) => draw(option as Suggestion),
    },
    tAssistiveHint: () =>
      'Suggestions appear as you type. Use the up and down arrows to read them and Enter to go to one. On a touch screen, explore by touch.',
  });
  const input = container.querySelector('input')!;
  input.maxLength = plain.maxLength;
  input.enterKeyHint = 'search';
  if (described) {
    const hint = input.getAttribute('aria-describedby') ?? '';
    input.setAttribute('aria-describedby', `${described} ${hint}`);
  }
  // The library marks the whole text when it gains focus: the next letter would replace what was typed before.
  const mark = input.setSelectionRange.bind(input);
  input.setSelectionRange = () => undefined;
  // Not by the library's own default: it takes that for an option as well.
  input.value = plain.value;
  input.dispatchEvent(new Event('input'));
  if (hadFocus) {
    input.focus();
    mark(from, to);
  }
  // With the list open the library keeps Enter to itself, although nothing in the list was chosen.
  container.addEventListener(
    'keydown',
    (event) => {
      if (event.key === 'Enter' && event.target === input) event.stopPropagation();
    },
    true,
  );
}

/** Asks once the reader pauses; an answer that is overtaken by the next, or comes after they left, is dropped. */
function whenTypingRests(source: Source, stillThere: () => boolean) {
  let latest = 0;
  return (typed: string, show: (options: Suggestion[]) => void) => {
    latest += 1;
    const mine = latest;
    setTimeout(async () => {
      if (mine !== latest) return;
      const found = await source(typed).catch(() => []);
      if (mine === latest && stillThere()) show(found);
    }, PAUSE_MS);
  };
}

function draw({ title, kind, within }: Suggestion): string {
  const line = (name: string, text: string) => {
    const span = document.createElement('span');
    span.className = name;
    span.textContent = text;
    return span.outerHTML;
  };
  const place = `${kind.charAt(0).toUpperCase()}${kind.slice(1)}${within ? `: ${within}` : ''}`;
  return `${line('suggest__title', title)} ${line('suggest__kind', place)}`;
}

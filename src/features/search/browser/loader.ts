/// <reference lib="dom" />

// On every page and therefore tiny. What makes suggestions is fetched when a reader first goes to a search box.
const settings = document.currentScript?.dataset;

function load(place: EventTarget | null): void {
  const address = settings?.suggestAddress;
  if (!address || !(place instanceof HTMLInputElement) || !('suggest' in place.dataset)) return;
  document.removeEventListener('focusin', onFocus);
  const script = document.createElement('script');
  script.src = address;
  document.head.append(script);
}
const onFocus = ({ target }: Event) => load(target);
document.addEventListener('focusin', onFocus);
load(document.activeElement);

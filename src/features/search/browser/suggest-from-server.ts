/// <reference lib="dom" />
import type { Suggestion } from '../suggest.ts';
import { offerSuggestions } from './combobox.ts';

offerSuggestions(async (typed) => {
  const answer = await fetch(`/search/suggest?${new URLSearchParams({ q: typed })}`);
  return answer.ok ? ((await answer.json()) as Suggestion[]) : [];
});

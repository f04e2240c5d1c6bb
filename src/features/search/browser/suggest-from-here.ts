/// <reference lib="dom" />
import { toSuggestions } from '../suggest.ts';
import { offerSuggestions } from './combobox.ts';
import { openSearchHere } from './here.ts';

offerSuggestions(async (typed) => {
  const { search, addressOf } = await openSearchHere();
  return toSuggestions(search(typed)).map((each) => ({ ...each, href: addressOf(each.href) }));
});

/// <reference lib="dom" />
// Bundled for the browser by `first-search.ts`: the search of the copy without a server, without its page.
import { type PackedIndex, unpackIndex } from '../src/features/search/pack.ts';
import { openSearch, type Search } from '../src/features/search/search.ts';

const scope = window as unknown as { almanacIndex: PackedIndex; almanacSearch: Search };
const { index, terms } = unpackIndex(scope.almanacIndex);
scope.almanacSearch = openSearch(index, terms);

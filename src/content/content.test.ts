import assert from 'node:assert/strict';
import { appendFile, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { copyContent, edit, SMALL_COUNTRY } from '../../test/fixtures.ts';
import { checkProse } from './checks/prose.ts';
import { loadContent } from './load.ts';
import { describeProblem } from './problem.ts';

const TODAY = '2026-11-23';
const ROADS = 'outcomes/roads';
const LONG = Array.from({ length: 31 }, () => 'road').join(' ');
const HARD = Array.from(
  { length: 12 },
  () =>
    'Comprehensive organisational accountability necessitates considerable administrative deliberation.',
).join(' ');

type Change = (folder: string) => Promise<unknown>;
const change =
  (file: string, from: string, to: string): Change =>
  (folder) =>
    edit(folder, file, from, to);
const append =
  (file: string, text: string): Change =>
  (folder) =>
    appendFile(path.join(folder, file), text);
const remove =
  (file: string): Change =>
  (folder) =>
    rm(path.join(folder, file), { recursive: true });
const add =
  (file: string, text: string): Change =>
  async (folder) => {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), text);
  };

/** Ways to break the content, each with the message that must be told: file, line, field, found, expected. */
const BROKEN: [what: string, change: Change, message: string][] = [
  [
    'a missing field',
    change(`${ROADS}/outcome.md`, 'summary: The town looks after its roads.\n', ''),
    `${ROADS}/outcome.md:2 summary: found nothing; expected this field`,
  ],
  [
    'an unknown field',
    change(`${ROADS}/outcome.md`, 'owner: Editors', 'owner: Editors\nboss: Me'),
    `${ROADS}/outcome.md:22 boss: found an unknown field "boss"; expected only the fields in docs/writing.md`,
  ],
  [
    'an empty field',
    change(`${ROADS}/outcome.md`, 'name: Roads\n', 'name: ""\n'),
    `${ROADS}/outcome.md:2 name: found ""; expected some text`,
  ],
  [
    'a number for a text',
    change(`${ROADS}/outcome.md`, 'owner: Editors', 'owner: 7'),
    `${ROADS}/outcome.md:21 owner: found 7; expected a string`,
  ],
  [
    'a short name too long',
    change(`${ROADS}/outcome.md`, 'short: Roads', 'short: Roads and all the lanes'),
    `${ROADS}/outcome.md:3 short: found "Roads and all the lanes"; expected at most 14 characters, for the wheel`,
  ],
  [
    'a colour that is none',
    change(`${ROADS}/outcome.md`, '#0b4f8a', 'blue'),
    `${ROADS}/outcome.md:5 colour.light: found "blue"; expected a colour such as "#197e98"`,
  ],
  [
    'a colour too pale',
    change(`${ROADS}/outcome.md`, '#0b4f8a', '#aaaaaa'),
    `${ROADS}/outcome.md:5 colour.light: found "#aaaaaa, contrast 2.32 on the light ground"; expected a contrast of 4.5 or more`,
  ],
  [
    'a colour too dark by night',
    change(`${ROADS}/outcome.md`, '#8cc8ff', '#0b4f8a'),
    `${ROADS}/outcome.md:5 colour.dark: found "#0b4f8a, contrast 2.16 on the dark ground"; expected a contrast of 4.5 or more`,
  ],
  [
    'too many figures',
    change(
      `${ROADS}/outcome.md`,
      'figures:\n',
      `figures:\n${'  - { figure: "1", says: x, who: y, source: { title: t, publisher: p }, review: 2030-01-01 }\n'.repeat(3)}`,
    ),
    `${ROADS}/outcome.md:16 figures: found`,
  ],
  [
    'a figure without a source',
    change(
      `${ROADS}/outcome.md`,
      '    source: { title: A count, publisher: The tests, url: "https://source.example/roads" }\n',
      '',
    ),
    `${ROADS}/outcome.md:16 figures.0.source: found nothing; expected this field`,
  ],
  [
    'a missing review date',
    change(`${ROADS}/targets.yaml`, '  review: 2030-01-01\n', ''),
    `${ROADS}/targets.yaml:1 0.review: found nothing; expected this field`,
  ],
  [
    'a date that is none',
    change(`${ROADS}/targets.yaml`, '2030-01-01', 'soon'),
    `${ROADS}/targets.yaml:15 0.review: found "soon"; expected a date such as 2027-11-30`,
  ],
  [
    'a web address that is none',
    change(`${ROADS}/reading.yaml`, 'https://source.example/count-roads', 'source'),
    `${ROADS}/reading.yaml:4 0.url: found "source"; expected a web address that starts with http:// or https://`,
  ],
  [
    'a refused host',
    change(`${ROADS}/reading.yaml`, 'source.example', 'www.mirror.example'),
    `${ROADS}/reading.yaml:4 0.url: found "https://www.mirror.example/count-roads"; expected the original's address, or no address: mirror.example is refused`,
  ],
  [
    'a refused host in running text',
    change(
      `${ROADS}/outcome.md`,
      '[the count](https://source.example',
      '[the count](https://mirror.example',
    ),
    `${ROADS}/outcome.md:26 text: found "https://mirror.example/roads"; expected the original's address, or no link: mirror.example is refused`,
  ],
  [
    'a target without a source',
    change(
      `${ROADS}/targets.yaml`,
      '  sources:\n    - { title: A count, publisher: The tests, url: "https://source.example/roads" }\n',
      '  sources: []\n',
    ),
    `${ROADS}/targets.yaml:13 0.sources: found []; expected at least one source`,
  ],
  [
    'a missing level',
    change(`${ROADS}/targets.yaml`, '    four: Other towns use the list.\n', ''),
    `${ROADS}/targets.yaml:8 0.levels: found ["one","two","three"]; expected a text for the level "four"`,
  ],
  [
    'an unknown level',
    change(`${ROADS}/targets.yaml`, '    four:', '    five:'),
    `${ROADS}/targets.yaml:11 0.levels.five: found "five"; expected a level: one of one, two, three, four`,
  ],
  [
    'no quick look',
    change(`${ROADS}/outcome.md`, 'quick:', 'slow:'),
    `${ROADS}/outcome.md:2 quick: found nothing; expected this field`,
  ],
  [
    'a missing level of the quick look',
    change(`${ROADS}/outcome.md`, '  four: The next town reads the list too.\n', ''),
    `${ROADS}/outcome.md:9 quick: found ["one","two","three"]; expected a text for the level "four"`,
  ],
  [
    'an unknown level of the quick look',
    change(`${ROADS}/outcome.md`, '  four:', '  five:'),
    `${ROADS}/outcome.md:12 quick.five: found "five"; expected a level: one of one, two, three, four`,
  ],
  [
    'a quick look that takes long',
    change(`${ROADS}/outcome.md`, 'The next town reads the list too.', LONG),
    `${ROADS}/outcome.md:12 quick.four: found "${LONG.slice(0, 116)}…`,
  ],
  [
    'an unknown nation',
    change(`${ROADS}/targets.yaml`, '[Smallland]', '[Bigland]'),
    `${ROADS}/targets.yaml:12 0.applies.nations: found "Bigland"; expected one of Smallland`,
  ],
  [
    'an unknown type of council',
    change(`${ROADS}/targets.yaml`, '[town]', '[village]'),
    `${ROADS}/targets.yaml:12 0.applies.types: found "village"; expected one of town`,
  ],
  [
    'an id that is no slug',
    change(`${ROADS}/targets.yaml`, 'id: roads-kept', 'id: Roads kept'),
    `${ROADS}/targets.yaml:1 0.id: found "Roads kept"; expected a slug: small letters, digits and single hyphens`,
  ],
  [
    'an unknown target of a step',
    change(`${ROADS}/steps/01-walk-roads.md`, 'target: roads-kept', 'target: other'),
    `${ROADS}/steps/01-walk-roads.md:5 moves.0.target: found "other"; expected a target of this outcome: one of roads-kept`,
  ],
  [
    'a step that moves nothing up',
    change(`${ROADS}/steps/01-walk-roads.md`, 'to: two', 'to: one'),
    `${ROADS}/steps/01-walk-roads.md:5 moves.0.to: found "one"; expected a level above "one"`,
  ],
  [
    'a step without a target',
    change(
      `${ROADS}/steps/01-walk-roads.md`,
      'moves:\n  - { target: roads-kept, from: one, to: two }',
      'moves: []',
    ),
    `${ROADS}/steps/01-walk-roads.md:4 moves: found []; expected at least one target that it moves`,
  ],
  [
    'an unknown cost band',
    change(`${ROADS}/steps/01-walk-roads.md`, 'cost: free', 'cost: dear'),
    `${ROADS}/steps/01-walk-roads.md:9 cost: found "dear"; expected one of free`,
  ],
  [
    'an unknown effort',
    change(`${ROADS}/steps/01-walk-roads.md`, 'effort: small', 'effort: huge'),
    `${ROADS}/steps/01-walk-roads.md:7 effort: found "huge"; expected one of small`,
  ],
  [
    'too few actions',
    change(`${ROADS}/steps/01-walk-roads.md`, '3. Write down each fault.\n', ''),
    `${ROADS}/steps/01-walk-roads.md:13 text: found "2 numbered actions"; expected 3 to 8 before the heading`,
  ],
  [
    'nothing to watch for',
    change(`${ROADS}/steps/01-walk-roads.md`, '## What to watch for', '## Other'),
    `${ROADS}/steps/01-walk-roads.md:13 text: found "no text under "What to watch for""; expected "## What to watch for" with text below it`,
  ],
  [
    'no front matter',
    add(`${ROADS}/steps/02-drive.md`, 'Only text.\n'),
    `${ROADS}/steps/02-drive.md:1 file: found no front matter; expected YAML between two lines of "---"`,
  ],
  [
    'YAML that does not parse',
    change(`${ROADS}/questions.yaml`, 'role: mayor', 'role: "mayor'),
    `${ROADS}/questions.yaml:7 YAML: found Missing closing`,
  ],
  [
    'a missing file',
    remove(`${ROADS}/questions.yaml`),
    `${ROADS}/questions.yaml:1 file: found no such file; expected a file of this name`,
  ],
  [
    'a missing heading',
    change(`${ROADS}/outcome.md`, '## For officers', '### For officers'),
    `${ROADS}/outcome.md:24 text: found "no heading "For officers""; expected "## For officers" with text below it`,
  ],
  [
    'an unknown heading',
    append(`${ROADS}/outcome.md`, '\n## Anything else\n\nMore.\n'),
    `${ROADS}/outcome.md:40 text: found "the heading "Anything else""; expected only Why it matters, For councillors, For officers, What goes wrong`,
  ],
  [
    'HTML in the text',
    change(`${ROADS}/outcome.md`, 'Nobody looks.', 'Nobody <b>looks</b>.'),
    `${ROADS}/outcome.md:38 text: found "<b>"; expected Markdown without HTML`,
  ],
  [
    'a broken internal link',
    change('pages/about.md', '/outcomes/roads', '/outcomes/rail'),
    'pages/about.md:8 text: found "/outcomes/rail"; expected an address that exists in this almanac, or a full web address',
  ],
  [
    'a tie to no outcome',
    change(`${ROADS}/outcome.md`, 'outcome: water', 'outcome: gas'),
    `${ROADS}/outcome.md:14 ties.0.outcome: found "gas"; expected another outcome of this almanac`,
  ],
  [
    'a tie to itself',
    change(`${ROADS}/outcome.md`, 'outcome: water', 'outcome: roads'),
    `${ROADS}/outcome.md:14 ties.0.outcome: found "roads"; expected another outcome of this almanac`,
  ],
  [
    'an unlisted outcome',
    change('almanac.yaml', 'outcomes: [roads, water]', 'outcomes: [roads]'),
    'outcomes/water:1 folder: found "water"; expected an outcome that almanac.yaml lists under "outcomes"',
  ],
  [
    'an unknown role',
    change(`${ROADS}/questions.yaml`, 'role: mayor', 'role: king'),
    `${ROADS}/questions.yaml:2 0.role: found "king"; expected a reader role: one of mayor`,
  ],
  [
    'a role that nobody asks for',
    change(
      'almanac.yaml',
      'roles:\n',
      'roles:\n  - { id: clerk, name: Clerk, choice: I am a clerk, summary: For clerks., start: [Read.], lead: step, first: [steps], advice: officers }\n',
    ),
    `${ROADS}/questions.yaml:1 file: found "no question for "clerk""; expected at least one for each reader role`,
  ],
  [
    'too few questions',
    change('almanac.yaml', 'questions: 1', 'questions: 2'),
    `${ROADS}/questions.yaml:1 file: found "1 questions"; expected 2 or more`,
  ],
  [
    'too few readings',
    change('almanac.yaml', 'readings: 1', 'readings: 2'),
    `${ROADS}/reading.yaml:1 file: found "1 readings"; expected 2 or more`,
  ],
  [
    'too few steps',
    change('almanac.yaml', 'steps: [1, 2]', 'steps: [2, 3]'),
    `${ROADS}/outcome.md:2 steps: found "1 steps"; expected 2 to 3`,
  ],
  [
    'an unknown kind of reading',
    change(`${ROADS}/reading.yaml`, 'kind: guide', 'kind: song'),
    `${ROADS}/reading.yaml:5 0.kind: found "song"; expected one of guide`,
  ],
  [
    'a reading of no minutes',
    change(`${ROADS}/reading.yaml`, 'minutes: 5', 'minutes: 0'),
    `${ROADS}/reading.yaml:7 0.minutes: found 0; expected`,
  ],
  [
    'an id twice',
    change('outcomes/water/reading.yaml', 'id: count-water', 'id: count-roads'),
    `outcomes/water/reading.yaml:1 0.id: found "count-roads"; expected an id used once; it stands in ${ROADS}/reading.yaml:1 too`,
  ],
  [
    'an address twice',
    change('outcomes/water/reading.yaml', 'count-water\n  kind', 'count-roads\n  kind'),
    `outcomes/water/reading.yaml:4 0.url: found "https://source.example/count-roads"; expected an address used once; it stands in ${ROADS}/reading.yaml:4 too`,
  ],
  [
    'a title twice',
    change(
      'outcomes/water/steps/01-walk-water.md',
      'title: Walk along the water',
      'title: Walk along the roads',
    ),
    `outcomes/water/steps/01-walk-water.md:2 title: found "Walk along the roads"; expected a title used once; it stands in ${ROADS}/steps/01-walk-roads.md:2 too`,
  ],
  [
    'a name twice',
    change('outcomes/water/outcome.md', 'name: Water', 'name: Roads'),
    `outcomes/water/outcome.md:2 name: found "Roads"; expected a name used once; it stands in ${ROADS}/outcome.md:2 too`,
  ],
  [
    'a term twice',
    change('glossary.yaml', 'also: [lane]', 'also: [street]'),
    'glossary.yaml:1 0.term: found "street"; expected a term used once; it stands in glossary.yaml:1 too',
  ],
  [
    'a term of no outcome',
    change('glossary.yaml', '[roads]', '[rail]'),
    'glossary.yaml:5 0.outcomes: found "rail"; expected one of roads, water',
  ],
  [
    'an id that was removed before',
    change(`retired.yaml`, 'steps/drive-roads', 'steps/walk-roads'),
    'retired.yaml:1 0.address: found "/outcomes/roads/steps/walk-roads"; expected an address that nothing uses again',
  ],
  [
    'a retired address that leads nowhere',
    change('retired.yaml', 'to: /outcomes/roads/steps/walk-roads', 'to: /nowhere'),
    'retired.yaml:1 0.to: found "/nowhere"; expected an address that is in use',
  ],
  [
    'a council of an unknown type',
    change(
      'register/smallland.yaml',
      'short: New Town, type: town',
      'short: New Town, type: hamlet',
    ),
    'register/smallland.yaml:7 regions.0.councils.1.type: found "hamlet"; expected one of town',
  ],
  [
    'a council that ends without successor',
    change('register/smallland.yaml', ', successors: [newtown]', ''),
    'register/smallland.yaml:6 regions.0.councils.0.successors: found nothing; expected the councils that follow one that ends',
  ],
  [
    'a successor that is no council',
    change('register/smallland.yaml', 'successors: [newtown]', 'successors: [nowhere]'),
    'register/smallland.yaml:6 regions.0.councils.0.successors: found "nowhere"; expected a council of the register',
  ],
  [
    'a successor that starts too early',
    change('register/smallland.yaml', 'start: 2027-04-01', 'start: 2027-03-01'),
    'register/smallland.yaml:4 regions: found "oldtown ends 2027-03-31, newtown starts 2027-03-01"; expected a successor that starts after the end',
  ],
  [
    'an unknown nation of the register',
    change('register/smallland.yaml', 'nation: Smallland', 'nation: Bigland'),
    'register/smallland.yaml:1 nation: found "Bigland"; expected one of Smallland',
  ],
  [
    'a council twice',
    change('register/smallland.yaml', 'slug: newtown', 'slug: oldtown'),
    'register/smallland.yaml:7 regions.0.councils.1.slug: found "oldtown"; expected a slug used once',
  ],
];

for (const [what, breakIt, message] of BROKEN) {
  test(`the check refuses ${what}`, async (t) => {
    const folder = await copyContent(t, SMALL_COUNTRY);
    await breakIt(folder);
    const { almanac, problems } = await loadContent(folder, TODAY);
    const told = problems.map(describeProblem);
    assert.ok(
      told.some((line) => line.startsWith(message)),
      `Told:\n${told.join('\n')}\nnot:\n${message}`,
    );
    assert.equal(almanac, undefined, 'broken content must not be served');
  });
}

const BAD_PROSE: [what: string, change: Change, message: string][] = [
  [
    'a long sentence',
    change(`${ROADS}/outcome.md`, 'Nobody looks.', `${LONG}.`),
    `${ROADS}/outcome.md:38 text: found "31 words:`,
  ],
  [
    'text too hard for a councillor',
    change(`${ROADS}/outcome.md`, 'Ask how the roads are kept.', HARD),
    `${ROADS}/outcome.md:6 text: found "reading age`,
  ],
  [
    'a misspelt word',
    change(`${ROADS}/outcome.md`, 'Nobody looks.', 'Nobody loooks.'),
    `${ROADS}/outcome.md:38 text: found "loooks"; expected a word that the British dictionary or content/words.txt knows`,
  ],
  [
    'a quick look too hard for a councillor',
    change(`${ROADS}/outcome.md`, 'The next town reads the list too.', HARD.slice(0, 300)),
    `${ROADS}/outcome.md:9 text: found "reading age`,
  ],
  [
    'a misspelt word in the quick look',
    change(`${ROADS}/outcome.md`, 'The next town reads', 'The next town reeads'),
    `${ROADS}/outcome.md:12 text: found "reeads"; expected a word`,
  ],
  [
    'an American form',
    change(`${ROADS}/questions.yaml`, 'A number,', 'A color,'),
    `${ROADS}/questions.yaml:4 text: found "color"; expected a word`,
  ],
  [
    'an empty word',
    change(`${ROADS}/targets.yaml`, 'Nobody looks.', 'Nobody leverages it.'),
    `${ROADS}/targets.yaml:8 text: found "leverages"; expected a plain word that says what happens`,
  ],
];

for (const [what, breakIt, message] of BAD_PROSE) {
  test(`the check of prose refuses ${what}`, async (t) => {
    const folder = await copyContent(t, SMALL_COUNTRY);
    await breakIt(folder);
    const { files } = await loadContent(folder, TODAY);
    const told = (await checkProse(files, folder)).map(describeProblem);
    assert.ok(
      told.some((line) => line.startsWith(message)),
      `Told:\n${told.join('\n')}\nnot:\n${message}`,
    );
  });
}

test('sound content has no problem', async () => {
  const { almanac, problems, files } = await loadContent(SMALL_COUNTRY, TODAY);
  assert.deepEqual(problems, []);
  assert.deepEqual(await checkProse(files, SMALL_COUNTRY), []);
  assert.equal(almanac?.outcomes.length, 2);
});

test('a review date in the past is told and does not stop a build', async (t) => {
  const folder = await copyContent(t, SMALL_COUNTRY);
  await edit(folder, `${ROADS}/reading.yaml`, 'review: 2030-01-01', 'review: 2026-01-01');
  const { almanac, problems } = await loadContent(folder, TODAY);
  assert.deepEqual(problems.map(describeProblem), [
    `${ROADS}/reading.yaml:9 0.review: found "2026-01-01"; expected a review date after today, 2026-11-23 (warning)`,
  ]);
  assert.ok(almanac);
});

test('all problems are told at once, not the first', async (t) => {
  const folder = await copyContent(t, SMALL_COUNTRY);
  await edit(folder, `${ROADS}/reading.yaml`, 'minutes: 5', 'minutes: none');
  await edit(folder, 'outcomes/water/questions.yaml', 'role: mayor', 'role: king');
  await edit(folder, 'outcomes/water/outcome.md', 'outcome: roads', 'outcome: gas');
  const { problems } = await loadContent(folder, TODAY);
  assert.ok(problems.length >= 3, problems.map(describeProblem).join('\n'));
});

test('a folder without almanac.yaml is refused in one sentence', async (t) => {
  const folder = await copyContent(t, SMALL_COUNTRY);
  await rm(path.join(folder, 'almanac.yaml'));
  await assert.rejects(loadContent(folder, TODAY), {
    name: 'StartError',
    message: /^No almanac\.yaml in .*content folder\.$/,
  });
});

test('the quick look has its texts in the order of the levels, whatever their order in the file', async (t) => {
  const folder = await copyContent(t, SMALL_COUNTRY);
  const first = '  one: The town has no list of its roads.\n';
  const last = '  four: The next town reads the list too.\n';
  await edit(folder, `${ROADS}/outcome.md`, first, '');
  await edit(folder, `${ROADS}/outcome.md`, last, last + first);
  const { quick } = (await loadContent(folder, TODAY)).almanac!.outcomes[0]!;
  assert.deepEqual(
    quick.map(({ level, description }) => [level.number, description]),
    [
      [1, 'The town has no list of its roads.'],
      [2, 'One person keeps a list of the roads.'],
      [3, 'The town reads the list each year.'],
      [4, 'The next town reads the list too.'],
    ],
  );
});

test('what is loaded is linked in both directions and cannot be changed', async () => {
  const { almanac } = await loadContent(SMALL_COUNTRY, TODAY);
  const [roads, water] = almanac!.outcomes;
  const [target] = roads!.targets;
  assert.equal(target!.outcome, roads);
  assert.equal(target!.steps[0], roads!.steps[0]);
  assert.equal(target!.questions[0], roads!.questions[0]);
  assert.equal(roads!.ties[0]!.outcome, water);
  assert.equal(roads!.steps[0]!.moves[0]!.target, target);
  const [old, next] = almanac!.councils;
  assert.equal(old!.successors[0], next);
  assert.equal(next!.predecessors[0], old);
  assert.throws(() => {
    (roads as { name: string }).name = 'Rail';
  }, TypeError);
});

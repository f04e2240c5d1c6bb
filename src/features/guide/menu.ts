import type { Almanac } from '../../content/almanac.ts';

/** Finds the link of the menu that an address is, or is below: then with a slash at its end; else nothing. */
export function createPlaceInMenu(almanac: Almanac): (address: string) => string {
  const links = [
    ...shelvesOf(almanac).map(({ href }) => href),
    ...almanac.roles.map(({ id }) => `/for/${id}`),
    ...['/assessment', '/together'],
  ];
  const places = new Set(links.flatMap((href) => [href, `${href}/`]));
  return (address) => {
    if (places.has(address)) return address;
    const section = `${address.split('/', 2).join('/')}/`;
    return places.has(section) ? section : '';
  };
}

/** The shelves of the guide in the order of the menu; one without content is left out. */
export function shelvesOf({ examples, terms, months, councils, outcomes }: Almanac) {
  return [
    { text: 'The outcomes', href: '/outcomes', has: outcomes },
    { text: 'Practice', href: '/practice', has: examples },
    { text: 'Reading', href: '/reading', has: outcomes.flatMap(({ readings }) => readings) },
    { text: 'Common language', href: '/language', has: terms },
    { text: 'The year', href: '/year', has: months },
    { text: 'Councils', href: '/councils', has: councils },
  ].filter(({ has }) => has.length > 0);
}

/** What the actions of this feature are called in the log of a council. */
export const CIRCLE_ACTIONS: Record<string, string> = {
  'circle.started': 'Started a learning circle',
  'circle.invited': 'Asked a council into a learning circle',
  'circle.joined': 'Joined a learning circle',
  'circle.declined': 'Declined a learning circle',
  'circle.left': 'Left a learning circle',
  'circle.noted': 'Wrote a note in a learning circle',
  'circle.dated': 'Changed the dates of a learning circle',
  'circle.showed': 'Chose which actions a learning circle sees',
  'circle.addressed': 'Made a private calendar address of a learning circle',
  'circle.reported': 'Wrote what a learning circle learned',
  'circle.closed': 'A learning circle closed',
};

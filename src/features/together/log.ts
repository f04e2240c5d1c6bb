/** What the actions of this feature are called in the log of a council. */
export const TOGETHER_ACTIONS: Record<string, string> = {
  'listing.written': 'Wrote a draft of a need or an offer',
  'listing.changed': 'Changed a need or an offer',
  'listing.put-up': 'Put a need or an offer on the board',
  'listing.renewed': 'Renewed a need or an offer',
  'listing.closed': 'Closed a need or an offer',
  'listing.ended': 'A need or an offer came to its last day',
  'listing.thrown-away': 'Threw away a draft of a need or an offer',
  'listing.taken-off': 'An editor took a need or an offer off the board',
  'findable.changed': 'Changed on which outcomes the council may be found',
  'introduction.asked': 'Asked another council for an introduction',
  'introduction.withdrawn': 'Took back a request for an introduction',
  'introduction.answered': 'Answered a request for an introduction',
  'introduction.made': 'Was introduced to another council',
};

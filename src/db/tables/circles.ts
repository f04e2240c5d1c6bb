/** Learning circles: a few councils that work on one target for a fixed time. */
export interface CircleTables {
  circle: CircleRow;
  circle_note: CircleNoteRow;
  circle_date: CircleDateRow;
  circle_action: CircleActionRow;
  circle_calendar: CircleCalendarRow;
}

export interface CircleRow {
  id: string;
  /** The council that started it. */
  council: string;
  name: string;
  aim: string;
  /** `outcome.target` */
  target: string;
  begins_on: string;
  ends_on: string;
  /** JSON: the councils that are in it, and those that are asked. Who may read the circle is decided by these alone. */
  members: string;
  invited: string;
  /** When its councils were reminded that its last day has come. */
  reminded_at: string | null;
  closed_at: string | null;
  /** What its members say that they learned. */
  learned: string;
  /** JSON: what was done, written when it closed. */
  report: string | null;
  person_id: string | null;
  created_at: string;
  version: number;
}

export interface CircleNoteRow {
  id: string;
  circle_id: string;
  /** The council whose member wrote it. */
  council: string;
  person_id: string | null;
  title: string;
  body: string;
  created_at: string;
  changed_at: string;
  version: number;
}

export interface CircleDateRow {
  id: string;
  circle_id: string;
  council: string;
  title: string;
  /** ISO date, and the time of the clock in Britain. */
  day: string;
  time: string;
  minutes: number;
  place: string;
  changed_at: string;
}

/** An action of a council's plan that it chose to show to a circle. */
export interface CircleActionRow {
  circle_id: string;
  council: string;
  action_id: string;
  shown_at: string;
}

/** A private address of a circle's dates, for one person's calendar. */
export interface CircleCalendarRow {
  secret_hash: string;
  circle_id: string;
  council: string;
  person_id: string;
  created_at: string;
}

export interface PaperTables {
  paper_face: PaperFaceRow;
  brought_plan: BroughtPlanRow;
}

/** How a council looks on its papers. */
export interface PaperFaceRow {
  council: string;
  /** As the council writes its name; empty for the register's. */
  name: string;
  /** Base64 of the picture, made anew from its pixels. */
  crest: string | null;
  crest_type: string | null;
  crest_width: number | null;
  crest_height: number | null;
  changed_at: string;
  version: number;
}

/** A spreadsheet of the plan that somebody brought back, until they have decided on its changes. */
export interface BroughtPlanRow {
  id: string;
  council: string;
  person_id: string;
  /** JSON: the rows of the file, read and checked. */
  rows: string;
  brought_at: string;
}

/** An error that we expect and can explain: it carries the HTTP status a reader should see. */
export class KnownError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'KnownError';
    this.status = status;
  }
}

/** A setting or a folder is wrong in a way that the operator can mend; the message is one sentence for them. */
export class StartError extends Error {
  override readonly name = 'StartError';
}

/** What a page needs cannot be reached now and may be in a minute. */
export class UnavailableError extends KnownError {
  constructor(cause: unknown) {
    super(503, 'The database cannot be reached.');
    this.name = 'UnavailableError';
    this.cause = cause;
  }
}

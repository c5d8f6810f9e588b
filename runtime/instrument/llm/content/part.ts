export interface Part {
  readonly type: string;
  readonly [field: string]: unknown;
}

export interface InputMessage {
  readonly role: string;
  readonly parts: readonly Part[];
}

export interface OutputMessage extends InputMessage {
  readonly finish_reason?: string | undefined;
}

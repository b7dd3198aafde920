// What the pages ask of a mechanism: its part of the request's form, of submitting, of a result and of what was delivered. The
// frames around these parts know no mechanism by name.
import type { Component } from 'svelte';
import type { AppError } from '../../core/error/app-error.ts';
import type { MeasureTask } from '../../core/mechanism/measure-task.ts';
import type { AnyMechanism, Precheck } from '../../core/mechanism/mechanism.ts';
import type { PackageFile } from '../../core/mechanism/package-file.ts';
import type { Result } from '../../core/mechanism/result.ts';
import type { MarketRequest, MarketSubmission } from '../../core/market/market-state.ts';
import type { RequestSpec } from '../../core/request/request-spec.ts';
import type { Session, SessionEdges } from '../session/session.svelte.ts';

/** A submission while it is put together; survives a reload where its mechanism can keep it. */
export interface EntryDraft {
  readonly requestId: number;
  /** The entry as it stands; null while there is nothing to submit. */
  entry(): unknown;
  /** Counts the changes: what was checked before a change is stale. */
  readonly changes: number;
  /** Where the mechanism checks in a card of its own (`EntryExtra`): what it found of the entry as it stands, null before. */
  readonly precheck?: Precheck | null;
  restore(): Promise<void>;
  /** The page is left: what runs ends. */
  leave(): void;
  /** It was sent: nothing is to be taken up again. */
  discard(): Promise<void>;
}

/** What a form of a request's body works on. */
export interface BodyFormProps<Body> {
  /** As typed; the form changes it in place. */
  body: Body;
  /** What is wrong, by field; empty where nothing is. */
  errors: Readonly<Record<string, string>>;
  /** The problem of a field that the person has left once. */
  shown(field: string): string | null;
  touch(field: string): void;
}

/** A step of the request's form that is the mechanism's. */
export interface BodyStep {
  name: string;
  fields: readonly string[];
  Form: Component<BodyFormProps<any>>; // eslint-disable-line @typescript-eslint/no-explicit-any -- its own body
}

/** The words around the hidden part, and what is public of its kind. */
export interface HiddenWords {
  label: string;
  /** One sentence on what it is. */
  explanation: string;
  /** What to put in, with an example. */
  hint: string;
  placeholder: string;
  /** Said where nothing was given yet. */
  missing: string;
  maxBytes: number;
  /** null where the mechanism takes no practice part. */
  practice: {
    label: string;
    explanation: string;
    /** Said where a mechanism that needs one has none yet. */
    missing?: string;
    /** Whether an error of both is about it, and not about the hidden part. */
    isFault?(error: AppError): boolean;
  } | null;
}

export interface HiddenCheckProps {
  spec: Omit<RequestSpec, 'benchmark' | 'practice'>;
  /** As typed. */
  hiddenText: string;
}

/** What a mechanism can make of the requester's own material, in place of files that it has already. */
export interface HiddenMakerProps<Body> {
  /** As typed; the maker may change it. */
  body: Body;
  made(parts: { hiddenText: string; practiceText: string }): void;
}

/** The request's form as far as the mechanism is concerned. `Body` is plain data, kept as typed. */
export interface RequestFace<Body> {
  emptyBody(): Body;
  /** Of a draft that an older page kept flat; null where it holds none. */
  bodyOfOldDraft?(draft: Record<string, unknown>): Body | null;
  /** Steps before and after the description. */
  stepsBefore: readonly BodyStep[];
  stepsAfter: readonly BodyStep[];
  /** What fields are called where a problem is said away from them. */
  fieldNames: Readonly<Record<string, string>>;
  problems(body: Body): Record<string, string>;
  /** The body's fields of `request.json`. Call it only where `problems` names none. */
  toBody(body: Body): Record<string, unknown>;
  hidden(body: Body): HiddenWords;
  /** Above the hidden and the practice part: makes both. */
  HiddenMaker?: Component<HiddenMakerProps<any>>; // eslint-disable-line @typescript-eslint/no-explicit-any -- its own body
  /** Below the hidden part, once it is right: what can be measured on it before a bounty is locked. */
  HiddenCheck?: Component<HiddenCheckProps>;
  /** For the review: names and values. */
  review(body: Body): [name: string, value: string][];
}

export interface Fact {
  name: string;
  value: string;
  /** A CID or hash: shown short, copied whole. */
  isId?: boolean;
}

export interface FileToSave {
  name: string;
  type: string;
  bytes: Uint8Array;
}

export interface MechanismFace<Body = unknown> {
  readonly mechanism: AnyMechanism;
  /** What an entry is counted in: one and several. */
  readonly items: { one: string; many: string };
  /** What a request's hidden and practice part are counted in, and what the latter is called, where they are no items. */
  readonly asked?: { one: string; many: string; practiceTitle: string };
  readonly request: RequestFace<Body>;
  /** What the stages of a measurement are called. */
  readonly stages: Readonly<Record<string, string>>;
  readonly gateNames: Readonly<Record<string, string>>;
  /** What the score does not see. */
  readonly blindSpots: string;
  /** One line on its size limits, in lists of facts. */
  sizeOf(spec: RequestSpec): string;
  /** What else is asked for. `compact`: beside the form of a submission. */
  RequestFacts: Component<{ spec: RequestSpec; compact: boolean }>;

  entryDraft(session: Session, requestId: number, spec: RequestSpec): EntryDraft;
  EntryForm: Component<{ draft: any; face: MechanismFace<any> }>; // eslint-disable-line @typescript-eslint/no-explicit-any -- its own draft
  /** Below the form: a preflight, for mechanisms that have one. */
  EntryExtra: Component<{ draft: any; face: MechanismFace<any> }> | null; // eslint-disable-line @typescript-eslint/no-explicit-any -- its own draft

  /** Between headline and gates of a result. */
  ResultDetails: Component<{ result: Result<any> }>; // eslint-disable-line @typescript-eslint/no-explicit-any -- its own evidence
  /** Below the gates, where what was measured can be had: what else can be read out of it, when a person asks. */
  ResultExtra: Component<{ task: (signal: AbortSignal) => Promise<MeasureTask<any>> }> | null; // eslint-disable-line @typescript-eslint/no-explicit-any -- its own body
  /** What a result was computed from, beside protocol and seeds. */
  computedFrom(result: Result<any>): Fact[]; // eslint-disable-line @typescript-eslint/no-explicit-any -- its own evidence
  /** Where a model ran for a result; '' where none did. */
  ranOn(result: Result<any>): string; // eslint-disable-line @typescript-eslint/no-explicit-any -- its own evidence

  /** What was delivered, for people. */
  DeliveredView: Component<{
    spec: RequestSpec;
    files: readonly PackageFile[];
    packageCid: string;
    isPublic: boolean;
    /** As a validator reported it; null before it is read, or where nobody gives one. */
    result: Result<any> | null; // eslint-disable-line @typescript-eslint/no-explicit-any -- its own evidence
  }>;
  deliveredTitle: string;
  /** The delivered content as one file to save. */
  download: {
    label: string;
    file(
      files: readonly PackageFile[],
      packageCid: string,
      edges: Pick<SessionEdges, 'archives'>
    ): FileToSave | Promise<FileToSave>;
  };
  /** Below what was delivered. */
  DeliveredExtra: Component<{ request: MarketRequest; submission: MarketSubmission }> | null;
}

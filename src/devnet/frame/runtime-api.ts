// Runtime APIs as `state_call` serves them: typed inputs and output, and what each method answers.
import type { AnyCodec } from '../scale/codec.ts';
import type { FieldCodecs } from '../scale/composites.ts';
import type { ReadableState } from '../state/key-value.ts';

export interface RuntimeApiMethod {
  inputs: FieldCodecs;
  output: AnyCodec;
  answer(state: ReadableState, inputs: Record<string, unknown>): unknown;
}

export interface RuntimeApi {
  name: string;
  methods: Record<string, RuntimeApiMethod>;
}

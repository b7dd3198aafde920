// The tokenizer that a GGUF file carries.
import { AppError } from '../error/app-error.ts';
import type { GgufFile } from '../gguf/gguf-file.ts';
import { textList, textValue, wholeList, wholeValue } from '../gguf/metadata-values.ts';
import { PretrainedTokenizer } from './pretrained-tokenizer.ts';

/** `tokenizer.ggml.token_type` of what text consists of; the others are unknown, control, user-defined, unused. */
const ORDINARY = 1;

/** Throws AppError `gguf/unsupported` for another kind of tokenizer, `score/invalid-tokenizer` for tables that do not fit. */
export function readTokenizer({ metadata }: Pick<GgufFile, 'metadata'>): PretrainedTokenizer {
  requireValue(metadata, 'tokenizer.ggml.model', 'gpt2');
  requireValue(metadata, 'tokenizer.ggml.pre', 'smollm');
  const tokens = textList(metadata, 'tokenizer.ggml.tokens');
  const types = wholeList(metadata, 'tokenizer.ggml.token_type');
  if (types.length !== tokens.length)
    throw new AppError(
      'score/invalid-tokenizer',
      `The model has ${tokens.length} tokens and ${types.length} types of them.`
    );
  const hasUnknown = metadata.has('tokenizer.ggml.unknown_token_id');
  return new PretrainedTokenizer({
    tokens,
    merges: textList(metadata, 'tokenizer.ggml.merges'),
    special: new Set(types.flatMap((type, id) => (type === ORDINARY ? [] : [id]))),
    unknown: hasUnknown ? wholeValue(metadata, 'tokenizer.ggml.unknown_token_id', 0, tokens.length - 1) : null
  });
}

function requireValue(metadata: GgufFile['metadata'], key: string, only: string): void {
  const value = textValue(metadata, key);
  if (value !== only)
    throw new AppError(
      'gguf/unsupported',
      `The model file's "${key}" is ${JSON.stringify(value.slice(0, 80))}, not "${only}".`,
      {
        details: { key }
      }
    );
}

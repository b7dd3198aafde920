// Writes the tiny Llama of the tests, for scripts in other languages: node tests/oracles/write-tiny-llama.ts FILE
import { writeFileSync } from 'node:fs';
import { tinyLlama } from '../../src/lib/core/llama/testing/tiny-llama.ts';

writeFileSync(process.argv[2]!, tinyLlama());

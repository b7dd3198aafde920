// The pretrained models that a request can be scored with, by their names in `known-models.ts`.

export const PRETRAINED_NAMES = ['smollm2-135m'] as const;
export type PretrainedName = (typeof PRETRAINED_NAMES)[number];

// Text of strangers on a terminal: nothing of it may move the cursor or colour the lines.

/** Control characters become spaces; at most `length` characters are left. */
export const oneLine = (text: string, length = 60): string => text.replace(/\p{Cc}+/gu, ' ').slice(0, length);

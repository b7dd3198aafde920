// A row of a harness's output, as it is written.
export interface HarnessRow {
  id: string;
  task: { type: string; difficulty: string; prompt: string };
  tools: Record<string, unknown>[];
  messages: {
    role: string;
    content: string;
    name?: string;
    reasoning?: string;
    tool_calls?: { name: string; arguments: Record<string, unknown> }[];
  }[];
  final: { answer?: string; patch?: string; tests?: string[] };
  metadata: Record<string, unknown>;
}

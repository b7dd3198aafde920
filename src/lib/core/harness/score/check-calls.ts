// Calls of tools: to a tool that was declared, with arguments that its schema allows, and answered by its result.
import { AppError } from '../../error/app-error.ts';
import { shorten } from '../../encoding/shorten.ts';
import { Evaluation } from '../../json-schema/evaluation.ts';
import { readSchema } from '../../json-schema/read-schema.ts';
import type { SchemaNode } from '../../json-schema/schema-node.ts';
import { BudgetSpent, StepBudget } from '../../json-schema/step-budget.ts';
import { isResult, type Conversation, type JsonObject, type Message } from '../dataset/conversation.ts';
import { HARNESS_CONSTANTS } from './harness-protocol.ts';

/** Where descriptions of tools keep the schema of their arguments. */
const SCHEMA_KEYS = ['parameters', 'input_schema', 'inputSchema'];
const MAX_KNOWN_SCHEMAS = 1000;
const MAX_FAULT = 160;

export interface CallCheck {
  /** The mean over the calls, in [0, 1]; 0 without any. */
  share: number;
  /** What is wrong with the first that is wrong, for people. */
  fault: string | null;
}

interface Call {
  name: string;
  id: string | null;
  /** Null where they are no JSON object. */
  arguments: JsonObject | null;
}

/** A call that is right, one that nothing can judge, or what is wrong with it. */
type CallJudgement = 'valid' | 'unchecked' | { fault: string };

/** Judges the calls of conversations, with one budget for all: whoever writes costly schemas spends it on the own rows. */
export class CallChecker {
  private readonly known = new Map<string, SchemaNode | null>();
  private stepsLeft: number = HARNESS_CONSTANTS.schemaSteps;

  check({ messages, tools }: Conversation): CallCheck {
    const declared = new Map(tools.map((tool) => [String(tool.name), tool]));
    let sum = 0;
    let count = 0;
    let fault: string | null = null;
    for (const [at, message] of messages.entries()) {
      for (const call of callsOf(message)) {
        count++;
        const judgement = isAnswered(call, messages[at + 1])
          ? this.judge(call, declared.get(call.name))
          : { fault: `calls ${call.name} and gets no result of it` };
        if (judgement === 'valid') sum++;
        else if (judgement === 'unchecked') sum += HARNESS_CONSTANTS.uncheckedCall;
        else fault ??= shorten(judgement.fault, MAX_FAULT);
      }
    }
    return { share: count === 0 ? 0 : sum / count, fault };
  }

  private judge(call: Call, tool: JsonObject | undefined): CallJudgement {
    if (tool === undefined) return { fault: `calls ${call.name}, which is not among its tools` };
    if (call.arguments === null) return { fault: `calls ${call.name} with arguments that are no JSON object` };
    const schema = this.schemaOf(tool);
    if (schema === null) return 'unchecked';
    const budget = new StepBudget(this.stepsLeft);
    const run = new Evaluation(budget);
    try {
      if (run.visit(schema, call.arguments, null)) return 'valid';
      const { path = '', message = '' } = run.fault ?? {};
      return { fault: `calls ${call.name} against its schema: ${path} ${message}` };
    } catch (error) {
      if (!(error instanceof BudgetSpent)) throw error;
      return { fault: `calls ${call.name} with arguments that take too long to judge` };
    } finally {
      this.stepsLeft = Math.max(0, budget.left);
    }
  }

  /** Null where a tool describes no arguments, or not as a JSON Schema. */
  private schemaOf(tool: JsonObject): SchemaNode | null {
    const key = SCHEMA_KEYS.find((name) => Object.hasOwn(tool, name));
    if (key === undefined) return null;
    const text = JSON.stringify(tool[key]);
    const known = this.known.get(text);
    if (known !== undefined) return known;
    const schema = schemaOrNull(tool[key]);
    if (this.known.size < MAX_KNOWN_SCHEMAS) this.known.set(text, schema);
    return schema;
  }
}

function schemaOrNull(schema: unknown): SchemaNode | null {
  try {
    return readSchema(schema, { assertsFormats: true, allowsProtoName: false });
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

function callsOf({ toolCalls, functionCall }: Message): Call[] {
  const calls: Call[] = toolCalls.map(({ id, name, arguments: values }) => ({ id, name, arguments: values }));
  if (functionCall !== null)
    calls.push({ id: null, name: functionCall.name, arguments: objectOrNull(functionCall.arguments) });
  return calls;
}

function objectOrNull(text: string): JsonObject | null {
  try {
    const value: unknown = text === '' ? {} : JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
  } catch {
    return null;
  }
}

function isAnswered(call: Call, next: Message | undefined): boolean {
  if (next === undefined || !isResult(next)) return false;
  if (next.toolCallId !== null && call.id !== null) return next.toolCallId === call.id;
  return next.name === null || next.name === call.name;
}

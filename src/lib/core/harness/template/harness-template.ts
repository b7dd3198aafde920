// A small harness to start from. It is declared wherever programs are compared: what stands in it weighs nothing.
import type { PackageFile } from '../../mechanism/package-file.ts';
import { readHarnessPackage, type HarnessPackage } from '../package/read-harness-package.ts';

const HARNESS = `"""Writes conversations in which an assistant answers questions about a shop's stock with a tool.

The seed comes in the environment; the same seed must give the same bytes. Only the standard library is at hand.
Write one conversation a line, to out/dataset.jsonl or to standard output.
"""

import json
import os
import random

CONVERSATIONS = 40
ITEMS = ["copper wire", "oak boards", "lamp oil", "wax seals", "linen thread", "tin cups", "clay tiles", "iron nails"]
ROOMS = ["the cellar", "the loft", "the yard", "the back room"]
STOCK_TOOL = {
    "name": "read_stock",
    "description": "Pieces of one item that lie in each room",
    "parameters": {
        "type": "object",
        "properties": {"item": {"type": "string"}},
        "required": ["item"],
        "additionalProperties": False,
    },
}


def question(kind, item, wanted):
    if kind == "total":
        return f"How many pieces of {item} do we have in all?"
    if kind == "most":
        return f"Where do most of our {item} lie?"
    return f"A customer wants {wanted} pieces of {item}. Can we serve that order, and what is left?"


def answer(kind, item, stock, wanted):
    """What the assistant concludes, and why."""
    total = sum(stock.values())
    parts = " and ".join(f"{count} in {room}" for room, count in stock.items())
    if kind == "total":
        return f"I add {parts}.", f"We have {total} pieces of {item}: {parts}."
    if kind == "most":
        room = max(stock, key=stock.get)
        return f"Of {parts} the largest number is {stock[room]}.", f"Most {item} lie in {room}: {stock[room]} pieces."
    if total >= wanted:
        return f"{parts} make {total}, not less than {wanted}.", f"Yes: of {total} pieces of {item} {total - wanted} stay."
    return f"{parts} make {total}, less than {wanted}.", f"No: {wanted - total} pieces of {item} are missing."


def conversation(number, rng):
    item = rng.choice(ITEMS)
    rooms = rng.sample(ROOMS, rng.randint(2, 3))
    stock = {room: rng.randint(3, 240) for room in rooms}
    kind = rng.choice(["total", "most", "order"])
    wanted = rng.randint(20, 400)
    asked = question(kind, item, wanted)
    reasoning, said = answer(kind, item, stock, wanted)
    return {
        "id": f"stock-{number}",
        "task": {"type": "stock", "difficulty": "easy", "prompt": asked},
        "tools": [STOCK_TOOL],
        "messages": [
            {"role": "user", "content": asked},
            {
                "role": "assistant",
                "content": f"I look up where {item} lie.",
                "reasoning": f"The question is about {item}, so I need the numbers of each room.",
                "tool_calls": [{"id": "call-1", "name": "read_stock", "arguments": {"item": item}}],
            },
            {"role": "tool", "name": "read_stock", "tool_call_id": "call-1", "content": json.dumps(stock)},
            {"role": "assistant", "content": said, "reasoning": reasoning},
        ],
        "final": {"answer": said},
        "metadata": {"kind": kind},
    }


def main():
    rng = random.Random(int(os.environ.get("DATA_FABRICATION_SEED", "0")))
    os.makedirs("out", exist_ok=True)
    with open("out/dataset.jsonl", "w", encoding="utf-8") as rows:
        for number in range(CONVERSATIONS):
            rows.write(json.dumps(conversation(number, rng)) + "\\n")


main()
`;

/** Files by path. */
export const HARNESS_TEMPLATE: Readonly<Record<string, string>> = Object.freeze({
  'data_fabrication.yaml': 'entrypoint: harness.py\n',
  'harness.py': HARNESS
});

export const templateFiles = (): PackageFile[] =>
  Object.entries(HARNESS_TEMPLATE).map(([path, text]) => ({ path, bytes: new TextEncoder().encode(text) }));

/** The template as a package. */
export const templatePackage = (): HarnessPackage => readHarnessPackage(templateFiles());

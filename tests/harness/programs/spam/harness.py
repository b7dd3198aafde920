"""One conversation, two hundred times."""

import json

ROW = {
    "task": {"type": "support", "difficulty": "hard", "prompt": "Fix the failing test in the parser module."},
    "tools": [{"name": "run_tests", "parameters": {"type": "object", "properties": {"path": {"type": "string"}}}}],
    "messages": [
        {"role": "user", "content": "Fix the failing test in the parser module."},
        {
            "role": "assistant",
            "content": "I run the tests of the parser first.",
            "reasoning": "The failure tells which branch of the parser is wrong.",
            "tool_calls": [{"id": "call-1", "name": "run_tests", "arguments": {"path": "tests/parser"}}],
        },
        {"role": "tool", "name": "run_tests", "tool_call_id": "call-1", "content": "1 failed: empty input"},
        {"role": "assistant", "content": "The parser fails on empty input; it returns an empty list now.",
         "reasoning": "The test that failed is the one on empty input."},
    ],
    "final": {"answer": "The parser fails on empty input; it returns an empty list now."},
    "metadata": {},
}

for number in range(60):
    print(json.dumps({**ROW, "id": f"row-{number}"}))

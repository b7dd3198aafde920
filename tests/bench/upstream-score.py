"""Data Fabrication's score of a file of conversations, by its formulas, written for the comparison with upstreamScore in TypeScript.

python3 upstream-score.py FILE [MOST]   prints one JSON object: score, metrics, seconds of reading and of scoring.
First messages are compared on MOST conversations, evenly spaced; without it on all of them, as the reference does.
"""

import json
import sys
import time

WEIGHTS = {
    "format": 0.10,
    "quality": 0.25,
    "originality": 0.15,
    "agentic": 0.15,
    "reasoning": 0.10,
    "functionCall": 0.10,
    "codingRelevance": 0.08,
    "verifiability": 0.05,
    "diversity": 0.02,
}
KEYWORDS = ("code", "bug", "test", "patch", "repo", "function", "class", "debug", "refactor", "swe", "benchmark")
KNOWN_TOOLS = {"read", "grep", "bash", "list_dir", "edit", "test", "python"}
PHRASES = ("i understand", "that makes sense", "thank you for sharing", "as an ai language model", "i hope this helps")
RESULTS = ("tool", "function")


def mean(values):
    return min(1.0, sum(values) / len(values)) if values else 0.0


def contents(row):
    return [message.get("content") or "" for message in row["messages"]]


def calls(row):
    return [call for message in row["messages"] for call in message.get("tool_calls") or []]


def has_result(row):
    return any(message["role"] in RESULTS for message in row["messages"])


def nearly_equal(left, right):
    shorter, longer = sorted((len(left), len(right)))
    if shorter / longer < 0.9:
        return False
    return sum(one == other for one, other in zip(left, right)) / shorter > 0.9


def response_diversity(texts):
    texts = [text for text in texts if text]
    if len(texts) < 2:
        return 0.0
    unique = []
    for text in texts:
        if not any(nearly_equal(text, before) for before in unique):
            unique.append(text)
    share = len(unique) / len(texts)
    return share * 0.5 if share < 0.5 else share


def quality(row):
    texts = contents(row)
    turns = 0.3 if 4 <= len(texts) <= 20 else 0.2 if len(texts) >= 2 else 0.0
    length = sum(map(len, texts)) / max(len(texts), 1)
    return min(1.0, turns + (0.3 if 50 <= length <= 500 else 0.15 if length >= 10 else 0.0) + 0.4 * response_diversity(texts))


def originality(rows, most):
    unique = len({json.dumps(row, sort_keys=True) for row in rows}) / len(rows)
    compared = rows if most is None or len(rows) <= most else [rows[at * len(rows) // most] for at in range(most)]
    firsts = [(len(row["messages"]), set(contents(row)[0].lower().split())) for row in compared]
    total = 0.0
    for at, (count, words) in enumerate(firsts):
        for other_count, other in firsts[at + 1 :]:
            if min(count, other_count) / max(count, other_count) >= 0.5 and words and other:
                total += len(words & other) / len(words | other)
    pairs = len(firsts) * (len(firsts) - 1) / 2
    average = total / pairs if pairs else 0.0
    penalty = average * 0.5 if average > 0.8 else average * 0.2 if average > 0.5 else 0.0
    stock = 0.0
    for row in rows:
        said = [message.get("content") or "" for message in row["messages"] if message["role"] == "assistant"]
        if said and sum(len(text) < 20 for text in said) > len(said) / 2:
            stock += 0.1
        if said and sum(any(phrase in text.lower() for phrase in PHRASES) for text in said) > len(said) / 3:
            stock += 0.1
    return max(0.0, unique * (1 - penalty)) * max(0.0, min(1.0, 1 - stock / len(rows)))


def agentic(row):
    called = bool(calls(row)) or any(message.get("function_call") for message in row["messages"])
    return (bool(row.get("tools")) + called + has_result(row)) / 3


def reasoned(rows):
    said = [message for row in rows for message in row["messages"] if message["role"] == "assistant"]
    return mean([float(len((message.get("reasoning") or "").split()) >= 8) for message in said])


def function_call(row):
    declared = {str(tool.get("name")) for tool in row.get("tools") or []}
    older = sum(message.get("function_call") is not None for message in row["messages"])
    made = calls(row)
    valid = sum(call["name"] in KNOWN_TOOLS or call["name"] in declared or bool(call.get("arguments")) for call in made)
    count = len(made) + older
    return (valid + older) / count if count else 0.0


def coding(row):
    task, tags = row.get("task") or {}, (row.get("metadata") or {}).get("benchmark_tags", "")
    text = " ".join([str(task.get("type", "")), str(task.get("prompt", "")), " ".join(contents(row)), str(tags)]).lower()
    return min(1.0, sum(word in text for word in KEYWORDS) / 4)


def verifiability(row):
    final = row.get("final") or {}
    return (bool(final.get("patch") or final.get("answer")) + bool(final.get("tests")) + has_result(row)) / 3


def diversity(rows):
    tasks = [row["task"] for row in rows if row.get("task")]
    types = len({str(task.get("type", "")) for task in tasks})
    difficulties = len({str(task.get("difficulty", "")) for task in tasks})
    tools = len({call["name"] for row in rows for call in calls(row)})
    return 0.4 * min(1.0, types / 4) + 0.2 * min(1.0, difficulties / 3) + 0.4 * min(1.0, tools / 3)


def metrics_of(rows, most):
    return {
        "format": 1.0,
        "quality": mean([quality(row) for row in rows]),
        "originality": originality(rows, most),
        "agentic": mean([agentic(row) for row in rows]),
        "reasoning": reasoned(rows),
        "functionCall": mean([function_call(row) for row in rows]),
        "codingRelevance": mean([coding(row) for row in rows]),
        "verifiability": mean([verifiability(row) for row in rows]),
        "diversity": diversity(rows),
    }


def main():
    most = int(sys.argv[2]) if len(sys.argv) > 2 else None
    start = time.perf_counter()
    with open(sys.argv[1], encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    read = time.perf_counter()
    metrics = metrics_of(rows, most)
    score = sum(max(0.0, min(1.0, metrics[name])) * weight for name, weight in WEIGHTS.items())
    seconds = {"read": read - start, "score": time.perf_counter() - read}
    print(json.dumps({"score": min(1.0, score), "metrics": metrics, "seconds": seconds}))


main()

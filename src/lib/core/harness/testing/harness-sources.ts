// Three harnesses that have only their purpose in common, for what compares programs.

/** Everybody may begin with it. */
export const TEMPLATE_SOURCE = `import json
import os
import random
import sys


def seed():
    if len(sys.argv) > 1:
        return int(sys.argv[1])
    return int(os.environ.get("DATA_FABRICATION_SEED", "7"))


def write(rows):
    path = os.environ.get("DATA_FABRICATION_OUTPUT")
    lines = "\\n".join(json.dumps(row, ensure_ascii=False, sort_keys=True) for row in rows)
    if path:
        with open(path, "w", encoding="utf-8") as file:
            file.write(lines + "\\n")
    else:
        print(lines)
`;

/** Broken functions and their repair. */
export const REPAIR_SOURCE = `${TEMPLATE_SOURCE}

FUNCTIONS = {
    "largest": ("def largest(items):\\n    best = 0\\n    for item in items:\\n        best = max(best, item)\\n    return best", "best = 0", "best = items[0]"),
    "count": ("def count(text, sign):\\n    total = 1\\n    for one in text:\\n        total += one == sign\\n    return total", "total = 1", "total = 0"),
}


def failing_call(name, generator):
    if name == "largest":
        numbers = [-generator.randrange(1, 90) for _ in range(4)]
        return f"largest({numbers})", max(numbers), 0
    text = "".join(generator.choice("abc") for _ in range(9))
    return f"count({text!r}, 'a')", text.count("a"), text.count("a") + 1


def conversation(index, generator):
    name = generator.choice(sorted(FUNCTIONS))
    source, wrong, right = FUNCTIONS[name]
    call, expected, found = failing_call(name, generator)
    task = f"{call} gives {found} and should give {expected}."
    messages = [
        {"role": "user", "content": task},
        {"role": "assistant", "content": "I read it first.", "tool_calls": [{"name": "read", "arguments": {"path": f"{name}.py"}}]},
        {"role": "tool", "name": "read", "content": source},
        {"role": "assistant", "content": f"The line {wrong!r} has to be {right!r}."},
    ]
    return {"id": f"repair-{index}", "messages": messages, "final": {"answer": source.replace(wrong, right)}}


def main():
    generator = random.Random(seed())
    write([conversation(index, generator) for index in range(200)])


main()
`;

/** Questions about log files. */
export const LOGS_SOURCE = `${TEMPLATE_SOURCE}

class Service:
    LEVELS = ("DEBUG", "INFO", "WARN", "ERROR")

    def __init__(self, name, draw):
        self.name = name
        self.draw = draw
        self.entries = []

    def run(self, minutes):
        clock = 0
        while clock < minutes * 60:
            clock += self.draw.randint(1, 40)
            level = self.draw.choices(self.LEVELS, weights=(5, 8, 2, 1))[0]
            self.entries.append((clock, level, f"request {self.draw.getrandbits(16):04x} took {self.draw.expovariate(1 / 80):.0f} ms"))
        return self

    def grep(self, level):
        return [entry for entry in self.entries if entry[1] == level]


def question(service):
    errors = service.grep("ERROR")
    first = errors[0] if errors else None
    yield {"role": "system", "content": "You look into services."}
    yield {"role": "user", "content": f"How many errors did {service.name} log, and when was the first?"}
    yield {"role": "assistant", "content": "", "tool_calls": [{"name": "grep", "arguments": {"pattern": "ERROR"}}]}
    yield {"role": "tool", "name": "grep", "content": "\\n".join(f"{t} {l} {m}" for t, l, m in errors) or "no match"}
    if first is None:
        yield {"role": "assistant", "content": "None at all."}
        return
    yield {"role": "assistant", "content": f"{len(errors)}, the first after {first[0]} seconds: {first[2]}."}


names = ["billing", "search", "mail", "login"]
draw = random.Random(seed())
rows = []
for number in range(150):
    service = Service(f"{draw.choice(names)}-{number}", draw).run(draw.randint(2, 9))
    rows.append({"id": str(number), "task": {"type": "log_reading"}, "messages": list(question(service))})
write(rows)
`;

/** Moves of a robot on a grid, checked by search. */
export const GRID_SOURCE = `from collections import deque
from dataclasses import dataclass, field
from itertools import product
import argparse, json, random


@dataclass
class Grid:
    width: int
    height: int
    walls: set = field(default_factory=set)

    def neighbours(self, cell):
        x, y = cell
        for name, dx, dy in (("north", 0, -1), ("south", 0, 1), ("west", -1, 0), ("east", 1, 0)):
            target = x + dx, y + dy
            if 0 <= target[0] < self.width and 0 <= target[1] < self.height and target not in self.walls:
                yield name, target

    def path(self, start, goal):
        came, queue = {start: None}, deque([start])
        while queue and goal not in came:
            cell = queue.popleft()
            for name, target in self.neighbours(cell):
                if target not in came:
                    came[target] = cell, name
                    queue.append(target)
        if goal not in came:
            return None
        steps = []
        while came[goal]:
            goal, name = came[goal]
            steps.insert(0, name)
        return steps


parser = argparse.ArgumentParser()
parser.add_argument("seed", type=int, nargs="?", default=7)
rng = random.Random(parser.parse_args().seed)
for index in range(100):
    size = rng.randint(4, 9)
    cells = list(product(range(size), repeat=2))
    grid = Grid(size, size, set(rng.sample(cells, size)))
    free = [cell for cell in cells if cell not in grid.walls]
    start, goal = rng.sample(free, 2)
    steps = grid.path(start, goal)
    answer = "There is no way." if steps is None else ", ".join(steps)
    print(json.dumps({"id": index.__str__(), "messages": [
        {"role": "user", "content": f"From {start} to {goal}, walls at {sorted(grid.walls)}?"},
        {"role": "assistant", "content": answer},
    ]}))
`;

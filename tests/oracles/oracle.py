"""What the oracle scripts share: packages that may be missing, and where vectors stand."""
import importlib
import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def need(*names):
    """Imports the packages, or says which is missing and ends without an error."""
    try:
        return [importlib.import_module(name) for name in names]
    except ImportError as error:
        print(f'skipped: {error.name} is not installed (python -m pip install -r tests/oracles/requirements.txt)')
        sys.exit(0)


def write_json(path, value):
    path.write_text(json.dumps(value, ensure_ascii=True, indent=1, allow_nan=False) + '\n')
    print(f'wrote {path.relative_to(ROOT)}')

// A program in Python that reads others with CPython's own parser. It runs in the sandbox, and runs nothing of what it reads.

/**
 * `python3 reader.py NAMES FILE...` prints a line of JSON for every file, as `parseReading` takes it. NAMES are the package's own
 * modules, separated by commas. A file that ends the interpreter, such as one nested too deeply, leaves its line out: the files
 * after it need a run of their own.
 */
export const PYTHON_READER = String.raw`import ast, base64, builtins, json, re, sys

MAX_NODES, MAX_FINDINGS, MAX_TEXT = 100_000, 200, 200
CRITICAL, WARNING, INFO = "critical", "warning", "info"

# Names as Data Fabrication's review has them, and what its review lets pass.
SEVERITY = {name: severity for severity, names in {
    CRITICAL: "exec eval __import__ os.system os.popen types.CodeType types.FunctionType runpy.run_path runpy.run_module",
    WARNING: "compile subprocess.run subprocess.call subprocess.Popen subprocess.check_output subprocess.check_call "
             "subprocess.getoutput subprocess.getstatusoutput socket.socket socket.create_connection shutil.rmtree os.remove "
             "os.unlink os.rmdir os.removedirs os.rename os.replace os.truncate shutil.move shutil.copytree os.chmod os.symlink "
             "os.link os.fork os.forkpty os.kill os.killpg os.posix_spawn os.posix_spawnp pty.spawn multiprocessing.Process "
             "multiprocessing.Pool pickle.load pickle.loads marshal.load marshal.loads code.interact importlib.import_module "
             "importlib.reload sys.settrace sys.setprofile sys._getframe gc.get_objects gc.get_referents gc.get_referrers "
             "ctypes.CDLL ctypes.cdll signal.signal atexit.register",
    INFO: "open io.open os.open os.mkdir os.makedirs tempfile.mkdtemp threading.Thread urllib.request requests.get httpx.get "
          "input globals locals vars",
}.items() for name in names.split()}
PREFIXES = {"os.exec": WARNING, "os.spawn": WARNING, "urllib.request.": INFO, "requests.": INFO, "httpx.": INFO, "http.client.": INFO}
# Modules that are no part of Python: of the sandbox itself.
SANDBOX = {"js", "pyodide", "pyodide_js", "_pyodide", "_pyodide_core", "pyodide_http"}
INNER = {"__subclasses__", "__globals__", "__code__", "__closure__", "__builtins__", "__loader__", "f_globals", "f_locals",
         "f_back", "tb_frame", "gi_frame", "cr_frame", "__bases__", "__mro__"}
SUSPICIOUS = ["/etc/passwd", "/proc/", "DATA_FABRICATION_SHARED_TOKEN", "CHALLENGE_SHARED_TOKEN", "BEGIN PRIVATE KEY",
              "BEGIN RSA PRIVATE KEY", "BEGIN OPENSSH PRIVATE KEY"]
BUILTINS = set(dir(builtins))


def walk(tree):
    """Every node in pre-order, without recursion: trees may be deeper than the stack."""
    stack = [tree]
    while stack:
        node = stack.pop()
        yield node
        stack.extend(reversed(list(ast.iter_child_nodes(node))))


def named(kind, name):
    """A kind with a name: ":" before one that may be renamed, "=" before one that may not."""
    return kind + ("=" if name in BUILTINS or name.startswith("__") else ":") + name[:MAX_TEXT]


def node_kinds(tree):
    kinds = []
    stack = [tree]
    while stack and len(kinds) < MAX_NODES:
        node = stack.pop()
        kind = type(node).__name__
        if isinstance(node, ast.Name):
            kinds.append(named("Name", node.id))
            continue
        if isinstance(node, ast.Constant):
            kinds.append("Constant(str)" if isinstance(node.value, str) else "Constant")
            continue
        if isinstance(node, ast.arg):
            kinds.append(named("Arg", node.arg))
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            kinds += [kind, named("", node.name)]
        kinds.append(kind)
        stack.extend(reversed(list(ast.iter_child_nodes(node))))
    return kinds, bool(stack)


class Names:
    """What names stand for: modules, their members, texts. A name that ever stood for a thing is taken to stand for it."""

    def __init__(self, nodes):
        self.means, self.texts, own = {}, {}, set()
        for node in nodes:
            if isinstance(node, ast.Import):
                for alias in node.names:
                    self.add(alias.asname or alias.name.split(".")[0], alias.name if alias.asname else alias.name.split(".")[0])
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                for alias in node.names:
                    self.add(alias.asname or alias.name, node.module + "." + alias.name)
                    if alias.name == "*":
                        for name in SEVERITY:
                            if name.startswith(node.module + "."):
                                self.add(name[len(node.module) + 1:], name)
            elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                own.add(node.name)
        self.own = own
        bound = [pair for node in nodes for pair in self.bindings(node)]
        for _ in range(6):
            before = sum(len(found) for found in self.means.values()) + len(self.texts)
            for name, value in bound:
                for meaning in self.of(value):
                    self.add(name, meaning)
                text = self.text(value)
                if text is not None:
                    self.texts.setdefault(name, text)
            if before == sum(len(found) for found in self.means.values()) + len(self.texts):
                break

    def add(self, name, meaning):
        found = self.means.setdefault(name, [])
        if meaning not in found and len(found) < 8:
            found.append(meaning)

    @staticmethod
    def bindings(node):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                yield from pairs(target, node.value)
        elif isinstance(node, (ast.AnnAssign, ast.NamedExpr)) and node.value is not None:
            yield from pairs(node.target, node.value)
        elif isinstance(node, (ast.For, ast.comprehension)) and isinstance(node.iter, (ast.Tuple, ast.List)):
            for item in node.iter.elts:
                yield from pairs(node.target, item)
        elif isinstance(node, ast.arguments):
            places = node.posonlyargs + node.args
            yield from ((place.arg, value) for place, value in zip(places[len(places) - len(node.defaults):], node.defaults))
            yield from ((place.arg, value) for place, value in zip(node.kwonlyargs, node.kw_defaults) if value is not None)

    def of(self, node, depth=0):
        """Dotted names that an expression may stand for."""
        if depth > 12:
            return []
        if isinstance(node, ast.Name):
            known = self.means.get(node.id, [])
            is_builtin = node.id in BUILTINS or node.id == "__builtins__"
            return known + ([node.id] if is_builtin and node.id not in self.own else [])
        if isinstance(node, ast.Attribute):
            return [member(base, node.attr) for base in self.of(node.value, depth + 1)]
        if isinstance(node, ast.Subscript):
            text = self.text(node.slice)
            is_vars = isinstance(node.value, ast.Call) and "vars" in self.of(node.value.func, depth + 1)
            return [name for base in self.of(node.value, depth + 1) for name in item(base, text, is_vars)] if text else []
        if isinstance(node, ast.Call):
            called = self.of(node.func, depth + 1)
            if "getattr" in called and len(node.args) > 1:
                text = self.text(node.args[1])
                return [member(base, text) for base in self.of(node.args[0], depth + 1)] if text else []
            if ("__import__" in called or "importlib.import_module" in called) and node.args:
                text = self.text(node.args[0])
                return [text] if text else []
            if "vars" in called and node.args:
                return self.of(node.args[0], depth + 1)
        if isinstance(node, (ast.IfExp, ast.BoolOp)):
            options = [node.body, node.orelse] if isinstance(node, ast.IfExp) else node.values
            return [name for option in options for name in self.of(option, depth + 1)][:8]
        return []

    def text(self, node, depth=0):
        """The text that an expression is put together to, or None."""
        if depth > 40:
            return None
        again = lambda part: self.text(part, depth + 1)
        if isinstance(node, ast.Constant):
            value = node.value
            return value[:4096] if isinstance(value, str) else value.decode("latin-1")[:4096] if isinstance(value, bytes) else None
        if isinstance(node, ast.Name):
            return self.texts.get(node.id)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            left, right = again(node.left), again(node.right)
            return None if left is None or right is None else (left + right)[:4096]
        if isinstance(node, ast.JoinedStr):
            parts = [again(part.value if isinstance(part, ast.FormattedValue) else part) for part in node.values]
            return None if None in parts else "".join(parts)[:4096]
        if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice):
            step = node.slice.step
            whole = node.slice.lower is None and node.slice.upper is None
            if whole and isinstance(step, ast.UnaryOp) and isinstance(step.operand, ast.Constant) and step.operand.value == 1:
                text = again(node.value)
                return text and text[::-1]
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "chr" and len(node.args) == 1:
            code = node.args[0].value if isinstance(node.args[0], ast.Constant) else None
            return chr(code) if isinstance(code, int) and 0 <= code < 0x110000 else None
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            base = again(node.func.value)
            if node.func.attr == "join" and base is not None and len(node.args) == 1 and isinstance(node.args[0], (ast.List, ast.Tuple)):
                parts = [again(part) for part in node.args[0].elts]
                return None if None in parts else base.join(parts)[:4096]
            if node.func.attr in ("decode", "encode", "strip", "lower") and base is not None:
                return base.lower() if node.func.attr == "lower" else base
            if node.func.attr == "replace" and base is not None and len(node.args) == 2:
                old, new = again(node.args[0]), again(node.args[1])
                return None if old is None or new is None else base.replace(old, new)[:4096]
        return None


def pairs(target, value):
    if isinstance(target, ast.Name):
        yield target.id, value
    elif isinstance(target, (ast.Tuple, ast.List)) and isinstance(value, (ast.Tuple, ast.List)):
        for one, other in zip(target.elts, value.elts):
            yield from pairs(one, other)


def member(base, name):
    return name if base in ("builtins", "__builtins__") else base + "." + name


def item(base, name, is_vars):
    """What a namespace, or the table of loaded modules, has under a name."""
    if base == "sys.modules":
        return [name]
    if base.endswith(".__dict__"):
        return [member(base[: -len(".__dict__")], name)]
    return [member(base, name)] if is_vars or base in ("builtins", "__builtins__") else []


def severity_of(name):
    if name in SEVERITY:
        return SEVERITY[name]
    return next((severity for prefix, severity in PREFIXES.items() if name.startswith(prefix)), None)


class Review:
    def __init__(self, source, own_modules):
        self.lines, self.own_modules, self.findings, self.suspicious = source.split("\n"), own_modules, [], []

    def add(self, pattern, severity, node):
        line = getattr(node, "lineno", None)
        found = {"pattern": pattern[:MAX_TEXT], "severity": severity, "line": line, "column": self.column(node)}
        if len(self.findings) < MAX_FINDINGS and found not in self.findings:
            self.findings.append(found)

    def column(self, node):
        """From 1, in characters; CPython counts bytes from 0."""
        line, offset = getattr(node, "lineno", None), getattr(node, "col_offset", None)
        if line is None or offset is None or line > len(self.lines):
            return None
        return len(self.lines[line - 1].encode("utf-8", "replace")[:offset].decode("utf-8", "replace")) + 1

    def note(self, pattern):
        if pattern not in self.suspicious:
            self.suspicious.append(pattern)

    def look(self, tree):
        nodes = list(walk(tree))
        names = Names(nodes)
        for node in nodes:
            if isinstance(node, (ast.Import, ast.ImportFrom)):
                self.look_at_import(node)
            elif isinstance(node, ast.Call):
                self.look_at_call(node, names)
            elif isinstance(node, (ast.Name, ast.Attribute, ast.Subscript)) and isinstance(node.ctx, ast.Load):
                self.look_at_name(node, names)
            if isinstance(node, (ast.Constant, ast.BinOp, ast.JoinedStr, ast.Call)):
                self.look_at_text(names.text(node))

    def look_at_import(self, node):
        modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [] if node.level else [node.module]
        for module in modules:
            self.look_at_module(module.split(".")[0], node)

    def look_at_module(self, top, node):
        if top in SANDBOX:
            self.add("import " + top, CRITICAL, node)
        elif top not in sys.stdlib_module_names and top not in self.own_modules:
            self.add("import " + top, WARNING, node)

    def look_at_name(self, node, names):
        for name in names.of(node):
            severity = severity_of(name)
            if severity is not None and severity != INFO:
                self.add(name, severity, node)
        if isinstance(node, ast.Attribute) and node.attr in INNER:
            self.add("attribute " + node.attr, WARNING, node)

    def look_at_call(self, node, names):
        called = names.of(node.func)
        for name in called:
            if severity_of(name) == INFO:
                self.add(name, INFO, node)
        if ("__import__" in called or "importlib.import_module" in called) and node.args:
            module = names.text(node.args[0])
            if module:
                self.look_at_module(module.split(".")[0], node)
        if "getattr" in called and len(node.args) > 1:
            self.look_at_getattr(node, names)

    def look_at_getattr(self, node, names):
        attribute = names.text(node.args[1])
        for base in names.of(node.args[0]):
            if attribute is None:
                self.add("getattr(" + base + ", ...)", WARNING, node)
            elif severity_of(member(base, attribute)) not in (None, INFO):
                self.add("getattr(" + base + ", " + repr(attribute) + ")", severity_of(member(base, attribute)), node)
        if attribute in INNER:
            self.add("attribute " + attribute, WARNING, node)

    def look_at_text(self, text):
        for pattern in SUSPICIOUS:
            if text is not None and pattern in text:
                self.note(pattern)


def has_blob(source):
    for blob in re.findall(r"[A-Za-z0-9+/=]{512,}", source):
        try:
            content = base64.b64decode(blob, validate=True)
        except ValueError:
            continue
        if len(content) > 256 and content.count(b"\0") < 3:
            return True
    return False


def runs_something(tree):
    """Whether the module does more than define: its own statements call or branch."""
    quiet = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Pass)
    for statement in tree.body:
        if isinstance(statement, quiet) or (isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)):
            continue
        if any(isinstance(node, (ast.Call, ast.Raise)) for node in walk(statement)):
            return True
    return False


def read(path, own_modules):
    reading = {"lines": 0, "nodes": [], "cut": False, "functions": [], "imports": [], "findings": [], "suspicious": [], "runs": False}
    with open(path, "rb") as file:
        content = file.read()
    source = content.decode("utf-8", "replace")
    reading["lines"] = len(source.splitlines())
    review = Review(source, own_modules)
    for pattern in SUSPICIOUS:
        if pattern in source:
            review.note(pattern)
    if has_blob(source):
        review.note("large_base64_blob")
    try:
        tree = ast.parse(content)
        review.look(tree)
        reading["nodes"], reading["cut"] = node_kinds(tree)
        reading["runs"] = runs_something(tree)
        nodes = list(walk(tree))
        reading["functions"] = sorted(node.name[:MAX_TEXT] for node in nodes if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)))[:500]
        imports = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
        imports += [node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module]
        reading["imports"] = sorted({name[:MAX_TEXT] for name in imports})[:500]
    except SyntaxError as error:
        place = {key: at if at and at > 0 else None for key, at in (("line", error.lineno), ("column", error.offset))}
        review.findings.append({"pattern": "syntax_error", "severity": CRITICAL, "message": str(error.msg)[:MAX_TEXT], **place})
    except (ValueError, RecursionError, MemoryError) as error:
        message = (type(error).__name__ + ": " + str(error))[:MAX_TEXT]
        review.findings.append({"pattern": "syntax_error", "severity": CRITICAL, "message": message, "line": None, "column": None})
    reading["findings"], reading["suspicious"] = review.findings, review.suspicious
    return reading


own = set(sys.argv[1].split(","))
for place in sys.argv[2:]:
    print(json.dumps({"path": place, **read(place, own)}), flush=True)
`;

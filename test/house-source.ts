// Reads a source file the way the house rules need it: code without comments and literals, the
// comments and the literals by themselves, and the modules it imports. A scanner, not a parser:
// TypeScript 7 offers no programming interface, and the rules need no more than this.

/** A file of the project: `path` from the root with `/`, `text` as it stands. */
export type SourceFile = {
  readonly path: string;
  readonly text: string;
};

/** A comment or a literal with the 1-based line on which it starts. */
export type Piece = {
  readonly line: number;
  readonly text: string;
};

/** An imported or re-exported module and the 1-based line that names it. */
export type ImportedModule = {
  readonly line: number;
  readonly specifier: string;
  /** What stands between `import` or `export` and `from`; empty for a bare or dynamic import. */
  readonly clause: string;
};

/** A source file taken apart once, for all the rules. */
export type ReadSource = SourceFile & {
  /** As long as the text, with comments and the inside of literals turned into spaces. */
  readonly code: string;
  readonly comments: readonly Piece[];
  readonly literals: readonly Piece[];
};

/** After one of these a slash starts a regular expression; after anything else it divides. */
const BEFORE_REGEX =
  /(?:^|[=(,:;[{}!&|?+*%<>~^-]|\b(?:return|typeof|case|in|of|do|else|yield))\s*$/;

/** The 1-based line of an offset. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) {
    line += 1;
  }
  return line;
}

/** Separates the code of a TypeScript or JavaScript file from its comments and literals. */
export function readSource({ path, text }: SourceFile): ReadSource {
  const comments: Piece[] = [];
  const literals: Piece[] = [];
  const code: string[] = [];
  /** For each open template literal: how many braces are open inside its current `${`. */
  const templates: number[] = [];
  let at = 0;
  const blank = (end: number): void => {
    code.push(text.slice(at, end).replace(/[^\n]/g, ' '));
    at = end;
  };
  const literal = (end: number): void => {
    literals.push({ line: lineAt(text, at), text: text.slice(at + 1, end - 1) });
    code.push(text.charAt(at));
    at += 1;
    blank(Math.max(end - 1, at));
    code.push(text.slice(at, end));
    at = end;
  };
  while (at < text.length) {
    const char = text.charAt(at);
    const two = text.slice(at, at + 2);
    if (two === '//' || two === '/*' || (at === 0 && two === '#!')) {
      const end = endOfComment(text, at, two);
      comments.push({ line: lineAt(text, at), text: text.slice(at, end) });
      blank(end);
    } else if (char === '"' || char === "'") {
      literal(endOfQuoted(text, at, char));
    } else if (char === '`' || (char === '}' && templates.at(-1) === 0)) {
      if (char === '}') templates.pop();
      const end = endOfTemplatePart(text, at);
      if (text.slice(end - 2, end) === '${') templates.push(0);
      literal(end);
    } else if (char === '/' && BEFORE_REGEX.test(code.slice(-40).join('').trimEnd())) {
      literal(endOfRegex(text, at));
    } else {
      const open = templates.at(-1);
      if (open !== undefined && char === '{') templates[templates.length - 1] = open + 1;
      if (open !== undefined && char === '}') templates[templates.length - 1] = open - 1;
      code.push(char);
      at += 1;
    }
  }
  return { path, text, code: code.join(''), comments, literals };
}

function endOfComment(text: string, start: number, opening: string): number {
  if (opening === '/*') {
    const close = text.indexOf('*/', start + 2);
    return close === -1 ? text.length : close + 2;
  }
  const close = text.indexOf('\n', start);
  return close === -1 ? text.length : close;
}

function endOfQuoted(text: string, start: number, quote: string): number {
  let at = start + 1;
  while (at < text.length && text.charAt(at) !== quote && text.charAt(at) !== '\n') {
    at += text.charAt(at) === '\\' ? 2 : 1;
  }
  return Math.min(at + 1, text.length);
}

/** The end of a template's literal part: after its closing backtick or after the next `${`. */
function endOfTemplatePart(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length) {
    if (text.charAt(at) === '`') return at + 1;
    if (text.slice(at, at + 2) === '${') return at + 2;
    at += text.charAt(at) === '\\' ? 2 : 1;
  }
  return text.length;
}

function endOfRegex(text: string, start: number): number {
  let inClass = false;
  let at = start + 1;
  while (at < text.length && text.charAt(at) !== '\n') {
    const char = text.charAt(at);
    if (char === '/' && !inClass) return at + 1;
    if (char === '[') inClass = true;
    if (char === ']') inClass = false;
    at += char === '\\' ? 2 : 1;
  }
  return Math.min(at, text.length);
}

const FROM = /\b(?:import|export)\s+((?:type\s+)?[\w$*{][^;'"`()=]*?)\s*\bfrom\s*(['"])/g;
const BARE = /\bimport\s*(['"])/g;
const CALLED = /\b(?:import|require|require\.resolve)\s*\(\s*(['"`])/g;

/** Every module a file names: `import … from`, `export … from`, `import '…'`, `import('…')`. */
export function importedModules({ code, text }: ReadSource): ImportedModule[] {
  const found: ImportedModule[] = [];
  for (const pattern of [FROM, BARE, CALLED]) {
    for (const match of code.matchAll(pattern)) {
      const start = match.index + match[0].length;
      const quote = match[0].slice(-1);
      const end = code.indexOf(quote, start);
      found.push({
        line: lineAt(code, start),
        specifier: text.slice(start, end),
        clause: pattern === FROM ? (match[1] ?? '') : '',
      });
    }
  }
  return found.sort((a, b) => a.line - b.line);
}

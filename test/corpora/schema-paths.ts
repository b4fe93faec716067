// Unfolds a published ISO 20022 schema into the list of its element paths, for the test that
// compares our table with it. Reads the schema with the project's own XML scanner.
import { known } from '../../main/domain/assert.ts';
import { attributeNameText, attributeText } from '../../main/formats/xml-attributes.ts';
import { createVocabulary } from '../../main/formats/xml-names.ts';
import { createXmlScanner } from '../../main/formats/xml-scanner.ts';
import type { XmlScan } from '../../main/formats/xml-state.ts';
import { elementName, HOLDS_ELEMENTS } from '../../main/formats/xml-state.ts';

type Node = {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: Node[];
};

/** `path order min max type` of every element below Document; `ours` renames simple types. */
export function readSchemaPaths(bytes: Uint8Array, ours: ReadonlyMap<string, string>): string[] {
  const schema = readTree(bytes);
  const types = new Map(schema.children.map((node) => [node.attributes.get('name') ?? '', node]));
  const paths: string[] = [];
  const walk = (type: string, path: string): void => {
    const { elements, isChoice } = contentOf(known(types.get(type), `the schema has ${type}`));
    for (const [index, element] of elements.entries()) {
      const name = `${path}/${element.attributes.get('name')}`;
      const below = element.attributes.get('type') ?? '';
      const leaf = leafOf(types, below, ours);
      const min = isChoice ? '1' : (element.attributes.get('minOccurs') ?? '1');
      const max = element.attributes.get('maxOccurs') ?? '1';
      paths.push(`${name} ${isChoice ? 0 : index} ${min} ${max} ${leaf ?? '-'}`);
      if (leaf === null) walk(below, name);
    }
  };
  walk('Document', '');
  return paths.sort();
}

/** The child elements of a complex type, in a sequence or a choice, however they are nested. */
function contentOf(type: Node): { elements: Node[]; isChoice: boolean } {
  let group = type.children.find(({ name }) => name === 'sequence' || name === 'choice');
  let isChoice = group?.name === 'choice';
  while (group?.children.length === 1 && group.children[0]?.name === 'choice') {
    group = group.children[0];
    isChoice = true;
  }
  return { elements: group?.children.filter(({ name }) => name === 'element') ?? [], isChoice };
}

/** The simple type of an element in our words, or null when it has children of its own. */
function leafOf(
  types: ReadonlyMap<string, Node>,
  name: string,
  ours: ReadonlyMap<string, string>,
): string | null {
  const renamed = ours.get(name);
  if (renamed !== undefined) return renamed;
  const type = known(types.get(name), `the schema has ${name}`);
  if (type.name === 'complexType') {
    const isAnything = type.children[0]?.children[0]?.name === 'any';
    return isAnything ? 'anything' : null;
  }
  const facets = type.children[0]?.children ?? [];
  const values = (facet: string): string[] =>
    facets.filter((node) => node.name === facet).map((node) => node.attributes.get('value') ?? '');
  const codes = values('enumeration');
  return codes.length > 0 ? codes.sort().join('|') : `t${values('maxLength')[0]}`;
}

function readTree(bytes: Uint8Array): Node {
  const root: Node = { name: '', attributes: new Map(), children: [] };
  const open = [root];
  const scanner = createXmlScanner(
    {
      open(scan) {
        const node = { name: localName(scan), attributes: attributesOf(scan), children: [] };
        open.at(-1)?.children.push(node);
        open.push(node);
        return HOLDS_ELEMENTS;
      },
      close: () => void open.pop(),
      strayText: () => undefined,
    },
    createVocabulary(['schema']),
  );
  scanner.push(bytes);
  const failure = scanner.end();
  if (failure !== null) throw new Error(`the schema is not well formed: ${failure.detail}`);
  return known(root.children[0], 'a schema has a root element');
}

function localName(scan: XmlScan): string {
  const name = elementName(scan);
  return name.slice(name.indexOf(':') + 1);
}

function attributesOf(scan: XmlScan): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  for (let index = 0; index < scan.attributeCount; index += 1) {
    attributes.set(attributeNameText(scan, index), attributeText(scan, index));
  }
  return attributes;
}

// Goal: the scanner reads well-formed XML as the specification says, refuses everything else with
// the right code and line, and does both alike however the file is cut. Method: tables of small
// documents, each scanned whole, byte by byte and in pieces of 2, 3, 5, 7 and 1,000 bytes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seeded } from '../domain/seeded.ts';
import { onlyValue, scanXml, utf8 } from './xml-events.ts';

const SIZES = [1, 2, 3, 5, 7, 1000];

/** The outcome, after checking that every way of cutting gives the same. */
function outcome(bytes: Uint8Array): string {
  const whole = scanXml(bytes);
  for (const size of SIZES) assert.deepEqual(scanXml(bytes, size), whole, `pieces of ${size}`);
  return onlyValue(bytes);
}

const VALUES: readonly (readonly [document: string, value: string])[] = [
  ['<v>plain</v>', '=plain'],
  ['<v/>', '='],
  ['<v></v >', '='],
  ['<v\n>x</v\n\t>', '=x'],
  ['<?xml version="1.0"?>\n<v>x</v>', '=x'],
  ["<?xml version='1.0' encoding='utf-8' standalone='yes' ?><v>x</v>", '=x'],
  ['\n <!-- before --><v>x</v><!-- after -->\n<?after all?>\n', '=x'],
  ['<v>IB<!-- split -->AN</v>', '=IBAN'],
  ['<v>A<?split it?>B</v>', '=AB'],
  ['<v>a<![CDATA[<b>&amp;]]]]>c</v>', '=a<b>&amp;]]c'],
  ['<v><![CDATA[]]></v>', '='],
  ['<v>&lt;&gt;&amp;&apos;&quot;</v>', '=<>&\'"'],
  ['<v>&#65;&#x42;&#x1F600;&#0000000067;</v>', '=AB😀C'],
  ['<v>é € 😀 ]] ]></v>', '=é € 😀 ]] ]>'],
  ['<v>a\r\nb\rc\nd&#13;</v>', '=a\nb\nc\nd\r'],
  ['<v a="1" b=\'2\' c = "&lt;>"/>', '='],
  ['<a> \n\t <v>x</v>\r\n </a>', '=x'],
  ['<p:v xmlns:p="urn:p">x</p:v>', '=x'],
  ['<é>x</é>', '=x'],
  ['<_x-1.y>x</_x-1.y>', '=x'],
];

test('well-formed documents give their values', () => {
  for (const [document, value] of VALUES) {
    assert.equal(outcome(utf8(document)), value, document);
    assert.equal(outcome(utf8(`\ufeff${document}`)), value, `with a byte order mark: ${document}`);
  }
});

test('elements come in order, with their namespace and line', () => {
  const document = `<a xmlns="urn:1">
  <b xmlns:q="urn:2"><q:v>1</q:v>
    <v xmlns="">2</v></b><p:c xmlns:p="urn:3"
      >stray<p:w/></p:c>
</a>`;
  assert.deepEqual(scanXml(utf8(document), 1), {
    events: [
      '<a urn:1 1',
      '<b urn:1 2',
      '<q:v urn:2 2',
      '=1',
      '>q:v',
      '<v  3',
      '=2',
      '>v',
      '>b',
      '<p:c urn:3 3',
      '?',
      '<p:w urn:3 4',
      '=',
      '>p:w',
      '>p:c',
      '>a',
    ],
    failure: null,
  });
});

const BROKEN: readonly (readonly [document: string, failure: string])[] = [
  ['', 'file_empty no_content 1'],
  [' \n\t', 'file_empty no_content 1'],
  ['x', 'not_xml first_character 1'],
  ['{"MsgId": 1}', 'not_xml first_character 1'],
  ['PK\u0003\u0004', 'not_xml first_character 1'],
  ['<', 'xml_truncated end_of_file 1'],
  ['<v', 'xml_truncated end_of_file 1'],
  ['<v>x', 'xml_truncated end_of_file 1'],
  ['<v>\n\n&am', 'xml_truncated end_of_file 3'],
  ['<!-- only -->', 'xml_truncated end_of_file 1'],
  ['<v/><!-- open', 'xml_truncated end_of_file 1'],
  ['<?xml version="1.0"', 'xml_truncated declaration 1'],
  ['<!DOCTYPE v><v/>', 'xml_doctype_forbidden doctype 1'],
  ['<?xml version="1.0"?>\n<!DOCTYPE v SYSTEM "file:///x">', 'xml_doctype_forbidden doctype 2'],
  ['<!doctype html><html>', 'xml_doctype_forbidden doctype 1'],
  ['<a>\n<b></a></b>', 'xml_malformed end_tag_does_not_match 2'],
  ['<v></vv>', 'xml_malformed end_tag_does_not_match 1'],
  ['<vv></v>', 'xml_malformed end_tag_does_not_match 1'],
  ['</v>', 'xml_malformed end_tag_without_start 1'],
  ['<v/><v/>', 'xml_malformed second_root 1'],
  ['<v/>x', 'xml_malformed text_after_root 1'],
  ['<v/></v>', 'xml_malformed end_tag_without_start 1'],
  ['<1v/>', 'xml_malformed name 1'],
  ['< v/>', 'xml_malformed name 1'],
  ['<p:/>', 'xml_malformed name 1'],
  ['<:v/>', 'xml_malformed name 1'],
  ['<p:q:v xmlns:p="u"/>', 'xml_malformed name 1'],
  ['<p:v/>', 'xml_malformed unbound_prefix 1'],
  ['<v p:a="1"/>', 'xml_malformed unbound_prefix 1'],
  ['<v a="1" a="2"/>', 'xml_malformed attribute_repeated 1'],
  ['<v xmlns:p="u" xmlns:q="u" p:a="1" q:a="2"/>', 'xml_malformed attribute_repeated 1'],
  ['<v xmlns:p=""/>', 'xml_malformed namespace_declaration 1'],
  ['<v xmlns:xml="u"/>', 'xml_malformed namespace_declaration 1'],
  ['<v a=1/>', 'xml_malformed attribute_quote 1'],
  ['<v a/>', 'xml_malformed attribute_without_value 1'],
  ['<v a="<"/>', 'xml_malformed attribute_value 1'],
  ['<v a="1"b="2"/>', 'xml_malformed tag 1'],
  ['<v / >', 'xml_malformed tag 1'],
  ['<v>a & b</v>', 'xml_malformed reference 1'],
  ['<v>&nbsp;</v>', 'xml_malformed unknown_entity 1'],
  ['<v>&#0;</v>', 'xml_malformed illegal_character 1'],
  ['<v>&#xD800;</v>', 'xml_malformed illegal_character 1'],
  ['<v>&#xFFFFFFFFFF;</v>', 'xml_malformed illegal_character 1'],
  [`<v>&#${'0'.repeat(40)}65;</v>`, 'xml_too_complex reference 1'],
  ['<v>\u0000</v>', 'xml_malformed illegal_character 1'],
  ['<v>\u0007</v>', 'xml_malformed illegal_character 1'],
  ['<v>]]></v>', 'xml_malformed cdata_end_in_text 1'],
  ['<![CDATA[x]]><v/>', 'xml_malformed cdata_outside_root 1'],
  ['<v><!-- a -- b --></v>', 'xml_malformed hyphens_in_comment 1'],
  ['<v><?xml version="1.0"?></v>', 'xml_malformed declaration 1'],
  ['\n<?xml version="1.0"?><v/>', 'xml_malformed declaration 2'],
  ['<?xml encoding="UTF-8"?><v/>', 'xml_malformed declaration 1'],
  ['<v><!ELEMENT x></v>', 'xml_malformed declaration 1'],
  ['<v><? x?></v>', 'xml_malformed instruction 1'],
  [`<${'n'.repeat(256)}/>`, 'xml_too_complex name 1'],
];

test('everything else is refused with its code, its rule and its line', () => {
  for (const [document, failure] of BROKEN)
    assert.equal(outcome(utf8(document)), failure, document);
});

const WIDE = '<?xml version="1.0" encoding="UTF-16"?>\n<v>é😀</v>';

function utf16(text: string, bigEndian: boolean): Uint8Array {
  const little = Buffer.from(`\ufeff${text}`, 'utf16le');
  return bigEndian ? little.swap16() : little;
}

/** A document with a declared encoding and these bytes as its value. */
function declared(encoding: string, ...value: number[]): Uint8Array {
  const head = Buffer.from(`<?xml version="1.0" encoding="${encoding}"?>\n<v>`);
  return Buffer.concat([head, Uint8Array.from(value), Buffer.from('</v>')]);
}

test('encodings are read as declared, and lies are refused', () => {
  const cases: readonly (readonly [Uint8Array, string])[] = [
    [declared('UTF-8', 0xc3, 0xa9), '=é'],
    [declared('iso-8859-1', 0xe9), '=é'],
    [declared('ISO-8859-15', 0xa4), '=€'],
    [declared('windows-1252', 0x80), '=€'],
    [declared('US-ASCII', 0x41), '=A'],
    [utf16(WIDE, false), '=é😀'],
    [utf16(WIDE, true), '=é😀'],
    [utf16('<v>é</v>', false), '=é'],
    [declared('windows-1252', 0x81), 'xml_encoding invalid_character 2'],
    [declared('US-ASCII', 0xc3, 0xa9), 'xml_encoding invalid_character 2'],
    [declared('UTF-8', 0xe9), 'xml_encoding invalid_utf_8 2'],
    [declared('UTF-8', 0xc0, 0xaf), 'xml_encoding invalid_utf_8 2'],
    [declared('UTF-8', 0xe0, 0x80, 0xaf), 'xml_encoding invalid_utf_8 2'],
    [declared('UTF-8', 0xed, 0xa0, 0x80), 'xml_encoding invalid_utf_8 2'],
    [declared('UTF-8', 0xf4, 0x90, 0x80, 0x80), 'xml_encoding invalid_utf_8 2'],
    [declared('UTF-8', 0xef, 0xbf, 0xbf), 'xml_encoding invalid_utf_8 2'],
    [declared('EBCDIC-CP-US', 0x41), 'xml_encoding declared_encoding 1'],
    [declared('UTF-16', 0x41), 'xml_encoding declared_encoding 1'],
    [utf16('<?xml version="1.0" encoding="UTF-8"?><v/>', true), 'xml_encoding declared_encoding 1'],
    [
      utf8(`\ufeff${Buffer.from(declared('iso-8859-1', 0x41))}`),
      'xml_encoding declared_encoding 1',
    ],
    [Buffer.from('<v/>', 'utf16le'), 'xml_encoding byte_order_mark 1'],
    [
      Buffer.concat([utf16('<v>', false), Uint8Array.of(0, 0xdc)]),
      'xml_encoding invalid_character 1',
    ],
    [Buffer.concat([utf16('<v/>', false), Uint8Array.of(0)]), 'xml_truncated end_of_file 1'],
    [Buffer.from('<v a="\xe9"/>', 'latin1'), 'xml_encoding invalid_utf_8 1'],
    [Buffer.from('<v\xe9/>', 'latin1'), 'xml_encoding invalid_utf_8 1'],
  ];
  for (const [bytes, expected] of cases) {
    assert.equal(outcome(bytes), expected, Buffer.from(bytes).toString('latin1'));
  }
});

test('what grows without end meets a limit at once', () => {
  const deep = '<a>'.repeat(100_000);
  const attributes = Array.from({ length: 100_000 }, (_, index) => `a${index}="1"`).join(' ');
  const entities = '&#65;'.repeat(1_000_000);
  const cases: readonly (readonly [string, string])[] = [
    [deep, 'xml_too_complex depth 1'],
    [`<v ${attributes}/>`, 'xml_too_complex attributes 1'],
    [`<v a="${'x'.repeat(20_000)}"/>`, 'xml_too_complex tag 1'],
    [`<${'n'.repeat(100_000)}/>`, 'xml_too_complex name 1'],
    [`<v${' '.repeat(20_000)}/>`, 'xml_too_complex tag 1'],
    [`<v>&${'a'.repeat(100_000)};</v>`, 'xml_too_complex reference 1'],
    [`<v>${entities}</v>`, `=${'A'.repeat(16_384)}`],
    [`<v>${'x'.repeat(100_000)}</v>`, `=${'x'.repeat(16_384)}`],
  ];
  for (const [document, expected] of cases) {
    assert.equal(onlyValue(utf8(document)), expected, document.slice(0, 20));
    assert.equal(onlyValue(utf8(document), 4_096), expected, document.slice(0, 20));
  }
});

test('a namespace for every element is refused before it fills memory', () => {
  const many = Array.from({ length: 100 }, (_, index) => `<b xmlns="urn:${index}"/>`).join('');
  assert.equal(onlyValue(utf8(`<a>${many}</a>`)), 'xml_too_complex namespaces 1');
});

test('any bytes give an outcome, the same for every way of cutting them', () => {
  const chance = seeded(7);
  const parts = [
    '<v>',
    '</v>',
    '<a>',
    '</a>',
    '<v/>',
    '&lt;',
    '&',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
  ];
  parts.push(
    ' x="1"',
    '<?p',
    '?>',
    'é',
    '\u0001',
    '\n',
    '"',
    'xmlns:p="u"',
    '<p:v',
    '>',
    '<!DOCTYPE',
  );
  for (let round = 0; round < 400; round += 1) {
    let document = '<a>';
    const length = chance.below(12);
    for (let at = 0; at < length; at += 1) document += parts[chance.below(parts.length)] ?? '';
    const bytes = Buffer.from(`${document}</a>`);
    if (chance.below(4) === 0) bytes[chance.below(bytes.length)] = chance.below(256);
    outcome(bytes);
  }
});

// The manifest of our custom elements (custom-elements.json, schema 1.0.0) and data for editors of HTML (VS Code's custom
// data), made from the source. The build puts both beside elements.js.

import { cssProperties, type ElementFacts, labNames, readElements, themes } from './elements.ts'

const themeSays = 'Light or dark, whatever the reader prefers.'

export function manifest(): object {
  return {
    schemaVersion: '1.0.0',
    readme: '',
    modules: [
      {
        kind: 'javascript-module',
        path: 'elements.js',
        declarations: readElements().map(declarationOf),
        exports: readElements().map(({ tag, className }) => ({
          kind: 'custom-element-definition',
          name: tag,
          declaration: { name: className, module: 'elements.js' },
        })),
      },
    ],
  }
}

function declarationOf({ tag, className, description, fields, events, slots, parts }: ElementFacts): object {
  return {
    kind: 'class',
    customElement: true,
    name: className,
    tagName: tag,
    description,
    attributes: [
      ...fields.flatMap(({ name, attribute, type, description }) =>
        attribute === null ? [] : [{ name: attribute, fieldName: name, type: { text: type }, description }],
      ),
      {
        name: 'theme',
        type: {
          text: themes()
            .map(theme => `'${theme}'`)
            .join(' | '),
        },
        description: themeSays,
      },
    ],
    members: fields.map(({ name, type, description }) => ({ kind: 'field', name, type: { text: type }, description })),
    events: events.map(({ name, description }) => ({ name, type: { text: 'CustomEvent' }, description })),
    slots: slots.map(name => ({ name })),
    cssParts: parts.map(name => ({ name })),
    cssProperties: cssProperties(),
  }
}

export function editorData(): object {
  const values = { protocol: labNames(), theme: themes() } as const
  const valuesOf = (name: string) =>
    Object.hasOwn(values, name) ? { values: values[name as keyof typeof values].map(one => ({ name: one })) } : {}
  return {
    version: 1.1,
    tags: readElements().map(({ tag, description, fields }) => ({
      name: tag,
      description,
      attributes: [
        ...fields.flatMap(({ attribute: name, type, description }) =>
          name === null
            ? []
            : [{ name, description, ...valuesOf(name), ...(type === 'boolean' ? { valueSet: 'v' } : {}) }],
        ),
        { name: 'theme', description: themeSays, ...valuesOf('theme') },
      ],
    })),
  }
}

import JSON

/// The keywords that are understood: all of draft-07, what references to other drafts need, and this project's own two.
enum Keyword: UInt8, CaseIterable {
  case type, properties, required, description, format, title, `default`, `enum`, pattern, items, additionalProperties
  case examples, reference, schema, id, oldID, allOf, anyOf, oneOf, not, `if`, then, `else`, const, definitions
  case minLength, maxLength, minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf, minItems, maxItems
  case uniqueItems, additionalItems, contains, minProperties, maxProperties, patternProperties, propertyNames
  case dependencies, contentEncoding, contentMediaType, comment, readOnly, writeOnly, warnPattern, warnMessage,
    patternMessage
  case newDefinitions, anchor, dependentRequired, dependentSchemas, minContains, maxContains, contentSchema
  case deprecated, prefixItems, vocabulary, recursiveReference, recursiveAnchor, dynamicReference, dynamicAnchor
  case unevaluatedProperties, unevaluatedItems

  /// The keyword as it is written.
  var name: String { Self.names[Int(rawValue)] }

  private static let names: [String] = allCases.map { String(describing: $0.word) }

  /// The keyword as it is written, without a count of references.
  var word: StaticString {
    switch self {
    case .type: "type"
    case .properties: "properties"
    case .required: "required"
    case .description: "description"
    case .format: "format"
    case .title: "title"
    case .default: "default"
    case .enum: "enum"
    case .pattern: "pattern"
    case .items: "items"
    case .additionalProperties: "additionalProperties"
    case .examples: "examples"
    case .reference: "$ref"
    case .schema: "$schema"
    case .id: "$id"
    case .oldID: "id"
    case .allOf: "allOf"
    case .anyOf: "anyOf"
    case .oneOf: "oneOf"
    case .not: "not"
    case .if: "if"
    case .then: "then"
    case .else: "else"
    case .const: "const"
    case .definitions: "definitions"
    case .minLength: "minLength"
    case .maxLength: "maxLength"
    case .minimum: "minimum"
    case .maximum: "maximum"
    case .exclusiveMinimum: "exclusiveMinimum"
    case .exclusiveMaximum: "exclusiveMaximum"
    case .multipleOf: "multipleOf"
    case .minItems: "minItems"
    case .maxItems: "maxItems"
    case .uniqueItems: "uniqueItems"
    case .additionalItems: "additionalItems"
    case .contains: "contains"
    case .minProperties: "minProperties"
    case .maxProperties: "maxProperties"
    case .patternProperties: "patternProperties"
    case .propertyNames: "propertyNames"
    case .dependencies: "dependencies"
    case .contentEncoding: "contentEncoding"
    case .contentMediaType: "contentMediaType"
    case .comment: "$comment"
    case .readOnly: "readOnly"
    case .writeOnly: "writeOnly"
    case .warnPattern: "x-warnPattern"
    case .warnMessage: "x-warnMessage"
    case .patternMessage: "x-patternMessage"
    case .newDefinitions: "$defs"
    case .anchor: "$anchor"
    case .dependentRequired: "dependentRequired"
    case .dependentSchemas: "dependentSchemas"
    case .minContains: "minContains"
    case .maxContains: "maxContains"
    case .contentSchema: "contentSchema"
    case .deprecated: "deprecated"
    case .prefixItems: "prefixItems"
    case .vocabulary: "$vocabulary"
    case .recursiveReference: "$recursiveRef"
    case .recursiveAnchor: "$recursiveAnchor"
    case .dynamicReference: "$dynamicRef"
    case .dynamicAnchor: "$dynamicAnchor"
    case .unevaluatedProperties: "unevaluatedProperties"
    case .unevaluatedItems: "unevaluatedItems"
    }
  }

  /// What stands behind a keyword, as far as finding schemas in it is concerned.
  enum Shape {
    case schema, list, map, schemaOrList, dependencies, plain
  }

  var shape: Shape {
    switch self {
    case .additionalProperties, .not, .if, .then, .else, .additionalItems, .contains, .propertyNames,
      .unevaluatedItems, .unevaluatedProperties, .contentSchema:
      .schema
    case .allOf, .anyOf, .oneOf, .prefixItems: .list
    case .properties, .patternProperties, .definitions, .newDefinitions, .dependentSchemas: .map
    case .items: .schemaOrList
    case .dependencies: .dependencies
    default: .plain
    }
  }

  /// The first draft that has the keyword.
  private var since: Dialect {
    switch self {
    case .const, .contains, .propertyNames, .id, .examples: .draft6
    case .if, .then, .else, .contentEncoding, .contentMediaType, .comment, .readOnly, .writeOnly: .draft7
    case .newDefinitions, .anchor, .dependentRequired, .dependentSchemas, .minContains, .maxContains, .contentSchema,
      .deprecated, .vocabulary, .recursiveReference, .recursiveAnchor, .unevaluatedProperties, .unevaluatedItems:
      .draft2019
    case .prefixItems, .dynamicReference, .dynamicAnchor: .draft2020
    default: .draft4
    }
  }

  /// Whether a dialect has the keyword.
  func exists(in dialect: Dialect) -> Bool {
    switch self {
    case .oldID: dialect == .draft4
    case .additionalItems: dialect < .draft2020
    case .recursiveReference, .recursiveAnchor: dialect == .draft2019
    default: since <= dialect
    }
  }

  private static let ready: [JSONName] = names.map { JSONName($0) }
  private static let hashes: [UInt32] = ready.map(\.hash)

  /// The keyword that the name of a member is.
  init?(_ name: JSONCursor) {
    guard let index = Self.hashes.firstIndex(of: name.nameHash), name.isNamed(Self.ready[index]) else { return nil }
    self = Self.allCases[index]
  }
}

/// The members of a schema that are keywords.
struct KeywordValues {
  private(set) var list: [(keyword: Keyword, value: JSONCursor)] = []

  /// The value of a keyword. A schema has few, so looking through them is fast.
  subscript(keyword: Keyword) -> JSONCursor? {
    for entry in list where entry.keyword.rawValue == keyword.rawValue { return entry.value }
    return nil
  }

  mutating func add(_ keyword: Keyword, _ value: JSONCursor) { list.append((keyword, value)) }
}

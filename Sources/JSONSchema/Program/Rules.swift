import JSON

// The instructions a schema becomes. All of them are plain values that lie side by side in the buffers of a
// `Program` and name one another by index, so that walking them counts no references. -1 stands for "there is none".

/// One schema, whatever it says: what kinds of value it lets through, and which of these need a closer look.
struct SchemaRule: BitwiseCopyable {
  /// A bit for each kind (`JSONNode.kindBit`) that can be valid at all.
  var accepts: UInt8 = .anyKind
  /// A bit for each kind for which there is more to check than the kind itself.
  var checks: UInt8 = 0
  /// The kinds that `type` names; `integer` counts as number.
  var types: UInt8 = .anyKind
  /// `type` names integer and not number.
  var integersOnly = false
  var isReference: Bool { reference >= 0 }
  var hasType = false
  /// There is more than what concerns one kind: `const`, `enum` or logic.
  var hasMore = false
  /// The boolean schema `false`.
  var isFalse = false
  /// What fits is a secret: `format: password`, `writeOnly` or `contentEncoding`.
  var isSecret = false
  var string: Int32 = -1
  var number: Int32 = -1
  var array: Int32 = -1
  var object: Int32 = -1
  /// The index of the constant.
  var constant: Int32 = -1
  var valuesStart: Int32 = 0
  /// -1 when there is no `enum`.
  var valuesCount: Int32 = -1
  var logicStart: Int32 = 0
  var logicCount: Int32 = 0
  /// The schema that a `$ref` leads to. In that case everything above is a copy of what that schema says.
  var reference: Int32 = -1
  /// `x-warnPattern`, as an index of a regular expression.
  var warnPattern: Int32 = -1
}

extension UInt8 {
  static let anyKind: UInt8 = 0xFF
}

/// `minLength` and its like.
struct StringRule: BitwiseCopyable {
  var minimumLength: UInt64 = 0
  var maximumLength: UInt64 = .max
  /// An index into the program's regular expressions.
  var pattern: Int32 = -1
  /// An index into the program's formats.
  var format: Int32 = -1
  var encoding: Int32 = -1
  var isJSONText = false
  /// There is nothing but `minLength` and `maxLength`.
  var isLengthOnly = false
}

/// The number keywords, each as an index of a constant.
struct NumberRule: BitwiseCopyable {
  var minimum: Int32 = -1
  var maximum: Int32 = -1
  var exclusiveMinimum: Int32 = -1
  var exclusiveMaximum: Int32 = -1
  var multipleOf: Int32 = -1
}

/// The array keywords.
struct ArrayRule: BitwiseCopyable {
  var minimumCount: UInt64 = 0
  var maximumCount: UInt64 = .max
  var tupleStart: Int32 = 0
  var tupleCount: Int32 = 0
  /// What elements after the tuple have to fit.
  var rest: Int32 = -1
  var restIsAdditional = false
  var unique = false
  var contains: Int32 = -1
  var minimumContains: UInt64 = 1
  var maximumContains: UInt64 = .max
}

/// The object keywords.
struct ObjectRule: BitwiseCopyable {
  var minimumCount: UInt64 = 0
  var maximumCount: UInt64 = .max
  /// Declared and required names, in the order of the schema.
  var propertiesStart: Int32 = 0
  var propertiesCount: Int32 = 0
  /// How many of them are required.
  var requiredCount: Int32 = 0
  /// Where the hash table stands, and its size less one; 0 if there is none.
  var tableStart: Int32 = 0
  var tableMask: Int32 = 0
  var patternsStart: Int32 = 0
  var patternsCount: Int32 = 0
  var dependenciesStart: Int32 = 0
  var dependenciesCount: Int32 = 0
  var additional: Int32 = -1
  var names: Int32 = -1
  /// `properties` is there, so a name may be unknown.
  var declaresProperties = false
  /// Unknown names need no look: neither patterns nor `additionalProperties` nor `propertyNames`.
  var ignoresOthers = true
}

/// A name that `properties` declares, or that is required only.
struct PropertyRule: BitwiseCopyable {
  let name: Name
  /// -1 for a name that `properties` lacks.
  var schema: Int32 = -1
  var isRequired = false
}

/// A name in the text of a schema, which the program keeps alive.
struct Name: BitwiseCopyable {
  let bytes: UnsafePointer<UInt8>
  let count: Int
  let hash: UInt32
  /// There is nothing in it that would be escaped where it is told.
  let isPlain: Bool

  init(_ cursor: JSONCursor) {
    let text = cursor.stringBytes
    // The bytes of a string have an address, be it that of its closing quote.
    self.init(bytes: text.baseAddress ?? cursor.textStart, count: text.count)
  }

  init(bytes: UnsafePointer<UInt8>, count: Int) {
    self.bytes = bytes
    self.count = count
    hash = jsonNameHash(bytes, count)
    isPlain = !PlainBytes.mayNeedEscape(inQuotes: UnsafeBufferPointer(start: bytes, count: count))
  }

  var text: String { String(decoding: buffer, as: UTF8.self) }
  var buffer: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: bytes, count: count) }

  func equals(_ other: Name) -> Bool {
    hash == other.hash && count == other.count && equalBytes(bytes, other.bytes, count)
  }
}

/// One member of `patternProperties`.
struct PatternRule: BitwiseCopyable {
  let pattern: Int32
  let schema: Int32
  let name: Name
}

/// One member of `dependencies`: names or a schema.
struct DependencyRule: BitwiseCopyable {
  enum Keyword: UInt8 {
    case dependencies, dependentRequired, dependentSchemas
  }
  let name: Name
  let keyword: Keyword
  var schema: Int32 = -1
  var namesStart: Int32 = 0
  var namesCount: Int32 = 0
}

/// A keyword that applies other schemas to the same value.
struct LogicRule: BitwiseCopyable {
  enum Operation: UInt8 {
    case allOf, anyOf, oneOf, not, conditional, reference
  }
  let operation: Operation
  /// Into the list of schema indices. A conditional has three: if, then, else.
  var start: Int32
  var count: Int32
  /// Of a conditional that asks for nothing but one member's text: what it asks.
  var discriminator: Int32 = -1
}

/// The condition that a member has a certain text, by which schemas choose among branches.
struct Discriminator: BitwiseCopyable {
  let name: Name
  /// The index of the constant.
  let constant: Int32
  /// Without the member the condition fails.
  let isRequired: Bool
}

/// A value of `const`, `enum` or a limit.
struct Constant: BitwiseCopyable {
  let cursor: JSONCursor
  let kind: UInt8
  /// The bytes of a string.
  let bytes: UnsafePointer<UInt8>
  let count: Int
  /// A whole number small enough, so that comparing it needs no more than that.
  let integer: Int
  let isSmallInteger: Bool

  init(_ cursor: JSONCursor) {
    self.cursor = cursor
    kind = cursor.kind == .name ? 1 << JSONKind.string.rawValue : 1 << cursor.kind.rawValue
    let text = cursor.kind == .string || cursor.kind == .name ? cursor.stringBytes : cursor.rawText
    bytes = text.baseAddress ?? cursor.textStart
    count = text.count
    var integer = 0
    var small = false
    if cursor.kind == .number {
      let number = cursor.number
      if number.exponent >= 0, number.digitCount + number.exponent <= 18 {
        small = true
        integer = Int(number.mantissa)
        for _ in 0..<number.exponent { integer *= 10 }
        if number.isNegative { integer = -integer }
      }
    }
    self.integer = integer
    isSmallInteger = small
  }

  var text: String { String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self) }
}

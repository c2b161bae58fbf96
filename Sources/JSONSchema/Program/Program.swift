import JSON

/// A compiled schema: the rules, side by side in memory that never changes again, and what they borrow from.
///
/// `@unchecked Sendable` is sound: every buffer is filled in `init`, belongs to this object alone, is only read after
/// that, and goes with it; the documents whose bytes the rules point into are kept in `documents`.
final class Program: @unchecked Sendable {
  let schemas: UnsafeMutablePointer<SchemaRule>
  let schemaCount: Int
  let strings: UnsafeMutablePointer<StringRule>
  let numbers: UnsafeMutablePointer<NumberRule>
  let arrays: UnsafeMutablePointer<ArrayRule>
  let objects: UnsafeMutablePointer<ObjectRule>
  let properties: UnsafeMutablePointer<PropertyRule>
  let tables: UnsafeMutablePointer<Int32>
  let patterns: UnsafeMutablePointer<PatternRule>
  let dependencies: UnsafeMutablePointer<DependencyRule>
  let names: UnsafeMutablePointer<Name>
  let logic: UnsafeMutablePointer<LogicRule>
  let lists: UnsafeMutablePointer<Int32>
  let discriminators: UnsafeMutablePointer<Discriminator>
  let constants: UnsafeMutablePointer<Constant>
  let expressions: UnsafeMutablePointer<Expression>
  let formats: UnsafeMutablePointer<Format>
  let encodings: UnsafeMutablePointer<ContentEncoding>
  private let expressionCount: Int
  private let formatCount: Int
  private let encodingCount: Int

  /// Where each schema stands, for messages.
  let origins: UnsafeMutablePointer<SchemaOrigin>
  /// The JSON Pointer to each schema from the root of its document, as pieces of one text.
  private let pointers: UnsafeMutablePointer<Piece>
  private let pointerText: UnsafeMutableBufferPointer<UInt8>
  /// Whether any schema has a base URI.
  let hasBases: Bool
  /// The texts of the regular expressions.
  let patternTexts: [String]
  private let documents: [JSONDocument]

  init(_ draft: ProgramDraft) {
    func copy<T>(_ array: [T]) -> UnsafeMutablePointer<T> {
      let memory = UnsafeMutablePointer<T>.allocate(capacity: max(array.count, 1))
      array.withUnsafeBufferPointer { source in
        if let start = source.baseAddress { memory.initialize(from: start, count: source.count) }
      }
      return memory
    }
    schemas = copy(draft.schemas)
    schemaCount = draft.schemas.count
    strings = copy(draft.strings)
    numbers = copy(draft.numbers)
    arrays = copy(draft.arrays)
    objects = copy(draft.objects)
    properties = copy(draft.properties)
    tables = copy(draft.tables)
    patterns = copy(draft.patterns)
    dependencies = copy(draft.dependencies)
    names = copy(draft.names)
    logic = copy(draft.logic)
    lists = copy(draft.lists)
    discriminators = copy(draft.discriminators)
    constants = copy(draft.constants)
    expressions = .allocate(capacity: max(draft.expressions.count, 1))
    for (index, expression) in draft.expressions.enumerated() {
      (expressions + index).initialize(to: Expression(expression))
    }
    formats = copy(draft.formats)
    encodings = copy(draft.encodings)
    expressionCount = draft.expressions.count
    formatCount = draft.formats.count
    encodingCount = draft.encodings.count
    origins = copy(draft.origins)
    var text = TextBuffer()
    pointers = copy(draft.pointers.map { text.addPiece($0) })
    pointerText = .allocate(capacity: text.count)
    _ = pointerText.initialize(from: text.array)
    hasBases = draft.origins.contains { !$0.base.isEmpty }
    patternTexts = draft.patternTexts
    documents = draft.documents
  }

  /// The way from a schema down to another, as a JSON Pointer that is escaped as between the quotes of a JSON string.
  @inline(__always)
  func way(from: Int32, to: Int32) -> UnsafeBufferPointer<UInt8> {
    let piece = pointers[Int(to)].range
    let start = piece.lowerBound + pointers[Int(from)].range.count
    return UnsafeBufferPointer(rebasing: UnsafeBufferPointer(pointerText)[start..<piece.upperBound])
  }

  deinit {
    // The plain values need no end; the kinds that may hold references do.
    expressions.deinitialize(count: expressionCount)
    formats.deinitialize(count: formatCount)
    encodings.deinitialize(count: encodingCount)
    origins.deinitialize(count: schemaCount)
    origins.deallocate()
    pointers.deallocate()
    pointerText.deallocate()
    schemas.deallocate()
    strings.deallocate()
    numbers.deallocate()
    arrays.deallocate()
    objects.deallocate()
    properties.deallocate()
    tables.deallocate()
    patterns.deallocate()
    dependencies.deallocate()
    names.deallocate()
    logic.deallocate()
    lists.deallocate()
    discriminators.deallocate()
    constants.deallocate()
    expressions.deallocate()
    formats.deallocate()
    encodings.deallocate()
  }
}

extension Program {
  /// A regular expression where it stands: it cannot be copied, so no reference is counted for a search.
  struct Expression: ~Copyable {
    private let expression: RegularExpression

    init(_ expression: RegularExpression) { self.expression = expression }

    func search(_ text: UnsafeBufferPointer<UInt8>) -> RegularExpression.Outcome { expression.search(text) }
  }
}

/// Where a schema stands.
struct SchemaOrigin {
  /// Its base URI without fragment; empty if it has none.
  let base: String
  /// The JSON Pointer from the root of the base's resource, as it is written in a URI fragment.
  let pointer: String
  /// The schema as it is written.
  let cursor: JSONCursor

  /// The URI of a keyword of this schema.
  func location(of keyword: String) -> String { "\(base)#\(pointer)\(keyword)" }
}

/// The rules as they come into being.
struct ProgramDraft {
  var schemas: [SchemaRule] = []
  var strings: [StringRule] = []
  var numbers: [NumberRule] = []
  var arrays: [ArrayRule] = []
  var objects: [ObjectRule] = []
  var properties: [PropertyRule] = []
  var tables: [Int32] = []
  var patterns: [PatternRule] = []
  var dependencies: [DependencyRule] = []
  var names: [Name] = []
  var logic: [LogicRule] = []
  var lists: [Int32] = []
  var discriminators: [Discriminator] = []
  var constants: [Constant] = []
  var expressions: [RegularExpression] = []
  var patternTexts: [String] = []
  var formats: [Format] = []
  var encodings: [ContentEncoding] = []
  var origins: [SchemaOrigin] = []
  /// The JSON Pointer to each schema from the root of its document.
  var pointers: [String] = []
  var documents: [JSONDocument] = []
}

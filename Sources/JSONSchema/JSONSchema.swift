public import JSON

/// A JSON Schema (draft-07), compiled once to validate many instances.
///
/// It is immutable and can be shared by threads. `isValid` says yes or no at the first failure and allocates nothing;
/// `diagnose` goes over the instance again and says all there is to say.
public struct JSONSchema: Sendable {
  /// What the keywords leave open.
  public struct Options: Sendable {
    /// `format` is an assertion (draft-07 validation, section 7.2, leaves it open). Unknown formats never fail.
    public var formatAssertion = true
    /// `contentEncoding` and `contentMediaType` are assertions, for the encodings and media types that are known
    /// (draft-07 validation, section 8). A value too long to be decoded within bounds is not valid then.
    public var contentAssertion = false
    /// A member name that no schema of the object knows, and none forbids, is a warning.
    public var unknownNameWarnings = true
    /// How many problems a diagnosis holds at most.
    public var maximumProblems = 100
    /// How deep rules may be entered one within another before a validation is given up as not valid; each level of
    /// an instance takes one to a few. One costs about 300 bytes of stack.
    public var maximumDepth = 2_000

    /// The defaults.
    public init() {}
  }

  /// In one object, so that a copy of the schema is one reference more and nothing else.
  private final class Compiled: Sendable {
    let program: Program
    let options: Options
    let notes: [SchemaNote]

    init(_ program: Program, _ options: Options, _ notes: [SchemaNote]) {
      self.program = program
      self.options = options
      self.notes = notes
    }
  }

  private let compiled: Compiled
  var program: Program { compiled.program }
  /// What it was compiled with.
  public var options: Options { compiled.options }
  /// What is odd in the schema without making it unusable.
  public var notes: [SchemaNote] { compiled.notes }

  /// Compiles the schema at `pointer`.
  ///
  /// A `$ref` within the document is resolved against the whole document and, if that has nothing there, against the
  /// schema at `pointer`. A reference to another document finds it in the registry; nothing is ever fetched.
  public init(
    _ document: JSONDocument, at pointer: JSONPointer = .init(), registry: SchemaRegistry = .init(),
    options: Options = .init()
  ) throws(SchemaError) {
    var compiler = SchemaCompiler(document, registry: registry, options: options)
    try compiler.compile(at: pointer)
    compiled = Compiled(Program(compiler.draft), options, compiler.notes)
  }

  /// Whether the instance fits. Stops at the first failure and allocates nothing.
  ///
  /// A cursor borrows: what it was taken from has to be held until the call returns.
  public func isValid(_ instance: JSONCursor) -> Bool {
    var evaluator = Evaluator(program, instance, maximumDepth: options.maximumDepth)
    return evaluator.accepts(0, instance.index) && !evaluator.gaveUp
  }

  /// Whether the instance fits and a diagnosis would warn of nothing either. Allocates nothing; false may also mean that
  /// only a diagnosis can tell.
  ///
  /// A cursor borrows: what it was taken from has to be held until the call returns.
  public func isUnremarkable(_ instance: JSONCursor) -> Bool {
    var evaluator = Evaluator(program, instance, maximumDepth: options.maximumDepth, seeksDoubts: true)
    return evaluator.accepts(0, instance.index) && !evaluator.gaveUp && !evaluator.hasDoubts
  }

  /// All problems of the instance, in the order of its text.
  ///
  /// - Parameters:
  ///   - place: the JSON Pointer of the instance, with which all instance locations begin.
  ///   - location: the JSON Pointer of the schema, with which all keyword locations begin.
  public func diagnose(_ instance: JSONCursor, at place: String = "", schemaAt location: String = "") -> Diagnosis {
    var diagnosis = Diagnosis()
    diagnose(instance, at: place, schemaAt: location, addingTo: &diagnosis)
    return diagnosis
  }

  /// The same, put behind what has been found otherwise.
  package func diagnose(
    _ instance: JSONCursor, at place: String = "", schemaAt location: String = "", addingTo diagnosis: inout Diagnosis
  ) {
    LentMemory.onStack { memory in
      LentMemory.onStack { textMemory in
        var diagnoser = Diagnoser(
          program, instance, options: options, place: place, location: location, &memory, &textMemory)
        diagnoser.run(addingTo: &diagnosis)
      }
    }
  }

  /// Whether the instance fits. Stops at the first failure and allocates nothing.
  public func isValid(_ instance: JSONValue) -> Bool {
    withExtendedLifetime(instance) { isValid(instance.cursor) }
  }

  /// All problems of the instance, in the order of its text.
  public func diagnose(_ instance: JSONValue) -> Diagnosis {
    withExtendedLifetime(instance) { diagnose(instance.cursor) }
  }
}

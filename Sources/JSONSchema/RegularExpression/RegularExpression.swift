/// A regular expression as JSON Schema's `pattern`, `patternProperties` and `format: regex` mean it: ECMA-262 syntax and
/// meaning with the `u` flag, searched without anchors.
///
/// Where JSON Schema documents in the field leave the strict `u` grammar in a way that has only one reading, that
/// reading is taken: an escaped character that cannot be part of an identifier, or `_`, stands for itself
/// (`\-`, `\@`, `\_`); `]` and `}` outside a class are themselves, and so is `{` unless a digit or a comma follows it.
///
/// Matching takes time linear in the text, also with look-around. A pattern with back-references is the exception, since
/// no linear algorithm is known: it runs under a step budget and answers `.tooCostly` when that ends (see `Limits`). The
/// same answer ends a search in which the product of a huge pattern and a huge text would take more than seconds.
///
/// The value is immutable after `init` and may be used from several threads at once.
package struct RegularExpression: Sendable {
  /// What a search found.
  package enum Outcome: Sendable {
    case match, noMatch
    /// The budget ended before an answer was found; the text is neither accepted nor refused.
    case tooCostly
  }

  /// Bounds on time and memory.
  package enum Limits {
    /// Groups inside each other.
    package static let nesting = 100
    /// Nodes of all automata of an expression together after counted repeats are unrolled.
    package static let automatonNodes = 1 << 18
    /// Bytes of cached automaton states per expression; beyond it, matching goes on without the cache, more slowly.
    package static let cachedStateBytes = 2 << 20
    /// Node visits of one search without the cache, to which `simulationStepsPerByte` for each byte of text are added.
    package static let simulationSteps = 1 << 28
    package static let simulationStepsPerByte = 64
    /// Steps of one search of a pattern with back-references, to which `backtrackingStepsPerByte` for each byte are added.
    package static let backtrackingSteps = 4_000_000
    package static let backtrackingStepsPerByte = 32
    /// Undo and choice records a search of such a pattern may hold at once.
    package static let backtrackingRecords = 1_000_000
  }

  /// A way to search. Behind a protocol and not in an enum, whose payload would be retained for each search.
  protocol Engine: AnyObject, Sendable {
    func search(_ text: UnsafeBufferPointer<UInt8>) -> Outcome
  }

  private let engine: any Engine

  /// Compiles `pattern`.
  /// - Throws: `SyntaxError` when the pattern is not one ECMA-262 accepts with the `u` flag (see above for what else is
  ///   accepted), when it needs a script that is not supported, or when it exceeds `Limits`.
  package init(_ pattern: String) throws(SyntaxError) {
    var parser = Parser(pattern)
    let tree = try parser.parse()
    if parser.hasBackReference {
      engine = BacktrackProgram(tree, parser: parser)
    } else if !parser.looks.isEmpty {
      engine = try LookAroundAutomaton(tree, sets: parser.sets, looks: parser.looks)
    } else if let shape = LiteralShape(tree, sets: parser.sets) {
      engine = shape
    } else if let runs = RunSequence(tree, sets: parser.sets) {
      engine = runs
    } else {
      var compiler = NFACompiler(sets: parser.sets)
      engine = LazyAutomaton(try compiler.compile(tree))
    }
  }

  /// Searches `text`, which is UTF-8, for a match that may start and end anywhere.
  ///
  /// Text that is not UTF-8 gives an unspecified answer, but is safe.
  package func search(_ text: UnsafeBufferPointer<UInt8>) -> Outcome {
    engine.search(text)
  }
}

extension RegularExpression.LiteralShape: RegularExpression.Engine {
  func search(_ text: UnsafeBufferPointer<UInt8>) -> RegularExpression.Outcome { matches(text) ? .match : .noMatch }
}

extension RegularExpression.RunSequence: RegularExpression.Engine {
  func search(_ text: UnsafeBufferPointer<UInt8>) -> RegularExpression.Outcome { matches(text) ? .match : .noMatch }
}

extension RegularExpression.LazyAutomaton: RegularExpression.Engine {}
extension RegularExpression.LookAroundAutomaton: RegularExpression.Engine {}
extension RegularExpression.BacktrackProgram: RegularExpression.Engine {}

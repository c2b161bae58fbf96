import Testing

@testable import JSONSchema

/// Patterns that leave no choice are decided in one pass, and those that leave one are not.
@Suite("Runs of classes")
struct RunSequenceTests {
  static func runs(_ pattern: String) throws -> RegularExpression.RunSequence? {
    var parser = RegularExpression.Parser(pattern)
    return RegularExpression.RunSequence(try parser.parse(), sets: parser.sets)
  }

  @Test(
    "have the shape",
    arguments: [
      "^[0-9a-f]{8}-[0-9a-f]{4}$", "^[0-9]{2,3}\\.[0-9]$", "^a*b*$", "^[a-c]+", "^éx+$", "^[a-z]+[0-9]*$",
      "^\\d{4}-\\d{2}",
    ])
  func shaped(pattern: String) throws {
    #expect(try Self.runs(pattern) != nil)
  }

  @Test(
    "do not",
    arguments: [
      "a+", "^a*a$", "^[a-z]+[0-9]*x$", "^[^a]+$", "^(a|b)c$", "^a*b?a$", "^a{1,2}[ab]$", "^é?x$", "^é+$", "^\\w+é$|x",
      "^$",
      "^(ab)+$",
    ])
  func unshaped(pattern: String) throws {
    #expect(try Self.runs(pattern) == nil)
  }

  @Test(
    "match what the automaton matches",
    arguments: ["^[0-9]{2,3}\\.[0-9]$", "^a*b+$", "^a{2}b?c*", "^[ab]{0,2}c$", "^é[a-b]{1,}$"])
  func agree(pattern: String) throws {
    let runs = try #require(try Self.runs(pattern))
    var parser = RegularExpression.Parser(pattern)
    let tree = try parser.parse()
    var compiler = RegularExpression.NFACompiler(sets: parser.sets)
    let automaton = RegularExpression.LazyAutomaton(try compiler.compile(tree))
    // All texts over a small alphabet up to five characters.
    let alphabet = ["a", "b", "c", "0", "9", ".", "é"]
    var texts = [""]
    var last = [""]
    for _ in 0..<4 {
      last = last.flatMap { text in alphabet.map { text + $0 } }
      texts += last
    }
    var matches = 0
    for text in texts {
      let answers = Array(text.utf8).withUnsafeBufferPointer { (runs.matches($0), automaton.search($0) == .match) }
      #expect(answers.0 == answers.1, "\(pattern) on \(text)")
      if answers.0 { matches += 1 }
    }
    #expect(matches > 0)
  }
}

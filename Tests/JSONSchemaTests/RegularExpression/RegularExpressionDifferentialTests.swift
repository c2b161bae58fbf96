import Foundation
import JSONSchema
import Testing

/// Random patterns: the engines against each other, and against another implementation of ECMA-262.
@Suite struct RegularExpressionDifferentialTests {
  /// The same pattern in forms that different engines take: an empty look-ahead and an empty group that is referred to.
  @Test func enginesAgree() throws {
    var generator = PatternGenerator(seed: 20)
    var matches = 0
    var pairs = 0
    for _ in 0..<1_500 {
      let pattern = generator.pattern(.regular)
      let automaton = try RegularExpression(pattern)
      let lookAround = try RegularExpression("(?=)(?:\(pattern))")
      let backtracker = try RegularExpression("(?:\(pattern))(?<last>)\\k<last>")
      for _ in 0..<4 {
        let text = generator.text()
        let outcome = automaton.search(text)
        #expect(lookAround.search(text) == outcome, "\(pattern.debugDescription) \(text.debugDescription)")
        #expect(backtracker.search(text) == outcome, "\(pattern.debugDescription) \(text.debugDescription)")
        matches += outcome == .match ? 1 : 0
        pairs += 1
      }
    }
    // Neither answer may be so rare that the comparison says little.
    #expect(matches * 5 > pairs && matches * 5 < pairs * 4)
  }

  @Test(
    .enabled(
      if: Node.isRequired || Node.path != nil, "node is not installed: nothing to compare with"))
  func agreesWithNode() throws {
    var generator = PatternGenerator(seed: 40)
    var examples: [(pattern: String, texts: [String])] = []
    for feature in [PatternGenerator.Feature.regular, .lookAround, .backReferences] {
      for _ in 0..<500 {
        examples.append((generator.pattern(feature), (0..<4).map { _ in generator.text() }))
      }
    }
    for _ in 0..<1_000 { examples.append((generator.broken(), [generator.text()])) }

    let answers = try Node.answers(examples)
    try #require(answers.count == examples.count)
    var pairs = 0
    var refused = 0
    for (example, answer) in zip(examples, answers) {
      let pattern = example.pattern
      let expression = try? RegularExpression(pattern)
      if answer.hasPrefix("E ") {
        refused += 1
        // The liberties taken: escapes of punctuation, and braces and brackets that stand for themselves.
        let isLiberty =
          answer.hasSuffix("Invalid escape") || answer.hasSuffix("Lone quantifier brackets")
          || answer.hasSuffix("Incomplete quantifier")
        #expect(expression == nil || isLiberty, "accepts \(pattern.debugDescription): \(answer)")
        continue
      }
      guard let expression else {
        Issue.record("refuses \(pattern.debugDescription)")
        continue
      }
      try #require(answer.utf8.count == example.texts.count)
      for (text, expected) in zip(example.texts, answer) {
        pairs += 1
        #expect(
          expression.search(text) == (expected == "1" ? .match : .noMatch),
          "\(pattern.debugDescription) \(text.debugDescription)")
      }
    }
    #expect(pairs > 5_000)
    #expect(refused > 300)
  }

  /// One Node.js process that answers all examples.
  enum Node {
    static var isRequired: Bool { ProcessInfo.processInfo.environment["FLOW_SIDECAR_REQUIRE_ALL_TESTS"] == "1" }

    static let path: String? = {
      let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
      return folders.map { "\($0)/node" }.first(where: FileManager.default.isExecutableFile)
    }()

    struct Missing: Error {}

    /// For each line of hexadecimal words, the pattern and its texts, answers `E reason` or a digit for each text.
    ///
    /// V8 also tries to match between the halves of a surrogate pair, where ECMA-262 has no position; so the
    /// search is written out in the pattern, which makes it go by code points.
    private static let script = """
      const text = word => Buffer.from(word.slice(1), 'hex').toString();
      const answers = require('fs').readFileSync(0, 'latin1').trim().split('\\n').map(line => {
        const [pattern, ...texts] = line.split(' ').map(text);
        try { new RegExp(pattern, 'u'); } catch (error) { return 'E ' + error.message.split(': ').pop(); }
        const search = new RegExp('^[^]*?(?:' + pattern + ')', 'u');
        return texts.map(text => search.test(text) ? '1' : '0').join('');
      });
      process.stdout.write(answers.join('\\n'));
      """

    static func answers(_ examples: [(pattern: String, texts: [String])]) throws -> [String] {
      guard let path else { throw Missing() }
      let lines = examples.map { example in
        ([example.pattern] + example.texts).map { word in
          "x" + word.utf8.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        }.joined(separator: " ")
      }
      // A file, not a pipe: a pipe would fill up while nobody reads the answers.
      let input = FileManager.default.temporaryDirectory.appendingPathComponent("patterns-\(UUID().uuidString)")
      try Data(lines.joined(separator: "\n").utf8).write(to: input)
      defer { try? FileManager.default.removeItem(at: input) }
      let process = Process()
      process.executableURL = URL(fileURLWithPath: path)
      process.arguments = ["-e", script]
      process.standardInput = try FileHandle(forReadingFrom: input)
      let output = Pipe()
      process.standardOutput = output
      try process.run()
      let data = try output.fileHandleForReading.readToEnd() ?? Data()
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
      return String(decoding: data, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false).map(
        String.init)
    }
  }
}

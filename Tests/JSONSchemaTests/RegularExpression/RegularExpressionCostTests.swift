import Foundation
import JSONSchema
import Synchronization
import Testing

/// What hostile patterns and texts may cost. The times allowed are generous multiples of those of a release build, since
/// tests run unoptimized and beside others; what they exclude is growth beyond linear, which would take hours.
@Suite(.serialized) struct RegularExpressionCostTests {
  private static let mebibyte = 1 << 20

  private func search(_ pattern: String, _ text: String) throws -> RegularExpression.Outcome {
    let expression = try RegularExpression(pattern)
    let bytes = Array(text.utf8)
    var outcome = RegularExpression.Outcome.tooCostly
    let time = ContinuousClock().measure { outcome = bytes.withUnsafeBufferPointer(expression.search) }
    #expect(time < .seconds(60), "\(pattern)")
    return outcome
  }

  @Test func isLinearInTheText() throws {
    let text = String(repeating: "a", count: Self.mebibyte)
    #expect(try search("^(a+)+$", text + "b") == .noMatch)
    #expect(try search("^(a+)+$", text) == .match)
    #expect(try search("(a*)*(a|aa)*[^]$", text + "b") == .match)
    #expect(try search("(x+x+)+y", String(repeating: "x", count: Self.mebibyte)) == .noMatch)
    #expect(try search("^(?=(a+)+$)", String(text.dropLast(Self.mebibyte - 20_000)) + "b") == .noMatch)
    #expect(try search("(?<!(a+)+)b", String(text.dropLast(Self.mebibyte - 20_000)) + "b") == .noMatch)
  }

  @Test func repeatsUpToTheBound() throws {
    #expect(try search("^[a-z]{0,1000}$", String(repeating: "q", count: 1000)) == .match)
    #expect(try search("^[a-z]{0,1000}$", String(repeating: "q", count: 1001)) == .noMatch)
    #expect(try search("^\\p{L}{1,1000}$", String(repeating: "é", count: 1000)) == .match)
    #expect(try search("^\\p{L}{1,1000}$", String(repeating: "é", count: 1001)) == .noMatch)
    #expect(try search("^(?:(?:[ab]{1,10}){1,100}c){1,100}$", "abacbbc") == .match)
    #expect(try search("^(?:(?:[ab]{1,10}){1,100}c){1,100}$", "abaccbbc") == .noMatch)
  }

  @Test func goesOnWhenTheCacheIsFull() throws {
    // Sets of nodes that keep changing: far more states than are cached.
    var random = SeededGenerator(seed: 3)
    let noise = (0..<60_000).reduce(into: "") { text, _ in text += random.pick(["a", "b", "é"]) }
    #expect(try search("a[ab]{20}c", noise) == .noMatch)
    #expect(try search("a[abé]{20}c", noise + "a" + String(repeating: "b", count: 20) + "c") == .match)
    #expect(try search("a[abé]{20}\\b$", noise + "é") == .noMatch)
    #expect(try search("a{0,1000}b", String(repeating: "a", count: 20_000)) == .noMatch)
    #expect(try search("é{0,1000}b", String(repeating: "é", count: 20_000) + "b") == .match)
  }

  @Test func backtrackingEndsInTooCostly() throws {
    #expect(try search("^(a*)*\\1b$", String(repeating: "a", count: 5_000)) == .tooCostly)
    #expect(try search("^((a|aa)+)+\\1$", String(repeating: "a", count: 60) + "b") == .tooCostly)
    #expect(try search("()(?:\\1){99999999999}b", "a") == .tooCostly)
    #expect(try search("^(a)(?:[ab]*)*\\1$", String(repeating: "ab", count: 200) + "a") == .match)
  }

  @Test func aSmallStackIsEnough() throws {
    let depth = RegularExpression.Limits.nesting
    let outcomes = Mutex<[RegularExpression.Outcome?]>([])
    let done = DispatchSemaphore(value: 0)
    // A thread that overflows its stack takes the process with it.
    let thread = Thread {
      for opening in ["(", "(?:", "(?=", "(?<="] {
        for closing in opening.hasSuffix("=") ? [")", "|b)"] : [")", "|b)*", ")?c{0}"] {
          let nested = String(repeating: opening, count: depth) + "a" + String(repeating: closing, count: depth)
          for pattern in [nested, nested + "()\\1"] {
            let outcome = try? RegularExpression(pattern).search("aaaa")
            outcomes.withLock { $0.append(outcome) }
          }
        }
      }
      done.signal()
    }
    // What threads but the first have on macOS; frames are several times larger without optimization.
    #if DEBUG
      thread.stackSize = 4 << 20
    #else
      thread.stackSize = 512 << 10
    #endif
    thread.start()
    #expect(done.wait(timeout: .now() + 60) == .success)
    // Backtracking may find some of them too costly, but all are patterns, and all match.
    #expect(outcomes.withLock { $0.count { $0 == .match || $0 == .tooCostly } } == 20)
    #expect(outcomes.withLock { $0.count { $0 == .match } } >= 16)
  }
}

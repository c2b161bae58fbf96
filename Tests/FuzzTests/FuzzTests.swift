import Foundation
import FuzzTargets
import TestSupport
import Testing

/// The quick form of Tests/Fuzzing/run: every input of the corpus, in which all past findings are, then inputs made of
/// them by chance, the same ones on each run.
@Suite(.serialized) struct FuzzTests {
  private static func folder(_ name: String) -> URL { SidecarProgram.file("Tests/Fuzzing/\(name)") }

  private static func corpus(_ target: FuzzTarget) throws -> [(name: String, bytes: [UInt8])] {
    let folder = folder("corpus/\(target.name)")
    return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().map {
      ($0, Array(try Data(contentsOf: folder.appendingPathComponent($0))))
    }
  }

  /// The words of a dictionary in libFuzzer's form: one a line, in quotes, with \xAB, \" and \\.
  private static func words(_ target: FuzzTarget) throws -> [[UInt8]] {
    let text = try String(contentsOf: folder("dictionaries/\(target.name).dict"), encoding: .utf8)
    return text.split(separator: "\n").map { line in
      var rest = Array(line.utf8.dropFirst().dropLast())[...]
      var word: [UInt8] = []
      while let byte = rest.popFirst() {
        if byte == UInt8(ascii: "\\"), rest.first == UInt8(ascii: "x") {
          word.append(UInt8(String(decoding: rest.dropFirst().prefix(2), as: UTF8.self), radix: 16) ?? 0)
          rest = rest.dropFirst(3)
        } else {
          word.append(byte)
        }
      }
      return word
    }
  }

  private static func run(_ target: FuzzTarget, _ bytes: [UInt8], _ name: String) {
    do throws(FuzzTarget.Finding) {
      try bytes.withUnsafeBufferPointer { input throws(FuzzTarget.Finding) in try target.run(input) }
    } catch {
      Issue.record("\(target.name), \(name): \(error); input: \(Data(bytes).base64EncodedString())")
    }
  }

  @Test(arguments: FuzzTarget.all.map(\.name))
  func corpus(_ name: String) throws {
    let target = try #require(FuzzTarget.named(name))
    let corpus = try Self.corpus(target)
    #expect(corpus.count > 5)
    for input in corpus { Self.run(target, input.bytes, input.name) }
  }

  @Test(arguments: FuzzTarget.all.map(\.name))
  func mutations(_ name: String) throws {
    let target = try #require(FuzzTarget.named(name))
    let words = try Self.words(target)
    #expect(words.count > 10)
    var mutator = Mutator(seed: 1, corpus: try Self.corpus(target).map(\.bytes), words: words)
    // By number and not by time, so that each run does the same; the session takes milliseconds for one.
    for number in 0..<(name == "session" ? 60 : 1500) { Self.run(target, mutator.input(), "mutation \(number)") }
  }
}

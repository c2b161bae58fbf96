import JSON
import TestSupport
import Testing

@Suite(
  "Another strict reader agrees",
  .enabled(if: TestEnvironment.has("python3"), "python3 is not installed"))
struct SecondOpinionTests {
  @Test("on every sample")
  func samples() throws {
    try compare(Samples.accepted.map(\.bytes) + Samples.refused.map(\.bytes) + WholeTexts.all.map(\.bytes))
  }

  @Test("on every beginning of a text")
  func prefixes() throws {
    try compare(WholeTexts.all.flatMap { whole in whole.bytes.indices.map { Array(whole.bytes.prefix($0)) } })
  }

  @Test("on 20,000 texts with one byte changed, added or left out")
  func mutations() throws {
    var seeded = SeededNumbers(seed: 8259)
    let telling = Array("\"\\{}[]:,0123456789eE+-.abcdefnrtu/ \n\t".utf8)
    let texts = (0..<20_000).map { number in
      var bytes = WholeTexts.all[number % WholeTexts.all.count].bytes
      let place = Int.random(in: bytes.indices, using: &seeded)
      let any = UInt8.random(in: 0...0xFF, using: &seeded)
      let byte = Bool.random(using: &seeded) ? any : telling[Int(any) % telling.count]
      switch UInt8.random(in: 0..<4, using: &seeded) {
      case 0: bytes.remove(at: place)
      case 1: bytes.insert(byte, at: place)
      default: bytes[place] = byte
      }
      return bytes
    }
    let taken = try compare(texts)
    // Both answers have to occur often, or nothing was compared.
    #expect(2_000...18_000 ~= taken)
  }

  /// Compares the two, value by value; how many texts both took.
  @discardableResult
  private func compare(_ texts: [[UInt8]]) throws -> Int {
    let opinions = try Python.plainForms(texts)
    try #require(opinions.count == texts.count)
    let reader = JSONReader()
    var taken = 0
    var mistakes = Mistakes()
    for (text, opinion) in zip(texts, opinions) {
      let kept = (try? JSONDocument(text)).map { plainForm($0) }
      let read = text.withUnsafeBufferPointer { bytes in (try? reader.read(bytes)).map { plainForm($0) } }
      if kept != opinion || read != opinion {
        mistakes.append(
          "\(Sample(bytes: text).testDescription): here \(kept ?? "refused"), there \(opinion ?? "refused")")
      }
      if opinion != nil { taken += 1 }
    }
    mistakes.report()
    return taken
  }
}

/// A text that is not quite JSON as what it most likely means, for those who are still typing it.
///
/// Nothing is sent anywhere on the strength of it: it is there so that all mistakes of a text can be told at once, each
/// with its place in the text as it stands.
package struct JSONRepair: Sendable {
  /// A stretch of the text, in bytes, and what to put in its place.
  package struct Edit: Sendable, Equatable {
    package var range: Range<Int>
    package var newText: String

    package init(_ range: Range<Int>, _ newText: String) {
      self.range = range
      self.newText = newText
    }
  }

  /// One thing that had to be mended. No content of a string is ever part of it, but for the names of members.
  package struct Fault: Sendable {
    /// The word of ``JSONParseError`` for it.
    package let reason: String
    /// What is wrong, in plain words.
    package let message: String
    /// Where a strict reader stops for it, in bytes.
    package let offset: Int
    /// What to point at, in bytes.
    package let range: Range<Int>
    /// What mends it, done together; none where that is for a person to say.
    package let edits: [Edit]
  }

  /// A stretch of the mended text that stands so in the source, or was put in at a place of it.
  struct Segment {
    var output: Int
    var source: Int
    var isInserted: Bool
  }

  /// In the order in which they were met.
  package let faults: [Fault]
  /// The mended text; nil where too much is wrong to tell what is meant. It may still not be JSON.
  package let text: [UInt8]?
  private let segments: [Segment]
  private let sourceCount: Int

  /// Mends that text.
  package init(_ source: UnsafeBufferPointer<UInt8>) {
    var repairer = JSONRepairer(source)
    repairer.run()
    faults = repairer.faults
    text = repairer.gaveUp ? nil : repairer.output
    segments = repairer.segments
    sourceCount = source.count
  }

  /// Where in the source a stretch of the mended text stands; what was put in has the place it was put at.
  package func sourceRange(_ range: Range<Int>) -> Range<Int> {
    let start = source(range.lowerBound)
    guard !range.isEmpty else { return start..<start }
    let last = segment(range.upperBound - 1)
    let end = last.isInserted ? last.source : last.source + (range.upperBound - last.output)
    return min(start, end)..<max(start, end)
  }

  /// Whether the byte at an offset of the mended text was put in.
  package func isInserted(at offset: Int) -> Bool { segment(offset).isInserted }

  private func source(_ offset: Int) -> Int {
    let found = segment(offset)
    return found.isInserted ? found.source : min(sourceCount, found.source + (offset - found.output))
  }

  /// The stretch that an offset of the mended text lies in.
  private func segment(_ offset: Int) -> Segment {
    var (low, high) = (0, segments.count)
    while low < high {
      let middle = (low + high) / 2
      if segments[middle].output <= offset { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? segments[low - 1] : Segment(output: 0, source: 0, isInserted: false)
  }
}

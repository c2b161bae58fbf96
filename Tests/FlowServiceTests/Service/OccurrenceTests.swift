import Testing

@testable import FlowService

@Suite("a text in a text") struct OccurrenceTests {
  @Test(
    "the first one is found, byte for byte",
    arguments: [
      ("http://host", "://", 4), ("://", "://", 0), ("a:/b://", "://", 4), ("aaab", "aab", 1), ("abab", "ab", 0),
      ("ab", "b", 1), ("a", "", 0), ("", "", 0), ("é", "é", 0),
    ])
  func found(_ text: String, _ sought: String, _ offset: Int) throws {
    let range = try #require(text.firstOccurrence(of: sought))
    #expect(text.utf8.distance(from: text.startIndex, to: range.lowerBound) == offset)
    #expect(text[range].utf8.elementsEqual(sought.utf8))
    #expect(text.mentions(sought))
    // A part of a text ends where it ends.
    #expect("\(text)x".dropLast().firstOccurrence(of: sought) != nil)
  }

  @Test("what is not there", arguments: [("", "a"), ("a", "ab"), ("aab", "aac"), ("é", "e\u{301}"), ("A", "a")])
  func missing(_ text: String, _ sought: String) {
    #expect(text.firstOccurrence(of: sought) == nil)
    #expect(!text.mentions(sought))
    #expect(!"\(text)\(sought)".dropLast().mentions(sought))
  }
}

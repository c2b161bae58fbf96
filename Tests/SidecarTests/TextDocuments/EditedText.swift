import JSON
import Testing

/// A text with a client's own idea of lines and columns: it goes over the UTF-16 code units, as editors do.
struct EditedText {
  var text: String

  /// Where a position stands in the text's UTF-16 code units.
  func unit(_ position: JSONValue) throws -> Int {
    let line = try #require(position["line"]?.integer)
    let character = try #require(position["character"]?.integer)
    let units = Array(text.utf16)
    var index = 0
    for _ in 0..<line {
      while units[index] != 0x0A { index += 1 }
      index += 1
    }
    return index + character
  }

  /// What stands in a range.
  func content(_ range: JSONValue) throws -> String {
    let start = try unit(try #require(range["start"]))
    let end = try unit(try #require(range["end"]))
    return String(decoding: Array(text.utf16)[start..<end], as: UTF16.self)
  }

  /// Makes edits, all at once. Equal ones are one, and at one place insertions come first, in
  /// their order.
  mutating func apply(_ edits: [JSONValue]) throws {
    var places: [(start: Int, end: Int, newText: String)] = []
    for edit in edits {
      let range = try #require(edit["range"])
      let place = (
        try unit(try #require(range["start"])), try unit(try #require(range["end"])),
        try #require(edit["newText"]?.string)
      )
      if !places.contains(where: { $0 == place }) { places.append(place) }
    }
    var units = Array(text.utf16)
    func key(_ place: (offset: Int, element: (start: Int, end: Int, newText: String))) -> (Int, Int, Int) {
      (place.element.start, place.element.end > place.element.start ? 1 : 0, place.offset)
    }
    // From the end on, so that what comes before keeps its place.
    for (_, place) in places.enumerated().sorted(by: { key($0) > key($1) }) {
      units.replaceSubrange(place.start..<place.end, with: Array(place.newText.utf16))
    }
    text = String(decoding: units, as: UTF16.self)
  }
}

extension JSONValue {
  /// The edits of a problem, however many.
  var mendingEdits: [JSONValue] { self["edit"].map { [$0] } ?? self["edits"]?.elements ?? [] }
}

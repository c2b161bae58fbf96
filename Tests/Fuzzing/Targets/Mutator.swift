/// Makes inputs out of others, the same ones on each run: for the quick form, which has no coverage to go by.
package struct Mutator: RandomNumberGenerator {
  private var state: UInt64
  private let corpus: [[UInt8]]
  private let words: [[UInt8]]

  /// A mutator of those inputs, which puts those words in.
  package init(seed: UInt64, corpus: [[UInt8]], words: [[UInt8]]) {
    state = seed
    self.corpus = corpus
    self.words = words
  }

  /// SplitMix64.
  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }

  /// An input.
  package mutating func input() -> [UInt8] {
    var bytes = corpus.randomElement(using: &self) ?? []
    for _ in 0..<Int.random(in: 1...4, using: &self) { mutate(&bytes) }
    return bytes
  }

  private mutating func mutate(_ bytes: inout [UInt8]) {
    let place = Int.random(in: 0...bytes.count, using: &self)
    let end = min(bytes.count, place + Int.random(in: 0...12, using: &self))
    switch Int.random(in: 0..<8, using: &self) {
    case 0: if place < bytes.count { bytes[place] = UInt8.random(in: 0...255, using: &self) }
    case 1: bytes.insert(UInt8.random(in: 0...255, using: &self), at: place)
    case 2: bytes.removeSubrange(place..<end)
    case 3: bytes.insert(contentsOf: Array(bytes[place..<end]), at: place)
    case 4, 5: bytes.insert(contentsOf: words.randomElement(using: &self) ?? [], at: place)
    case 6: bytes.replaceSubrange(place..<end, with: words.randomElement(using: &self) ?? [])
    default:
      let other = corpus.randomElement(using: &self) ?? []
      let from = Int.random(in: 0...other.count, using: &self)
      bytes.replaceSubrange(place..., with: other[from...])
    }
  }
}

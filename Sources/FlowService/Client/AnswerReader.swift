import JSON
import Synchronization

/// Reads the bodies of answers with one reader, which keeps its memory: making one takes as long as reading a hundred
/// bytes.
final class AnswerReader: Sendable {
  private let reader = Mutex(JSONReader())

  /// Above this length of a body, the reader gives back memory.
  private static let usualBytes = 64 * 1024

  /// The document that a body is; nil if it is none.
  func document(_ body: [UInt8]) -> JSONDocument? {
    reader.withLock { reader in
      defer { if body.count > Self.usualBytes { reader.shrink(toBytes: 1 << 20) } }
      return body.withUnsafeBufferPointer { text in
        guard (try? reader.read(text)) != nil else { return nil }
        return JSONDocument(copying: text, readBy: reader)
      }
    }
  }
}

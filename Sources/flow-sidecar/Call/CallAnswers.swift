import JSON
import JSONRPC
import Synchronization

/// What comes back from a one-shot call: progress to show, and the answer to wait for.
final class CallAnswers: MessageOutput {
  private let answer = Monitor<JSONDocument?>(nil)
  private let showsProgress: Bool
  private let hasShownProgress = Atomic<Bool>(false)

  init(showsProgress: Bool) { self.showsProgress = showsProgress }

  func send(_ frames: UnsafeBufferPointer<UInt8>) {
    for line in frames.split(separator: 0x0A) {
      guard let message = try? JSONDocument(Array(line), maximumDepth: .max) else { continue }
      if message.root["method"] == nil {
        answer.change { $0 = message }
      } else if showsProgress, let text = message.root["params"]?["value"]?["message"]?.string {
        // One line that is written over, as long as there is nothing else to say.
        Terminal.standardError("\r\u{1B}[K\(text)")
        hasShownProgress.store(true, ordering: .relaxed)
      }
    }
  }

  /// The answer, once it is there.
  func wait() -> JSONDocument {
    let found = answer.wait { $0 }
    if hasShownProgress.load(ordering: .relaxed) { Terminal.standardError("\r\u{1B}[K") }
    guard let found else { preconditionFailure("a wait without a bound came back without an answer") }
    return found
  }
}

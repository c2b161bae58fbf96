import FlowService
import JSON
import JSONRPC
import Synchronization

/// How a caller is told how a wait goes on.
enum ProgressForm: Sendable {
  /// `$/progress` (Language Server Protocol 3.17, Progress Support).
  case languageServer
  /// `notifications/progress` (Model Context Protocol, Progress).
  case modelContext
}

extension SidecarContext {
  /// What reports the progress of a wait; nil for a call that has not asked for it.
  func progressReport(_ meta: CallMeta, _ session: Session) -> (@Sendable (WaitProgress) -> Void)? {
    guard let token = meta.progressToken else { return nil }
    let report = ProgressReport(token: token, session: session)
    switch progressForm {
    case .languageServer: return { report.sendLanguageServer($0) }
    case .modelContext: return { report.sendModelContext($0) }
    }
  }
}

/// Tells the caller how a wait goes on, with the token that came with the request.
private final class ProgressReport: Sendable {
  private let token: [UInt8]
  private let session: Session
  /// How many reports there were.
  private let count = Atomic<Int>(0)

  init(token: [UInt8], session: Session) {
    self.token = token
    self.session = session
  }

  func sendLanguageServer(_ progress: WaitProgress) {
    session.notify("$/progress") { params in
      params.beginObject()
      params.name("token")
      params.raw(token)
      params.name("value")
      params.beginObject()
      params.member("kind", "report")
      params.member("state", ifPresent: progress.state)
      params.member("elapsedMs", progress.elapsed.wholeMilliseconds)
      params.member("polls", progress.polls)
      params.member("nextPollMs", progress.nextPoll.wholeMilliseconds)
      params.member("message", message(progress))
      params.endObject()
      params.endObject()
    }
  }

  /// A number that grows stands for what nobody knows: how much there is still to wait.
  func sendModelContext(_ progress: WaitProgress) {
    let number = count.add(1, ordering: .relaxed).newValue
    session.notify("notifications/progress") { params in
      params.beginObject()
      params.name("progressToken")
      params.raw(token)
      params.member("progress", number)
      params.member("message", message(progress))
      params.endObject()
    }
  }

  private func message(_ progress: WaitProgress) -> String {
    let tenths = progress.elapsed.wholeMilliseconds / 100
    let time = "\(tenths / 10).\(tenths % 10) s"
    if let trouble = progress.trouble {
      return "After \(time) the connection could not be read: \(trouble.message)"
    }
    return "The connection is \(progress.state ?? "in an unknown state") after \(time)."
  }
}

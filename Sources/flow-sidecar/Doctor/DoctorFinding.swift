/// One thing that `doctor` has looked at.
struct DoctorFinding: Sendable {
  enum State: String, Sendable {
    case fine = "ok"
    case wrong = "FAIL"
    /// Nothing is wrong, but it is worth knowing.
    case remark = "note"
    /// It could not be looked at, since something before it is wrong, or need not be.
    case skipped = "--"
  }

  var state: State
  var subject: String
  /// What was found, in one sentence.
  var text: String
  /// What the service said, and what to do: a line each.
  var more: [String] = []

  static func fine(_ subject: String, _ text: String) -> Self { Self(state: .fine, subject: subject, text: text) }
  static func remark(_ subject: String, _ text: String) -> Self { Self(state: .remark, subject: subject, text: text) }
  static func skipped(_ subject: String, _ text: String) -> Self { Self(state: .skipped, subject: subject, text: text) }

  static func wrong(_ subject: String, _ text: String, toDo: String?, said: String? = nil) -> Self {
    let more = [said.map { "detail: \($0)" }, toDo.map { "to do: \($0)" }].compactMap { $0 }
    return Self(state: .wrong, subject: subject, text: text, more: more)
  }

  var lines: String {
    let label = state.rawValue + String(repeating: " ", count: 6 - state.rawValue.utf8.count)
    return "\(label)\(subject): \(text)\n" + more.map { "      \($0)\n" }.joined()
  }
}

import JSON
import JSONRPC
import JSONSchema

extension ErrorObject {
  /// The error that lists every problem found in the params at once.
  static func invalidParams(_ errors: [Problem], warnings: [Problem] = []) -> ErrorObject {
    invalidParams(errors, warnings) { _ in }
  }

  /// The same for the body of a create, with the connection spec that it was held against.
  static func invalidParams(_ report: ConnectionCheck.Report) -> ErrorObject {
    invalidParams(report.errors, report.warnings) { report.writeSpec(to: &$0) }
  }

  private static func invalidParams(
    _ errors: [Problem], _ warnings: [Problem], more: (inout JSONWriter) -> Void
  ) -> ErrorObject {
    ErrorObject(.invalidParams, kind: "invalidParams", summary(errors)) { data in
      data.member("errors", errors)
      if !warnings.isEmpty { data.member("warnings", warnings) }
      more(&data)
    }
  }

  private static func summary(_ errors: [Problem]) -> String {
    guard let first = errors.first else { return "The params are not valid." }
    let place = first.instanceLocation.isEmpty ? "the params" : first.instanceLocation
    return errors.count == 1
      ? "The params have a problem, at \(place): \(first.message)"
      : "The params have \(errors.count) problems; the first, at \(place): \(first.message)"
  }
}

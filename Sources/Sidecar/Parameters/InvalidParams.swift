import JSON
import JSONRPC
import JSONSchema

extension ErrorObject {
  /// The error that lists every problem found in the params at once.
  static func invalidParams(
    _ errors: [Problem], warnings: [Problem] = [], details: (inout JSONWriter) -> Void = { _ in }
  ) -> ErrorObject {
    ErrorObject(.invalidParams, kind: "invalidParams", summary(errors)) { data in
      data.member("errors", errors)
      if !warnings.isEmpty { data.member("warnings", warnings) }
      details(&data)
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
